"""The tile map: one square a region, each with its number, so that colour is never alone."""

from __future__ import annotations

from typing import Any

from reports.charts.svg import Spec, colour, layer, to_svg
from reports.figures import WeeklyFigures
from reports.language import Language
from reports.places import tiles
from reports.views.prose import facts

TILE = 46

RAMP = ("#f2f2f2", "#dbe9f6", "#9ecae1", "#6baed6", "#2171b5", "#08306b")
"""No request, then five steps of equal width up to the most: checked for contrast and colour blindness."""

OCCUPIED = "#b35806"


def map_chart(figures: WeeklyFigures, language: Language) -> str:
    """Draw the week's requests that name one region."""
    return to_svg(
        _chart(figures),
        name="map",
        kind="map",
        title=language.text("map.heading"),
        description=language.text("map.alt", facts=" ".join(facts(figures, language))),
        # its numbers are text already, and so one drawing serves every language
        language="en",
    )


def _chart(figures: WeeklyFigures) -> Spec:
    counts = {row.key: row.requests for row in figures.regions.rows if row.kind == "value"}
    most = max((counts.get(tile.code, 0) for tile in tiles()), default=0)
    values = []
    for tile in tiles():
        assert tile.row is not None
        assert tile.column is not None
        count, occupied = counts.get(tile.code, 0), tile.scope == "occupied"
        step = _step(count, most)
        values.append(
            {
                "x": tile.column,
                "y": tile.row,
                "x2": tile.column + 0.94,
                "y2": tile.row + 0.94,
                "code": tile.code if occupied else tile.code.removeprefix("RU-"),
                "count": str(count),
                "fill": RAMP[step],
                "ink": "#ffffff" if step >= 4 else "#1b1b1b" if step else "#5f5f5f",
                "occupied": occupied,
            }
        )
    return _draw(values)


def _step(count: int, most: int) -> int:
    """Return the step of the ramp: 0 for none, 5 for the most."""
    steps = len(RAMP) - 1
    return 0 if not count else min(steps, -(-count * steps // most))


def _draw(values: list[dict[str, Any]]) -> Spec:
    columns, rows = max(v["x"] for v in values) + 1, max(v["y"] for v in values) + 1
    place = {
        "x": _position("x", [0, columns]),
        "y": _position("y", [rows, 0]),
    }
    square = place | {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    ink = place | {"color": colour("ink")}
    occupied = [v for v in values if v["occupied"]]
    corner = {"shape": "M-1,-1L1,-1L1,1Z", "filled": True, "size": 60, "opacity": 1}
    return {
        "width": columns * TILE,
        "height": rows * TILE,
        "layer": [
            layer(values, "rect", square | {"color": colour("fill")}),
            layer(occupied, "rect", square, filled=False, stroke=OCCUPIED, strokeWidth=2.5),
            layer(occupied, "point", place, color=OCCUPIED, xOffset=TILE * 0.94 - 6, yOffset=5, **corner),
            layer(
                values,
                "text",
                ink | {"text": {"field": "code"}},
                fontSize=9.5,
                align="left",
                baseline="top",
                dx=4,
                dy=5,
            ),
            layer(
                values,
                "text",
                ink | {"text": {"field": "count"}},
                fontSize=15,
                fontWeight="bold",
                align="center",
                baseline="middle",
                dx=TILE * 0.47,
                dy=TILE * 0.6,
            ),
        ],
    }


def _position(field: str, domain: list[int]) -> Spec:
    scale = {"domain": domain, "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}
