"""What people said of readings, and what follows from it for counting.

``corrections`` is evidence like the posts: guarded, and every row journalled. ``said`` holds places in the
text and no words of it. Numbers are never given twice (AUTOINCREMENT), also after a removal, because the
journal names rows by them.

The other two follow from corrections and readings, and go with the reading when a version is read anew:
``reviewed`` has a row a version whose text people reviewed, with the correction that stands;
``reviewed_entries`` has what it asks for, in the columns that counting reads of ``requests`` and ``near``
where nobody reviewed. So what the machine read stays as it was, and counting is as quick as before.
"""

from __future__ import annotations

from sqlite_utils import Database

from storage.guards import guards
from storage.migrations.near_tables import BANDS

_BANDS = ",\n        ".join(f"band{n} INTEGER NOT NULL" for n in range(BANDS))

TABLES = (
    """CREATE TABLE corrections (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        post INTEGER NOT NULL REFERENCES posts(id),
        version INTEGER NOT NULL REFERENCES versions(id),
        reviewer TEXT NOT NULL,
        at TEXT NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'corrected')),
        reason TEXT NOT NULL,
        audit TEXT,
        machine TEXT NOT NULL,
        is_request INTEGER NOT NULL,
        closed INTEGER NOT NULL,
        said TEXT NOT NULL CHECK (json_valid(said)),
        nonce TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX corrections_post ON corrections (post)",
    """CREATE TABLE reviewed (
        version INTEGER PRIMARY KEY REFERENCES extractions(version) ON DELETE CASCADE,
        correction INTEGER NOT NULL REFERENCES corrections(id),
        is_request INTEGER NOT NULL,
        closed INTEGER NOT NULL,
        sha256 TEXT NOT NULL
    ) STRICT""",
    f"""CREATE TABLE reviewed_entries (
        version INTEGER NOT NULL REFERENCES reviewed(version) ON DELETE CASCADE,
        n INTEGER NOT NULL,
        entry TEXT NOT NULL CHECK (entry IN ('request', 'total')),
        role TEXT,
        role_ru TEXT,
        headcount_min INTEGER,
        headcount_max INTEGER,
        regions TEXT NOT NULL,
        origins TEXT NOT NULL,
        sketch BLOB NOT NULL,
        {_BANDS},
        PRIMARY KEY (version, n)
    ) STRICT, WITHOUT ROWID""",
)


def m004_corrections(db: Database) -> None:
    """Lay these tables."""
    for statement in (*TABLES, *guards("corrections")):
        db.execute(statement)
