"""The page of tables: of the archive's file, of ``browse``, of exports; every column with its meaning."""

from __future__ import annotations

import csv
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from headcount.browsing.questions import TABLES as LOOKED_AT
from headcount.exporting.fields import Field, Format, What, fields_of
from storage import Writer
from storage.counted import Counted
from storage.looking import TABLES, connect_to_look
from tools.manual.markdown import code, table
from tools.manual.markdown import page as whole

EXPORTS: dict[str, tuple[What, Format]] = {
    "export posts": ("posts", "jsonl"),
    "export versions": ("versions", "jsonl"),
    "export requests": ("requests", "jsonl"),
    "export requests, CSV and Parquet": ("requests", "csv"),
    "export corrections": ("corrections", "jsonl"),
}
SAME_AS_EXPORTED = {"posts": "posts", "versions": "versions", "observations": "versions"}
"""Tables whose columns are those of an export where nothing else is said of them."""


def page() -> str:
    """The page."""
    archive, looked_at = columns()
    return whole(
        "Tables",
        "the schema, what `browse` shows, and the fields of exports",
        "## Exports",
        "What `headcount export` writes. A field that is empty in a table is `null` in JSON Lines.",
        *(part for name, (what, shape) in EXPORTS.items() for part in _export(name, fields_of(what, shape))),
        "## Browse",
        "What `headcount browse` shows: views of the archive, read-only. Times are UTC.",
        *(part for name, names in looked_at.items() for part in _looked_at(name, names)),
        "## The archive's file",
        "One SQLite file, which any program reads. Write to it with headcount alone: guards refuse "
        "changes to evidence, and `headcount verify` finds others. Times are text, ISO 8601 in UTC. Columns "
        "named like a table hold the row of it. These tables may change from version to version; exports "
        "keep to their fields.",
        *(part for name, names in archive.items() for part in _stored(name, names)),
    )


def columns() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The columns of a new archive's tables, and those of what ``browse`` shows of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        with Writer.writing(path, now=lambda: datetime.now(UTC)):
            pass
        counted = Counted(Path(folder) / "counted.db")
        looking = connect_to_look(path, counted.path)
        looked_at = {name: _names(looking, name) for name in TABLES}
        looking.close()
        counted.close()
        archive = sqlite3.connect(path)
        listed = archive.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'").fetchall()
        kinds = {name: kind for name, kind in listed if kind != "shadow" and not name.startswith("sqlite_")}
        told = list(dict.fromkeys(name for name, _ in meanings() if name in kinds))
        stored = {name: _names(archive, name) for name in [*told, *sorted(set(kinds) - set(told))]}
        archive.close()
    return stored, looked_at


def _names(database: sqlite3.Connection, name: str) -> list[str]:
    return [row[1] for row in database.execute(f"PRAGMA table_info({name})")]


@cache
def meanings() -> dict[tuple[str, str], str]:
    """What columns.csv says, by table and column; of a table itself where the column is empty."""
    with (Path(__file__).parent / "columns.csv").open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["column"]): row["meaning"] for row in csv.DictReader(file)}


def meaning(name: str, column: str) -> str:
    """What a column of the archive's file holds; empty if nobody says."""
    known = meanings()
    own = known.get((name, column)) or known.get((name, column.rstrip("0123456789") + "*"))
    same = {field.name: field.description for field in _same(name)}
    return own or same.get(column) or known.get(("*", column), "")


def _same(name: str) -> tuple[Field, ...]:
    match SAME_AS_EXPORTED.get(name):
        case "posts":
            return fields_of("posts", "jsonl")
        case "versions":
            return fields_of("versions", "jsonl")
        case _:
            return ()


def _export(name: str, fields: tuple[Field, ...]) -> Iterator[str]:
    yield f"### {name}"
    yield table(
        ["field", "type", "means"], [[code(field.name), field.type, field.description] for field in fields]
    )


def _looked_at(name: str, names: list[str]) -> Iterator[str]:
    told = LOOKED_AT[name]
    yield f"### {name}, in browse"
    yield told["description"]
    yield table(["column", "means"], [[code(one), told["columns"].get(one, "")] for one in names])


def _stored(name: str, names: list[str]) -> Iterator[str]:
    yield f"### {name}"
    yield f"{meanings().get((name, ''), '')}."
    yield table(["column", "means"], [[code(one), meaning(name, one)] for one in names])
