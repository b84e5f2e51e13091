"""ISO 8601 weeks as spans of time in a time zone: Monday 00:00 to the next Monday 00:00, local."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from reports.errors import MalformedWeekError, UnknownTimeZoneError

HOUR = timedelta(hours=1)


class Stretch(Protocol):
    """A week, a month: a named span ``[start, end)`` of aware UTC with its hours."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> datetime: ...  # noqa: D102
    @property
    def end(self) -> datetime: ...  # noqa: D102
    @property
    def hours(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Week:
    """One ISO week, ``[start, end)`` in aware UTC: of 167 or 169 hours where clocks change."""

    name: str
    """As ISO 8601 writes it: 2026-W47."""
    monday: date
    """Its first day."""
    start: datetime
    """Its first moment."""
    end: datetime
    """The first moment after it."""

    @property
    def sunday(self) -> date:
        """The week's last day."""
        return self.monday + timedelta(days=6)

    @property
    def year(self) -> int:
        """The ISO year, which need not be Monday's calendar year."""
        return self.monday.isocalendar().year

    @property
    def number(self) -> int:
        """1 to 53."""
        return self.monday.isocalendar().week

    @property
    def hours(self) -> int:
        """Hours that the week has."""
        return (self.end - self.start) // HOUR


def zone(timezone: str) -> ZoneInfo:
    """Return the tz database's zone of this name. Raises UnknownTimeZoneError."""
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:
        raise UnknownTimeZoneError(timezone) from error


def parse_week(word: str, timezone: str) -> Week:
    """Read ``2026-W47``. Raises MalformedWeekError, also for a week 53 that the year lacks."""
    match = re.fullmatch(r"([0-9]{4})-W([0-9]{2})", word)
    if match is None:
        raise MalformedWeekError(word)
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return _week(monday, zone(timezone))
    except (ValueError, OverflowError) as error:
        raise MalformedWeekError(word) from error


def week_of(moment: datetime, timezone: str) -> Week:
    """Return the week that an aware moment falls in, in this time zone."""
    tz = zone(timezone)
    day = moment.astimezone(tz).date()
    return _week(day - timedelta(days=day.weekday()), tz)


def earlier(week: Week, weeks: int, timezone: str) -> Week:
    """Return the week this many weeks before; a negative number goes forward."""
    return _week(week.monday - timedelta(weeks=weeks), zone(timezone))


def last_complete_week(now: datetime, timezone: str) -> str:
    """Return the name of the last ISO week that was over at this moment."""
    return earlier(week_of(now, timezone), 1, timezone).name


def _week(monday: date, tz: ZoneInfo) -> Week:
    year, number, _ = monday.isocalendar()
    return Week(
        f"{year:04}-W{number:02}", monday, midnight(monday, tz), midnight(monday + timedelta(weeks=1), tz)
    )


def midnight(day: date, tz: ZoneInfo) -> datetime:
    """Return when a day begins in a time zone, in UTC."""
    return datetime.combine(day, time.min, tzinfo=tz).astimezone(UTC)
