"""The page in a real browser, from a phone's width to a screen's. Skipped where no Chromium is installed."""

from __future__ import annotations

import html
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from headless import CHROMIUM, POLICY, title_of

from reports import weekly_figures
from reports.render import render
from reports.site.pages import index
from reports.trends import span_of, trend_figures, write_trends

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

WIDTHS = (360, 560, 800, 1280)
# a frame of its own for each width, with every table unfolded, measured from outside
MEASURE = """
<body><script>
const found = [];
for (const frame of document.querySelectorAll("iframe")) {
  const page = frame.contentDocument, root = page.documentElement;
  const shown = [...page.querySelectorAll("svg")].filter(svg => svg.getBoundingClientRect().width > 0);
  const charts = shown.map(svg => svg.classList[1]);
  found.push({width: frame.clientWidth, scroll: root.scrollWidth, charts: charts});
}
document.title = JSON.stringify(found);
</script></body>
"""

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),  # in CI a missing browser is a failure
    reason="no Chromium on this machine",
)


def measure(page: str, folder: Path) -> list[dict[str, Any]]:
    """Lay a page out at each width; return its width, its scroll width and the charts that show."""
    open_page = POLICY.sub("", page).replace("<details", "<details open")
    frames = [
        f'<iframe width="{width}" height="900" style="border:0" srcdoc="{html.escape(open_page)}"></iframe>'
        for width in WIDTHS
    ]
    outer = folder / "outer.html"
    measured = MEASURE.replace("<script>", "<script>addEventListener('load', () => {").replace(
        "</script>", "});</script>"
    )
    outer.write_text(f"<!doctype html><meta charset=utf-8>{''.join(frames)}{measured}", encoding="utf-8")
    found: list[dict[str, Any]] = title_of(outer, folder)
    return found


@pytest.mark.parametrize("code", ["en", "ru"])
def test_no_width_scrolls_sideways(code: str, make: Maker, tmp_path: Path) -> None:
    """From 360 pixels on, with the widest numbers and all tables open; one of two charts shows."""
    archive = make.made_up()
    long = "a role whose name goes on and on without an end in sight " * 2
    archive.rows += [
        make.posting(
            archive.rows[-1].date,
            1,
            90_000 + n,
            text=f"{n} {'слово' * 40}",
            role=long,
            role_ru=long,
            headcount_min=123_456,
            headcount_max=1_234_567,
        )
        for n in range(6)
    ]
    figures = weekly_figures(archive, "2026-W47", timezone="Europe/Moscow", now=make.now)
    page = render(figures, "html", code, revision=12, languages=("en", "ru"))
    for seen in measure(page, tmp_path):
        assert seen["scroll"] <= seen["width"], seen
        assert seen["charts"] == ["narrow" if seen["width"] < 752 else "wide", "map"]


def test_the_list_of_weeks_does_not_scroll_sideways_either(tmp_path: Path) -> None:
    """Also while it is empty."""
    for seen in measure(index([], "ru"), tmp_path):
        assert seen["scroll"] <= seen["width"], seen


@pytest.mark.parametrize("code", ["en", "ru"])
def test_trends_scroll_in_their_own_boxes_only(code: str, make: Maker, tmp_path: Path) -> None:
    """Twelve columns are wider than a phone; the page is not."""
    span = span_of("2026-W30", "2026-W47", timezone="Europe/Moscow", now=make.now)
    found = trend_figures(make.made_up(), span, timezone="Europe/Moscow", now=make.now)
    write_trends(found, tmp_path, formats=["html"], languages=[code])
    page = (tmp_path / "trends" / span.name / f"report.{code}.html").read_text(encoding="utf-8")
    for seen in measure(page, tmp_path):
        assert seen["scroll"] <= seen["width"], seen
        assert set(seen["charts"]) == {"narrow" if seen["width"] < 752 else "wide"}
