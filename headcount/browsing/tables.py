"""The archive as Datasette sees it: the tables of ``storage.looking``, with their keys, and nothing else."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database

from parser.lemmas import asked
from storage.looking import KEYS, MATCH, POINTS_TO, TABLES, connect_to_look
from storage.search import expression

NAME = "headcount"
"""Of the database in addresses: http://127.0.0.1:8001/headcount/requests."""


class LookedAt(Database):  # type: ignore[misc] # Datasette has no types
    """A database of views that Datasette may take for tables: sorted, paged by key, a page a row."""

    def __init__(self, ds: Datasette, path: Path, counted: Path) -> None:
        super().__init__(ds, path=str(path), is_mutable=True)
        self._archive = path
        self._counted = counted

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection that can only look."""
        if write:
            raise PermissionError("nothing is written here")
        connection = connect_to_look(self._archive, self._counted)
        connection.create_function(MATCH, 1, match, deterministic=True)
        self._all_file_connections.append(connection)
        return connection

    async def table_names(self) -> list[str]:
        """Only what is for people."""
        return list(TABLES)

    async def view_names(self) -> list[str]:
        """None: what are views are tables to those who look."""
        return []

    async def hidden_table_names(self) -> list[str]:
        """None: what is not for people is not there."""
        return []

    async def attached_databases(self) -> list[Any]:
        """None that people need know of."""
        return []

    async def table_exists(self, table: str) -> bool:
        """Whether people can look at it."""
        return table in TABLES

    async def primary_keys(self, table: str) -> list[str]:
        """The one column that names a row."""
        return [KEYS[table]] if table in KEYS else []

    async def fts_table(self, _table: str) -> None:
        """None: searching is our own filter's business."""

    async def get_table_definition(self, _table: str, type_: str = "table") -> None:
        """None: how a view is made says nothing to people."""

    async def foreign_keys_for_table(self, table: str) -> list[dict[str, str]]:
        """Which columns lead to rows of which table."""
        return [
            {"column": column, "other_table": other, "other_column": KEYS[other]}
            for column, other in POINTS_TO.get(table, {}).items()
        ]

    async def get_all_foreign_keys(self) -> dict[str, dict[str, list[dict[str, str]]]]:
        """The same both ways."""
        keys: dict[str, dict[str, list[dict[str, str]]]]
        keys = {table: {"incoming": [], "outgoing": []} for table in TABLES}
        for table, columns in POINTS_TO.items():
            for column, other in columns.items():
                keys[table]["outgoing"].append(
                    {"other_table": other, "column": column, "other_column": KEYS[other]}
                )
                keys[other]["incoming"].append(
                    {"other_table": table, "column": KEYS[other], "other_column": column}
                )
        return keys


def match(question: str | None) -> str:
    """What FTS5 is asked for by words as people type them; what finds nothing, if there are none."""
    return expression(asked(str(question or ""))) or '""'
