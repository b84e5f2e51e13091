"""``python -m tools.scoring.fit``: fit parser/confidence.csv to the gold posts that are not for testing.

They are decided with weights of words that were learned without their families (``tools.scoring.wording``),
and put in bins of equal size by the weight of the decision. The share decided rightly in a bin counts one
right and one wrong post more than there are, and neighbours whose share would fall are made one bin.
"""

from __future__ import annotations

import csv

import parser
from parser.confidence import TABLE
from tools.scoring.wording import learned

BINS = 8


def main() -> None:
    """Fit and write."""
    decided = sorted(learned(parser.load()).decided)
    size = -(-len(decided) // BINS)
    bins = [decided[at : at + size] for at in range(0, len(decided), size)]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("score", "right", "posts"))
        for found in rising(bins):
            mean = sum(score for score, _ in found) / len(found)
            rows.writerow((f"{mean:.3f}", f"{share(found):.3f}", len(found)))


def share(found: list[tuple[float, bool]]) -> float:
    """The share decided rightly, one right and one wrong added."""
    return (sum(right for _, right in found) + 1) / (len(found) + 2)


def rising(bins: list[list[tuple[float, bool]]]) -> list[list[tuple[float, bool]]]:
    """The bins with neighbours joined until the share never falls."""
    kept: list[list[tuple[float, bool]]] = []
    for found in bins:
        kept.append(found)
        while len(kept) > 1 and share(kept[-2]) >= share(kept[-1]):
            kept[-2:] = [kept[-2] + kept[-1]]
    return kept


if __name__ == "__main__":
    main()
