"""The days of the calendar that a text names: another day is another demand, however alike the words are."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

_MONTHS = Path(__file__).parent / "data" / "months.csv"
_DAYS = r"(?<![\d.,:/])\d{1,2}(?:-?го)?(?:\s*(?:[-–—,]|и|по|до)\s*\d{1,2}(?:-?го)?)*"
_NUMERIC = re.compile(r"(?<![\d.,:])(0?[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])(?:\.(?:20)?\d\d)?(?![\d.]?\d)")
_OF_MONTH = re.compile(rf"({_DAYS})\s+числ[аоеу]")
_NUMBER = re.compile(r"\d{1,2}")


def days(plain: str) -> str:
    """Days in lower-case text as ``day.month`` (month 0: "25 числа"), each once, in order, a space between.

    Years are left out: posts hardly name them, and the window of repeats is far shorter.
    """
    found = {(int(day), int(month)) for day, month in _NUMERIC.findall(plain)}
    for numbers, form in _named().findall(plain):
        found |= {(int(day), _months()[form]) for day in _NUMBER.findall(numbers)}
    for numbers in _OF_MONTH.findall(plain):
        found |= {(int(day), 0) for day in _NUMBER.findall(numbers)}
    return " ".join(f"{day}.{month}" for day, month in sorted(found))


@cache
def _months() -> dict[str, int]:
    with _MONTHS.open(encoding="utf-8", newline="") as file:
        return {row["form"]: int(row["month"]) for row in csv.DictReader(file)}


@cache
def _named() -> re.Pattern[str]:
    forms = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(rf"({_DAYS})\s+({forms})\b")
