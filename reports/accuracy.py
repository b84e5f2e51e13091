"""How well the parser reads, as `make accuracy` last measured it on labelled posts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Accuracy:
    """F1 on the labelled posts that no rule was made for, by which parser and word lists, and when."""

    day: date
    parser: str
    lexicon: str
    posts: int
    requests: float
    counts: float
    role_and_count: float
    regions: float


@cache
def accuracy() -> Accuracy:
    """The figures that the package was made with."""
    kept = json.loads((files("reports") / "data" / "accuracy.json").read_text(encoding="utf-8"))
    return Accuracy(date.fromisoformat(kept["date"]), kept["parser"], kept["lexicon"], **kept["test"])
