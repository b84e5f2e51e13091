"""Requests for work in the regions of Ukraine that Russia occupies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.breakdowns import Breakdown, by_region
from reports.comparison import share
from reports.identity import UniqueRequest
from reports.people import People, people
from reports.places import place


@dataclass(frozen=True, slots=True)
class Occupied:
    """Requests that name at least one occupied region. The rows of ``regions`` sum to the figures here."""

    requests: int
    """Unique requests."""
    people: People
    """People asked for in these and in totals."""
    share: float | None
    """Part of all requests of the week, None on a base under 10."""
    regions: Breakdown
    """The same by region."""
    request_ids: tuple[str, ...]
    """The unique requests."""
    total_ids: tuple[str, ...]
    """Totals over several roles."""


def occupied(requests: Sequence[UniqueRequest]) -> Occupied | None:
    """Count them; None if there are none."""
    found = [
        request
        for request in requests
        if any(place(region.iso).scope == "occupied" for region in request.first.regions)
    ]
    if not found:
        return None
    ids = tuple(request.first.request_id for request in found if not request.is_total)
    return Occupied(
        len(ids),
        people(found),
        share(len(ids), sum(not request.is_total for request in requests)),
        by_region(found),
        ids,
        tuple(request.first.request_id for request in found if request.is_total),
    )
