"""Removing for good: what a post said, on behalf of a person, or all that is a channel's own.

The journal keeps its rows, which hold no content, so the chain goes on as before; one more row says what was
removed. Of observations, which the journal has by a digest over their commitments, the commitments stay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from storage import alerts, search
from storage.guards import removing_from
from storage.journal import Entry, Journal, commit, nonce
from storage.numbering import LAST, last_id
from storage.removals import FIELDS

READINGS = (
    "reviewed_entries", "reviewed", "near", "request_regions", "requests", "places", "origins", "extractions",
)  # fmt: skip
"""What was read in versions or laid over it, by number of version; what hangs on another comes before it."""


@contextmanager
def unbound(db: Database) -> Iterator[None]:
    """Remove rows without looking through all others for what points to them; it is looked once, at the end.

    Around the transaction, since SQLite heeds the switch only outside of one.
    """
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def redact(
    db: Database, journal: Journal, channel_id: int, post_id: int, *, why: str, program: str, at: str
) -> None:
    """Remove a post of the archive, leaving its tombstone. Inside the caller's transaction."""
    removal = _record(db, channel_id, post_id, why=why, program=program, at=at)
    db.conn.execute(
        "INSERT INTO withheld (id, run, channel_id, commitment) "
        "SELECT observations.id, run, channel_id, commitment FROM observations "
        "JOIN posts ON posts.id = observations.post WHERE channel_id = ? AND post_id = ?",
        (channel_id, post_id),
    )
    with removing_from(db, ("versions", "observations", "disappearances", "corrections")):
        _remove_posts(db, "channel_id = ? AND post_id = ?", (channel_id, post_id))
    journal.add(Entry(at, "redaction", removal[1], f"{channel_id}/{post_id}", removal[0]))
    _nothing_points_nowhere(db)


def forget(db: Database, journal: Journal, channel_id: int, *, program: str, at: str) -> None:
    """Remove a channel of the archive with all that is its own. Inside the caller's transaction.

    Tombstones of its posts stay, should it ever come back.
    """
    removal = _record(db, channel_id, None, why=None, program=program, at=at)
    username = db.conn.execute("SELECT username FROM channels WHERE id = ?", (channel_id,)).fetchone()[0]
    guarded = ("versions", "observations", "disappearances", "corrections", "coverage", "withheld")
    with removing_from(db, guarded):
        _remove_posts(db, "channel_id = ?", (channel_id,))
        for table in ("coverage", "withheld", "peers"):
            db.conn.execute(f"DELETE FROM {table} WHERE channel_id = ?", (channel_id,))  # noqa: S608 - own names
        db.conn.execute("DELETE FROM unread WHERE channel_id = ? OR name = ?", (channel_id, username))
        db.conn.execute("DELETE FROM channels WHERE id = ?", (channel_id,))
    journal.add(Entry(at, "forgotten", removal[1], str(channel_id), removal[0]))
    _nothing_points_nowhere(db)


def _record(
    db: Database, channel_id: int, post_id: int | None, *, why: str | None, program: str, at: str
) -> tuple[str, int]:
    """Write the row that says what is about to be removed; returns its commitment and number."""
    which = "channel_id = ?" if post_id is None else "channel_id = ? AND post_id = ?"
    values = (channel_id,) if post_id is None else (channel_id, post_id)
    counts = db.conn.execute(
        "SELECT count(*), coalesce(sum((SELECT count(*) FROM versions WHERE post = posts.id)), 0), "  # noqa: S608
        "coalesce(sum((SELECT count(*) FROM observations WHERE post = posts.id)), 0) "
        f"FROM posts WHERE {which}",
        values,
    ).fetchone()
    number = 1 + (db.conn.execute("SELECT max(id) FROM removals").fetchone()[0] or 0)
    fields = (
        number, channel_id, post_id, at, why, program, *counts, *(last_id(db, table) for table in LAST),
    )  # fmt: skip
    secret = nonce()
    db.conn.execute(
        f"INSERT INTO removals ({', '.join(FIELDS)}, nonce) VALUES ({', '.join('?' * len(FIELDS))}, ?)",  # noqa: S608
        (*fields, secret),
    )
    return commit(secret, *fields), number


def _remove_posts(db: Database, which: str, values: tuple[int, ...]) -> None:
    posts = f"SELECT id FROM posts WHERE {which}"  # noqa: S608 - own names
    versions = f"SELECT id FROM versions WHERE post IN ({posts})"  # noqa: S608
    search.forget(db, [row[0] for row in db.conn.execute(posts, values)])
    names = db.conn.execute(f"SELECT channel_id, post_id FROM posts WHERE {which}", values)  # noqa: S608
    alerts.forget(db, names.fetchall())
    for table in READINGS:
        db.conn.execute(f"DELETE FROM {table} WHERE version IN ({versions})", values)  # noqa: S608
    for table in ("corrections", "disappearances", "observations", "versions"):
        db.conn.execute(f"DELETE FROM {table} WHERE post IN ({posts})", values)  # noqa: S608
    db.conn.execute(f"DELETE FROM posts WHERE {which}", values)  # noqa: S608


def _nothing_points_nowhere(db: Database) -> None:
    left = db.conn.execute("PRAGMA foreign_key_check").fetchone()
    if left is not None:
        raise sqlite3.IntegrityError(f"a row of {left[0]} still points to what was removed from {left[2]}")


def scrub(db: Database) -> bool:
    """Write the file anew without its free space, where old bytes may be, and empty the WAL.

    Outside of any transaction. False if another program was reading and kept old pages in use.
    """
    if not _empty_log(db):
        return False
    db.execute("VACUUM")
    return _empty_log(db)


def _empty_log(db: Database) -> bool:
    busy: int = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy
