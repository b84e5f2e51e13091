"""What the words of a post say by themselves of whether it asks for workers: weights learned from gold posts.

A word counts by its first five letters, alone and with the word after it; how often does not matter. The sum
is divided by the root of how many of a post's pieces are known, so that long posts weigh no more than short
ones, and what speaks for a request is bounded: words alone never make one. `make calibrate` learns the table
anew (``tools.scoring.wording``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

TABLE = Path(__file__).parent / "wording.csv"
#: The most, in log-odds, that wording adds to a decision, and the most that it takes away.
MOST, LEAST = 1.0, -5.0
#: The most that it takes away where something else tells what the post is: a card's duties are in any words.
LEAST_TOLD = -1.0
_STEM = 5
#: The row of the table that holds for every post.
ALWAYS = ""


def stem(norm: str) -> str:
    """The piece that a normalised word counts by; empty for signs and figures."""
    return norm[:_STEM] if norm[:1].isalpha() else ""


def pieces(stems: Iterable[str]) -> Iterator[str]:
    """The stems of a post's words, in order, and each pair of neighbours: all that the table may weigh."""
    words = [word for word in stems if word]
    yield from words
    for pair in pairwise(words):
        yield " ".join(pair)


def weight(stems: Iterable[str]) -> float:
    """What the words of a post add to its decision, from ``LEAST`` to ``MOST``."""
    weights = table()
    known = weights.keys() & set(pieces(stems))
    found = sum(weights[piece] for piece in sorted(known)) / sqrt(len(known)) if known else 0.0
    return max(LEAST, min(MOST, weights.get(ALWAYS, 0.0) + found))


@cache
def table() -> dict[str, float]:
    """A piece, or ``ALWAYS``, to its weight."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["piece"]: float(row["weight"]) for row in csv.DictReader(file)}
