"""The 26 weeks up to the one reported, read from the archive in a few large questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.comparison import Comparison, WhyNot, compare, norm_points
from reports.coverage import ChannelHours, WeekCoverage
from reports.identity import WINDOW, UniqueRequest, unique_requests
from reports.source import Archive
from reports.tally import Tally, WeekPoint, tally_weeks, week_point
from reports.weeks import Week, earlier
from storage.rows import Channel, Posting

WEEKS = 26


@dataclass(frozen=True, slots=True)
class Series:
    """What was read and counted for a report; ``weeks`` ends with the one reported."""

    weeks: tuple[Week, ...]
    requests: tuple[UniqueRequest, ...]
    """Requests and totals that count in the week reported."""
    postings: tuple[Posting, ...]
    """Postings of the week reported."""
    earlier: tuple[Posting, ...]
    """Postings of the weeks before it."""
    channels: tuple[Channel, ...]
    tallies: tuple[Tally, ...]
    points: tuple[WeekPoint, ...]
    coverage: WeekCoverage
    comparison: Comparison | None
    why_not_compared: WhyNot | None

    @property
    def week(self) -> Week:
        """The week reported."""
        return self.weeks[-1]


def read_series(archive: Archive, week: Week, *, timezone: str, first: datetime, now: datetime) -> Series:
    """Read and count the 26 weeks; ``first`` is the date of the archive's first post."""
    weeks = tuple(earlier(week, back, timezone) for back in reversed(range(WEEKS)))
    recent = tuple(archive.postings(weeks[0].start, week.end))
    postings = (*_before(archive, recent, weeks[0].start), *recent)
    requests = unique_requests(postings)
    channels = tuple(archive.channels())
    # up to now, for a channel that was read only after the week was not watched in it
    reads = archive.coverage(weeks[0].start, max(week.end, now))
    hours = ChannelHours(reads, origin=week.start)
    coverages = [hours.week(each, channels) for each in weeks]
    tallies = tuple(tally_weeks(requests, weeks))
    points = tuple(
        week_point(tally, each, coverage) if each.end > first else _not_collected(each)
        for tally, each, coverage in zip(tallies, weeks, coverages, strict=True)
    )
    comparison, why_not = _compare(hours, weeks, points, postings, tallies)
    return Series(
        weeks,
        tuple(request for request in requests if week.start <= request.date < week.end),
        tuple(posting for posting in recent if posting.date >= week.start),
        tuple(posting for posting in recent if posting.date < week.start),
        channels,
        tallies,
        points,
        coverages[-1],
        comparison,
        why_not,
    )


def _before(archive: Archive, recent: Sequence[Posting], start: datetime) -> list[Posting]:
    """Fetch postings before the span that may hold the first posting of a request seen early in it."""
    # a request lasts no longer than the window, so later texts cannot be repeats from before the span
    keys = {posting.text_key for posting in recent if posting.date <= start + WINDOW}
    return [posting for posting in archive.postings_of(keys) if posting.date < start] if keys else []


def _not_collected(week: Week) -> WeekPoint:
    return WeekPoint(week.name, week.monday, None, 0, 0, None, complete=False, marks=("x",))


def _compare(
    hours: ChannelHours,
    weeks: Sequence[Week],
    points: Sequence[WeekPoint],
    postings: Sequence[Posting],
    tallies: Sequence[Tally],
) -> tuple[Comparison | None, WhyNot | None]:
    if not points[-1].complete:
        return None, "incomplete"
    norm = norm_points(points[:-1])
    if not norm:
        return None, "no_norm"
    norm_names = {point.week for point in norm}
    norm_weeks = [week for week in weeks if week.name in norm_names]
    common = hours.covered_channels(weeks[-1:]) & hours.covered_channels(norm_weeks)
    if not common:
        return None, "no_channels"
    periods = [*norm_weeks, weeks[-1]]
    posting_channels = {
        posting.channel_id
        for posting in postings
        if any(week.start <= posting.date < week.end for week in periods)
    }
    all_channels = posting_channels <= common
    if not all_channels:
        shared = unique_requests(posting for posting in postings if posting.channel_id in common)
        tallies = tally_weeks(shared, weeks)
    by_week = {week.name: tally for week, tally in zip(weeks, tallies, strict=True)}
    return (
        compare(
            tallies[-1],
            [(point, by_week[point.week]) for point in norm],
            last=tallies[-2] if points[-2].complete else None,
            channels=len(common),
            all_channels=all_channels,
        ),
        None,
    )
