"""What is compared between labels and readings, summed over posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Post = Mapping[str, Any]
#: ISCO-08 unit groups that careful annotators use for one another.
ALIKE = [
    set(codes.split())
    for codes in (
        "9622 9313 9333", "7111 7119 9313", "5322 5321", "5329 5321 9112", "3221 2221", "6210 9215",
        "7511 8160 9329", "4321 9333", "7119 7123", "9329 9321", "8211 7233", "9312 7119", "9212 6121",
        "9214 9211 6113", "9214 6113", "2512 2514", "8219 7522", "8153 7531 7533",
    )
]  # fmt: skip
_WORD = re.compile(r"\w{3,}")


@dataclass(slots=True)
class Tally:
    """Right answers, answers given and answers wanted."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, wanted: Counter[Hashable], given: Counter[Hashable]) -> None:
        """Count one post's answers as multisets."""
        self.right += (wanted & given).total()
        self.given += given.total()
        self.wanted += wanted.total()

    @property
    def precision(self) -> float:
        """Of the answers given, those right."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Of the answers wanted, those given."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """``requests``: is it one; ``counts``: exact (min, max), totals too; ``roles``: overlapping role texts.

    ``joint``: such a role with its exact count, "no number" included; ``regions``: ISO codes of a post;
    ``codes``: ISCO-08 groups of overlapping roles by digits; ``off``: by how many of ``people`` sums are off.
    """

    posts: int = 0
    requests: Tally = field(default_factory=Tally)
    counts: Tally = field(default_factory=Tally)
    roles: Tally = field(default_factory=Tally)
    joint: Tally = field(default_factory=Tally)
    regions: Tally = field(default_factory=Tally)
    codes: dict[int, Tally] = field(default_factory=lambda: {4: Tally(), 2: Tally()})
    off: float = 0.0
    people: float = 0.0

    def add(self, wanted: Post, given: Post) -> list[tuple[Post, Post, bool]]:
        """Count one post; returns its pairs of overlapping requests and whether their counts agree."""
        wanted, given = _only_if_request(wanted), _only_if_request(given)
        self.posts += 1
        self.requests.add(Counter([1] * wanted["is_request"]), Counter([1] * given["is_request"]))
        self.counts.add(Counter(counts_of(wanted)), Counter(counts_of(given)))
        self.regions.add(Counter(_isos(wanted)), Counter(_isos(given)))
        pairs = list(_pairs(wanted["requests"], given["requests"]))
        for tally, right in ((self.roles, len(pairs)), (self.joint, sum(same for *_, same in pairs))):
            tally.right += right
            tally.given += len(given["requests"])
            tally.wanted += len(wanted["requests"])
        for label, answer, _ in pairs:
            for digits, tally in self.codes.items() if label.get("isco08") else ():
                tally.wanted += 1
                tally.given += 1
                tally.right += _same_code(label["isco08"], answer.get("isco08") or "-", digits)
        self.off += abs(_people(wanted) - _people(given))
        self.people += _people(wanted)
        return pairs


def _only_if_request(post: Post) -> Post:
    if post["is_request"]:
        return post
    return {"is_request": False, "requests": [], "regions": []}


def bounds(item: Post) -> tuple[int | None, int | None]:
    """The (min, max) of a request or total."""
    return (item["headcount_min"], item["headcount_max"])


def counts_of(post: Post) -> Iterable[tuple[int | None, int | None]]:
    """Every (min, max) of a post that names a number, its total's too."""
    items = [*post["requests"], *([post["total"]] if post.get("total") else [])]
    return [bounds(item) for item in items if bounds(item) != (None, None)]


def _people(post: Post) -> float:
    """The middle of each count, the one bound of an open one, summed."""
    total = 0.0
    for low, high in counts_of(post):
        known = [bound for bound in (low, high) if bound is not None]
        total += sum(known) / len(known)
    return total


def _isos(post: Post) -> set[Hashable]:
    return {region["iso"] for region in post["regions"]}


def _pairs(wanted: list[Post], given: list[Post]) -> Iterable[tuple[Post, Post, bool]]:
    """Each wanted request with a given one of overlapping role, one of the same count if there is any."""
    free = list(given)
    for label in wanted:
        near = [answer for answer in free if overlap(label["role_text"], answer["role_text"])]
        if near:
            best = next((answer for answer in near if bounds(answer) == bounds(label)), near[0])
            free.remove(best)
            yield label, best, bounds(best) == bounds(label)


def overlap(one: str, other: str) -> bool:
    """Whether two quotes share a word, or one holds the other."""
    one, other = one.lower(), other.lower()
    if set(_WORD.findall(one)) & set(_WORD.findall(other)):
        return True
    return bool(one and other) and (one in other or other in one)


def _same_code(one: str, other: str, digits: int) -> bool:
    return one[:digits] == other[:digits] or any(one in codes and other in codes for codes in ALIKE)
