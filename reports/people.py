"""People asked for: a range, never a point, and nothing imputed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from reports.identity import AnyRequest, E, Unique


@dataclass(frozen=True, slots=True)
class People:
    """A sum over requests: ``lower`` of minima ("up to 50" adds 0), ``upper`` of maxima.

    An open-ended request ("from 100") adds its minimum to both, and is counted in ``open_ended``: the true
    upper end is then not known, and is printed with a plus.
    """

    lower: int
    """Sum of minima."""
    upper: int
    """Sum of maxima."""
    open_ended: int
    """How many entries are open-ended."""
    stated: int
    """How many entries state a number at all; the others add nothing."""


def people(requests: Iterable[AnyRequest]) -> People:
    """Sum over these requests."""
    lowest = highest = open_ended = stated = 0
    for request in requests:
        ends = bounds(request)
        if ends is not None:
            lowest += ends[0]
            highest += ends[1]
            stated += 1
            open_ended += is_open_ended(request)
    return People(lowest, highest, open_ended, stated)


def bounds(request: AnyRequest) -> tuple[int, int] | None:
    """Lower and upper number of people of one request, None where it states none."""
    first = request.first
    lower, upper = first.headcount_min, first.headcount_max
    if upper is not None:
        return (lower or 0, upper)
    return None if lower is None else (lower, lower)


def is_open_ended(request: AnyRequest) -> bool:
    """True for "from 100": a minimum with no upper end."""
    return request.first.headcount_min is not None and request.first.headcount_max is None


def by_size(requests: Iterable[Unique[E]]) -> list[Unique[E]]:
    """Return the requests that state a number, by upper end, open-ended first, lower end, then date."""
    sized = [(end, request) for request in requests if (end := bounds(request)) is not None]
    sized.sort(key=lambda pair: (-pair[0][1], not is_open_ended(pair[1]), -pair[0][0]))
    return [request for _, request in sized]


@dataclass(frozen=True, slots=True)
class Typical:
    """The median request of those that state a number, as a range like every other figure of people."""

    lower: float
    """Median of lower ends."""
    upper: float
    """Median of upper ends."""


def typical(requests: Iterable[AnyRequest]) -> Typical | None:
    """Return the medians of lower and upper ends, None where no request states a number."""
    ends = [end for request in requests if (end := bounds(request)) is not None]
    if not ends:
        return None
    return Typical(float(median(lower for lower, _ in ends)), float(median(upper for _, upper in ends)))
