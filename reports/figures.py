"""The week's figures: everything that any format prints, worked out once and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reports.breakdowns import Breakdown
from reports.comparison import Comparison, WhyNot
from reports.coverage import WeekCoverage
from reports.evidence import Evidence, LargeRequest
from reports.newcomers import Newcomers
from reports.people import People, Typical
from reports.quality import LostChannel, Quality
from reports.series import WeekIds
from reports.subject import Subject
from reports.tally import Mark, WeekPoint
from reports.weeks import Week
from storage.rows import PostIds

SCHEMA = "headcount/weekly-report/1"

Figure = Literal["requests", "people_lower", "people_upper", "open_ended", "postings", "reached"]


@dataclass(frozen=True, slots=True)
class Headline:
    """The week in numbers. ``marks`` hold for all of them."""

    requests: int | None
    """Unique requests; None where the week is unknown [x], as are people and postings."""
    people: People | None
    people_without_largest: People | None
    """The same without the largest single request; None where none states a number."""
    typical: Typical | None
    postings: int | None
    repeats_of_this_week: int
    repeats_of_earlier_weeks: int
    postings_per_request: float | None
    totals: int
    """Posts whose people are one total over several roles."""
    marks: tuple[Mark, ...]
    request_ids: tuple[str, ...]
    total_ids: tuple[str, ...]
    posting_ids: tuple[str, ...]
    """Every appearance of a request in the week, also of one that counts in an earlier week."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """What was true when the report was made, and may change without any figure changing."""

    written: datetime
    archive_head: str
    """Hash of the journal's last row: it pins the archive that the report was made from."""
    last_read: datetime | None
    in_progress: bool
    provisional: bool
    """True for the newest complete week, and for one that is not over."""
    post_ids: PostIds
    """The posts behind the counts of posts here and in ``quality``."""
    posts_edited: int
    posts_missing: int
    last_week_edited: int
    last_week_missing: int
    last_week_edited_ids: tuple[str, ...]
    last_week_missing_ids: tuple[str, ...]
    raised: tuple[str, ...]
    lowered: tuple[str, ...]
    closed: tuple[str, ...]
    """Requests that later versions of their first post closed; as raised ones, they count as first asked."""
    lost_channels: tuple[LostChannel, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure of last week, as first published and as the archive has it now."""

    figure: Figure
    published: int | None
    """None if it was unknown [x]."""
    now: int


@dataclass(frozen=True, slots=True)
class LastWeek:
    """What became of last week's figures since their report was first written."""

    week: str
    published: datetime
    moved: tuple[Moved, ...]
    """Empty if nothing moved."""
    request_ids: tuple[str, ...]
    """Requests of last week as its report first had them."""
    total_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeeklyFigures:
    """Everything that a report prints. Times are aware UTC; the week's days are of ``timezone``."""

    schema: str
    week: Week
    timezone: str
    window_days: int
    """Days after its first posting in which a request can be repeated."""
    similarity: float
    """Part of their runs of five characters that near-duplicates have in common at least."""
    as_of: AsOf
    headline: Headline
    comparison: Comparison | None
    why_not_compared: WhyNot | None
    history: tuple[WeekPoint, ...]
    """26 weeks up to this one, all channels of each; weeks before the archive begins are [x]."""
    before: WeekIds
    """What last week's figures count; of earlier weeks, ``history`` has the questions for browse."""
    first_week: str
    """The archive's first week."""
    roles: Breakdown
    regions: Breakdown
    origins: Breakdown
    largest: tuple[LargeRequest, ...]
    subject: Subject
    newcomers: Newcomers
    coverage: WeekCoverage
    quality: Quality
    evidence: tuple[Evidence, ...]
    """The requests behind all other figures of this week, and the posts behind them."""
    last_week: LastWeek | None
    """Filled in where the report is written; None if last week's does not stand beside it."""
