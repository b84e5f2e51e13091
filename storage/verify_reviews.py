"""Checking that what follows from corrections is what they say: neither more, nor less, nor anything else."""

from __future__ import annotations

from sqlite_utils import Database

from storage.corrections import standing
from storage.effective import COLUMNS, STANDING, reviewed_entries, reviewed_hash
from storage.near import Signature
from storage.verdict import Findings

_STANDING = f"""
SELECT versions.id, {STANDING}, reviewed.correction, posts.channel_id || '/' || posts.post_id
FROM versions JOIN extractions ON extractions.version = versions.id
LEFT JOIN reviewed ON reviewed.version = versions.id LEFT JOIN posts ON posts.id = versions.post
WHERE versions.post IN (SELECT post FROM corrections) OR reviewed.version IS NOT NULL ORDER BY versions.id
"""  # noqa: S608 - own names
_REVIEWED = "SELECT is_request, closed, sha256 FROM reviewed WHERE version = ?"
_ENTRIES = f"SELECT {', '.join(COLUMNS)} FROM reviewed_entries WHERE version = ? ORDER BY n"  # noqa: S608
_LAST = """
SELECT coalesce((SELECT max(ref) FROM journal WHERE kind = 'correction'), 0),
    coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = 'corrections'), 0)
"""
_SKETCH = COLUMNS.index("sketch")
_UNSIGNED = Signature(b"", (), "")


def check_reviews(db: Database, found: Findings) -> dict[str, int]:
    """Check each reviewed version. The hash shows a change of what only the parser can make anew."""
    count = 0
    for version, expected, stored, post in db.conn.execute(_STANDING).fetchall():
        count += stored is not None
        if expected != stored:
            found("reviewed", version, "does not name the last correction of its text", post)
        elif stored is not None and not _follows(db, version):
            found("reviewed", version, "does not say what the correction says", post)
    last, given = db.conn.execute(_LAST).fetchone()
    if last != given:
        found("sqlite_sequence", "corrections", f"says {given}, but the last correction had number {last}")
    return {"reviewed": count}


def _follows(db: Database, version: int) -> bool:
    """True if what counting reads of a reviewed version follows from the correction that stands."""
    said = db.conn.execute(_REVIEWED, (version,)).fetchone()
    rows = db.conn.execute(_ENTRIES, (version,)).fetchall()
    try:
        word = standing(db, [version])[version]
        expected = reviewed_entries(version, word, _UNSIGNED)
    except (KeyError, TypeError, ValueError):  # the correction or the reading is damaged, which is named too
        return False
    flags = (int(word.is_request), int(bool(word.reading.get("closed"))), reviewed_hash(version, word, rows))
    return said == flags and [row[:_SKETCH] for row in rows] == [row[:_SKETCH] for row in expected]
