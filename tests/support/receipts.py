"""Following the receipts of a ``report.json`` from its figures to what is behind them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Place = tuple[str | int, ...]
STEP = re.compile(r"\.(\w+)|\[(\*|:-1|-?\d+)\]")


@dataclass(frozen=True)
class Behind:
    """What one receipt says of one figure: how it follows, and the values found at the places named."""

    how: str
    ids: list[Any]
    browse: list[Any]
    derived_from: list[Any]


def numbers(value: Any, place: Place = ()) -> Iterator[tuple[Place, float]]:
    """Every number of a JSON value, with its place."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from numbers(inner, (*place, key))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield place, value


def found_at(report: Any, path: str, stars: tuple[int, ...] = ()) -> list[tuple[Place, Any]]:
    """The places and values that a JSONPath names; its first ``[*]`` are these items."""
    left = list(stars)
    found: list[tuple[Place, Any]] = [((), report)]
    for name, item in STEP.findall(path):
        if name:
            found = [((*place, name), value[name]) for place, value in found if isinstance(value, dict)]
            continue
        if item == "*" and left:
            chosen = slice(at := left.pop(0), at + 1)
        elif item in ("*", ":-1"):
            chosen = slice(None, -1 if item == ":-1" else None)
        else:
            chosen = slice(int(item), int(item) + 1 or None)
        found = [
            ((*place, n), value[n])
            for place, value in found
            if isinstance(value, list)
            for n in range(len(value))[chosen]
        ]
    return found


def behind(report: Any) -> dict[Place, list[Behind]]:
    """What receipts say of the places that they name; it holds for all within."""
    said: dict[Place, list[Behind]] = {}
    for receipt in report["receipts"]:
        for path in receipt["figures"]:
            steps = STEP.findall(path)
            for at, _ in found_at(report, path):
                # items of the lists that both sides go through by a star
                stars = tuple(
                    key
                    for key, (_, item) in zip(at, steps, strict=True)
                    if item == "*" and isinstance(key, int)
                )
                kinds = (
                    [value for each in receipt[kind] for _, value in found_at(report, each, stars)]
                    for kind in ("ids", "browse", "derived_from")
                )
                said.setdefault(at, []).append(Behind(receipt["how"], *kinds))
    return said


def figures(report: Any) -> Iterator[tuple[Place, float, list[Behind]]]:
    """Every number of a report with what its receipts say; receipts themselves are none."""
    said = behind(report)
    for place, value in numbers({key: part for key, part in report.items() if key != "receipts"}):
        yield place, value, [one for n in range(1, len(place) + 1) for one in said.get(place[:n], [])]


def how_many(ids: list[str | int]) -> int:
    """How many ids there are: those of posts may be ranges, requests and postings have their place in one."""
    return sum(_width(one) if isinstance(one, str) and "#" not in one else 1 for one in ids)


def _width(posts: str) -> int:
    first, _, last = posts.partition("/")[2].partition("-")
    return int(last) - int(first) + 1 if last else 1
