"""The archive's past up to a row of its journal: what a seal pins, and whether it is still so."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from storage.journal import GENESIS


@dataclass(frozen=True, slots=True)
class Past:
    """The journal up to a row: its number, hash and time, and how many rows there are of each kind.

    Counts of the journal stay what they were when records are removed later.
    """

    archive: str
    """The archive's own random name (UUID)."""
    rows: int
    hash: str
    at: str | None
    counts: dict[str, int]


def past(db: Database, rows: int | None = None) -> Past:
    """The past up to the row of that number, or to the last; of a shorter journal all there is.

    In one statement's view each: the caller wraps it in a transaction where a writer may be at work.
    """
    name = db.conn.execute("SELECT uuid FROM archive").fetchone()
    last = db.conn.execute(
        "SELECT seq, hash, at FROM journal WHERE ? IS NULL OR seq <= ? ORDER BY seq DESC LIMIT 1",
        (rows, rows),
    ).fetchone() or (0, GENESIS, None)
    counts = db.conn.execute(
        "SELECT kind, count(*) FROM journal WHERE seq <= ? GROUP BY kind ORDER BY kind", (last[0],)
    )
    return Past(name[0] if name else "", last[0], last[1], last[2], dict(counts.fetchall()))
