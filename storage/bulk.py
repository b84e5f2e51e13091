"""Inserting many rows by few statements, in about two thirds of the time that a statement a row takes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlite_utils import Database

ROWS = 100
"""Rows a statement: a page of Telegram's, and under SQLite's limit of bound values with every table."""


def insert_rows(db: Database, table: str, columns: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows in their order, inside the caller's transaction."""
    whole = len(rows) - len(rows) % ROWS
    for start in range(0, whole, ROWS):
        values = tuple(chain.from_iterable(rows[start : start + ROWS]))
        db.conn.execute(_insert(table, columns, ROWS), values)
    db.conn.executemany(_insert(table, columns, 1), rows[whole:])


@cache
def _insert(table: str, columns: tuple[str, ...], rows: int) -> str:
    row = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * rows)}"  # noqa: S608 - own names
