"""This week beside the last one and the norm, on channels covered in both periods.

The norm is the median and range of the last 8 complete weeks. Where channels were added or lost between, both
sides are counted anew on the channels that were there all along, so that adding a channel does not look like
growth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from reports.tally import Tally, WeekPoint, WeekReceipt

NORM_WEEKS = 8

ENOUGH_WEEKS = 4
"""Complete weeks under which a range is shown but nothing is called usual or unusual."""

LOW_BASE = 10
"""Base under which no percentage is given [u]."""

NO_RANK = 5
"""Base under which nothing is ranked."""

Position = Literal["above", "inside", "below"]
WhyNot = Literal["incomplete", "no_norm", "no_channels"]


@dataclass(frozen=True, slots=True)
class Norm:
    """Median and range of one figure over the norm weeks."""

    median: float
    """Median of the weeks' values."""
    low: int
    """The lowest of them."""
    high: int
    """The highest of them."""


@dataclass(frozen=True, slots=True)
class Norms:
    """The norm of each of the four numbers; channels are those reached in each week."""

    weeks: tuple[str, ...]
    """The weeks, oldest first."""
    requests: Norm
    """Of unique requests."""
    people_lower: Norm
    """Of the lower ends of people asked for."""
    people_upper: Norm
    """Of their upper ends."""
    postings: Norm
    """Of postings."""
    reached: Norm
    """Of channels reached."""


@dataclass(frozen=True, slots=True)
class ComparedWeek:
    """One week that is compared, counted on the channels of the comparison."""

    week: str
    """ISO week."""
    tally: Tally
    """What it holds on these channels."""
    reached: int
    """Channels reached, of all that were watched."""
    request_ids: tuple[str, ...] | None
    """Where some channels are left out; None where all are counted, so that ``receipt`` asks for them."""
    total_ids: tuple[str, ...] | None
    """Totals, by the same rule."""
    receipt: WeekReceipt
    """Its questions for browse."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """This week against last week and the norm, each counted on the same channels."""

    channels: int
    """How many channels the comparison counts."""
    channel_ids: tuple[int, ...]
    """These channels."""
    all_channels: bool
    """True if those are all channels with postings, so that ``this`` is the headline."""
    this: Tally
    """This week on these channels."""
    last: Tally | None
    """None if last week is incomplete or unknown."""
    change: int | None
    """Requests more or fewer than last week."""
    change_share: float | None
    """The same as a part of last week's, None on a base under 10."""
    norms: Norms
    """Median and range of the norm weeks on these channels."""
    position: Position | None
    """Where the week's requests lie in the norm's range; None under 4 norm weeks."""
    weeks: tuple[ComparedWeek, ...]
    """The norm's weeks in their order, then this one."""


def norm_points(history: Sequence[WeekPoint]) -> list[WeekPoint]:
    """Return the last 8 complete weeks of those before this one."""
    return [point for point in history if point.complete and point.tally is not None][-NORM_WEEKS:]


def compare(
    this: ComparedWeek,
    earlier: Sequence[ComparedWeek],
    *,
    last: Tally | None,
    channels: Sequence[int],
    all_channels: bool,
) -> Comparison:
    """Compare a week with the norm weeks, each as counted on the common channels."""
    count = this.tally.requests
    change = None if last is None else count - last.requests
    norms = Norms(
        tuple(week.week for week in earlier),
        _norm([week.tally.requests for week in earlier]),
        _norm([week.tally.people.lower for week in earlier]),
        _norm([week.tally.people.upper for week in earlier]),
        _norm([week.tally.postings for week in earlier]),
        _norm([week.reached for week in earlier]),
    )
    return Comparison(
        len(channels),
        tuple(channels),
        all_channels,
        this.tally,
        last,
        change,
        share(change, last.requests) if change is not None and last is not None else None,
        norms,
        position(count, norms.requests) if len(earlier) >= ENOUGH_WEEKS else None,
        (*earlier, this),
    )


def share(part: int, base: int) -> float | None:
    """Return part of a base, None under 10 of them: that is [u], counts and no percentages."""
    return part / base if base >= LOW_BASE else None


def position(value: int, norm: Norm) -> Position:
    """Say where a value lies in the range of the norm weeks."""
    if value > norm.high:
        return "above"
    return "below" if value < norm.low else "inside"


def _norm(values: Sequence[int]) -> Norm:
    return Norm(float(median(values)), min(values), max(values))
