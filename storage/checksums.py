"""Sums over what the program itself may change: settings of channels, caches, how far parsers are.

None of it is evidence, so the journal does not have it; a hash a table shows that nothing changed it by
accident. Who changes both on purpose changes no figure that a seal or the journal vouches for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlite_utils import Database

from storage.canonical import framed

SUMMED = {
    "channels": "SELECT id, region, watched, why_not, why_not_since FROM channels ORDER BY id",
    "unread": "SELECT name, channel_id, why_not, since FROM unread ORDER BY name",
    "peers": "SELECT account, name, channel_id, access_hash FROM peers ORDER BY account, name",
    "parsers": "SELECT id, parser, lexicon, parsed_to FROM parsers ORDER BY id",
    "_sqlite_migrations": "SELECT id, migration_set, name, applied_at FROM _sqlite_migrations ORDER BY id",
}
"""Tables, and what of them is summed: of channels what the journal does not commit to."""

_WATCHED = tuple(name for name in SUMMED if name != "_sqlite_migrations")


def watch_changes(db: Database) -> None:
    """Have this connection notice which of the tables it changes, whatever statement does it."""
    db.execute("CREATE TEMP TABLE touched (name TEXT PRIMARY KEY)")
    for name in _WATCHED:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            db.execute(
                f"CREATE TEMP TRIGGER touched_{name}_{verb} AFTER {verb} ON main.{name} "  # noqa: S608 - own names
                f"BEGIN INSERT OR IGNORE INTO touched VALUES ('{name}'); END"
            )


def renew(db: Database) -> None:
    """Sum what was changed anew, inside the transaction that changed it."""
    touched = [row[0] for row in db.conn.execute("SELECT name FROM temp.touched")]
    if touched:
        db.execute("DELETE FROM temp.touched")
        write(db, touched)


def write(db: Database, names: Iterable[str]) -> None:
    """Write these tables' sums."""
    for name in names:
        db.conn.execute("REPLACE INTO checksums VALUES (?, ?)", (name, checksum(db, name)))


def write_after_migrating(db: Database) -> None:
    """The list of steps is new, and so may be a sum; one that is there stays, right or wrong."""
    there = {row[0] for row in db.conn.execute("SELECT name FROM checksums")}
    write(db, [name for name in SUMMED if name not in there or name == "_sqlite_migrations"])


def checksum(db: Database, name: str) -> str:
    """The hash over a table's rows, in the order of their keys."""
    return framed(name, *(list(row) for row in db.conn.execute(SUMMED[name])))


def check(db: Database, found: Callable[[str, object, str], None]) -> None:
    """Compare each table with its sum."""
    stored = dict(db.conn.execute("SELECT name, sha256 FROM checksums").fetchall())
    for name in SUMMED:
        if name not in stored:
            found("checksums", name, "is not there")
        elif stored[name] != checksum(db, name):
            what = SUMMED[name].removeprefix("SELECT ").partition(" FROM ")[0]
            found(name, "(its rows)", f"one of {what} was changed: not by headcount")
    for name in sorted(stored.keys() - SUMMED.keys()):
        found("checksums", name, "is of no table that has one: not written by headcount")


def steps_are_as_written(db: Database) -> bool:
    """True if the list of schema steps has its sum, or is from before there were sums."""
    if not db["checksums"].exists():
        return True
    stored = db.conn.execute("SELECT sha256 FROM checksums WHERE name = '_sqlite_migrations'").fetchone()
    return stored is not None and stored[0] == checksum(db, "_sqlite_migrations")
