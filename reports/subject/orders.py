"""Orders of a hundred people and more, the smallest minimum among them, and the largest ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.evidence import LargeRequest, large
from reports.identity import Unique, UniqueRequest
from reports.people import People, bounds, is_open_ended, people
from storage.rows import Posting

HUNDRED = 100
"""The minimum order that one agency names for workers from the DPRK."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Requests, and totals over several roles, whose upper end (open-ended: minimum) is 100 and more."""

    threshold: int
    """People from which on a request is counted here."""
    requests: int
    """Unique requests."""
    totals: int
    """Totals over several roles."""
    people: People
    """People asked for in both."""
    request_ids: tuple[str, ...]
    """The unique requests."""
    total_ids: tuple[str, ...]
    """The totals."""
    minimum: int | None
    """The smallest "from N" of those that are open-ended: the minimum order named; None if none is."""
    minimum_ids: tuple[str, ...]
    """Requests and totals that name it."""
    largest_ever: LargeRequest | None
    """The largest up to the end of this week of all that the archive holds, by its first posting."""
    is_of_this_week: bool
    """True if the largest ever is of this week."""


def orders(requests: Sequence[UniqueRequest], ever: Sequence[Posting]) -> Orders | None:
    """Find them; None where no request of the week is that large."""
    large_ones = [one for one in requests if (ends := bounds(one)) is not None and ends[1] >= HUNDRED]
    if not large_ones:
        return None
    minima = [one for one in large_ones if is_open_ended(one)]
    least = min((one.first.headcount_min or 0 for one in minima), default=None)
    record = _record(ever)
    return Orders(
        HUNDRED,
        sum(not one.is_total for one in large_ones),
        sum(one.is_total for one in large_ones),
        people(large_ones),
        tuple(one.first.request_id for one in large_ones if not one.is_total),
        tuple(one.first.request_id for one in large_ones if one.is_total),
        least,
        tuple(one.first.request_id for one in minima if one.first.headcount_min == least),
        record,
        record is not None and record.request_id in {one.first.request_id for one in requests},
    )


def _record(ever: Sequence[Posting]) -> LargeRequest | None:
    sized = [(one.headcount_max or one.headcount_min or 0, one) for one in ever]
    if not sized:
        return None
    most = max(size for size, _ in sized)
    first = min((one for size, one in sized if size == most), key=lambda one: (one.date, one.request_id))
    return large(Unique((first,)))
