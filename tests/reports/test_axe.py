"""Pages under axe-core in a headless browser: no violation of WCAG 2.2 AA, on wide and narrow pages."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from headless import CHROMIUM, POLICY, title_of

from reports import weekly_figures, write_report
from reports.subject.costs import CostModel
from reports.trends import span_of, trend_figures, write_trends

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

AXE = Path(sys.prefix) / "axe" / "node_modules" / "axe-core" / "axe.min.js"
"""Where `make test` puts it."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
<script>{axe}</script>
<script>
for (const details of document.querySelectorAll("details")) details.open = true;
axe.run(document, {{runOnly: {rules}, resultTypes: ["violations"]}}).then(found => {{
  const said = JSON.stringify({{
    passes: found.passes.length,
    violations: found.violations.map(one => [one.id, one.nodes.slice(0, 5).map(node => node.html)]),
  }});
  document.head.replaceChildren();  // nothing else of the page is wanted, and axe's own words are long
  document.body.replaceChildren();
  document.title = said;
}});
</script>
"""

pytestmark = pytest.mark.skipif(
    (CHROMIUM is None or not AXE.exists()) and not os.environ.get("CI"),  # in CI a missing one is a failure
    reason="no Chromium or no axe-core on this machine",
)


def check(page: str, folder: Path, width: int) -> dict[str, Any]:
    """Run axe-core over a page of some width, every fold of it open."""
    script = RUN.format(axe=AXE.read_text(encoding="utf-8"), rules=RULES)
    path = folder / "page.html"
    path.write_text(POLICY.sub("", page).replace("</body>", f"{script}</body>"), encoding="utf-8")
    found: dict[str, Any] = title_of(path, folder, size=(width, 900))
    return found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, maker: Maker) -> dict[str, str]:
    """The pages of a folder with two weeks and a span of trends, by their names."""
    out = tmp_path_factory.mktemp("weekly")
    archive = maker.made_up()
    for week in ("2026-W46", "2026-W47"):
        figures = weekly_figures(
            archive, week, timezone="Europe/Moscow", now=maker.now, costs=CostModel(once=20_000)
        )
        write_report(figures, out, formats=("html", "json"), languages=("en", "ru"))
    span = span_of("2026-W30", "2026-W47", timezone="Europe/Moscow", now=maker.now)
    trends = trend_figures(archive, span, timezone="Europe/Moscow", now=maker.now)
    write_trends(trends, out, formats=("html",), languages=("en", "ru"))
    return {str(path.relative_to(out)): path.read_text(encoding="utf-8") for path in out.rglob("*.html")}


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("code", ["en", "ru"])
@pytest.mark.parametrize("name", ["2026-W47/report", "index", "trends/2026-W30_2026-W47/report"])
def test_no_page_violates_wcag(
    pages: dict[str, str], name: str, code: str, width: int, tmp_path: Path
) -> None:
    """Level AA, and what axe calls best practice."""
    found = check(pages[f"{name}.{code}.html"], tmp_path, width)
    assert found["violations"] == []
    assert found["passes"] > 10


def test_a_page_that_violates_it_is_found(tmp_path: Path) -> None:
    """Or the test above would say nothing."""
    body = '<img src="x.png"><p style="color:#ccc">pale</p>'
    page = f"<html><head><title></title></head><body>{body}</body></html>"
    found = check(page, tmp_path, 1280)
    assert {"image-alt", "html-has-lang", "color-contrast"} <= {name for name, _ in found["violations"]}
