"""Weeks outside their usual range, which alerts tell of, are those that the report calls so."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from reports.comparison import LOW_BASE
from reports.compute import weekly_figures
from reports.coverage import ChannelHours
from reports.unusual import Unusual, unusual_week
from reports.weeks import earlier, parse_week

ZONE = "Europe/Moscow"


def found(archive: Any, name: str, counts: Any = lambda _request: True) -> Unusual | None:
    """What is said of a week of an archive."""
    week = parse_week(name, ZONE)
    weeks = [earlier(week, back, ZONE) for back in reversed(range(26))]
    hours = ChannelHours(archive.coverage(weeks[0].start, week.end), origin=weeks[0].start)
    postings = archive.postings(weeks[0].start, week.end)
    return unusual_week(weeks, postings, hours, archive.channels(), counts)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", ["2026-W35", "2026-W40", "2026-W46", "2026-W47"])
def test_an_unusual_week_is_one_that_the_report_calls_above_or_below(make: Any, seed: int, name: str) -> None:
    """The same range on the same channels, wherever both say anything."""
    archive = make.made_up(seed=seed, a_week=30)
    comparison = weekly_figures(archive, name, timezone=ZONE, now=make.now).comparison
    said = found(archive, name)
    if comparison is None or comparison.position in (None, "inside"):
        assert said is None
    else:
        norm = comparison.norms.requests
        assert said is not None
        assert (said.position, said.count, said.norm) == (comparison.position, comparison.this.requests, norm)


def test_the_last_week_of_the_made_up_archive_is_above(make: Any) -> None:
    """So that the comparison above is of something."""
    said = found(make.made_up(), "2026-W47")
    assert said is not None
    assert said.position == "above"


def test_a_part_is_compared_with_itself(make: Any) -> None:
    """Each week the same number of welders, and ever more cooks."""
    monday = parse_week("2026-W47", ZONE).start
    rows = []
    for back in range(9):
        for number in range(12 + 2 * (9 - back)):
            role = "welder" if number < 12 else "cook"
            text = f"Требуются {role} на объект {back}, бригада номер {number}, проживание и питание есть"
            date = monday - timedelta(weeks=back) + timedelta(hours=number + 1)
            rows.append(make.posting(date, 1, 100 * back + number + 1, role=role, text=text))
    archive = make.archive(*(replace(row, text_key=str(place)) for place, row in enumerate(rows)))
    assert found(archive, "2026-W47") is not None
    assert found(archive, "2026-W47", lambda request: request.first.role == "welder") is None


@pytest.mark.parametrize(("count", "told"), [(LOW_BASE - 1, False), (LOW_BASE, True)])
def test_a_small_base_does_not_shout(make: Any, count: int, told: bool) -> None:
    """From none at all to nine is nothing to say; to ten it is."""
    monday = parse_week("2026-W47", ZONE).start
    rows = [
        make.posting(monday + timedelta(hours=n + 1), 1, n + 1, text=f"Нужны люди {n}") for n in range(count)
    ]
    archive = make.archive(*(replace(row, text_key=str(place)) for place, row in enumerate(rows)))
    assert (found(archive, "2026-W47") is not None) is told


def test_an_incomplete_week_is_not_judged(make: Any) -> None:
    """Fewer requests were read, not fewer made."""
    archive = make.made_up()
    archive.reads = [read for read in archive.reads if read.start < make.now - timedelta(days=5)]
    assert found(archive, "2026-W47") is None
