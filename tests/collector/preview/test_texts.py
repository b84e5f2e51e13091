"""Foreign HTML as text with entities, and pages of any bytes."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from collector.minimise import Minimiser
from collector.preview.page import Landing, Page, is_feed, read_landing, read_page
from storage import Answer

NOW = datetime(2026, 11, 22, tzinfo=UTC)


class Namer:
    """Names people so that tests can tell."""

    def of(self, kind: str, value: object) -> str:
        """A pseudonym."""
        return f"{kind}-{len(str(value))}"


def parsed(html: str | bytes) -> Page:
    """A page of some HTML."""
    policy = Minimiser("pseudonym", Namer())
    return read_page(LexborHTMLParser(html), policy=policy, fetched=NOW, url="")


def one(text: str) -> Answer:
    """The answer of a post with some HTML as its text."""
    page = parsed(
        '<div class="tgme_widget_message" data-post="example_jobs/7">'
        f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>'
        '<a class="tgme_widget_message_date"><time datetime="2026-01-05T06:00:00+00:00"></time></a></div>'
    )
    assert page.faults == ()
    return page.blocks[-1].answer


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("раз<br>два<br/>три", "раз\nдва\nтри", ()),
        ("<pre><code class='language-py'>x = 1\ny</code></pre>", "x = 1\ny", (("pre", 0, 7, None),)),
        ("<blockquote>да</blockquote> нет", "да нет", (("blockquote", 0, 2, None),)),
        ("<s>а</s><u>б</u><tg-spoiler>в</tg-spoiler>", "абв", (
            ("strikethrough", 0, 1, None), ("underline", 1, 1, None), ("spoiler", 2, 1, None))),
        ('<a href="https://example.org/">example.org</a>', "example.org", ()),
        ('<a href="https://example.org/%D1%8F">https://example.org/я</a>', "https://example.org/я", ()),
        ('<a href="mailto:hr@example.org">hr@example.org</a>', "hr@example.org", ()),
        ('<a href="?q=%23a">#a</a>', "#a", ()),
        ('<i class="emoji"><b>👷</b></i><b>да</b>', "👷да", (("bold", 2, 2, None),)),
        ("<b></b>пусто", "пусто", ()),
        ("&lt;b&gt; &amp; &#33;", "<b> & !", ()),
    ],
)  # fmt: skip
def test_each_tag_of_a_text(html: str, text: str, entities: tuple[Any, ...]) -> None:
    """In the names of Telegram Desktop's exports."""
    answer = one(html)
    assert (answer.text, answer.entities) == (text, entities)


PIECES = st.lists(
    st.one_of(
        st.binary(max_size=20),
        st.sampled_from(
            [
                b'<div class="tgme_widget_message" data-post="example_jobs/7" data-view="eyJjIjotMX0">',
                b'<div class="tgme_widget_message service_message" data-post="x/9999999999999">',
                b'<div class="tgme_widget_message_text js-message_text">',
                b'<a class="tgme_widget_message_date"><time datetime="2026-01-05T06:00:00+00:00"></time></a>',
                b'<a class="tgme_widget_message_date"><time datetime="9999-99-99"></time></a>',
                b'<span class="tgme_reaction">9.9.9K</span><span class="tgme_widget_message_views">1M</span>',
                b'<a class="tgme_widget_message_reply" href="//[/7"><a href="http://[">x</a>',
                b'<b><i><a href="https://example.org">', b"</a></b></div>", b"<br>", b"\x00", b"&#xD800;&#0;",
                b'<a class="tme_messages_more" data-before="-1" data-after="99999999999999999999">',
                b'<div class="tgme_widget_message_contact_wrap"><template><div>',
            ]
        ),
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(PIECES)
def test_no_page_can_break_the_reader(pieces: list[bytes]) -> None:
    """Whatever the bytes, each post comes out whole or is named."""
    tree = LexborHTMLParser(b"".join(pieces))
    is_feed(tree)
    assert isinstance(read_landing(tree), Landing)
    page = read_page(tree, policy=Minimiser("none", Namer()), fetched=NOW, url="")
    for block in page.blocks:
        block.answer.raw.encode()
        assert "\0" not in block.answer.text
        for _, offset, length, _ in block.answer.entities:
            assert 0 <= offset < offset + length <= len(block.answer.text.encode("utf-16-le")) // 2


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "слово", "👷", "<br>"]), max_size=40
    )
)
def test_entities_of_a_kind_never_touch(pieces: list[str]) -> None:
    """However tags open and close."""
    answer = one("".join(pieces))
    for kind in {entity[0] for entity in answer.entities}:
        spans = sorted(
            (start, start + length) for other, start, length, _ in answer.entities if other == kind
        )
        assert all(before[1] < after[0] for before, after in pairwise(spans))
