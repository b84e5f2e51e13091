"""Runs of the week in the data-quality box: how many, which failed and why, how long none came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from reports import weekly_figures
from reports.annex_tables import tables
from reports.render import render
from reports.runs import WeekRuns, week_runs
from reports.weeks import parse_week
from storage.facts import RunFacts

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

WEEK = parse_week("2026-W47", "Europe/Moscow")
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


def ran(hours: float, *, number: int = 1, outcome: str | None = "ok", **fault: str) -> RunFacts:
    """A run that began so many hours into the week."""
    at = WEEK.start + timedelta(hours=hours)
    return RunFacts(number, "run", at, None, outcome, {}, [fault] if fault else [])


def of(*runs: RunFacts) -> WeekRuns:
    """What is said of them after the week."""
    return week_runs(runs, WEEK, NOW)


def test_runs_are_counted_by_how_they_ended() -> None:
    """Each with its number; one that goes on has not ended in any way."""
    found = of(
        ran(1, number=4),
        ran(2, number=5, outcome="failed", what="e-mail", reason="no answer"),
        ran(3, number=6, outcome="interrupted"),
        ran(4, number=7, outcome=None),
    )
    assert (found.runs, found.failed, found.interrupted) == (4, 1, 1)
    assert (found.run_ids, found.failed_ids, found.interrupted_ids) == ((4, 5, 6, 7), (5,), (6,))
    assert found.last_failed is not None
    assert (found.last_failed.run_id, found.last_failed.why) == (5, ("e-mail: no answer",))


def test_the_longest_pause_is_within_the_week() -> None:
    """Between runs, before the first, after the last; so far, where the week is not over."""
    assert of(ran(10), ran(70.5), ran(100)).longest_pause == 68
    assert of(ran(30), ran(60), ran(90), ran(167)).longest_pause == 77
    early = week_runs([ran(1)], WEEK, WEEK.start + timedelta(hours=9))
    assert early.longest_pause == 8
    assert of().longest_pause is None


def test_no_contact_and_no_folder_goes_along_with_a_reason() -> None:
    """Addresses of pages are no folders; what is long is cut."""
    reason = "/srv/some one/x: /srv/watch/weekly/2026-W47: write to @example_hr, https://example.org/a/b/c"
    found = of(ran(1, outcome="failed", what="report", reason=f"{reason} {'x' * 300}")).last_failed
    assert found is not None
    (why,) = found.why
    assert "/srv" not in why
    assert "example_hr" not in why
    assert "https://example.org/a/b/c" in why
    assert why.endswith("…")
    assert len(why) <= 201


@pytest.mark.parametrize(
    ("code", "value", "pause", "failure"),
    [
        ("en", "20, 2 failed", "longest time without one: 54 hours", "last failure 22 November 2026, 06:00"),
        (
            "ru",
            "20, 2 с ошибкой",
            "дольше всего без запуска: 54 часа",
            "последняя ошибка 22 ноября 2026 г., 06:00",
        ),
    ],
)
def test_every_format_says_how_the_weeks_runs_ended(
    make: Maker, code: str, value: str, pause: str, failure: str
) -> None:
    """HTML, Markdown and the workbook's first sheet, with the reason in the run's own words."""
    found = weekly_figures(make.made_up(a_week=5), "2026-W47", timezone="Europe/Moscow", now=make.now)
    notes = (pause, f"{failure}: example_9: The channel is private now.")
    for fmt in ("html", "md"):
        text = render(found, fmt, code, revision=1, languages=(code,))
        assert isinstance(text, str)
        assert all(part in text for part in (value, *notes))
    about = {str(row[0]): str(row[1]) for row in tables(found, revision=1)[0].rows}
    if code == "en":
        assert about["Runs in the week / Запуски за неделю"] == "; ".join((value, *notes))


def test_a_week_without_runs_says_so(make: Maker) -> None:
    """An archive that exports are brought into by hand has none."""
    found = weekly_figures(
        make.archive(make.posting(WEEK.start)), "2026-W47", timezone="Europe/Moscow", now=make.now
    )
    assert "Runs in the week: **none**" in render(found, "md", "en", revision=1, languages=("en",))
