"""When scheduled runs are due, as all three schedulers are told it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from headcount.errors import UsageFault
from headcount.scheduling.plan import Plan, ReportTime, parse_every, parse_report_time
from headcount.scheduling.units import Job, crontab, service, timer

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
SIX_HOURS = Plan(360, ReportTime(0, 6, 30), MOSCOW)


def job(plan: Plan = SIX_HOURS, settings: str = "/home/an/headcount.toml") -> Job:
    """A job as `headcount schedule` makes it."""
    return Job(["/opt/bin/headcount", "run", "--config", settings], Path(settings), plan)


@pytest.mark.parametrize(
    ("text", "minutes"), [("6h", 360), ("24h", 1440), ("1h", 60), ("30m", 30), ("5m", 5), (" 12H ", 720)]
)
def test_intervals_that_divide_a_day(text: str, minutes: int) -> None:
    """In hours or minutes."""
    assert parse_every(text) == minutes


@pytest.mark.parametrize("text", ["7h", "25h", "45m", "90m", "1m", "0h", "6", "six hours", "", "-6h", "48h"])
def test_other_intervals_are_refused_with_those_that_are_taken(text: str) -> None:
    """No scheduler could keep them."""
    with pytest.raises(UsageFault, match="divide"):
        parse_every(text)


@pytest.mark.parametrize("text", ["monday 06:00", "mon 24:00", "mon 6:00", "mon", "06:00 mon", "mon 06:60"])
def test_other_report_times_are_refused_with_an_example(text: str) -> None:
    """A day of three letters, a time of day of 24 hours."""
    with pytest.raises(UsageFault, match="mon 06:00"):
        parse_report_time(text)


def test_times_are_of_the_reports_zone() -> None:
    """00:00, 06:00, 12:00 and 18:00 there, and the report's own time."""
    at = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)  # Sunday 23:00 in Moscow
    times = []
    for _ in range(4):
        at = SIX_HOURS.next_after(at)
        times.append(f"{at.astimezone(MOSCOW):%a %H:%M}")
    assert times == ["Mon 00:00", "Mon 06:00", "Mon 06:30", "Mon 12:00"]


def test_a_time_is_after_the_moment_and_never_the_moment() -> None:
    """Else a run that took no time would run again."""
    at = SIX_HOURS.next_after(datetime(2026, 11, 22, 21, 0, tzinfo=UTC))
    assert at == datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "start", [datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)]
)
def test_days_on_which_clocks_change_have_their_times_too(start: datetime) -> None:
    """Each once, in order, none of them skipped, whatever the zone does that night."""
    plan = Plan(30, ReportTime(6, 2, 30), BERLIN)
    times = [start]
    while times[-1] < start + timedelta(days=1):
        times.append(plan.next_after(times[-1]))
    steps = {after - before for before, after in pairwise(times)}
    assert steps <= {timedelta(minutes=30), timedelta(minutes=90)}
    assert times == sorted(set(times))


def test_a_week_is_reported_so_long_after_its_end() -> None:
    """As wall clocks count it."""
    assert parse_report_time("Tue 07:15").delay == timedelta(days=1, hours=7, minutes=15)
    assert str(parse_report_time("sun 23:59")) == "sun 23:59"


def test_the_timer_makes_up_for_missed_times_once() -> None:
    """`Persistent`, with both of the plan's times in the report's zone."""
    text = timer(job())
    assert "Persistent=true" in text
    assert "OnCalendar=*-*-* 00/6:00:00 Europe/Moscow\n" in text
    assert "OnCalendar=Mon *-*-* 06:30:00 Europe/Moscow\n" in text


@pytest.mark.parametrize(
    ("every", "calendar", "cron"),
    [(15, "*:00/15:00", "*/15 * * * *"), (60, "00/1:00:00", "0 */1 * * *"), (1440, "00:00:00", "0 0 * * *")],
)
def test_each_interval_is_said_in_both_languages(every: int, calendar: str, cron: str) -> None:
    """Systemd's and cron's."""
    made = job(Plan(every, ReportTime(0, 6, 0), MOSCOW))
    assert f"OnCalendar=*-*-* {calendar} Europe/Moscow" in timer(made)
    assert crontab(made, datetime(2026, 11, 27, tzinfo=UTC))[0].startswith(cron + " ")


@pytest.mark.parametrize(("minute", "lines"), [(0, 1), (30, 2)])
def test_cron_is_not_told_one_time_twice(minute: int, lines: int) -> None:
    """Two runs at once would be one too many."""
    made = job(Plan(60, ReportTime(0, 6, minute), MOSCOW))
    assert len(crontab(made, datetime(2026, 11, 27, tzinfo=UTC))) == lines


def test_what_draws_charts_is_allowed_in_the_service() -> None:
    """Its engine asks for keys to memory, which systemd's usual set of calls would kill it for."""
    text = service(job())
    assert "SystemCallFilter=@system-service @pkey\n" in text
    assert "SystemCallErrorNumber=EPERM" in text


def test_paths_with_spaces_and_signs_stay_one_word() -> None:
    """Systemd replaces % and $, and parts at spaces; cron ends a line at %."""
    made = job(settings='/home/an/my 100%/$a "b"/headcount.toml')
    assert (
        'ExecStart=/opt/bin/headcount run --config "/home/an/my 100%%/$$a \\"b\\"/headcount.toml"'
        in service(made)
    )
    assert "WorkingDirectory=/home/an/my 100%%/$a" in service(made)
    assert r"'/home/an/my 100\%/$a " in crontab(made, datetime(2026, 11, 27, tzinfo=UTC))[0]


def test_each_settings_file_has_a_timer_of_its_own() -> None:
    """And always the same."""
    assert job().name == job().name != job(settings="/home/an/other.toml").name
