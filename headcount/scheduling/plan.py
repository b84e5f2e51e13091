"""The times of scheduled runs: an even grid over each day, and the moment from which a week is reported.

All times are local ones of the report's time zone. ``6h`` is 00:00, 06:00, 12:00 and 18:00 there, whatever
the machine's own zone is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from headcount.errors import UsageFault

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHORTEST = 5
"""Minutes between runs at least: more often is no politeness."""

DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class ReportTime:
    """The local time of a week's day from which on the week before it is reported."""

    day: int
    """0 is Monday."""
    hour: int
    minute: int

    def __str__(self) -> str:
        return f"{DAYS[self.day]} {self.hour:02}:{self.minute:02}"

    @property
    def delay(self) -> timedelta:
        """How long after a week's end, Monday 00:00, it is reported."""
        return timedelta(days=self.day, hours=self.hour, minutes=self.minute)


@dataclass(frozen=True, slots=True)
class Plan:
    """A run every so many minutes of the day, and one when the week's report is due."""

    every: int
    """Minutes; a whole number of times in a day."""
    report: ReportTime
    zone: ZoneInfo

    @property
    def hours_and_minutes(self) -> list[tuple[int, int]]:
        """The grid's times of day."""
        return [divmod(minute, 60) for minute in range(0, DAY, self.every)]

    def next_after(self, moment: datetime) -> datetime:
        """The first scheduled time after an aware moment, in UTC."""
        today = moment.astimezone(self.zone).date()
        for ahead in range(9):
            day = today + timedelta(days=ahead)
            clock = list(self.hours_and_minutes)
            if day.weekday() == self.report.day:
                clock.append((self.report.hour, self.report.minute))
            # a time that a change of clocks skips is an hour later, one that it repeats is the first of both
            times = [datetime.combine(day, time(*at), self.zone).astimezone(UTC) for at in clock]
            if later := [at for at in times if at > moment]:
                return min(later)
        raise AssertionError("every week has a report's time")


def parse_every(text: str) -> int:
    """Read ``6h`` or ``30m`` as minutes.

    Raises:
        UsageFault: it is neither, too short, or does not divide a day evenly.
    """
    found = re.fullmatch(r"([1-9][0-9]{0,3})(m|h)", text.strip().lower())
    minutes = int(found[1]) * (60 if found[2] == "h" else 1) if found else 0
    # cron and systemd alike can say only what divides an hour or a day
    if minutes < SHORTEST or DAY % minutes or (minutes > 60 and minutes % 60):
        raise UsageFault(
            f"--every {text!r}: give hours that divide a day (1h, 2h, 3h, 4h, 6h, 8h, 12h, 24h) "
            "or minutes that divide an hour (5m, 10m, 15m, 20m, 30m)."
        )
    if minutes < 60 and 60 % minutes:
        raise UsageFault(f"--every {text!r}: give minutes that divide an hour (5m, 10m, 15m, 20m, 30m).")
    return minutes


def parse_report_time(text: str) -> ReportTime:
    """Read ``mon 06:00``.

    Raises:
        UsageFault: it is no day of the week and time of day.
    """
    found = re.fullmatch(r"(" + "|".join(DAYS) + r") ([01][0-9]|2[0-3]):([0-5][0-9])", text.strip().lower())
    if not found:
        raise UsageFault(f'--report {text!r}: write a day and a time of day, like "mon 06:00".')
    return ReportTime(DAYS.index(found[1]), int(found[2]), int(found[3]))
