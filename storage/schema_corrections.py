"""The table of corrections: what people said of the machine's readings, beside them and never over them."""

from __future__ import annotations

from sqlite_utils import Database

from storage.schema import guards, migrations

TABLE = """
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
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
) STRICT
"""


@migrations()
def m006_corrections(db: Database) -> None:
    """A person's word over the machine's: evidence like the posts, so it is guarded and journalled like them.

    ``said`` holds places in the text and no words of it, so that redacting a post leaves none of them here.
    """
    for statement in (TABLE, "CREATE INDEX corrections_post ON corrections (post)", *guards("corrections")):
        db.execute(statement)
