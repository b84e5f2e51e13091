"""The page as PDF: tagged, titled, in its language; and what is said where it cannot be made."""

from __future__ import annotations

import io
import os
import sys
from ctypes.util import find_library
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from reports import weekly_figures, write_report
from reports.errors import NoPdfError
from reports.pdf import to_pdf
from reports.render import render_pdf

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

pytestmark = pytest.mark.skipif(
    find_library("pangoft2-1.0") is None and not os.environ.get("CI"),  # in CI a missing one is a failure
    reason="no Pango on this machine",
)

PAGE = '<html lang="{}"><head><title>{}</title></head><body><h1>{}</h1>{}</body></html>'


@pytest.mark.parametrize("code", ["en", "ru"])
def test_a_report_is_a_tagged_pdf_in_its_language(make: Maker, code: str) -> None:
    """PDF/UA-1 says so itself; charts are figures with their description."""
    figures = weekly_figures(make.made_up(a_week=4), "2026-W47", timezone="Europe/Moscow", now=make.now)
    made = render_pdf(figures, code, revision=1, languages=("en", "ru"))
    reader = PdfReader(io.BytesIO(made))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == code
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert str(figures.week.sunday.year) in str(reader.metadata.title)
    text = "".join(page.extract_text() for page in reader.pages)
    for heading in {"en": ("Top roles", "How to cite"), "ru": ("Главные профессии", "Как ссылаться")}[code]:
        assert heading in text


def test_nothing_is_fetched_while_it_is_made(tmp_path: Path) -> None:
    """Neither from the network nor from the disk."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    inside = f'<img src="{secret.as_uri()}"><a href="https://example.org">x</a><img src="http://127.0.0.1:9/x.png">'
    reader = PdfReader(io.BytesIO(to_pdf(PAGE.format("en", "t", "Title", inside))))
    assert "Title" in reader.pages[0].extract_text()
    assert "secret" not in reader.pages[0].extract_text()


def test_the_same_page_gives_the_same_bytes() -> None:
    """So that equal reports are equal files."""
    page = PAGE.format("ru", "Заголовок", "Заголовок", "<p>Текст</p>")
    assert to_pdf(page) == to_pdf(page)


def test_without_the_extra_it_says_how_to_get_it(
    make: Maker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And nothing is written."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    figures = weekly_figures(
        make.archive(make.posting(make.now.replace(day=17))), "2026-W47", timezone="UTC", now=make.now
    )
    with pytest.raises(NoPdfError, match=r"pip install 'headcount\[pdf\]'"):
        write_report(figures, tmp_path / "weekly", formats=["json", "pdf"], languages=["en"])
    assert not (tmp_path / "weekly").exists()
