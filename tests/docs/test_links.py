"""Every link within the project leads somewhere: on a repository's pages, and on the built site."""

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from manual_pages import DOCS, PAGES
from markdown_it import MarkdownIt

ROOT = DOCS.parent
WRITTEN = [*PAGES, ROOT / "README.md", ROOT / "CHANGELOG.md"]


def links(page: Path) -> Iterator[str]:
    """Where a page in Markdown leads to."""
    markdown = MarkdownIt("commonmark").enable("table")
    for block in markdown.parse(page.read_text(encoding="utf-8")):
        for token in block.children or ():
            target = token.attrs.get("href") or token.attrs.get("src")
            if target is not None:
                yield unquote(str(target))


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    """To a file of the project, and a heading that is in it. What is elsewhere is not asked."""
    for link in links(page):
        place = urlsplit(link)
        if place.scheme or place.netloc:
            continue
        there = (page.parent / place.path) if place.path else page
        assert there.exists(), link
        assert not place.fragment or place.fragment in anchors(there), link


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make docs` builds it, with every warning a failure."""
    folder = tmp_path_factory.mktemp("site")
    words = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-d", str(folder / "doctrees")]
    done = subprocess.run(
        [*words, str(DOCS), str(folder / "html")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder / "html"


class _Page(HTMLParser):
    """What a page loads, where it leads to, and what in it can be led to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        if tag == "a":
            self.leads.append(given.get("href", ""))
        else:
            self.loads += [given[name] for name in ("src", "href") if name in given]


def test_the_site_builds_and_is_whole(site: Path) -> None:
    """Every page is there, and every link within the site leads to a page and a place in it."""
    pages = {path: _Page(path) for path in site.rglob("*.html")}
    written = {page.relative_to(DOCS).with_suffix(".html") for page in PAGES}
    assert written <= {path.relative_to(site) for path in pages}
    for path, page in pages.items():
        for link in page.leads:
            place = urlsplit(link)
            if place.scheme or place.netloc:
                continue
            there = (path.parent / unquote(place.path)).resolve() if place.path else path
            assert there.exists(), (path.name, link)
            assert not place.fragment or there not in pages or unquote(place.fragment) in pages[there].ids, (
                link
            )


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    """No font, script, style or picture: it can be read where there is no network."""
    for path in site.rglob("*.html"):
        assert [one for one in _Page(path).loads if urlsplit(one).netloc] == [], path.name
    for style in site.rglob("*.css"):
        assert not re.search(r"""url\(\s*['"]?(https?:)?//|@import""", style.read_text(encoding="utf-8")), (
            style
        )
