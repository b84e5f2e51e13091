"""What a report of trends prints, worked out once and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reports.breakdowns import RowKind
from reports.people import People
from reports.quality import Rules
from reports.tally import Mark, Tally
from reports.trends.periods import Period, Unit

SCHEMA = "headcount/trends/1"

TrendBy = Literal["role", "region", "origin", "channel"]


@dataclass(frozen=True, slots=True)
class PeriodPoint:
    """One period with what it holds; ``tally`` is None where nothing is known, which is [x] and not zero."""

    period: Period
    tally: Tally | None
    reached: int
    watched: int
    covered: float | None
    """Part of the channel-hours that reads span; under 0.9 the period is marked [b]."""
    complete: bool
    marks: tuple[Mark, ...]
    request_ids: tuple[str, ...]
    total_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One value over all periods; the lines of a trend sum to the points, period by period."""

    kind: RowKind
    key: str
    en: str | None
    ru: str | None
    requests: tuple[int | None, ...]
    """Of each period; None where the period is unknown [x]."""
    total: int
    people: People
    """Of all periods together."""
    marks: tuple[Mark, ...]
    """[u] for a value with fewer than 5 requests in the whole span."""
    ids: tuple[tuple[str, ...], ...]
    """Of each period, the requests and totals behind it."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Requests by one thing, the most named first, then what has no value."""

    by: TrendBy
    lines: tuple[TrendLine, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """One request behind the figures, as its first posting had it."""

    request_id: str
    entry: Literal["request", "total"]
    permalink: str
    date: datetime
    role: str | None
    headcount_min: int | None
    headcount_max: int | None
    regions: tuple[str, ...]
    origins: tuple[str, ...]
    postings: int
    """Within the span."""


@dataclass(frozen=True, slots=True)
class TrendFigures:
    """Everything that a report of trends prints. Times are aware UTC."""

    schema: str
    unit: Unit
    timezone: str
    window_days: int
    similarity: float
    written: datetime
    archive_head: str
    last_read: datetime | None
    first_week: str
    """The archive's first week: periods before it are [x]."""
    points: tuple[PeriodPoint, ...]
    trends: tuple[Trend, ...]
    rules: tuple[Rules, ...]
    """Parsers and lexicons that read the span; with more than one the series has a break."""
    evidence: tuple[Behind, ...]
