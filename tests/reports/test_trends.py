"""Trends over any span: the same rules as the weekly report, and every table sums to the totals."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports import weekly_figures
from reports.errors import EmptyArchiveError, SpanError
from reports.identity import Rule
from reports.language import language
from reports.trends import span_of, trend_figures, write_trends
from reports.trends.figures import TrendFigures
from reports.trends.views import trend_text
from storage.rows import OriginRef, RegionRef

if TYPE_CHECKING:
    from tests.reports.conftest import Maker, MemoryArchive

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
ZONE = "Europe/Moscow"


def figures(archive: MemoryArchive, first: str, last: str, **more: Any) -> TrendFigures:
    """Work a span out."""
    return trend_figures(
        archive, span_of(first, last, timezone=ZONE, now=NOW), timezone=ZONE, now=NOW, **more
    )


class TestSpans:
    """What may be asked for."""

    @pytest.mark.parametrize(
        ("first", "last", "names"),
        [
            ("2026-W46", "2026-W47", ["2026-W46", "2026-W47"]),
            ("2025-W52", "2026-W02", ["2025-W52", "2026-W01", "2026-W02"]),
            ("2026-W47", None, ["2026-W47"]),
            ("2026-01", "2026-03", ["2026-01", "2026-02", "2026-03"]),
            ("2025-12", "2026-01", ["2025-12", "2026-01"]),
            ("2026-09", None, ["2026-09", "2026-10"]),
        ],
    )
    def test_both_ends_are_in_it(self, first: str, last: str | None, names: list[str]) -> None:
        """Without an end it goes to the last complete week or month."""
        assert [p.name for p in span_of(first, last, timezone=ZONE, now=NOW).periods] == names

    def test_periods_follow_one_another_without_a_gap(self) -> None:
        """Also where clocks change; a month has its own hours."""
        for first, last in (("2024-W40", "2026-W47"), ("2019-01", "2026-11")):
            periods = span_of(first, last, timezone="Europe/Berlin", now=NOW).periods
            assert all(one.end == two.start for one, two in pairwise(periods))
        assert span_of("2026-03", "2026-03", timezone="Europe/Berlin", now=NOW).periods[0].hours == 743

    def test_without_a_start_it_has_26_periods(self) -> None:
        """As the weekly report."""
        assert span_of(None, None, timezone=ZONE, now=NOW).name == "2026-W22_2026-W47"
        assert len(span_of(None, "2026-10", timezone=ZONE, now=NOW).periods) == 26

    @pytest.mark.parametrize(
        ("first", "last", "said"),
        [
            ("2026-W01", "2026-03", "both ends have to be weeks, or both months"),
            ("soon", None, "'soon' is no week and no month"),
            ("2026-13", None, "'2026-13' is no week and no month"),
            ("2026-W60", None, "'2026-W60' is no ISO week"),
            ("0000-01", None, "'0000-01' is no month that can be counted"),
            ("2026-W47", "2026-W46", "2026-W47 is after 2026-W46"),
            ("2026-W01", "2030-W01", "2030-W01 has not begun yet"),
            ("1990-W01", None, "more than 530 weeks"),
        ],
    )
    def test_what_is_no_span_is_said(self, first: str, last: str | None, said: str) -> None:
        """In one sentence."""
        with pytest.raises(SpanError, match=said):
            span_of(first, last, timezone=ZONE, now=NOW)


def test_weeks_of_a_trend_are_those_of_the_weekly_reports(make: Maker) -> None:
    """Requests, people, postings, channels and marks, week by week."""
    archive = make.made_up(a_week=20)
    found = figures(archive, "2026-W22", "2026-W47")
    weekly = weekly_figures(archive, "2026-W47", timezone=ZONE, now=NOW)
    assert [(p.period.name, p.tally, p.reached, p.watched, p.complete) for p in found.points] == [
        (p.week, p.tally, p.reached, p.watched, p.complete) for p in weekly.history
    ]
    assert [p.marks for p in found.points[:-1]] == [p.marks for p in weekly.history[:-1]]
    assert found.points[-1].marks == ("p",)
    roles = next(trend for trend in found.trends if trend.by == "role")
    last = {line.key: line.requests[-1] for line in roles.lines if line.requests[-1]}
    assert last == {row.key: row.requests for row in weekly.roles.rows if row.requests}
    assert set(found.points[-1].request_ids) == set(_ids(weekly.headline.request_ids))


def _ids(ids: tuple[str, ...]) -> list[str]:
    return list(ids)


ENTRIES = st.fixed_dictionaries(
    {
        "entry": st.sampled_from(["request", "request", "total"]),
        "role": st.sampled_from(["welder", "cook", None]),
        "headcount_min": st.sampled_from([None, 10]),
        "headcount_max": st.sampled_from([None, 20]),
        "regions": st.sampled_from([(), ("RU-TVE",), ("UA-14", "RU-MOW")]).map(
            lambda codes: tuple(RegionRef(code, "text") for code in codes)
        ),
        "origins": st.sampled_from([(), (OriginRef("KP", "stated"),)]),
        "text": st.sampled_from(["a", "b", "c"]),
        "day": st.integers(0, 100),
        "channel": st.integers(1, 3),
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(ENTRIES, max_size=25), st.sampled_from(["week", "month"]))
def test_every_trend_sums_to_the_totals(make: Maker, entries: list[dict[str, Any]], unit: str) -> None:
    """Period by period, also in the columns that are printed; each request is in one line of each."""
    start = datetime(2026, 8, 12, tzinfo=UTC)
    rows = [
        make.posting(
            start + timedelta(days=entry["day"]),
            entry["channel"],
            n,
            **{key: value for key, value in entry.items() if key not in {"day", "channel"}},
        )
        for n, entry in enumerate(entries)
    ]
    rows.append(make.posting(start, 1, 999))
    archive = make.archive(*rows, channels=(1, 2, 3))
    span = ("2026-W33", "2026-W47") if unit == "week" else ("2026-08", "2026-11")
    found = figures(archive, *span)
    for trend in found.trends:
        for n, point in enumerate(found.points):
            assert point.tally is not None
            assert sum(line.requests[n] or 0 for line in trend.lines) == point.tally.requests
            ids = sorted(each for line in trend.lines for each in line.ids[n])
            assert ids == sorted((*point.request_ids, *point.total_ids))
        total = sum(point.tally.people.upper for point in found.points if point.tally)
        assert sum(line.people.upper for line in trend.lines) == total
        for line in trend_text(found, trend, language("ru")).periods:
            assert sum(map(int, line.cells)) == int(line.total)
    assert {one.request_id for one in found.evidence} == {
        each for point in found.points for each in (*point.request_ids, *point.total_ids)
    }


def test_months_before_the_archive_are_unknown_and_not_zero(make: Maker) -> None:
    """[x] in every table, null in JSON."""
    archive = make.archive(make.posting(datetime(2026, 10, 14, tzinfo=UTC)), weeks=7)
    found = figures(archive, "2026-07", "2026-11")
    assert [point.tally is None for point in found.points] == [True, True, True, False, False]
    assert found.trends[0].lines[0].requests == (None, None, None, 1, 0)
    assert trend_text(found, found.trends[0], language("en")).periods[-1].cells == ("[x]",)


def test_reposts_within_the_window_count_where_they_were_first(make: Maker) -> None:
    """Also where the first posting is before the span; the settings' window is the one that counts."""
    first = make.posting(datetime(2026, 9, 20, tzinfo=UTC))
    later = make.moved(first, datetime(2026, 10, 20, tzinfo=UTC), channel=1, post=9)
    archive = make.archive(first, later)
    assert [p.tally and p.tally.requests for p in figures(archive, "2026-10", "2026-10").points] == [0]
    short = figures(archive, "2026-10", "2026-10", rule=Rule(days=20))
    assert [p.tally and p.tally.requests for p in short.points] == [1]
    assert (short.window_days, short.similarity) == (20, 0.7)


