"""``python -m tools.report_schema [--write]``: JSON Schemas of ``report.json``, from the types of figures.

``--write`` renews docs/report.schema.json and docs/trends.schema.json. What the types say in their docstrings
and after their fields becomes the schemas' descriptions, so that what is published says what the code does.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import sys
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from reports.figures import SCHEMA, WeeklyFigures
from reports.receipts import Receipt
from reports.trends.figures import SCHEMA as TRENDS_SCHEMA
from reports.trends.figures import TrendFigures

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE, TRENDS_PAGE = DOCS / "report.schema.json", DOCS / "trends.schema.json"
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


def schema() -> dict[str, Any]:
    """The schema of a week's report."""
    parts: dict[str, Any] = {}
    figures = _of(WeeklyFigures, parts)
    body = parts.pop(figures["$ref"].rpartition("/")[2])
    receipts = _of(tuple[Receipt, ...], parts) | {
        "description": "What is behind each figure; all that name a figure hold for it."
    }
    head = {
        "schema": {"const": SCHEMA, "description": dict(field_docs(WeeklyFigures))["schema"]},
        "digest": {"type": "string", "description": "sha256 over the figures: equal if no figure changed."},
        "revision": {"type": "integer", "minimum": 1, "description": "1 for the first writing of the week."},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"report.json of headcount ({SCHEMA})",
        "description": (
            "`receipts` says of every figure what is behind it. Of this week and the last these are ids: "
            "of requests, which `evidence` gives with their posts, permalinks and hashes, of postings and "
            "of posts. Of earlier weeks they are questions (`receipt`) that `headcount browse` answers "
            "with just what was counted. A figure worked out from others names these."
        ),
        "type": "object",
        "properties": {
            **head,
            **{k: v for k, v in body["properties"].items() if k not in head},
            "receipts": receipts,
        },
        "required": [
            "schema",
            "digest",
            "revision",
            *(k for k in body["required"] if k not in head),
            "receipts",
        ],
        "additionalProperties": False,
        "$defs": dict(sorted(parts.items())),
    }


def trends_schema() -> dict[str, Any]:
    """The schema of the ``report.json`` of trends."""
    parts: dict[str, Any] = {}
    body = parts.pop(_of(TrendFigures, parts)["$ref"].rpartition("/")[2])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"report.json of headcount trends ({TRENDS_SCHEMA})",
        **body,
        "properties": {
            **body["properties"],
            "schema": {**body["properties"]["schema"], "const": TRENDS_SCHEMA},
        },
        "$defs": dict(sorted(parts.items())),
    }


def _of(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type; dataclasses are put into ``parts`` under their names."""
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(inside)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(each, parts) for each in inside]}
    if origin is tuple:
        assert inside[1:] == (Ellipsis,), kind
        return {"type": "array", "items": _of(inside[0], parts)}
    assert isinstance(kind, type), kind
    assert is_dataclass(kind), kind
    name = kind.__name__
    if name not in parts:
        parts[name] = {}  # before its fields, which may be of its own kind
        hints, told = get_type_hints(kind), dict(field_docs(kind))
        properties = {}
        for field in fields(kind):
            properties[field.name] = _of(hints[field.name], parts)
            if field.name in told:
                properties[field.name]["description"] = told[field.name]
        parts[name] = {
            "type": "object",
            "description": " ".join(str(inspect.getdoc(kind)).split()),
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def field_docs(kind: type) -> Iterator[tuple[str, str]]:
    """What stands as a string after a field."""
    body = next(
        node.body
        for node in ast.walk(_tree(kind.__module__))
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__
    )
    for node, after in pairwise(body):
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            yield node.target.id, " ".join(str(after.value.value).split())


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(sys.modules[module]))


def texts() -> dict[Path, str]:
    """The schemas as they stand in the docs."""
    return {
        page: json.dumps(made, ensure_ascii=False, indent=1) + "\n"
        for page, made in ((PAGE, schema()), (TRENDS_PAGE, trends_schema()))
    }


def main() -> None:
    """Print, keep."""
    options = argparse.ArgumentParser(prog="report_schema")
    options.add_argument("--write", action="store_true", help="renew the schemas in docs/")
    given = options.parse_args()
    for page, text in texts().items():
        if given.write:
            page.write_text(text, encoding="utf-8")
        else:
            print(text, end="")


if __name__ == "__main__":
    main()
