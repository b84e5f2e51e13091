"""The workbook of trends: periods, and each trend with all its values."""

from __future__ import annotations

from reports.annex import workbook
from reports.annex_tables import PEOPLE, POINT, Table, both, heads, marks, people_cells, point_cells, sheet
from reports.language import language
from reports.trends.figures import Trend, TrendFigures
from reports.trends.views import line_name


def annex(figures: TrendFigures) -> bytes:
    """Write the workbook; the same figures give the same bytes."""
    first, last = figures.points[0].period.name, figures.points[-1].period.name
    title = f"{language('en').text('trends.name')}, {first} – {last}"
    tables = [_periods(figures), *(_trend(figures, trend) for trend in figures.trends), _requests(figures)]
    return workbook(title, tables, written=figures.written)


def _periods(figures: TrendFigures) -> Table:
    rows = [
        (point.period.name, point.period.first_day.isoformat(), *point_cells(point))
        for point in figures.points
    ]
    return Table(sheet("trends.periods"), heads("trends.period", "series.from", *POINT), tuple(rows))


def _trend(figures: TrendFigures, trend: Trend) -> Table:
    english, russian = language("en"), language("ru")
    rows = [
        (
            line_name(line, trend.by, english),
            line_name(line, trend.by, russian),
            line.key if line.kind == "value" else None,
            marks(line.marks),
            line.total,
            *people_cells(line.people),
            *("[x]" if count is None else count for count in line.requests),
        )
        for line in trend.lines
    ]
    columns = ("table.name_en", "table.name_ru", "table.key", "series.marks", "table.requests", *PEOPLE)
    head = (*heads(*columns), *(point.period.name for point in figures.points))
    return Table(sheet(f"trends.label_{trend.by}"), head, tuple(rows))


def _requests(figures: TrendFigures) -> Table:
    rows = [
        (
            one.request_id, one.entry, one.role, one.headcount_min, one.headcount_max, " ".join(one.regions),
            " ".join(one.origins), one.date.isoformat().replace("+00:00", "Z"), one.permalink, one.postings,
        )
        for one in figures.evidence
    ]  # fmt: skip
    columns = (
        "annex.id", "annex.entry", "annex.role_en", "annex.min", "annex.max", "annex.regions",
        "annex.origins", "annex.date", "annex.permalink", "numbers.postings",
    )  # fmt: skip
    return Table(sheet("annex.requests"), tuple(both(key) for key in columns), tuple(rows))