def test_a_span_without_posts_is_an_error(make: Maker) -> None:
    """Nothing can be said of it."""
    with pytest.raises(EmptyArchiveError):
        figures(make.archive(), "2026-10", "2026-11")
    with pytest.raises(SpanError, match="before the archive's first post"):
        figures(make.archive(make.posting(NOW - timedelta(days=3))), "2026-01", "2026-02")


def test_trends_are_written_in_every_format_and_language(make: Maker, tmp_path: Path) -> None:
    """Into a folder of the span; a report of the same span takes its place; the lists lead to it."""
    archive = make.made_up(a_week=6)
    archive.channel_rows[0] = make.channel(1, username=None, title="<b>Шеф</b> | [x](javascript:1)")
    found = figures(archive, "2026-W30", "2026-W47")
    paths = write_trends(found, tmp_path, formats=["html", "md", "json", "xlsx"], languages=["en", "ru"])
    folder = tmp_path / "trends" / "2026-W30_2026-W47"
    names = ["report.json", "report.en.html", "report.en.md", "report.ru.html", "report.ru.md", "annex.xlsx"]
    assert sorted(paths) == sorted(folder / name for name in names)
    page = (folder / "report.en.html").read_text(encoding="utf-8")
    assert "<b>Шеф" not in page
    assert page.count("<svg") == 2 * (1 + len(found.trends))
    assert "По каналу первой публикации" in (folder / "report.ru.md").read_text(encoding="utf-8")
    assert "[x](javascript" not in (folder / "report.ru.md").read_text(encoding="utf-8")
    body = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert (body["schema"], len(body["points"])) == ("headcount/trends/1", 18)
    assert "trends/2026-W30_2026-W47/report.ru.html" in (tmp_path / "index.ru.html").read_text(
        encoding="utf-8"
    )
    write_trends(found, tmp_path, formats=["md"], languages=["en"])
    assert sorted(path.name for path in folder.iterdir()) == ["report.en.md", "report.json"]


def test_only_the_trends_asked_for_are_there(make: Maker) -> None:
    """In the order that they are always in."""
    archive = make.archive(make.posting(NOW - timedelta(days=9)))
    found = figures(archive, "2026-W46", "2026-W47", by=["origin"])
    assert [trend.by for trend in found.trends] == ["origin"]
