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
from reports.runs import WeekRuns
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
    """People asked for: sums over requests and totals."""
    people_without_largest: People | None
    """The same without the largest single request; None where none states a number."""
    typical: Typical | None
    """The median request."""
    postings: int | None
    """Appearances of requests in the week; None where the week is unknown [x]."""
    repeats_of_this_week: int
    """Postings that repeat a request of this week."""
    repeats_of_earlier_weeks: int
    """Postings that repeat a request of an earlier week."""
    postings_per_request: float | None
    """Postings over unique requests; None where there are no requests."""
    totals: int
    """Posts whose people are one total over several roles."""
    marks: tuple[Mark, ...]
    """Of the whole week: [b], [u], [x]."""
    request_ids: tuple[str, ...]
    """The unique requests, in the order of their first postings."""
    total_ids: tuple[str, ...]
    """Totals over several roles."""
    posting_ids: tuple[str, ...]
    """Every appearance of a request in the week, also of one that counts in an earlier week."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """What was true when the report was made, and may change without any figure changing."""

    written: datetime
    """When the report was made."""
    archive_head: str
    """Hash of the journal's last row: it pins the archive that the report was made from."""
    last_read: datetime | None
    """When a completed read was last made; None if there was none."""
    in_progress: bool
    """True if the week was not over."""
    provisional: bool
    """True for the newest complete week, and for one that is not over."""
    post_ids: PostIds
    """The posts behind the counts of posts here and in ``quality``."""
    posts_edited: int
    """Posts of the week of which there is more than one version."""
    posts_missing: int
    """Posts of the week that a later read did not find."""
    last_week_edited: int
    """Posts of last week of which there is more than one version."""
    last_week_missing: int
    """Posts of last week that a later read did not find."""
    last_week_edited_ids: tuple[str, ...]
    """As ranges: ``channel id/first-last``, or ``channel id/id``."""
    last_week_missing_ids: tuple[str, ...]
    """As ranges, too."""
    raised: tuple[str, ...]
    """Requests of which later versions of their first post ask for more people."""
    lowered: tuple[str, ...]
    """Requests of which they ask for fewer."""
    closed: tuple[str, ...]
    """Requests that later versions of their first post closed; as raised ones, they count as first asked."""
    lost_channels: tuple[LostChannel, ...]
    """Watched channels of which the week lacks posts, by name."""
    runs: WeekRuns
    """Runs that began in the week, and how they ended."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure of last week, as first published and as the archive has it now."""

    figure: Figure
    """Which one."""
    published: int | None
    """None if it was unknown [x]."""
    now: int
    """As the archive has it when this report is made."""


@dataclass(frozen=True, slots=True)
class LastWeek:
    """What became of last week's figures since their report was first written."""

    week: str
    """Its ISO week."""
    published: datetime
    """When its report was first written."""
    moved: tuple[Moved, ...]
    """Empty if nothing moved."""
    request_ids: tuple[str, ...]
    """Requests of last week as its report first had them."""
    total_ids: tuple[str, ...]
    """Totals of last week as its report first had them."""


@dataclass(frozen=True, slots=True)
class WeeklyFigures:
    """Everything that a report prints. Times are aware UTC; the week's days are of ``timezone``."""

    schema: str
    """Name and number of this format."""
    week: Week
    """The week reported."""
    timezone: str
    """Name in the tz database."""
    window_days: int
    """Days after its first posting in which a request can be repeated."""
    similarity: float
    """Part of their runs of five characters that near-duplicates have in common at least."""
    as_of: AsOf
    """When it was made, and what later happened to posts."""
    headline: Headline
    """The week in numbers."""
    comparison: Comparison | None
    """The week beside last week and the norm; None where it cannot be compared."""
    why_not_compared: WhyNot | None
    """Why it cannot: the week is incomplete, no week before it is complete, or no channel is covered in
    both; None where it is compared.
    """
    history: tuple[WeekPoint, ...]
    """26 weeks up to this one, all channels of each; weeks before the archive begins are [x]."""
    before: WeekIds
    """What last week's figures count; of earlier weeks, ``history`` has the questions for browse."""
    first_week: str
    """The archive's first week."""
    roles: Breakdown
    """By role."""
    regions: Breakdown
    """By where the work is."""
    origins: Breakdown
    """By where workers are to come from."""
    largest: tuple[LargeRequest, ...]
    """The largest requests, ten at most."""
    subject: Subject
    """Sections of this subject."""
    newcomers: Newcomers
    """Roles and regions not seen in the weeks before."""
    coverage: WeekCoverage
    """How much of the week was read."""
    quality: Quality
    """The data-quality box."""
    evidence: tuple[Evidence, ...]
    """The requests behind all other figures of this week, and the posts behind them."""
    last_week: LastWeek | None
    """Filled in where the report is written; None if last week's does not stand beside it."""
