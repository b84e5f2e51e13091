"""Removal for good: of a post, on behalf of a person, or of a whole channel. And sums over the other tables.

``removals`` says what was removed, when, why, and leaves a tombstone that later reads honour. It keeps the
highest numbers that rows had by then, so that none is given twice: the journal names rows by number.
``withheld`` keeps the commitments of observations that are gone, because the journal's digests are over them;
with its nonce gone, a commitment says nothing. ``checksums`` has a hash a table over what the program itself
may change (see `storage.checksums`). The index is for counting what nobody has read: pictures without words.
"""

from __future__ import annotations

from sqlite_utils import Database

from storage.guards import guards

TABLES = (
    """CREATE TABLE removals (
        id INTEGER PRIMARY KEY,
        channel_id INTEGER NOT NULL,
        post_id INTEGER,
        at TEXT NOT NULL,
        why TEXT,
        program TEXT NOT NULL,
        posts INTEGER NOT NULL,
        versions INTEGER NOT NULL,
        observations INTEGER NOT NULL,
        last_post INTEGER NOT NULL,
        last_version INTEGER NOT NULL,
        last_observation INTEGER NOT NULL,
        last_coverage INTEGER NOT NULL,
        last_disappearance INTEGER NOT NULL,
        nonce TEXT NOT NULL
    ) STRICT""",
    "CREATE UNIQUE INDEX removals_post ON removals (channel_id, post_id) WHERE post_id IS NOT NULL",
    """CREATE TABLE withheld (
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES runs(id),
        channel_id INTEGER NOT NULL,
        commitment TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX withheld_run ON withheld (run, channel_id)",
    """CREATE INDEX versions_wordless ON versions (post)
        WHERE text = '' AND media IS NOT NULL AND service IS NULL""",
    """CREATE TABLE checksums (
        name TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)


def m002_removals(db: Database) -> None:
    """Lay the tables of removals and sums, and the index of pictures without words."""
    for statement in (*TABLES, *guards("removals"), *guards("withheld")):
        db.execute(statement)
