"""From the archive to one week's figures."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from reports.breakdowns import by_origin, by_region, by_role
from reports.collecting import uncollected
from reports.comparison import LOW_BASE
from reports.errors import EmptyArchiveError, FutureWeekError, WeekTooEarlyError
from reports.evidence import evidence, largest
from reports.figures import SCHEMA, AsOf, Headline, WeeklyFigures
from reports.identity import DEFAULT_RULE, Rule, UniqueRequest
from reports.newcomers import newcomers
from reports.people import by_size, people, typical
from reports.quality import lost_channels, quality
from reports.runs import week_runs
from reports.series import Series, read_series
from reports.source import Archive
from reports.subject import subject
from reports.subject.costs import CostModel
from reports.tally import Mark
from reports.weeks import last_complete_week, parse_week, week_of
from storage.rows import PostCounts

EVER = 50
"""Of so many of the archive's largest entries the largest ever is taken: the same one may be posted often."""


@uncollected()
def weekly_figures(
    archive: Archive,
    week: str,
    *,
    timezone: str,
    now: datetime,
    rule: Rule = DEFAULT_RULE,
    costs: CostModel | None = None,
) -> WeeklyFigures:
    """Work out the figures of an ISO week such as ``2026-W47``, its days being those of the time zone.

    ``now`` is an aware moment: it decides whether the week has begun, is over, and is still provisional. A
    week that is not over yet is counted as far as it was read. ``costs`` asks for a range of fees.

    Raises ReportError: MalformedWeekError, FutureWeekError, EmptyArchiveError, WeekTooEarlyError,
    UnknownTimeZoneError.
    """
    span = parse_week(week, timezone)
    if span.start > now:
        raise FutureWeekError(week)
    first = archive.first_date()
    if first is None:
        raise EmptyArchiveError
    first_week = week_of(first, timezone)
    if span.end <= first:
        raise WeekTooEarlyError(week, first_week.name)
    series = read_series(archive, span, timezone=timezone, first=first, now=now, rule=rule)
    counts = archive.post_counts(span.start, span.end)
    found = series.requests
    roles, regions = by_role(found), by_region(found)
    return WeeklyFigures(
        SCHEMA,
        span,
        timezone,
        rule.days,
        rule.similarity,
        _as_of(archive, series, counts, timezone=timezone, now=now),
        _headline(series),
        series.comparison,
        series.why_not_compared,
        series.points,
        series.last_week,
        first_week.name,
        roles,
        regions,
        by_origin(found),
        largest(found),
        subject(found, ever=archive.largest(span.end, limit=EVER), model=costs),
        newcomers(
            roles.rows,
            regions.rows,
            before=series.earlier,
            weeks=sum(point.tally is not None for point in series.points[:-1]),
        ),
        series.coverage,
        quality(
            found,
            postings=series.postings,
            counts=counts,
            channels=series.channels,
            parsers=archive.parsers(span.start, span.end),
            one_rule=archive.one_parser(series.weeks[0].start, span.end),
            audited=archive.audited_posts(span.start, span.end),
            week=span.name,
        ),
        evidence(found),
        None,
    )


def _headline(series: Series) -> Headline:
    found, point = series.requests, series.points[-1]
    requests = [request for request in found if not request.is_total]
    totals = [request for request in found if request.is_total]
    postings = series.tallies[-1].postings
    own = sum(len(request.postings) - 1 for request in requests)
    biggest = by_size(found)[:1]
    few: tuple[Mark, ...] = ("u",) if point.tally is not None and len(requests) < LOW_BASE else ()
    return Headline(
        len(requests) if point.tally is not None else None,
        people(found) if point.tally is not None else None,
        people([request for request in found if request is not biggest[0]]) if biggest else None,
        typical(found),
        postings if point.tally is not None else None,
        own,
        postings - len(requests) - own,
        postings / len(requests) if requests else None,
        len(totals),
        (*point.marks, *few),
        tuple(request.first.request_id for request in requests),
        tuple(request.first.request_id for request in totals),
        tuple(posting.request_id for posting in series.postings if posting.entry == "request"),
    )


def _as_of(archive: Archive, series: Series, counts: PostCounts, *, timezone: str, now: datetime) -> AsOf:
    week, last = series.week, series.weeks[-2]
    last_counts = archive.post_counts(last.start, last.end)
    return AsOf(
        now,
        archive.head(),
        archive.last_read(),
        in_progress=week.end > now,
        provisional=week.name >= last_complete_week(now, timezone),
        post_ids=counts.ids,
        posts_edited=counts.edited,
        posts_missing=counts.missing,
        last_week_edited=last_counts.edited,
        last_week_missing=last_counts.missing,
        last_week_edited_ids=last_counts.ids.edited,
        last_week_missing_ids=last_counts.ids.missing,
        raised=_later(series.requests, "raised"),
        lowered=_later(series.requests, "lowered"),
        closed=_later(series.requests, "closed"),
        lost_channels=lost_channels(series.channels, series.coverage),
        runs=week_runs(archive.runs(week.start, week.end), week, now),
    )


def _later(
    requests: tuple[UniqueRequest, ...], what: Literal["raised", "lowered", "closed"]
) -> tuple[str, ...]:
    return tuple(request.first.request_id for request in requests if request.first.later == what)
