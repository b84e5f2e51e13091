"""The data dictionary: which fields an export has, of which type, and what they mean."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

Format = Literal["jsonl", "csv", "parquet"]
What = Literal["posts", "versions", "requests", "corrections"]
Type = Literal["string", "integer", "number", "boolean", "datetime", "list", "array", "object"]
"""Those of Frictionless's Table Schema, and "list" of plain strings."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an export."""

    name: str
    type: Type
    description: str


def fields_of(what: What, shape: Format) -> tuple[Field, ...]:
    """The fields of an export, in order.

    Requests have a row a post in JSON Lines, as the parser reads them; in tables, which cannot hold that, a
    row for each role asked for.
    """
    return _dictionary()["entries" if what == "requests" and shape != "jsonl" else what]


@cache
def _dictionary() -> dict[str, tuple[Field, ...]]:
    found: dict[str, tuple[Field, ...]] = {}
    with (files("headcount") / "data" / "fields.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            field = Field(row["name"], cast("Type", row["type"]), row["description"])
            found[row["export"]] = (*found.get(row["export"], ()), field)
    return found
