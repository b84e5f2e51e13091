"""The four numbers of any week: requests, people, postings, channels; and the last 26 weeks of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.coverage import WeekCoverage
from reports.identity import AnyRequest
from reports.people import People, people
from reports.weeks import Week

Mark = Literal["b", "u", "p", "r", "x"]
"""[b] under 90 % covered, [u] too few to say more, [p] provisional, [r] revised, [x] unknown."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one week holds, of all channels or of some."""

    requests: int
    """Unique requests whose first posting is of the period."""
    people: People
    """People asked for in these and in totals."""
    postings: int
    """Appearances of requests in the period."""


@dataclass(frozen=True, slots=True)
class WeekReceipt:
    """What ``headcount browse`` is asked, after ``/headcount/``, for exactly what was counted in a week."""

    requests: str | None
    """The unique requests; None where no question finds just these, whose ids stand beside it then."""
    people: str | None
    """Whatever states people: the same requests, and totals over several roles."""
    postings: str
    """Appearances of requests."""
    coverage: str
    """Completed reads that span some of the week."""


@dataclass(frozen=True, slots=True)
class WeekPoint:
    """One week of the series; ``tally`` is None where nothing is known, which is [x] and not zero."""

    week: str
    """ISO week."""
    monday: date
    """Its first day."""
    tally: Tally | None
    """What it holds; None where nothing is known [x]."""
    reached: int
    """Watched channels with at least one covered hour."""
    watched: int
    """Channels that were to be read."""
    covered: float | None
    """Part of the channel-hours that completed reads span; None where nothing was watched."""
    complete: bool
    """True from 90 % covered on."""
    marks: tuple[Mark, ...]
    """[b] under 90 % covered, [x] unknown."""
    receipt: WeekReceipt
    """Its questions for browse."""


def tally_weeks(requests: Iterable[AnyRequest], weeks: Sequence[Week]) -> list[Tally]:
    """Count each of these consecutive weeks; a request counts where its first posting falls."""
    starts = [week.start for week in weeks]
    found: list[list[AnyRequest]] = [[] for _ in weeks]
    postings = [0] * len(weeks)
    end = weeks[-1].end
    for request in requests:
        first = request.first
        # a total has people but is no request, so its appearances are no postings of requests
        counted = not request.is_total
        for posting in request.postings:
            date = posting.date
            place = bisect_right(starts, date) - 1
            if place >= 0 and date < end:
                postings[place] += counted
                if posting is first:
                    found[place].append(request)
    return [
        Tally(sum(not request.is_total for request in inside), people(inside), count)
        for inside, count in zip(found, postings, strict=True)
    ]


def week_point(tally: Tally, week: Week, coverage: WeekCoverage, receipt: WeekReceipt) -> WeekPoint:
    """Put a week's tally beside its coverage; nothing read and nothing found is unknown, not zero."""
    known = coverage.covered > 0 or tally.postings > 0 or tally.people.stated > 0
    marks: tuple[Mark, ...] = ("x",) if not known else () if coverage.complete else ("b",)
    return WeekPoint(
        week.name,
        week.monday,
        tally if known else None,
        coverage.reached,
        coverage.watched,
        coverage.share,
        coverage.complete,
        marks,
        receipt,
    )
