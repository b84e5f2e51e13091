"""Names of regions and countries in the report's languages, and the tiles of the map."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from babel import Locale

Scope = Literal["region", "occupied", "country", "abroad"]


@dataclass(frozen=True, slots=True)
class Place:
    """A region, or a country where no region is known; ``row`` and ``column`` are its tile, if it has one."""

    code: str
    en: str
    ru: str
    scope: Scope
    """"country" is Russia with the region not settled; "abroad" is any other country."""
    row: int | None
    column: int | None


@cache
def tiles() -> tuple[Place, ...]:
    """Return 83 subjects of Russia and six occupied regions of Ukraine, from ``data/regions.csv``."""
    with (files("reports") / "data" / "regions.csv").open(encoding="utf-8") as file:
        return tuple(
            Place(
                row["code"],
                row["en"],
                row["ru"],
                "occupied" if row["occupied"] == "yes" else "region",
                int(row["row"]),
                int(row["column"]),
            )
            for row in csv.DictReader(file)
        )


@cache
def place(code: str) -> Place:
    """Return the place with this ISO 3166-2 or 3166-1 code; one that nobody knows is its own name, abroad."""
    known = _by_code().get(code)
    if known is not None:
        return known
    return Place(
        code, _country(code, "en"), _country(code, "ru"), "country" if code == "RU" else "abroad", None, None
    )


@cache
def _by_code() -> dict[str, Place]:
    return {tile.code: tile for tile in tiles()}


def _country(code: str, language: str) -> str:
    return str(Locale.parse(language).territories.get(code, code))
