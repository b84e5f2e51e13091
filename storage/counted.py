"""What reports count, as tables to look at: a file of its own, made from the archive and made anew at will.

It holds which posting is of which request, and each week's figures. Texts stay in the archive.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from storage.connection import OWNER_ONLY, plain_sqlite_errors


@dataclass(frozen=True, slots=True)
class Asked:
    """One posting: who is asked for, how many and where, and the request (its first posting) that it is of.

    ``region`` and ``origin`` are the rows of the report's breakdowns that it counts in, with their names;
    ``regions`` and ``origins`` are JSON arrays of all.
    """

    id: str
    request: str
    repeat: bool
    version: int
    channel_id: int
    date: str
    week: str
    entry: str
    role: str
    role_ru: str | None
    isco08: str | None
    role_text: str | None
    headcount_min: int | None
    headcount_max: int | None
    headcount_text: str | None
    region: str
    region_code: str
    regions: str
    region_from: str | None
    occupied: bool
    origin: str
    origins: str
    confidence: float
    reviewed: bool
    later: str | None


@dataclass(frozen=True, slots=True)
class Weekly:
    """A week's figures as its report has them; None where they are unknown."""

    week: str
    monday: str
    requests: int | None
    people_min: int | None
    people_max: int | None
    open_ended: int | None
    postings: int | None
    channels_reached: int
    channels_watched: int
    covered_percent: float | None
    marks: str


_INDEXED = ("request", "date", "week", "role", "region_code", "version")


_TYPES = {"int": "INTEGER", "bool": "INTEGER", "float": "REAL", "str": "TEXT"}


def _columns(kind: type[Asked | Weekly]) -> str:
    """With their types, so that a number equals the text of it that a page's filter has."""
    return ", ".join(f"{field.name} {_TYPES[str(field.type).split()[0]]}" for field in fields(kind))


class Counted:
    """The file, open for filling by this process alone; looking connections read beside it."""

    def __init__(self, path: Path) -> None:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
        self.path = path
        self._db = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute(f"CREATE TABLE asked ({_columns(Asked)}, PRIMARY KEY (id))")
        self._db.execute(
            "CREATE TABLE repeats (request TEXT PRIMARY KEY, postings INTEGER, channels INTEGER)"
        )
        self._db.execute(f"CREATE TABLE weekly ({_columns(Weekly)}, PRIMARY KEY (week))")
        for column in _INDEXED:
            self._db.execute(f"CREATE INDEX asked_{column} ON asked ({column})")

    def replace(self, weeks: Iterable[tuple[Weekly, Iterable[Asked]]]) -> None:
        """Put these weeks in place of all that is there, at once for those who look."""
        with plain_sqlite_errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                for table in ("asked", "repeats", "weekly"):
                    self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - own names
                for week, asked in weeks:
                    self._insert("weekly", [astuple(week)])
                    self._insert("asked", [astuple(one) for one in asked])
                self._db.execute(
                    "INSERT INTO repeats SELECT request, count(*), count(DISTINCT channel_id) FROM asked "
                    "GROUP BY request"
                )
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise

    def _insert(self, table: str, rows: list[tuple[object, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - own names

    def close(self) -> None:
        """Close the file; removing it is its maker's business."""
        self._db.close()
