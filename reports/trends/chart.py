"""Small multiples: one panel a value, all with the same weeks and the same scale, incomplete ones shaded."""

from __future__ import annotations

import json

from reports.charts.svg import BLUE, GREY, INK, LINE, SHADE, SOFT, Spec, colour, layer, to_svg
from reports.language import Language
from reports.trends.figures import PeriodPoint, TrendFigures

_SIZES = {"wide": (3, 268, 64), "narrow": (1, 300, 60)}
"""Columns of panels, and the width and height of each."""


def panels(
    figures: TrendFigures,
    values: list[tuple[str, tuple[int | None, ...]]],
    language: Language,
    *,
    name: str,
    title: str,
    description: str,
) -> dict[str, str]:
    """Draw named series of counts as panels, for wide pages and for phones."""
    drawn = {}
    for kind, (columns, width, height) in _SIZES.items():
        drawn[f"{name}_{kind}"] = to_svg(
            _chart(figures, values, language, columns=columns, width=width, height=height),
            name=f"{name}-{kind}",
            kind=kind,
            title=title,
            description=description,
            language=language.code,
        )
    return drawn


def _chart(
    figures: TrendFigures,
    values: list[tuple[str, tuple[int | None, ...]]],
    language: Language,
    *,
    columns: int,
    width: int,
    height: int,
) -> Spec:
    most = max((count for _, counts in values for count in counts if count is not None), default=0)
    x = _x(figures, language)
    y = {
        "field": "count",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, max(1, most)], "nice": False},
        "axis": {
            "tickCount": 2, "format": ",d", "labelColor": SOFT, "labelFontSize": 11, "gridColor": LINE,
            "domain": False, "ticks": False, "minExtent": 30,
        },
    }  # fmt: skip
    shaded = [{"period": point.period.name} for point in figures.points if not point.complete]
    rows = []
    for panel, counts in values:
        bars = [
            {
                "period": point.period.name,
                "count": count,
                "colour": BLUE if point.complete else GREY,
            }
            for point, count in zip(figures.points, counts, strict=True)
            if count is not None
        ]
        rows.append(
            {
                "width": width,
                "height": height,
                "title": {
                    "text": _lines(panel), "anchor": "start", "frame": "group", "fontSize": 12,
                    "fontWeight": "bold", "color": INK, "offset": 4, "limit": width,
                },
                "layer": [
                    layer(shaded, "rect", {"x": x, "y": {"value": 0}, "y2": {"value": height}}, color=SHADE),
                    layer(bars, "bar", {"x": x, "y": y, "color": colour("colour")}, width={"band": 0.7}),
                ],
            }
        )  # fmt: skip
    room = {"left": 2, "top": 2, "right": 18, "bottom": 2}  # the last label reaches over the last bar
    return {"concat": rows, "columns": columns, "spacing": {"row": 14, "column": 22}, "padding": room}


def _lines(name: str) -> list[str]:
    """What stands in brackets after a long name on a line of its own."""
    head, bracket, tail = name.partition(" (")
    return [head, f"({tail}"] if bracket and len(name) > 36 else [name]


def _x(figures: TrendFigures, language: Language) -> Spec:
    labels = _labels(figures, language)
    return {
        "field": "period",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": [point.period.name for point in figures.points], "padding": 0},
        "axis": {
            "values": list(labels),
            "labelExpr": f"({json.dumps(labels, ensure_ascii=False)})[datum.value]",
            "labelAngle": 0,
            "labelOverlap": False,
            "labelColor": SOFT,
            "labelFontSize": 11,
            "tickColor": GREY,
            "domainColor": GREY,
        },
    }


def _labels(figures: TrendFigures, language: Language) -> dict[str, str]:
    """Three periods are named: the first, one in the middle, the last."""
    points = figures.points
    places = {0, len(points) // 2, len(points) - 1} if len(points) > 2 else {0, len(points) - 1}
    return {points[place].period.name: _said(points[place], language) for place in sorted(places)}


def _said(point: PeriodPoint, language: Language) -> str:
    day = point.period.first_day
    return f"{language.month(day)} {day.year}"
