"""The HTML page as a reader, a browser and an attacker see it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from reports import weekly_figures
from reports.figures import WeeklyFigures
from reports.links import PAGES
from reports.render import render

if TYPE_CHECKING:
    from tests.reports.conftest import Maker, MemoryArchive

MONDAY = datetime(2026, 11, 15, 21, tzinfo=UTC)
VOID = {"meta", "link", "br", "img", "input", "hr"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class Page(HTMLParser):
    """A page's elements with their attributes, and its text; fails on elements that are not closed."""

    def __init__(self, html: str) -> None:
        """Read it whole."""
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    @property
    def text(self) -> str:
        """All text, white space folded."""
        return " ".join(" ".join(self.words).split())

    def all(self, name: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of a name."""
        return [attrs for tag, attrs in self.elements if tag == name]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element of SVG that closes itself."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Check that it closes what was opened last."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text that is not style."""
        if "style" not in self._open:
            self.words.append(data)


def figures(archive: MemoryArchive) -> WeeklyFigures:
    """Work out the week."""
    return weekly_figures(
        archive, "2026-W47", timezone="Europe/Moscow", now=datetime(2026, 11, 23, 3, tzinfo=UTC)
    )


def page(found: WeeklyFigures, code: str = "en") -> tuple[str, Page]:
    """Render the page."""
    html = render(found, "html", code, revision=1, languages=("en", "ru"))
    return html, Page(html)


@pytest.fixture(scope="module")
def made_up_pages() -> dict[str, tuple[str, Page]]:
    """Hold the made-up week in both languages, filled by the first test that asks."""
    return {}


@pytest.fixture(params=["en", "ru"])
def made_up(
    request: pytest.FixtureRequest, make: Maker, made_up_pages: dict[str, tuple[str, Page]]
) -> tuple[str, Page]:
    """Return the made-up week's page in a language."""
    code = str(request.param)
    if code not in made_up_pages:
        made_up_pages[code] = page(figures(make.made_up()), code)
    return made_up_pages[code]


def test_the_page_holds_everything_and_fetches_nothing(made_up: tuple[str, Page]) -> None:
    """No script, no frame, no address but of posts and of files beside it; the policy forbids the rest."""
    html, seen = made_up
    names = {tag for tag, _ in seen.elements}
    assert not names & {
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "img",
        "form",
        "base",
        "image",
        "use",
        "video",
    }
    policies = [each["content"] for each in seen.all("meta") if each.get("http-equiv")]
    assert policies == [POLICY]
    for _, attrs in seen.elements:
        assert not {
            name for name in attrs if name.startswith("on") or name in {"src", "srcset", "xlink:href"}
        }
    style = html[html.index("<style>") : html.index("</style>")]
    assert not re.search(r"url\(|@import|@font-face", style)


def test_links_lead_to_posts_without_a_referrer_or_to_files_beside(made_up: tuple[str, Page]) -> None:
    """Whoever runs the channel does not learn who reads the report; figures lead to this machine alone."""
    _, seen = made_up
    for link in seen.all("a"):
        href = link["href"] or ""
        if href.startswith(("https://t.me/", f"{PAGES}/")):
            assert link["rel"] == "noreferrer"
        else:
            assert re.fullmatch(r"(?:\.\./)?(?:report|index)(?:\.(?:en|ru))?\.(?:html|json)", href)


def test_page_one_is_in_its_order(made_up: tuple[str, Page]) -> None:
    """The same order every week: facts, numbers, weeks, roles and doubts, then the second page."""
    _, seen = made_up
    ids = [attrs["id"] for tag, attrs in seen.elements if tag == "h2"]
    assert ids == [
        "numbers", "series", "roles", "regions", "quality", "where", "largest", "origins",
        "occupied", "routes", "orders", "offers", "newcomers", "changed",
        "channels", "read", "caveats", "cite",
    ]  # fmt: skip
    everything = [attrs["id"] for _, attrs in seen.elements if "id" in attrs]
    assert len(everything) == len(set(everything))
    assert [tag for tag, _ in seen.elements].count("h1") == 1


def test_page_one_says_how_much_where_compared_with_what_and_how_sure(make: Maker) -> None:
    """What a journalist takes away, in plain text."""
    _, seen = page(figures(make.made_up()))
    for said in (
        "102 unique requests for workers were first posted this week, 32 more than the week before (+46%).",
        "That is above the usual range: 53 to 70 over the last 8 complete weeks, median 57.",
        "People asked for: 1,814-2,758+ (15 open-ended).",
        "The regions named most are Moscow and Saint Petersburg, with 12 requests each.",
        "Not seen in the 25 weeks before: crane operator.",
        "94% (1,416 of 1,512)",
        "@example_9, since 19 November 2026, 08:00: The channel is private now.",
        "provisional [p]",
    ):
        assert said in seen.text


def test_what_people_checked_is_marked_where_it_counts(make: Maker) -> None:
    """In each breakdown, among the largest, and as a part of the requests and of the people."""
    rows = [make.posting(MONDAY, post=n, text=f"Требуются сварщики, {n}") for n in range(1, 16)]
    rows[0] = replace(rows[0], reviewed=True)
    rows[1] = make.posting(MONDAY, post=2, text="Повара", role="cook", headcount_max=50, reviewed=True)
    figures = weekly_figures(make.archive(*rows), "2026-W47", timezone="Europe/Moscow", now=make.now)
    assert {row.key: row.reviewed for row in figures.roles.rows} == {"welder": 1, "cook": 1}
    assert figures.quality.reviewed.request_ids == ("1/1#0", "1/2#0")
    text = Page(render(figures, "html", "en", revision=1, languages=("en",))).text
    assert "✓ checked by people: 2 (13%) of the requests, 60 (32%) of the people asked for." in text
    assert "welder ✓ 1" in text
    assert text.count("checked by a person") == 2
    assert "cook (✓ 1) |" in render(figures, "md", "en", revision=1, languages=("en",))
    unchecked = [replace(row, reviewed=False) for row in rows]
    figures = weekly_figures(make.archive(*unchecked), "2026-W47", timezone="Europe/Moscow", now=make.now)
    assert "✓" not in Page(render(figures, "html", "en", revision=1, languages=("en",))).text


def test_charts_have_tables_beside_them(made_up: tuple[str, Page]) -> None:
    """26 weeks and every region that was named, as text."""
    html, seen = made_up
    weeks = re.findall(r"<th scope=\"row\">2026-W\d\d ", html)
    assert len(weeks) == 26
    assert len(seen.all("svg")) == 3
    assert all(svg["role"] == "img" for svg in seen.all("svg"))


def test_hostile_posts_are_text(make: Maker) -> None:
    """In quotes, roles, names of channels and reasons: no element, attribute or address comes of them."""
    evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}"
    archive = make.archive(
        make.posting(
            MONDAY, text=f"Нужно 50 чел {evil}", headcount_text="50 чел", role=evil, role_ru=evil,
            channel_title=evil, permalink="https://t.me/x/1?a=\"onclick='x'",
        )
    )  # fmt: skip
    archive.rows[0] = replace(archive.rows[0], channel=None)
    archive.channel_rows[0] = make.channel(1, username=None, title=evil, why_not=evil, why_not_since=MONDAY)
    clean, _ = page(figures(make.archive(make.posting(MONDAY))))
    for code in ("en", "ru"):
        html, seen = page(figures(archive), code)
        names = {tag for tag, _ in seen.elements}
        assert not names & {"script", "img"}
        assert "{{7*7}}" in seen.text
        assert not any(name.startswith("on") for _, attrs in seen.elements for name in attrs)
        assert html.count("<style") == clean.count("<style") == 1
    words = render(figures(archive), "md", "en", revision=1, languages=("en",))
    assert "<script" not in words
    assert "<img" not in words


