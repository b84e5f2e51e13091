"""Short lists of words that rules look for in the text itself, by their beginnings (data/stems.csv)."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "stems.csv"


@cache
def stems(name: str) -> tuple[str, ...]:
    """The beginnings of words of a list, longer ones first.

    Raises:
        KeyError: the file has no such list.
    """
    return _lists()[name]


@cache
def begins(name: str) -> re.Pattern[str]:
    """Matches where a word, or several, of a list begin."""
    return re.compile(rf"\b(?:{either_of(name)})")


@cache
def either_of(name: str) -> str:
    """A list as alternatives of a regular expression."""
    return "|".join(map(re.escape, stems(name)))


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["list"], []).append(row["stem"])
    return {name: tuple(sorted(words, key=len, reverse=True)) for name, words in found.items()}
