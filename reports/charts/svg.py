"""From a Vega-Lite specification, as plain dicts, to an SVG element that stands in a page.

https://vega.github.io/vega-lite/docs/ says what they may hold; the compiler refuses what it does not know.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, Literal

import vl_convert
from markupsafe import escape

FONT = "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Liberation Sans, Arial, sans-serif"
INK = "#1b1b1b"
SOFT = "#545454"
LINE = "#d5d5d5"
SHADE = "#e4e4e4"
GREY = "#8a8a8a"
BLUE = "#1f65a8"
DEEP = "#08306b"
BAND = "#dbe9f6"
PALE = "#9ecae1"
PALE_GREY = "#bdbdbd"

Spec = dict[str, Any]

_VEGA_LITE = "6.4"
_NUMBERS: dict[str, Literal["en-US", "ru-RU"]] = {"en": "en-US", "ru": "ru-RU"}

# what Vega says about its parts is English, and the picture as a whole has its own title and description
_SAID_BY_VEGA = re.compile(r' (?:role|class|pointer-events|aria-[a-z]+|xmlns:xlink)="[^"]*"')


def layer(rows: list[dict[str, Any]], mark: str, encoding: Spec, **look: Any) -> Spec:
    """One layer: a mark and its look over rows of its own."""
    return {"data": {"values": rows}, "mark": {"type": mark, **look}, "encoding": encoding}


def colour(field: str) -> Spec:
    """A colour that stands in the rows as it is."""
    return {"field": field, "type": "nominal", "scale": None}


def to_svg(chart: Spec, *, name: str, kind: str, title: str, description: str, language: str) -> str:
    """Draw a chart as ``<svg>`` with ``<title>`` and ``<desc>``.

    ``name`` begins its ids, which no other chart of the page may have; ``kind`` is a CSS class. The size is
    in the viewBox alone, so that the page sets the width. Vega writes numbers in the ``language``.
    """
    drawn = _compiled(json.dumps(chart), language)
    opening = re.match(r"<svg [^>]*?viewBox=\"([^\"]+)\"[^>]*>", drawn)
    assert opening is not None, drawn[:200]
    body = _SAID_BY_VEGA.sub("", drawn[opening.end() :])
    # ids that Vega gives are the same in every chart, and a page holds several
    body = re.sub(r"(id=\"|url\(#)", rf"\g<1>{name}-", body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart {kind}" viewBox="{opening[1]}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>{body}'
    )


@lru_cache(maxsize=8)
def _compiled(chart: str, language: str) -> str:
    """What Vega draws, kept for the next language of a report: compiling takes longer than filling a page."""
    config = {"font": FONT, "background": "transparent", "padding": 2, "view": {"stroke": None}}
    return vl_convert.vegalite_to_svg(
        {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "config": config, **json.loads(chart)},
        vl_version=_VEGA_LITE,
        allowed_base_urls=[],
        format_locale=_NUMBERS[language],
    )
