"""Sums over what the program itself may change: settings of channels, caches, what was told, search.

None of it is evidence, so the journal does not have it; a hash a table shows that nothing changed it by
accident. Who changes both on purpose changes no figure that a seal or the journal vouches for.

Of small tables the rows are hashed in the order of their keys. Large ones (``ROLLING``) have the sum of their
rows' hashes modulo 2^64, to which each row that comes or goes is added or from which it is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b

import orjson
from sqlite_utils import Database

from storage.canonical import framed

SUMMED = {
    "channels": "SELECT id, region, watched, why_not, why_not_since FROM channels ORDER BY id",
    "unread": "SELECT name, channel_id, why_not, since FROM unread ORDER BY name",
    "peers": "SELECT account, name, channel_id, access_hash FROM peers ORDER BY account, name",
    "alerts": "SELECT id, alert, subject, week, at, content, to_print, to_mail FROM alerts ORDER BY id",
    "mails": "SELECT week, at, sent FROM mails ORDER BY week",
    "searching": "SELECT id, lemmatizer, filled_to FROM searching ORDER BY id",
    "parsers": "SELECT id, parser, lexicon, parsed_to FROM parsers ORDER BY id",
    "_sqlite_migrations": "SELECT id, migration_set, name, applied_at FROM _sqlite_migrations ORDER BY id",
}
"""Tables, and what of them is summed: of channels what the journal does not commit to."""

ROLLING = {"searched": ("recency", "post", "words"), "unsearched": ("post",)}
"""Tables of which rows come and go in great number, and their columns."""

_WATCHED = tuple(name for name in SUMMED if name != "_sqlite_migrations")
_ALL = 2**64


def watch_changes(db: Database) -> None:
    """Have this connection notice which of the tables it changes, whatever statement does it."""
    db.execute("CREATE TEMP TABLE touched (name TEXT PRIMARY KEY)")
    for name in _WATCHED:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            db.execute(
                f"CREATE TEMP TRIGGER touched_{name}_{verb} AFTER {verb} ON main.{name} "  # noqa: S608 - own names
                f"BEGIN INSERT OR IGNORE INTO touched VALUES ('{name}'); END"
            )
    db.conn.create_function("rolled", -1, _rolled, deterministic=True)
    db.execute("CREATE TEMP TABLE rolling (name TEXT PRIMARY KEY, change INTEGER NOT NULL)")
    for name, columns in ROLLING.items():
        db.execute("INSERT INTO temp.rolling VALUES (?, 0)", (name,))
        for verb, row, sign in (("INSERT", "NEW", 1), ("DELETE", "OLD", -1)):
            values = ", ".join(f"{row}.{column}" for column in columns)
            db.execute(
                f"CREATE TEMP TRIGGER rolled_{name}_{verb} AFTER {verb} ON main.{name} BEGIN "  # noqa: S608
                f"UPDATE rolling SET change = rolled(change, {sign}, {values}) WHERE name = '{name}'; END"
            )


def _rolled(change: int, sign: int, *row: object) -> int:
    """A change of a sum by one more row, or one less, as a signed 64-bit number."""
    return (change + sign * _row(row) + _ALL // 2) % _ALL - _ALL // 2


def _row(row: tuple[object, ...]) -> int:
    return int.from_bytes(blake2b(orjson.dumps(row), digest_size=8).digest())


def renew(db: Database) -> None:
    """Sum what was changed anew, inside the transaction that changed it."""
    touched = [row[0] for row in db.conn.execute("SELECT name FROM temp.touched")]
    if touched:
        db.execute("DELETE FROM temp.touched")
        write(db, touched)
    rolled = db.conn.execute("SELECT name, change FROM temp.rolling WHERE change != 0").fetchall()
    for name, change in rolled:
        (before,) = db.conn.execute("SELECT sha256 FROM checksums WHERE name = ?", (name,)).fetchone()
        db.conn.execute("REPLACE INTO checksums VALUES (?, ?)", (name, _shown(int(before, 16) + change)))
        db.execute("UPDATE temp.rolling SET change = 0 WHERE name = ?", (name,))


def _shown(total: int) -> str:
    return f"{total % _ALL:016x}"


def write(db: Database, names: Iterable[str]) -> None:
    """Write these tables' sums."""
    for name in names:
        db.conn.execute("REPLACE INTO checksums VALUES (?, ?)", (name, checksum(db, name)))


def write_after_migrating(db: Database) -> None:
    """The list of steps is new, and so may be a sum; one that is there stays, right or wrong."""
    there = {row[0] for row in db.conn.execute("SELECT name FROM checksums")}
    names = [name for name in (*SUMMED, *ROLLING) if name not in there or name == "_sqlite_migrations"]
    write(db, names)


def checksum(db: Database, name: str) -> str:
    """The hash over a table's rows, in the order of their keys, or the sum of their hashes."""
    if name in ROLLING:
        rows = db.conn.execute(f"SELECT {', '.join(ROLLING[name])} FROM {name}")  # noqa: S608 - own names
        return _shown(sum(map(_row, rows)))
    return framed(name, *(list(row) for row in db.conn.execute(SUMMED[name])))


def check(db: Database, found: Callable[[str, object, str], None]) -> None:
    """Compare each table with its sum."""
    stored = dict(db.conn.execute("SELECT name, sha256 FROM checksums").fetchall())
    for name in (*SUMMED, *ROLLING):
        if name not in stored:
            found("checksums", name, "is not there")
        elif stored[name] != checksum(db, name):
            columns = ", ".join(ROLLING[name]) if name in ROLLING else SUMMED[name]
            what = columns.removeprefix("SELECT ").partition(" FROM ")[0]
            found(name, "(its rows)", f"one of {what} was changed: not by headcount")
    for name in sorted(stored.keys() - SUMMED.keys() - ROLLING.keys()):
        found("checksums", name, "is of no table that has one: not written by headcount")


def steps_are_as_written(db: Database) -> bool:
    """True if the list of schema steps has its sum, or is from before there were sums."""
    if not db["checksums"].exists():
        return True
    stored = db.conn.execute("SELECT sha256 FROM checksums WHERE name = '_sqlite_migrations'").fetchone()
    return stored is not None and stored[0] == checksum(db, "_sqlite_migrations")
