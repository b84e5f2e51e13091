"""The numbers of rows. The journal names rows by them, so a number is given once, also after a removal."""

from __future__ import annotations

from sqlite_utils import Database

LAST = {
    "posts": "last_post",
    "versions": "last_version",
    "observations": "last_observation",
    "coverage": "last_coverage",
    "disappearances": "last_disappearance",
}
"""Tables that rows can be removed from, and where ``removals`` keeps the highest number given by then."""


def next_id(db: Database, table: str) -> int:
    """The number of the next row; sound under the writer's lock."""
    return 1 + last_id(db, table)


def last_id(db: Database, table: str) -> int:
    """The highest number that a row of the table has or had; 0 if there never was one."""
    there: int | None = db.conn.execute(f"SELECT max(id) FROM {table}").fetchone()[0]  # noqa: S608 - own names
    gone: int | None = db.conn.execute(f"SELECT max({LAST[table]}) FROM removals").fetchone()[0]  # noqa: S608
    return max(there or 0, gone or 0)