def test_what_is_not_compared_says_why(make: Maker) -> None:
    """An incomplete week is marked in the page, the text and the numbers."""
    archive = make.made_up()
    archive.reads = [each for each in archive.reads if each.channel_id < 6]
    _, seen = page(figures(archive))
    assert "[b] Only 56% of channel-hours were covered, so the week is not compared with others." in seen.text
    assert "Unique requests [b]" in seen.text
    assert "above the usual range" not in seen.text


def test_fewer_channels_compared_than_counted_is_said(make: Maker) -> None:
    """Both numbers stand in the sentence and under the four numbers."""
    archive = make.made_up()
    archive.reads = [
        replace(each, start=MONDAY) if each.channel_id == 1 and each.start < MONDAY else each
        for each in archive.reads
        if each.channel_id != 1 or each.end > MONDAY
    ]
    _, seen = page(figures(archive))
    assert re.search(r"on the \d channels covered in both periods there were \d+, ", seen.text)
    assert re.search(r"Compared on the \d channels covered in both periods; there this week has", seen.text)


def test_a_week_without_requests_and_an_unknown_one_read_differently(make: Maker) -> None:
    """Zero is zero, unknown is [x]."""
    quiet = make.archive(make.posting(MONDAY.replace(day=1)))
    _, seen = page(figures(quiet))
    assert "No request for workers was posted this week" in seen.text
    assert "No requests this week." in seen.text
    quiet.reads = [replace(quiet.reads[0], end=MONDAY.replace(day=3))]
    _, seen = page(figures(quiet))
    assert "[x] Nothing of this week was read" in seen.text
    assert "No requests this week." not in seen.text


def test_a_language_that_is_not_written_is_not_linked(make: Maker) -> None:
    """Links lead somewhere."""
    found = figures(make.archive(make.posting(MONDAY)))
    html = render(found, "html", "ru", revision=1, languages=("ru",))
    assert "report.en.html" not in html
    assert "report.json" in html
