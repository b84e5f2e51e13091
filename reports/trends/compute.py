"""From the archive to the figures of a span."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from reports.breakdowns import RowKind, one_of
from reports.collecting import uncollected
from reports.comparison import NO_RANK
from reports.coverage import ChannelHours, channel_name
from reports.errors import EmptyArchiveError, SpanError
from reports.identity import DEFAULT_RULE, Rule, Unique, unique_requests
from reports.people import people
from reports.places import place
from reports.quality import Rules
from reports.series import asked_before
from reports.source import Archive
from reports.tally import Mark, Tally
from reports.trends.figures import (
    SCHEMA,
    Behind,
    PeriodPoint,
    Trend,
    TrendBy,
    TrendFigures,
    TrendLine,
)  # fmt: skip
from reports.trends.periods import Period, Span
from reports.weeks import week_of
from storage.channels import permalink
from storage.rows import Asked, Channel

BY: tuple[TrendBy, ...] = ("role", "region", "origin", "channel")

Request = Unique[Asked]
Key = tuple[RowKind, str]
_PROVISIONAL = timedelta(days=7)
_ORDER = {"value": 0, "several": 1, "not_split": 2, "not_stated": 3}


def trend_figures(
    archive: Archive,
    span: Span,
    *,
    timezone: str,
    now: datetime,
    rule: Rule = DEFAULT_RULE,
    by: Sequence[TrendBy] = BY,
) -> TrendFigures:
    """Work out the figures of a span; its newest period is provisional [p] for a week after its end.

    Raises ReportError: EmptyArchiveError, SpanError where it ended before the archive's first post.
    """
    first = archive.first_date()
    if first is None:
        raise EmptyArchiveError
    start, end = span.periods[0].start, span.periods[-1].end
    if end <= first:
        raise SpanError(f"{span.periods[-1].name} ended before the archive's first post.")
    with uncollected():
        recent = tuple(archive.asked(start, end))
        every = unique_requests((*asked_before(archive, recent, start, rule), *recent), rule)
    found = [request for request in every if request.date >= start]
    channels = {channel.channel_id: channel for channel in archive.channels()}
    places = [_place(request.date, span.periods) for request in found]
    points = _points(archive, span, every, found, places, channels=channels, first=first, now=now)
    return TrendFigures(
        SCHEMA,
        span.unit,
        timezone,
        rule.days,
        rule.similarity,
        now,
        archive.head(),
        archive.last_read(),
        week_of(first, timezone).name,
        points,
        tuple(_trend(kind, found, places, points, channels) for kind in by),
        tuple(Rules(use.parser, use.lexicon) for use in archive.parsers(start, end)),
        tuple(_behind(request, channels) for request in found),
    )


def _place(date: datetime, periods: Sequence[Period]) -> int:
    return bisect_right([period.start for period in periods], date) - 1


def _points(
    archive: Archive,
    span: Span,
    every: Sequence[Request],
    found: Sequence[Request],
    places: Sequence[int],
    *,
    channels: Mapping[int, Channel],
    first: datetime,
    now: datetime,
) -> tuple[PeriodPoint, ...]:
    start, end = span.periods[0].start, span.periods[-1].end
    hours = ChannelHours(archive.coverage(start, max(end, now)), origin=start)
    inside: list[list[Request]] = [[] for _ in span.periods]
    postings = [0] * len(span.periods)
    for request, number in zip(found, places, strict=True):
        inside[number].append(request)
    for request in every:
        for posting in request.postings:
            if posting.date >= start and not request.is_total:
                postings[_place(posting.date, span.periods)] += 1
    return tuple(
        _point(period, requests, count, hours=hours, channels=channels, first=first, now=now)
        for period, requests, count in zip(span.periods, inside, postings, strict=True)
    )


def _point(
    period: Period,
    requests: Sequence[Request],
    postings: int,
    *,
    hours: ChannelHours,
    channels: Mapping[int, Channel],
    first: datetime,
    now: datetime,
) -> PeriodPoint:
    if period.end <= first:
        return PeriodPoint(
            period, None, 0, 0, None, complete=False, marks=("x",), request_ids=(), total_ids=()
        )
    coverage = hours.week(period, channels.values())
    known = coverage.covered > 0 or bool(requests) or postings > 0
    marks: tuple[Mark, ...] = ("x",) if not known else () if coverage.complete else ("b",)
    if known and period.end > now - _PROVISIONAL:
        marks = (*marks, "p")
    ids = tuple(request.first.request_id for request in requests if not request.is_total)
    return PeriodPoint(
        period,
        Tally(len(ids), people(requests), postings) if known else None,
        coverage.reached,
        coverage.watched,
        coverage.share,
        coverage.complete,
        marks,
        ids,
        tuple(request.first.request_id for request in requests if request.is_total),
    )


def _trend(
    by: TrendBy,
    found: Sequence[Request],
    places: Sequence[int],
    points: Sequence[PeriodPoint],
    channels: Mapping[int, Channel],
) -> Trend:
    groups: dict[Key, list[tuple[Request, int]]] = {}
    for request, number in zip(found, places, strict=True):
        groups.setdefault(_KEYS[by](request), []).append((request, number))
    lines = [_line(by, key, group, points, channels) for key, group in groups.items()]
    return Trend(by, tuple(sorted(lines, key=lambda line: (_ORDER[line.kind], -line.total, line.en or ""))))


def _line(
    by: TrendBy,
    key: Key,
    group: Sequence[tuple[Request, int]],
    points: Sequence[PeriodPoint],
    channels: Mapping[int, Channel],
) -> TrendLine:
    kind, name = key
    counts = [0] * len(points)
    ids: list[list[str]] = [[] for _ in points]
    for request, number in group:
        counts[number] += not request.is_total
        ids[number].append(request.first.request_id)
    total = sum(counts)
    en, ru = _names(by, name, group, channels) if kind == "value" else (None, None)
    few: tuple[Mark, ...] = ("u",) if kind == "value" and total < NO_RANK else ()
    return TrendLine(
        kind,
        name,
        en,
        ru,
        tuple(None if point.tally is None else count for point, count in zip(points, counts, strict=True)),
        total,
        people([request for request, _ in group]),
        few,
        tuple(tuple(each) for each in ids),
    )


def _names(
    by: TrendBy, name: str, group: Sequence[tuple[Request, int]], channels: Mapping[int, Channel]
) -> tuple[str, str]:
    if by == "channel":
        channel = channels.get(int(name))
        shown = channel_name(channel) if channel else name
        return shown, shown
    if by == "role":
        russian = (request.first.role_ru for request, _ in group if request.first.role_ru)
        return name, next(russian, name)
    where = place(name.partition("/")[0])
    return where.en, where.ru


def _role(request: Request) -> Key:
    if request.is_total:
        return ("not_split", "not_split")
    role = request.first.role
    return ("not_stated", "not_stated") if role is None else ("value", role)


_KEYS: dict[TrendBy, Callable[[Request], Key]] = {
    "role": _role,
    "region": lambda request: one_of({region.iso for region in request.first.regions}),
    "origin": lambda request: one_of({f"{origin.iso}/{origin.basis}" for origin in request.first.origins}),
    "channel": lambda request: ("value", str(request.first.channel_id)),
}


def _behind(request: Request, channels: Mapping[int, Channel]) -> Behind:
    first = request.first
    channel = channels.get(first.channel_id)
    return Behind(
        request.first.request_id,
        first.entry,
        permalink(first.channel_id, channel.username if channel else None, first.post_id),
        first.date,
        first.role,
        first.headcount_min,
        first.headcount_max,
        tuple(region.iso for region in first.regions),
        tuple(f"{origin.iso}/{origin.basis}" for origin in first.origins),
        len(request.postings),
    )
