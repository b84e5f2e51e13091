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
    """Which one."""
    tally: Tally | None
    """What it holds."""
    reached: int
    """Watched channels with at least one covered hour."""
    watched: int
    """Channels that were to be read."""
    covered: float | None
    """Part of the channel-hours that reads span; under 0.9 the period is marked [b]."""
    complete: bool
    """True from 90 % covered on."""
    marks: tuple[Mark, ...]
    """[b] under 90 % covered, [p] provisional, [x] unknown."""
    request_ids: tuple[str, ...]
    """Unique requests whose first posting is of the period."""
    total_ids: tuple[str, ...]
    """Totals over several roles."""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One value over all periods; the lines of a trend sum to the points, period by period."""

    kind: RowKind
    """A value, or one of the lines that have none."""
    key: str
    """Role label, ISO 3166 code, code and basis of an origin, or a channel's bare id; the kind itself for
    the other lines.
    """
    en: str | None
    """Name in English; None for lines that are no value."""
    ru: str | None
    """Name in Russian; None for the same."""
    requests: tuple[int | None, ...]
    """Of each period; None where the period is unknown [x]."""
    total: int
    """Unique requests of all periods together."""
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
    """By what."""
    lines: tuple[TrendLine, ...]
    """Most requests first, then what has no value."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One request behind the figures, as its first posting had it."""

    request_id: str
    """Of the first posting: ``channel id/post id#place in the post``."""
    entry: Literal["request", "total"]
    """A role with its headcount, or a total over several roles."""
    permalink: str
    """Address of the first posting."""
    date: datetime
    """The first posting's own date."""
    role: str | None
    """Label in English; None where none is stated."""
    headcount_min: int | None
    """People at least; None for "up to 50" and where no number is given."""
    headcount_max: int | None
    """People at most; None for "from 100" and where no number is given."""
    regions: tuple[str, ...]
    """Codes of where the work is."""
    origins: tuple[str, ...]
    """Codes of where workers are to come from, each with its basis."""
    postings: int
    """Within the span."""


@dataclass(frozen=True, slots=True)
class TrendFigures:
    """Everything that a report of trends prints. Times are aware UTC."""

    schema: str
    """Name and number of this format."""
    unit: Unit
    """Weeks or months."""
    timezone: str
    """Name in the tz database."""
    window_days: int
    """Days after its first posting in which a request can be repeated."""
    similarity: float
    """Part of their runs of five characters that near-duplicates have in common at least."""
    written: datetime
    """When the report was made."""
    archive_head: str
    """Hash of the journal's last row: it pins the archive that the report was made from."""
    last_read: datetime | None
    """When a completed read was last made; None if there was none."""
    first_week: str
    """The archive's first week: periods before it are [x]."""
    points: tuple[PeriodPoint, ...]
    """Each period, oldest first."""
    trends: tuple[Trend, ...]
    """Requests by role, region, origin, channel, as far as asked for."""
    rules: tuple[Rules, ...]
    """Parsers and lexicons that read the span; with more than one the series has a break."""
    evidence: tuple[Behind, ...]
    """The requests behind all figures."""
