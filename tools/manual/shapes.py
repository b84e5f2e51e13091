"""The page of JSON: what ``extract`` and ``--json`` print, and the files of reports from their schemas."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tools.manual.markdown import code, prose, table
from tools.manual.markdown import page as whole
from tools.report_schema import schema, trends_schema

COMMANDS = ("collect", "import", "parse", "run", "status", "doctor", "verify")
"""Those with ``--json``."""


def page() -> str:
    """The page."""
    return whole(
        "JSON",
        "the report's schemas, and tools/manual/shapes.csv, which the tests hold against what is printed",
        "## What extract prints",
        "A line a post, in order; `export requests` gives the same for archived posts, with "
        "[fields of its own](tables.md#export-requests). Spans are places in the text as given, and "
        "`text[start:end]` is always the words.",
        _rows("extract"),
        "## JSON of commands",
        "What `--json` prints: one object, last on standard output.",
        _rows("every command"),
        *(part for name in COMMANDS for part in (f"### {name} --json", _rows(name))),
        "## report.json",
        *_schema(schema(), "report.schema.json", "of report.json"),
        "## report.json of trends",
        *_schema(trends_schema(), "trends.schema.json", "of trends"),
    )


@cache
def meanings() -> dict[tuple[str, str], str]:
    """What shapes.csv says, by shape and key."""
    with (Path(__file__).parent / "shapes.csv").open(encoding="utf-8", newline="") as file:
        return {(row["shape"], row["key"]): row["meaning"] for row in csv.DictReader(file)}


def keys(value: Any, path: str = "") -> Iterator[str]:
    """The keys of a JSON value, as shapes.csv names them: ``requests[].role``."""
    if isinstance(value, dict):
        for key, inner in value.items():
            here = f"{path}.{key}" if path else key
            yield here
            yield from keys(inner, here)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, f"{path}[]")


def _rows(shape: str) -> str:
    rows = [[code(key), means] for (name, key), means in meanings().items() if name == shape]
    return table(["key", "is"], rows)


def _schema(made: dict[str, Any], file: str, of: str) -> Iterator[str]:
    said = prose(made["description"])
    yield f"{said} As JSON Schema: [{file}](../{file})."
    yield _properties(made, of)
    for name, one in made["$defs"].items():
        yield f"### {name}, {of}"
        yield prose(one["description"])
        yield _properties(one, of)


def _properties(shape: dict[str, Any], of: str) -> str:
    return table(
        ["key", "is", "means"],
        [
            [code(key), kind(one, of), prose(one.get("description", ""))]
            for key, one in shape["properties"].items()
        ],
    )


def kind(shape: dict[str, Any], of: str) -> str:
    """The kind of a value; another object is a link to it."""
    if "anyOf" in shape:
        return " or ".join(kind(one, of) for one in shape["anyOf"])
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()}-{of.replace('.', '').replace(' ', '-')})"
    if "const" in shape:
        return code(str(shape["const"]))
    if "enum" in shape:
        return ", ".join(code(str(one)) for one in shape["enum"])
    if shape.get("type") == "array":
        return f"list of {kind(shape['items'], of)}"
    return {"date-time": "time, UTC", "date": "date"}.get(shape.get("format", "")) or str(shape["type"])
