"""One made-up week in every format, compared byte for byte with ``golden/``.

To renew it after a change that was meant: ``HEADCOUNT_RENEW_GOLDEN=1 pytest tests/reports/test_golden.py``,
then look at the difference before committing it. Charts are left out of the pages (a mark stands in their
place), for their bytes depend on the fonts of the machine; test_charts.py looks at those.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reports import weekly_figures, write_report

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

GOLDEN = Path(__file__).parent / "golden"
NAMES = ("report.en.html", "report.en.md", "report.json", "report.ru.html", "report.ru.md")
# read here, for no test sees the variables of the one who runs it
RENEW = bool(os.environ.get("HEADCOUNT_RENEW_GOLDEN"))
SVG = re.compile(r"<svg .*?</svg>", re.DOTALL)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Hold the written week, filled by the first test."""
    return {}


@pytest.mark.parametrize("name", NAMES)
def test_the_golden_week_is_written_as_ever(
    name: str, make: Maker, texts: dict[str, str], tmp_path: Path
) -> None:
    """Every byte of every format in both languages."""
    if not texts:
        texts.update(_write(make, tmp_path))
    if RENEW:
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_text(texts[name], encoding="utf-8", newline="\n")
    assert texts[name] == (GOLDEN / name).read_text(encoding="utf-8")


def _write(make: Maker, out: Path) -> dict[str, str]:
    archive = make.made_up(a_week=15)
    for week in ("2026-W46", "2026-W47"):
        figures = weekly_figures(archive, week, timezone="Europe/Moscow", now=make.now)
        write_report(figures, out, formats=("html", "md", "json"), languages=("en", "ru"))
        # the last week's report is there, and one of its requests came late
        archive.rows.append(make.posting(archive.rows[0].date.replace(month=11, day=14), 1, 99_999))
    return {
        name: SVG.sub("<svg>chart</svg>", (out / "2026-W47" / name).read_text(encoding="utf-8"))
        for name in NAMES
    }
