"""Weeks outside their usual range, for any part of the requests, by the rules of the report's comparison.

A week is compared with the last 8 complete weeks before it, on channels covered in both periods, and from 4
such weeks on. The unfiltered answer is the report's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from reports.comparison import ENOUGH_WEEKS, LOW_BASE, NORM_WEEKS, Norm, position
from reports.coverage import ChannelHours
from reports.identity import UniqueRequest, unique_requests
from reports.weeks import Week
from storage.rows import Channel, Posting


@dataclass(frozen=True, slots=True)
class Unusual:
    """A week's count of requests, and the range that it is outside of."""

    count: int
    norm: Norm
    weeks: int
    """How many weeks the range is of."""
    position: Literal["above", "below"]


def unusual_week(
    weeks: Sequence[Week],
    postings: Sequence[Posting],
    hours: ChannelHours,
    channels: Sequence[Channel],
    counts: Callable[[UniqueRequest], bool],
) -> Unusual | None:
    """Say whether the last of these consecutive weeks is outside the range of those before.

    ``counts`` says which requests are looked at. None also where nothing can be said: the week is not
    complete, too few before it are, no channel is covered throughout, or the base is small: this week's
    count and the usual one are both under 10.
    """
    *before, week = weeks
    if not hours.week(week, channels).complete:
        return None
    # the report's norm is of at most 25 weeks before the one reported
    norm_weeks = [each for each in before if hours.week(each, channels).complete][-NORM_WEEKS:]
    common = hours.covered_channels([week]) & hours.covered_channels(norm_weeks)
    if len(norm_weeks) < ENOUGH_WEEKS or not common:
        return None
    found = [
        request
        for request in unique_requests(posting for posting in postings if posting.channel_id in common)
        if not request.is_total and counts(request)
    ]
    usual = [_count(found, each) for each in norm_weeks]
    norm = Norm(float(median(usual)), min(usual), max(usual))
    count = _count(found, week)
    where = position(count, norm)
    if where == "inside" or max(count, norm.median) < LOW_BASE:
        return None
    return Unusual(count, norm, len(usual), where)


def _count(requests: Sequence[UniqueRequest], week: Week) -> int:
    return sum(week.start <= request.date < week.end for request in requests)
