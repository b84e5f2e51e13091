from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.errors import MalformedWeekError, UnknownTimeZoneError
from reports.weeks import earlier, last_complete_week, parse_week, week_of

ZONES = st.sampled_from(["UTC", "Europe/Moscow", "Asia/Kamchatka", "America/New_York", "Asia/Kathmandu"])
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_a_week_begins_on_monday_midnight_of_the_time_zone() -> None:
    """Midnight in Moscow is 21:00 UTC of the day before."""
    week = parse_week("2026-W47", "Europe/Moscow")
    assert (week.start, week.end) == (
        datetime(2026, 11, 15, 21, tzinfo=UTC),
        datetime(2026, 11, 22, 21, tzinfo=UTC),
    )
    assert (week.monday, week.sunday, week.hours) == (date(2026, 11, 16), date(2026, 11, 22), 168)


def test_a_post_at_midnight_belongs_to_the_week_that_begins() -> None:
    """The end of a week is the start of the next, and belongs to that."""
    edge = datetime(2026, 11, 15, 21, tzinfo=UTC)
    assert week_of(edge, "Europe/Moscow").name == "2026-W47"
    assert week_of(edge, "UTC").name == "2026-W46"


@pytest.mark.parametrize(("name", "hours"), [("2026-W13", 167), ("2026-W43", 169), ("2026-W20", 168)])
def test_weeks_in_which_clocks_change_have_an_hour_less_or_more(name: str, hours: int) -> None:
    """Berlin's clocks change on the last Sundays of March and October."""
    assert parse_week(name, "Europe/Berlin").hours == hours


def test_iso_years_are_not_calendar_years() -> None:
    """2026 has 53 weeks, the last of which ends in 2027."""
    assert week_of(datetime(2027, 1, 2, tzinfo=UTC), "UTC").name == "2026-W53"
    week = parse_week("2026-W53", "UTC")
    assert (week.year, week.number) == (2026, 53)
    assert earlier(week, -1, "UTC").name == "2027-W01"


@pytest.mark.parametrize(
    "word",
    [
        "2025-W53",
        "2026-W00",
        "2026-W54",
        "2026-47",
        "2026W47",
        "W47",
        "",
        "٢٠٢٦-W47",
        "0000-W01",
        "9999-W52 ",
    ],
)
def test_what_is_no_iso_week_is_refused_by_name(word: str) -> None:
    """Also week 53 of a year that has 52, and digits of other scripts."""
    with pytest.raises(MalformedWeekError, match="is no ISO week; write it like 2026-W47"):
        parse_week(word, "UTC")


@given(st.text(max_size=10))
def test_any_text_is_a_week_or_refused(word: str) -> None:
    """Nothing else is raised, whatever is typed."""
    with contextlib.suppress(MalformedWeekError):
        assert parse_week(word, "Europe/Moscow").name == word


def test_an_unknown_time_zone_is_refused_by_name() -> None:
    """The settings may name anything."""
    for name in ("Europe/Moskva", "../etc/passwd", "", "/etc/localtime"):
        with pytest.raises(UnknownTimeZoneError):
            parse_week("2026-W47", name)


@given(MOMENTS, ZONES)
def test_every_moment_lies_in_its_week_and_the_last_complete_one_is_over(
    now: datetime, timezone: str
) -> None:
    """Weeks follow each other without a gap."""
    week = week_of(now, timezone)
    assert week.start <= now < week.end
    assert parse_week(week.name, timezone) == week
    last = parse_week(last_complete_week(now, timezone), timezone)
    assert last.end == week.start
