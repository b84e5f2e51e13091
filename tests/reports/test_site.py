"""The output folder as a site: lists of weeks, feeds, and links that all lead somewhere."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from reports import weekly_figures, write_report
from reports.links import PAGES
from reports.site.listing import read_listing

if TYPE_CHECKING:
    from tests.reports.conftest import Maker, MemoryArchive

MONDAY = datetime(2026, 11, 15, 21, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


class Site:
    """A folder that reports are written into, with what is asked of it."""

    def __init__(self, out: Path, archive: MemoryArchive) -> None:
        self.out = out
        self.archive = archive

    def write(self, week: str, *, formats: tuple[str, ...] = ("html", "md", "json", "xlsx")) -> None:
        """Write a week in both languages."""
        figures = weekly_figures(
            self.archive, week, timezone="Europe/Moscow", now=datetime(2026, 11, 23, 3, tzinfo=UTC)
        )
        write_report(figures, self.out, formats=formats, languages=("en", "ru"))

    def text(self, name: str) -> str:
        """A file of it."""
        return (self.out / name).read_text(encoding="utf-8")

    def links(self, name: str) -> list[str]:
        """Where a page leads, in its order, posts on Telegram and questions to `browse` apart."""
        found: list[str] = []

        class Reader(HTMLParser):
            def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
                if tag in {"a", "link"}:
                    found.append(dict(attrs)["href"] or "")

        Reader().feed(self.text(name))
        return [href for href in found if not href.startswith(("https://t.me/", PAGES))]

    def entries(self, code: str) -> list[dict[str, str]]:
        """The entries of a feed."""
        return [
            {child.tag.removeprefix(ATOM): child.text or child.get("href") or "" for child in entry}
            for entry in ET.fromstring(self.text(f"feed.{code}.atom")).iter(f"{ATOM}entry")
        ]


@pytest.fixture
def site(make: Maker, tmp_path: Path) -> Site:
    """A folder for an archive with a request in each of four weeks."""
    rows = [make.posting(MONDAY - timedelta(weeks=n), post=n + 1, text=f"Нужен повар {n}") for n in range(4)]
    return Site(tmp_path / "weekly", make.archive(*rows))


def test_every_link_is_relative_and_leads_to_a_file(site: Site, make: Maker) -> None:
    """On a stick as on a server; of pages, of lists, of feeds, and of what is kept in revisions."""
    for week in ("2026-W46", "2026-W47", "2026-W44"):
        site.write(week)
    site.archive.rows.append(make.posting(MONDAY, post=50, text="Ещё"))
    site.write("2026-W47")
    pages = [str(path.relative_to(site.out)) for path in site.out.rglob("*.html")]
    assert "2026-W47/revisions/1/report.ru.html" in pages
    for page in pages:
        found = site.links(page)
        assert found, page
        for href in found:
            assert (site.out / page).parent.joinpath(href).resolve().is_file(), f"{page}: {href}"
    for code in ("en", "ru"):
        for href in re.findall(r'href="([^"]+)"', site.text(f"feed.{code}.atom")):
            assert (site.out / href).is_file(), href


def test_reports_link_to_the_weeks_beside_them_their_formats_and_languages(site: Site) -> None:
    """To the nearest that is there; the week before learns of the week after when that is written."""
    site.write("2026-W44")
    site.write("2026-W46")
    assert site.links("2026-W44/report.en.html")[:2] == ["../2026-W46/report.en.html", "../index.en.html"]
    site.write("2026-W45")
    site.write("2026-W47", formats=("html", "json"))
    assert site.links("2026-W45/report.ru.html") == [
        "../2026-W44/report.ru.html",
        "../2026-W46/report.ru.html",
        "../index.ru.html",
        "report.en.html",
        "annex.xlsx",
        "report.ru.md",
        "report.json",
        "report.json",
    ]
    assert site.links("2026-W44/report.en.html")[0] == "../2026-W45/report.en.html"
    assert site.links("2026-W47/report.en.html")[0] == "../2026-W46/report.en.html"
    assert "annex.xlsx" not in site.links("2026-W47/report.en.html")


def test_a_format_that_is_added_is_linked_and_figures_stay(site: Site) -> None:
    """Nothing but the links of a page changes."""
    site.write("2026-W46", formats=("html", "json"))
    before = site.text("2026-W46/report.en.html")
    site.write("2026-W46")
    after = site.text("2026-W46/report.en.html")
    assert "annex.xlsx" in site.links("2026-W46/report.en.html")
    nav = re.compile(r"<nav.*?</nav>", re.DOTALL)
    assert before != after
    assert nav.sub("", before) == nav.sub("", after)


def test_a_kept_report_differs_only_in_its_links(site: Site, make: Maker) -> None:
    """They lead to what stands beside it there, and to the report as it is now."""
    site.write("2026-W47")
    before = site.text("2026-W47/report.en.html")
    site.archive.rows.append(make.posting(MONDAY, post=50, text="Ещё"))
    site.write("2026-W47")
    kept = site.text("2026-W47/revisions/1/report.en.html")
    nav = re.compile(r"<nav.*?</nav>", re.DOTALL)
    assert nav.sub("", kept) == nav.sub("", before)
    assert site.links("2026-W47/revisions/1/report.en.html")[:2] == [
        "../../report.en.html",
        "../../../index.en.html",
    ]


class TestIndex:
    """The list of all weeks."""

    def test_weeks_are_listed_newest_first_with_headline_sparkline_and_marks(self, site: Site) -> None:
        """Each leads to its page in the same language; only the newest stays provisional."""
        site.write("2026-W46")
        site.write("2026-W47")
        page = site.text("index.ru.html")
        assert page.index("2026-W47/report.ru.html") < page.index("2026-W46/report.ru.html")
        assert "16–22 ноября 2026 г." in page
        assert page.count('<svg class="spark"') == 2
        assert page.count('<td data-label="Пометы">[u] [p]</td>') == 1
        assert "1 уникальная заявка" in page

    def test_only_weeks_with_a_page_are_listed(self, site: Site) -> None:
        """A link that leads nowhere helps nobody."""
        site.write("2026-W47", formats=("md", "json"))
        assert "2026-W47" not in site.text("index.en.html")
        assert "No week has been reported yet." in site.text("index.en.html")

    def test_foreign_folders_are_passed_over(self, site: Site) -> None:
        """The folder may hold anything else."""
        for name in ("2026-W40", "notes"):
            (site.out / name).mkdir(parents=True)
            (site.out / name / "report.json").write_text("{}", encoding="utf-8")
        site.write("2026-W47")
        assert "2026-W47" in site.text("index.en.html")
        assert "2026-W40" not in site.text("index.en.html")

    def test_weeks_that_came_from_elsewhere_are_listed_too(self, site: Site) -> None:
        """Without weeks.json, or with one that cannot be read, the reports themselves say all."""
        site.write("2026-W46")
        site.write("2026-W47")
        listed = read_listing(site.out)
        for damaged in ("{", '{"schema": "other"}', '{"schema": "headcount/weeks/2"}', "[]"):
            (site.out / "weeks.json").write_text(damaged, encoding="utf-8")
            again = read_listing(site.out)
            assert [(one.week, one.requests, one.history) for one in again.weeks] == [
                (one.week, one.requests, one.history) for one in listed.weeks
            ]

    def test_a_report_that_somebody_replaced_is_read_again(self, site: Site) -> None:
        """The listing says nothing that the report does not."""
        site.write("2026-W46")
        path = site.out / "2026-W46" / "report.json"
        body = json.loads(path.read_text(encoding="utf-8"))
        body["headline"]["requests"] = 7777
        path.write_text(json.dumps(body), encoding="utf-8")
        assert read_listing(site.out).weeks[0].requests == 7777


class TestFeed:
    """The Atom feed."""

    def test_each_week_is_an_entry_that_says_the_week(self, site: Site) -> None:
        """Newest first, in the feed's language, with what page one says in bold."""
        site.write("2026-W46")
        site.write("2026-W47")
        first, second = site.entries("en")
        assert first["link"] == "2026-W47/report.en.html"
        assert "16–22 November 2026" in first["title"]
        assert first["summary"].startswith("1 unique request for workers was first posted this week")
        assert first["updated"] == first["published"] == "2026-11-23T03:00:00Z"
        assert first["id"] != second["id"]
        assert first["id"].startswith("urn:uuid:")

    def test_a_revised_week_is_the_same_entry_updated(self, site: Site, make: Maker) -> None:
        """Readers show it anew and not twice."""
        site.write("2026-W47")
        before = site.entries("ru")
        site.archive.rows.append(make.posting(MONDAY, post=50, text="Ещё"))
        site.write("2026-W47")
        after = site.entries("ru")
        assert [entry["id"] for entry in after] == [entry["id"] for entry in before]
        assert "редакция 2" in after[0]["title"]
        assert after[0]["summary"] != before[0]["summary"]

    def test_a_feed_has_what_atom_asks_for(self, site: Site) -> None:
        """RFC 4287: id, title, updated, an author, a link to itself; also before the first week."""
        site.write("2026-W47", formats=("json",))
        root = ET.fromstring(site.text("feed.en.atom"))
        assert {child.tag.removeprefix(ATOM) for child in root} == {
            "id", "title", "updated", "author", "link",
        }  # fmt: skip
        assert [link.get("rel") for link in root.iter(f"{ATOM}link")] == ["self", "alternate"]
