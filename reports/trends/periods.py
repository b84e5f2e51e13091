"""Spans of ISO weeks or of calendar months, in a time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from reports.errors import MalformedWeekError, SpanError
from reports.weeks import HOUR, earlier, last_complete_week, midnight, parse_week, zone

Unit = Literal["week", "month"]

MOST = 530
"""Periods of a span: ten years of weeks."""

DEFAULT = 26
"""Periods of a span of which only the end is given."""

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Period:
    """A week or month, ``[start, end)`` in aware UTC; days are those of the time zone."""

    name: str
    """2026-W47 or 2026-11."""
    first_day: date
    """Its first day."""
    last_day: date
    """Its last day."""
    start: datetime
    """Its first moment."""
    end: datetime
    """The first moment after it."""

    @property
    def hours(self) -> int:
        """Hours that the period has."""
        return (self.end - self.start) // HOUR


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive periods of one unit."""

    unit: Unit
    periods: tuple[Period, ...]

    @property
    def name(self) -> str:
        """First and last period: the name of the folder that the report goes to."""
        return f"{self.periods[0].name}_{self.periods[-1].name}"


def span_of(first: str | None, last: str | None, *, timezone: str, now: datetime) -> Span:
    """Read a span such as 2026-W01 to 2026-W30, or 2026-01 to 2026-07; both ends are in it.

    Without an end it goes to the last complete week or month; without a start it has 26 periods. Raises
    SpanError: a word that is neither week nor month, ends of two kinds, an end before the start or in the
    future, more than 530 periods; UnknownTimeZoneError.
    """
    words = [word for word in (first, last) if word is not None]
    units = {_unit(word) for word in words}
    if len(units) > 1:
        raise SpanError(f"{first} to {last}: both ends have to be weeks, or both months.")
    unit: Unit = units.pop() if units else "week"
    end = _period(last, timezone) if last else _last_complete(unit, timezone, now)
    if end.start > now:
        raise SpanError(f"{end.name} has not begun yet.")
    start = _period(first, timezone) if first else end
    if start.start > end.start:
        raise SpanError(f"{start.name} is after {end.name}.")
    periods = [end]
    while (periods[-1].start > start.start) if first else (len(periods) < DEFAULT):
        periods.append(_before(periods[-1], unit, timezone))
        if len(periods) > MOST:
            raise SpanError(f"{start.name} to {end.name} are more than {MOST} {unit}s.")
    return Span(unit, tuple(reversed(periods)))


def _unit(word: str) -> Unit:
    if re.fullmatch(r"[0-9]{4}-W[0-9]{2}", word):
        return "week"
    if _MONTH.fullmatch(word):
        return "month"
    raise SpanError(f"{word!r} is no week and no month; write it like 2026-W47 or 2026-11.")


def _period(word: str, timezone: str) -> Period:
    month = _MONTH.fullmatch(word)
    if month is not None:
        try:
            return _month(date(int(month[1]), int(month[2]), 1), timezone)
        except (ValueError, OverflowError):
            raise SpanError(f"{word!r} is no month that can be counted.") from None
    try:
        return _week(word, timezone)
    except MalformedWeekError as error:
        raise SpanError(str(error)) from None


def _week(word: str, timezone: str) -> Period:
    week = parse_week(word, timezone)
    return Period(week.name, week.monday, week.sunday, week.start, week.end)


def _month(first: date, timezone: str) -> Period:
    tz = zone(timezone)
    following = (first + timedelta(days=31)).replace(day=1)
    name = f"{first.year:04}-{first.month:02}"
    return Period(name, first, following - timedelta(days=1), midnight(first, tz), midnight(following, tz))


def _before(period: Period, unit: Unit, timezone: str) -> Period:
    if unit == "week":
        return _week(earlier(parse_week(period.name, timezone), 1, timezone).name, timezone)
    return _month((period.first_day - timedelta(days=1)).replace(day=1), timezone)


def _last_complete(unit: Unit, timezone: str, now: datetime) -> Period:
    if unit == "week":
        return _week(last_complete_week(now, timezone), timezone)
    today = now.astimezone(zone(timezone)).date()
    return _before(_month(today.replace(day=1), timezone), unit, timezone)
