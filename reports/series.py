"""The 26 weeks up to the one reported, read from the archive in a few large questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.comparison import ComparedWeek, Comparison, WhyNot, compare, norm_points
from reports.coverage import ChannelHours, WeekCoverage
from reports.identity import AnyRequest, Earlier, Rule, Unique, UniqueRequest, unique_requests
from reports.links import week_receipt
from reports.source import Archive
from reports.tally import Tally, WeekPoint, tally_weeks, week_point
from reports.weeks import Week, earlier
from storage.rows import Asked, Channel, Posting

WEEKS = 26


@dataclass(frozen=True, slots=True)
class WeekIds:
    """What a week's figures count, by id."""

    request_ids: tuple[str, ...]
    """Unique requests whose first posting is of the week."""
    total_ids: tuple[str, ...]
    """Totals over several roles."""
    posting_ids: tuple[str, ...]
    """Every appearance of a request in the week, also of one that counts in an earlier week."""


@dataclass(frozen=True, slots=True)
class Series:
    """What was read and counted for a report; ``weeks`` ends with the one reported."""

    weeks: tuple[Week, ...]
    requests: tuple[UniqueRequest, ...]
    """Requests and totals that count in the week reported."""
    postings: tuple[Posting, ...]
    """Postings of the week reported."""
    last_week: WeekIds
    earlier: tuple[Asked, ...]
    """Entries of the weeks before it."""
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


def read_series(
    archive: Archive, week: Week, *, timezone: str, first: datetime, now: datetime, rule: Rule
) -> Series:
    """Read and count the 26 weeks; ``first`` is the date of the archive's first post."""
    weeks = tuple(earlier(week, back, timezone) for back in reversed(range(WEEKS)))
    recent = tuple(archive.asked(weeks[0].start, week.end))
    asked = (*asked_before(archive, recent, weeks[0].start, rule), *recent)
    requests = unique_requests(asked, rule)
    postings = tuple(archive.postings(week.start, week.end))
    channels = tuple(archive.channels())
    # up to now, for a channel that was read only after the week was not watched in it
    reads = archive.coverage(weeks[0].start, max(week.end, now))
    hours = ChannelHours(reads, origin=week.start)
    coverages = [hours.week(each, channels) for each in weeks]
    tallies = tuple(tally_weeks(requests, weeks))
    points = tuple(
        week_point(tally, each, coverage, week_receipt(each)) if each.end > first else _not_collected(each)
        for tally, each, coverage in zip(tallies, weeks, coverages, strict=True)
    )
    comparison, why_not = _compare(hours, weeks, points, asked, tallies=tallies, rule=rule)
    return Series(
        weeks,
        _with_words((request for request in requests if week.start <= request.date < week.end), postings),
        postings,
        _ids(requests, recent, weeks[-2]),
        tuple(entry for entry in recent if entry.date < week.start),
        channels,
        tallies,
        points,
        coverages[-1],
        comparison,
        why_not,
    )


def asked_before(archive: Archive, recent: Sequence[Asked], start: datetime, rule: Rule) -> list[Asked]:
    """Fetch what was asked before the span that may decide which postings in it are a request's first.

    What a posting repeats may itself be a repeat of something earlier, and then is no first posting: so what
    is like it is fetched, too, of any age, until nothing more is found. What only looks alike, and is less so
    than the rule asks, is not followed. It costs what these texts cost, however long the archive is.
    """
    # a request lasts no longer than the window, so later texts cannot be repeats from before the span
    new = [entry for entry in recent if entry.date <= start + rule.window]
    if not new:
        return []
    earlier: Earlier[Asked] = Earlier(rule)
    known: set[int] = set()
    since: datetime | None = min(entry.date for entry in new) - rule.window
    while new:
        like = archive.asked_like(new, since=since, until=start, known=known)
        known.update(entry.version for entry in like)
        new = earlier.follow(new, like)
        since = None
    return earlier.found


def _ids(requests: Iterable[AnyRequest], asked: Iterable[Asked], week: Week) -> WeekIds:
    return WeekIds(
        *first_ids(requests, week),
        tuple(
            entry.request_id
            for entry in asked
            if entry.entry == "request" and week.start <= entry.date < week.end
        ),
    )


def first_ids(requests: Iterable[AnyRequest], week: Week) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The requests, and the totals, that count in a week."""
    found = [request for request in requests if week.start <= request.date < week.end]
    return (
        tuple(request.first.request_id for request in found if not request.is_total),
        tuple(request.first.request_id for request in found if request.is_total),
    )


def _with_words(requests: Iterable[AnyRequest], postings: Sequence[Posting]) -> tuple[UniqueRequest, ...]:
    """Put the postings with their words in place of those without."""
    by_place = {(posting.channel_id, posting.post_id, posting.n): posting for posting in postings}
    return tuple(
        Unique(tuple(by_place[entry.channel_id, entry.post_id, entry.n] for entry in request.postings))
        for request in requests
    )


def _not_collected(week: Week) -> WeekPoint:
    return WeekPoint(
        week.name, week.monday, None, 0, 0, None, complete=False, marks=("x",), receipt=week_receipt(week)
    )


def _compare(
    hours: ChannelHours,
    weeks: Sequence[Week],
    points: Sequence[WeekPoint],
    asked: Sequence[Asked],
    *,
    tallies: Sequence[Tally],
    rule: Rule,
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
        entry.channel_id for entry in asked if any(week.start <= entry.date < week.end for week in periods)
    }
    all_channels = posting_channels <= common
    shared: tuple[AnyRequest, ...] = ()
    if not all_channels:
        shared = unique_requests((entry for entry in asked if entry.channel_id in common), rule)
        tallies = tally_weeks(shared, weeks)
    by_week = {week.name: (point, tally) for week, point, tally in zip(weeks, points, tallies, strict=True)}

    def compared(week: Week) -> ComparedWeek:
        point, tally = by_week[week.name]
        if all_channels:
            return ComparedWeek(week.name, tally, point.reached, None, None, point.receipt)
        ids = first_ids(shared, week)
        return ComparedWeek(week.name, tally, point.reached, *ids, week_receipt(week, common))

    return (
        compare(
            compared(weeks[-1]),
            [compared(week) for week in norm_weeks],
            last=tallies[-2] if points[-2].complete else None,
            channels=sorted(common),
            all_channels=all_channels,
        ),
        None,
    )
