"""The links at the head of each report: the weeks beside it, its formats and languages, the list of weeks.

They are worked out from what is in the folder and put in place after each writing, since the week before
cannot know of the week after. Nothing else of a report that is there is touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from reports.files import write_whole
from reports.language import LANGUAGES, language
from reports.site.listing import WEEKS
from reports.views.context import Link

_NAV = re.compile(r"<nav[ >].*?</nav>", re.DOTALL)
_FILES = (
    ("report.{code}.pdf", "title.pdf"),
    ("annex.xlsx", "title.annex"),
    ("report.{code}.md", "title.markdown"),
    ("report.json", "title.data"),
)


def link_week(out: Path, week: str) -> None:
    """Renew the links of a week's pages and of those beside it."""
    for code in LANGUAGES:
        weeks = _weeks(out, code)
        before, after = _beside(weeks, week)
        for each in filter(None, (before, week, after)):
            page = out / each / f"report.{code}.html"
            if page.exists():
                _renew(page, links(page.parent, code, weeks=weeks))


def link_kept(folder: Path) -> None:
    """Renew the links of a report that is kept in ``revisions/N``: to what stands beside it there."""
    for code in LANGUAGES:
        page = folder / f"report.{code}.html"
        if page.exists():
            words = language(code)
            up = [
                Link("../../" + page.name, words.text("title.current")),
                Link(f"../../../index.{code}.html", words.text("title.index")),
            ]
            _renew(page, [*up, *_own(folder, code)])


def links(folder: Path, code: str, *, weeks: Sequence[str]) -> list[Link]:
    """The links of one page; all are relative, and each leads to a file that is there."""
    words = language(code)
    before, after = _beside(weeks, folder.name)
    found = []
    if before:
        found.append(Link(f"../{before}/report.{code}.html", words.text("title.before", week=before)))
    if after:
        found.append(Link(f"../{after}/report.{code}.html", words.text("title.after", week=after)))
    return [*found, Link(f"../index.{code}.html", words.text("title.index")), *_own(folder, code)]


def nav(found: Sequence[Link], label: str) -> Markup:
    """The element that holds links."""
    inner = Markup("").join(
        Markup('<a href="{}" lang="{}" hreflang="{}">{}</a>').format(
            link.href, link.lang, link.lang, link.text
        )
        if link.lang
        else Markup('<a href="{}">{}</a>').format(link.href, link.text)
        for link in found
    )
    return Markup('<nav aria-label="{}">{}</nav>').format(label, inner)


def _own(folder: Path, code: str) -> list[Link]:
    """Links to the other languages and formats that stand in the same folder."""
    words = language(code)
    others = [
        Link(f"report.{other}.html", language(other).text("title.read_in"), other)
        for other in LANGUAGES
        if other != code and (folder / f"report.{other}.html").exists()
    ]
    files = [(name.format(code=code), key) for name, key in _FILES]
    return [*others, *(Link(name, words.text(key)) for name, key in files if (folder / name).exists())]


def _renew(page: Path, found: Sequence[Link]) -> None:
    text = page.read_text(encoding="utf-8")
    code = page.name.split(".")[1]
    made = str(nav(found, language(code).text("title.links")))
    renewed = _NAV.sub(lambda _: made, text, count=1)
    if renewed != text:
        write_whole(page, renewed)


def _weeks(out: Path, code: str) -> list[str]:
    return sorted(path.parent.name for path in out.glob(f"{WEEKS}/report.{code}.html"))


def _beside(weeks: Sequence[str], week: str) -> tuple[str | None, str | None]:
    """The nearest earlier and later week that has a page."""
    earlier = [each for each in weeks if each < week]
    later = [each for each in weeks if each > week]
    return (earlier[-1] if earlier else None, later[0] if later else None)
