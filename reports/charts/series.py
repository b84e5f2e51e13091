"""The last 26 weeks: unique requests as bars, people asked for as bars from minimum to maximum."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from reports.charts.svg import (
    BAND,
    BLUE,
    DEEP,
    GREY,
    INK,
    LINE,
    PALE,
    PALE_GREY,
    SHADE,
    SOFT,
    Spec,
    colour,
    layer,
    to_svg,
)  # fmt: skip
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
_BAR = {"band": 0.62}


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


def _chart(figures: WeeklyFigures, language: Language, size: _Size) -> Spec:
    rows = [_row(figures, point, language) for point in figures.history]
    known = [row for row in rows if "requests" in row]
    x = _x(figures, language, size)
    requests = [*_ground(rows, x, size, size.requests), *_norm(figures, x), *_requests(known, x, size)]
    people = [*_ground(rows, x, size, size.people), *_people(known, x, size)]
    return {
        "spacing": 16,
        "vconcat": [
            _panel(requests, language.text("series.requests"), size.requests, size),
            _panel(people, language.text("series.people"), size.people, size),
        ],
    }


def _panel(layers: list[Spec], title: str, height: int, size: _Size) -> Spec:
    heading = {"text": title, "anchor": "start", "frame": "bounds", "offset": 10}
    look = {"fontSize": size.text + 1, "fontWeight": "bold", "color": INK}
    return {"width": size.width, "height": height, "title": heading | look, "layer": layers}


def _ground(rows: list[dict[str, Any]], x: Spec, size: _Size, height: int) -> list[Spec]:
    """Shade weeks that are incomplete or unknown, with their mark, so that colour is not alone."""
    marked = [row for row in rows if row["mark"]]
    top = {"value": 0}
    return [
        layer(marked, "rect", {"x": x, "y": top, "y2": {"value": height}}, color=SHADE),
        layer(
            marked,
            "text",
            {"x": x, "y": top, "text": {"field": "mark"}},
            fontSize=size.text - 2,
            color=SOFT,
            baseline="top",
            dy=2,
        ),
    ]


def _norm(figures: WeeklyFigures, x: Spec) -> list[Spec]:
    """Draw the range and median compared with, where they count the same channels as the bars."""
    if figures.comparison is None or not figures.comparison.all_channels:
        return []
    norm = figures.comparison.norms.requests
    weeks = [
        {"week": week, "low": norm.low, "high": norm.high, "median": norm.median}
        for week in figures.comparison.norms.weeks
    ]
    whole = {"band": 1}
    return [
        layer(weeks, "rect", {"x": x, "y": _field("low"), "y2": {"field": "high"}}, color=BAND),
        layer(
            weeks,
            "tick",
            {"x": x, "y": _field("median")},
            color=DEEP,
            thickness=1.5,
            orient="horizontal",
            width=whole,
        ),
    ]


def _requests(known: list[dict[str, Any]], x: Spec, size: _Size) -> list[Spec]:
    place = {"x": x, "y": _y("requests", known, "requests", size)}
    look = {"fontSize": size.text, "fontWeight": "bold", "baseline": "bottom", "dy": -2, "color": INK}
    return [
        layer(known, "bar", place | {"color": colour("colour")}, width=_BAR),
        layer(known, "text", place | {"text": {"field": "said"}}, **look),
    ]


def _people(known: list[dict[str, Any]], x: Spec, size: _Size) -> list[Spec]:
    lower, upper = _y("lower", known, "upper", size), _field("upper")
    full = {"color": colour("colour")}
    return [
        layer(known, "bar", {"x": x, "y": lower, "color": colour("pale")}, width=_BAR),
        layer(known, "bar", {"x": x, "y": lower, "y2": {"field": "upper"}} | full, width=_BAR),
        # the upper end as a stroke, or a week whose minimum is its maximum would not show one
        layer(known, "tick", {"x": x, "y": upper} | full, thickness=2, width=_BAR),
        layer(
            known,
            "text",
            {"x": x, "y": upper, "text": {"field": "plus"}},
            fontSize=size.text,
            baseline="bottom",
            dy=-1,
            color=INK,
        ),
    ]


def _field(field: str) -> Spec:
    return {"field": field, "type": "quantitative"}


def _y(field: str, rows: list[dict[str, Any]], highest: str, size: _Size) -> Spec:
    most = max((row[highest] for row in rows), default=0)
    return _field(field) | {
        "title": None,
        # room over the highest bar for its plus and for the letter of an incomplete week
        "scale": {"domain": [0, max(1, most * 1.2)], "nice": False},
        "axis": {
            "tickCount": 4,
            "format": ",d",
            "labelColor": SOFT,
            "labelFontSize": size.text,
            "gridColor": LINE,
            "domain": False,
            "ticks": False,
            "minExtent": 38,  # so that both panels begin at the same edge
        },
    }


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


def _x(figures: WeeklyFigures, language: Language, size: _Size) -> Spec:
    labels = _month_labels(figures, language, size)
    return {
        "field": "week",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": [point.week for point in figures.history], "padding": 0},
        "axis": {
            "values": list(labels),
            "labelExpr": f"({json.dumps(labels, ensure_ascii=False)})[datum.value]",
            "labelAngle": 0,
            "labelOverlap": False,
            "labelColor": SOFT,
            "labelFontSize": size.text,
            "tickColor": GREY,
            "domainColor": GREY,
        },
    }


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
