"""Which rules are to be trusted: precision of each, and whether confidence means what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dataset.score import Scores, bounds

BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """One value that the parser gave: by which rule, how sure, and whether it is right."""

    kind: str
    rule: str
    confidence: float
    right: bool


def judged(label: Mapping[str, Any], reading: Any) -> Iterator[Judged]:
    """The post's decision, each request's count and role, each region."""
    yield Judged("post", reading.rule, reading.confidence, reading.is_request == label["is_request"])
    if not reading.is_request:
        return
    pairs = Scores().add(label, reading.to_dict())
    for request, made in zip(reading.requests, reading.to_dict()["requests"], strict=True):
        same = [agrees for _, answer, agrees in pairs if answer == made]
        yield Judged("request", request.rule, request.confidence, any(same))
    isos = {region["iso"] for region in label["regions"]}
    for region in reading.regions:
        yield Judged("region", region.rule, region.confidence, region.iso in isos)
    wanted = [bounds(request) for request in label["requests"]]
    for number in reading.numbers:
        if number.verdict == "headcount":
            yield Judged("number", number.rule, 1.0, (number.minimum, number.maximum) in wanted)


def precision(values: Iterable[Judged]) -> list[tuple[str, str, int, int]]:
    """Kind, rule, values and right ones, the most used rules first in each kind."""
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for value in values:
        found[value.kind, value.rule].append(value.right)
    rows = [(kind, rule, len(right), sum(right)) for (kind, rule), right in found.items()]
    return sorted(rows, key=lambda row: (row[0], -row[2], row[1]))


def calibration(values: Iterable[Judged], kind: str) -> list[tuple[float, float, int, float, float]]:
    """From, to, values, mean confidence and share right, of each bin that has any."""
    chosen = [value for value in values if value.kind == kind]
    rows = []
    for low, high in pairwise(BINS):
        inside = [
            v for v in chosen if low <= v.confidence < high or (high == BINS[-1] and v.confidence == high)
        ]
        if inside:
            said = sum(value.confidence for value in inside) / len(inside)
            rows.append((low, high, len(inside), said, sum(value.right for value in inside) / len(inside)))
    return rows
