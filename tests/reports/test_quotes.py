from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reports.evidence import QUOTE_LENGTH, quote
from reports.redact import BLOCK
from reports.views.quotes import markdown, quote_html, unbroken
from storage.rows import Posting

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

DAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


class Elements(HTMLParser):
    """Collects what a browser would make of a fragment."""

    def __init__(self, fragment: str) -> None:
        """Read it whole."""
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.text = ""
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element and that it has none but our attributes."""
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"class", "role", "aria-label"}

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.text += data


HOSTILE = st.text(alphabet="<>&\"'/=! a1scriptonerjv:()" + BLOCK, max_size=60)


@given(HOSTILE, st.none() | HOSTILE)
def test_a_quote_in_html_shows_its_text_and_makes_no_element(text: str, named: str | None) -> None:
    """Whatever the post says, it is read as text."""
    seen = Elements(str(quote_html(text, named, masked="redacted")))
    assert seen.text == text
    assert seen.tags <= {"mark", "span"}


def test_masked_parts_read_aloud_and_the_number_is_marked() -> None:
    """A screen reader says "redacted" once, not a row of blocks."""
    html = quote_html(f"до 50 чел. {BLOCK * 3} {BLOCK * 2}!", "до 50 чел.", masked="redacted")
    blocks = f'<span class="masked" role="img" aria-label="redacted">{BLOCK * 3} {BLOCK * 2}</span>'
    assert html == f"<mark>до 50 чел.</mark> {blocks}!"


@given(HOSTILE)
def test_ranges_are_kept_on_one_line_without_touching_text(text: str) -> None:
    """Only our own spans come in."""
    seen = Elements(str(unbroken(text)))
    assert seen.text == text
    assert seen.tags <= {"span"}


def test_a_range_stays_findable() -> None:
    """What is printed as a range is one piece of text."""
    assert unbroken("People: 1,436-2,558+ (1 open-ended)") == (
        'People: <span class="nb">1,436-2,558+</span> (1 open-ended)'
    )


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("110-160+ (1 open-ended) [b] 1.4", "110-160+ (1 open-ended) [b] 1.4"),
        ("[click](https://example.com)", "\\[click\\](https:\\//example.com)"),
        ("[b](https://example.com)", "\\[b\\](https:\\//example.com)"),
        ("![x](y)", "!\\[x\\](y)"),
        ("a | b", "a \\| b"),
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("&lt;b", "&amp;lt;b"),
        ("# heading\n- list\n\n    code", "\\# heading - list code"),
        ("1. list", "1\\. list"),
        (
            "*bold* _it_ example_hr `code` ~~no~~ $x$",
            "\\*bold\\* \\_it\\_ example_hr \\`code\\` \\~\\~no\\~\\~ \\$x\\$",
        ),
        ("www.example.com", "www\\.example.com"),
        ("> quote", "\\> quote"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_hostile_text_makes_no_markdown(text: str, escaped: str) -> None:
    """Plain numbers and marks stay plain; what could become markup is escaped."""
    assert markdown(text) == escaped


@given(st.text(alphabet="[](){}<>&*_`~|#+-.!:/\\\\\n 1abpurxw$=\"'", max_size=40))
def test_no_text_becomes_markdown_markup(text: str) -> None:
    """By a real reader of Markdown: the line is one paragraph, and reads as it was written."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    line = " ".join(f"a {text} z".split())
    seen = Elements(reader.render(markdown(f"a {text} z")))
    assert seen.tags == {"p"}
    assert seen.text == f"{line}\n"


@given(st.text(alphabet="#+-=>1.) abc\n*_", max_size=12))
def test_no_text_begins_a_block_of_markdown(text: str) -> None:
    """A quote stands at the beginning of its line."""
    seen = Elements(MarkdownIt("commonmark").render(markdown(text)))
    assert seen.tags <= {"p"}


def test_a_long_post_is_quoted_around_its_number(make: Maker) -> None:
    """Cut between words, with ellipses where something is left out."""
    text = f"{'начало ' * 100}нужно от 150 человек срочно {'конец ' * 100}"
    quoted, named = quote(make.posting(DAY, text=text, headcount_text="от 150 человек"))
    assert named == "от 150 человек"
    assert named in quoted
    assert quoted.startswith("… ")
    assert quoted.endswith(" …")
    assert len(quoted) <= QUOTE_LENGTH + 4
    assert set(quoted.split()) <= {"…", "начало", "нужно", "от", "150", "человек", "срочно", "конец"}


@given(st.text(alphabet="а 1\n", max_size=900), st.integers(0, 900))
def test_any_post_is_quoted_from_its_own_words(text: str, place: int) -> None:
    """What stands between the ellipses stands in the post."""
    posting = _posting(text[:place] + "50 чел" + text[place:])
    quoted, named = quote(posting)
    inside = quoted.removeprefix("… ").removesuffix(" …")
    assert inside in " ".join(posting.text.split())
    assert named is None or named in quoted


def test_a_number_that_is_not_in_the_text_is_not_marked(make: Maker) -> None:
    """As when it is written over two masked parts."""
    assert quote(make.posting(DAY, text="Нужны люди", headcount_text="50"))[1] is None
    assert quote(make.posting(DAY, text="Нужны люди", headcount_text=None))[1] is None


def test_quotes_are_redacted(make: Maker) -> None:
    """Before they are cut, so that half a number does not stay."""
    quoted, _ = quote(
        make.posting(DAY, text="Нужно 50 чел, звонить +7 900 000-00-00", headcount_text="50 чел")
    )
    assert quoted == f"Нужно 50 чел, звонить {BLOCK * 16}"


def _posting(text: str) -> Posting:
    return Posting(
        request_id="1/1#0",
        entry="request",
        channel_id=1,
        channel=None,
        channel_title="Example",
        post_id=1,
        n=1,
        permalink="https://t.me/c/1/1",
        date=DAY,
        sha256="0" * 64,
        text=text,
        text_key="key",
        fleeting=False,
        forwarded=False,
        role="welder",
        role_ru=None,
        isco08=None,
        role_text=None,
        headcount_min=50,
        headcount_max=50,
        headcount_text="50 чел",
        regions=(),
        origins=(),
        sketch=0,
        bands=(),
        pay=(),
        hours=(),
        confidence=0.9,
        later=None,
    )
