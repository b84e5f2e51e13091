"""The last 26 weeks: unique requests as bars, people asked for as bars from minimum to maximum."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import altair as alt

from reports.charts.svg import BAND, BLUE, DEEP, GREY, INK, LINE, PALE, PALE_GREY, SHADE, SOFT, table, to_svg
from reports.figures import WeeklyFigures
from reports.language import Language
from reports.tally import WeekPoint
from reports.views.prose import facts


@dataclass(frozen=True, slots=True)
class _Size:
    kind: str
    width: int
    requests: int
    people: int
    text: int
    months: int
    """Every how many months have a label."""


_WIDE = _Size("wide", 880, 105, 170, 12, 1)
_NARROW = _Size("narrow", 300, 90, 140, 11, 2)
_BAR = alt.RelativeBandSize(0.62)


def series_charts(figures: WeeklyFigures, language: Language) -> dict[str, str]:
    """Draw the series for wide pages and for phones, by name."""
    return {
        f"weeks_{size.kind}": to_svg(
            _chart(figures, language, size),
            name=f"weeks-{size.kind}",
            kind=size.kind,
            title=language.text("series.heading"),
            description=language.text(
                "series.alt", week=figures.week.name, facts=" ".join(facts(figures, language))
            ),
            language=language.code,
        )
        for size in (_WIDE, _NARROW)
    }


def _chart(figures: WeeklyFigures, language: Language, size: _Size) -> Any:
    rows = [_row(figures, point, language) for point in figures.history]
    x = _x(figures, language, size)
    requests = [*_ground(rows, x, size, size.requests), *_norm(figures, x), *_requests(rows, x, size)]
    people = [*_ground(rows, x, size, size.people), *_people(rows, x, size)]
    return alt.vconcat(
        _panel(requests, language.text("series.requests"), size.requests, size),
        _panel(people, language.text("series.people"), size.people, size),
        spacing=16,
    )


def _panel(layers: list[Any], title: str, height: int, size: _Size) -> Any:
    heading = alt.TitleParams(
        title, anchor="start", frame="bounds", fontSize=size.text + 1, fontWeight="bold", color=INK, offset=10
    )
    return alt.layer(*layers).properties(width=size.width, height=height, title=heading)


def _ground(rows: list[dict[str, Any]], x: Any, size: _Size, height: int) -> list[Any]:
    """Shade weeks that are incomplete or unknown, with their mark, so that colour is not alone."""
    data = table([row for row in rows if row["mark"]])
    base = alt.Chart(data).encode(x=x)
    letter = base.mark_text(fontSize=size.text - 2, color=SOFT, baseline="top", dy=2).encode(
        text="mark:N", y=alt.value(0)
    )
    return [base.mark_rect(color=SHADE).encode(y=alt.value(0), y2=alt.value(height)), letter]


def _norm(figures: WeeklyFigures, x: Any) -> list[Any]:
    """Draw the range and median compared with, where they count the same channels as the bars."""
    if figures.comparison is None or not figures.comparison.all_channels:
        return []
    norm = figures.comparison.norms.requests
    weeks = [{"week": week, "low": norm.low, "high": norm.high} for week in figures.comparison.norms.weeks]
    base = alt.Chart(table(weeks)).encode(x=x)
    band = base.mark_rect(color=BAND).encode(y="low:Q", y2="high:Q")
    middle = [{"week": week, "median": norm.median} for week in figures.comparison.norms.weeks]
    line = alt.Chart(table(middle)).mark_tick(
        color=DEEP, thickness=1.5, orient="horizontal", width=alt.RelativeBandSize(1)
    )
    return [band, line.encode(x=x, y="median:Q")]


def _requests(rows: list[dict[str, Any]], x: Any, size: _Size) -> list[Any]:
    known = [row for row in rows if "requests" in row]
    base = alt.Chart(table(known)).encode(x=x, y=_y("requests", known, "requests", size))
    bars = base.mark_bar(width=_BAR).encode(color=alt.Color("colour:N", scale=None))
    said = base.mark_text(fontSize=size.text, fontWeight="bold", baseline="bottom", dy=-2, color=INK)
    return [bars, said.encode(text="said:N")]


def _people(rows: list[dict[str, Any]], x: Any, size: _Size) -> list[Any]:
    known = [row for row in rows if "requests" in row]
    base = alt.Chart(table(known)).encode(x=x)
    lower = _y("lower", known, "upper", size)
    colour = alt.Color("colour:N", scale=None)
    ground = base.mark_bar(width=_BAR).encode(y=lower, color=alt.Color("pale:N", scale=None))
    bars = base.mark_bar(width=_BAR).encode(y=lower, y2="upper:Q", color=colour)
    # the upper end as a stroke, or a week whose minimum is its maximum would not show one
    ends = base.mark_tick(thickness=2, width=_BAR).encode(y="upper:Q", color=colour)
    plus = base.mark_text(fontSize=size.text, baseline="bottom", dy=-1, color=INK)
    return [ground, bars, ends, plus.encode(y="upper:Q", text="plus:N")]


def _y(field: str, rows: list[dict[str, Any]], highest: str, size: _Size) -> Any:
    most = max((row[highest] for row in rows), default=0)
    return alt.Y(
        f"{field}:Q",
        title=None,
        # room over the highest bar for its plus and for the letter of an incomplete week
        scale=alt.Scale(domain=[0, max(1, most * 1.2)], nice=False),
        axis=alt.Axis(
            tickCount=4,
            format=",d",
            labelColor=SOFT,
            labelFontSize=size.text,
            gridColor=LINE,
            domain=False,
            ticks=False,
            minExtent=38,  # so that both panels begin at the same edge
        ),
    )


def _row(figures: WeeklyFigures, point: WeekPoint, language: Language) -> dict[str, Any]:
    this = point.week == figures.week.name
    row: dict[str, Any] = {"week": point.week, "mark": "".join(point.marks)}
    row["colour"] = GREY if not point.complete else DEEP if this else BLUE
    row["pale"] = PALE if point.complete else PALE_GREY
    if point.tally is None:
        return row
    people = point.tally.people
    return row | {
        "requests": point.tally.requests,
        "lower": people.lower,
        "upper": people.upper,
        "plus": "+" if people.open_ended else "",
        "said": language.number(point.tally.requests) if this and point.complete else "",
    }


def _x(figures: WeeklyFigures, language: Language, size: _Size) -> Any:
    labels = _month_labels(figures, language, size)
    return alt.X(
        "week:O",
        title=None,
        scale=alt.Scale(domain=[point.week for point in figures.history], padding=0),
        axis=alt.Axis(
            values=list(labels),
            labelExpr=f"({json.dumps(labels, ensure_ascii=False)})[datum.value]",
            labelAngle=0,
            labelOverlap=False,
            labelColor=SOFT,
            labelFontSize=size.text,
            tickColor=GREY,
            domainColor=GREY,
        ),
    )


def _month_labels(figures: WeeklyFigures, language: Language, size: _Size) -> dict[str, str]:
    labels: dict[str, str] = {}
    months = 0
    for before, point in zip(figures.history, figures.history[1:], strict=False):
        if before.monday.month != point.monday.month:
            if months % size.months == 0:
                year = "" if labels and point.monday.month != 1 else f" {point.monday.year}"
                labels[point.week] = language.month(point.monday) + year
            months += 1
    return labels
