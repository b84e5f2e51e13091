"""How likely a decision is right, by its weight: a table fitted to the tuning half of the gold set.

`make calibrate` fits it anew, after rules have changed.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "confidence.csv"


def confidence_of(score: float) -> float:
    """The share of posts of such a weight that are decided rightly; in proportion between the rows."""
    scores, shares = table()
    size = abs(score)
    after = bisect_right(scores, size)
    if after == 0:
        return shares[0]
    if after == len(scores):
        return shares[-1]
    low, high = scores[after - 1], scores[after]
    share = shares[after - 1] + (shares[after] - shares[after - 1]) * (size - low) / (high - low)
    return round(share, 3)


@cache
def table() -> tuple[list[float], list[float]]:
    """Weights in rising order, and the share decided rightly at each."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [(float(row["score"]), float(row["right"])) for row in csv.DictReader(file)]
    return [score for score, _ in rows], [right for _, right in rows]
