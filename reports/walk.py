"""All weeks of an archive in turn, in constant memory: each posting with its request, each week's figures.

The same rules as the weekly report's, which reads 26 weeks at once: a test holds the two to each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reports.coverage import ChannelHours
from reports.identity import DEFAULT_RULE, Grouping, Rule, Unique
from reports.links import week_receipt
from reports.people import people
from reports.tally import Tally, WeekPoint, week_point
from reports.weeks import Week, earlier, week_of
from storage.rows import Channel, Coverage, Posting


class Archive(Protocol):
    """What the walk asks of an archive; see ``reports.source``."""

    def numbered_postings(self, start: datetime, end: datetime) -> Sequence[tuple[int, Posting]]:
        """Postings of the span in their order, each with the number of the version that was counted."""

    def channels(self) -> Sequence[Channel]:
        """Every channel that the archive knows."""

    def coverage(self, start: datetime, end: datetime) -> Sequence[Coverage]:
        """Completed reads whose spans overlap this one."""

    def first_date(self) -> datetime | None:
        """Date of the earliest post, None in an empty archive."""


@dataclass(frozen=True, slots=True)
class Appeared:
    """A posting, the version that it was read in, and the first posting of its request."""

    version: int
    posting: Posting
    first: Posting


@dataclass(frozen=True, slots=True)
class WalkedWeek:
    """One week: its figures as a report has them, and its postings in their order."""

    point: WeekPoint
    appeared: tuple[Appeared, ...]
    number: int
    """Which week it is, 1 for the archive's first."""
    of: int


def walk_weeks(
    archive: Archive, *, timezone: str, now: datetime, rule: Rule = DEFAULT_RULE
) -> Iterator[WalkedWeek]:
    """Each week from the archive's first post to ``now``, an aware moment; nothing of an empty archive."""
    first = archive.first_date()
    if first is None or first > now:
        return
    weeks = _weeks(week_of(first, timezone), now, timezone)
    channels = archive.channels()
    hours = ChannelHours(archive.coverage(weeks[0].start, max(weeks[-1].end, now)), origin=weeks[0].start)
    grouping: Grouping[Posting] = Grouping(rule)
    for number, week in enumerate(weeks, start=1):
        appeared = tuple(
            Appeared(version, posting, grouping.first_of(posting))
            for version, posting in archive.numbered_postings(week.start, week.end)
        )
        point = week_point(_tally(appeared), week, hours.week(week, channels), week_receipt(week))
        yield WalkedWeek(point, appeared, number, len(weeks))


def _weeks(first: Week, now: datetime, timezone: str) -> list[Week]:
    weeks = [first]
    while weeks[-1].end <= now:
        weeks.append(earlier(weeks[-1], -1, timezone))
    return weeks


def _tally(appeared: Collection[Appeared]) -> Tally:
    found = [Unique((each.posting,)) for each in appeared if each.posting is each.first]
    return Tally(
        sum(not request.is_total for request in found),
        people(found),
        sum(each.posting.entry == "request" for each in appeared),
    )
