"""Feed pages of the loopback t.me."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from loopback_tme import LoopbackTme, World
from loopback_tme.text_html import rounded
from loopback_world import (
    Contact,
    Document,
    Entity,
    Forward,
    Photo,
    Poll,
    Reaction,
    RichBlock,
    Service,
    Video,
)
from selectolax.lexbor import LexborHTMLParser

Page = Callable[..., LexborHTMLParser]
BLOCK = "div.tgme_widget_message[data-post]"


@pytest.fixture
def http(tme: LoopbackTme) -> Iterator[httpx.Client]:
    """A client of that t.me; it follows no redirect by itself."""
    with httpx.Client(base_url=tme.base_url) as client:
        yield client


@pytest.fixture
def page(http: httpx.Client) -> Page:
    """Reads a feed page of example_jobs."""

    def reader(**query: Any) -> LexborHTMLParser:
        answer = http.get("/s/example_jobs", params=query)
        assert answer.status_code == 200
        return LexborHTMLParser(answer.text)

    return reader


def numbers(tree: LexborHTMLParser) -> list[int]:
    """List the ids of a page's blocks."""
    return [int(str(one.attributes["data-post"]).split("/")[1]) for one in tree.css(BLOCK)]


def view(tree: LexborHTMLParser, place: int = -1) -> dict[str, Any]:
    """Decode a block's data-view."""
    given = str(tree.css(BLOCK)[place].attributes["data-view"])
    return dict(json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))))


def test_pages_go_back_to_the_first_post_and_forward_to_the_last(page: Page) -> None:
    """Twenty at a time, by the links a page gives."""
    tree = page()
    seen = numbers(tree)
    assert seen == list(range(431, 451))
    while link := tree.css_first("a.tme_messages_more[data-before]"):
        tree = page(before=link.attributes["data-before"])
        seen = numbers(tree) + seen
    assert seen == list(range(1, 451))
    assert tree.css_first('link[rel="prev"]') is None
    forward = numbers(tree)
    while link := tree.css_first("a.tme_messages_more[data-after]"):
        tree = page(after=link.attributes["data-after"])
        forward += numbers(tree)
    assert forward == list(range(1, 451))


def test_words_are_searched(page: Page) -> None:
    """Whatever their case; nothing found is said in the words that throttling uses."""
    assert numbers(page(q="ШВЕИ, 45 ЧЕЛ")) == [45]
    nothing = page(q="бетонщики")
    assert numbers(nothing) == []
    found = nothing.css_first(".tme_no_messages_found")
    assert found is not None
    assert found.text() == "No posts found"


def test_a_block_carries_the_channels_number_and_the_render_time(world: World) -> None:
    """As unpadded base64url JSON; the same number that MTProto gives."""
    (jobs,) = world.channels.values()
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    with LoopbackTme(world, clock=lambda: moment) as tme:
        tree = LexborHTMLParser(httpx.get(f"{tme.base_url}/s/Example_Jobs").text)
    facts = view(tree)
    assert (facts["c"], facts["p"], facts["t"]) == (-jobs.id, 450, int(moment.timestamp()))
    assert "=" not in str(tree.css(BLOCK)[0].attributes["data-view"])
    assert tree.css(BLOCK)[-1].attributes["data-post"] == "example_jobs/450"


def test_text_stands_as_t_me_writes_it(page: Page, world: World) -> None:
    """Line breaks, emoji, custom emoji, links, escapes, and the label for old browsers beside it all."""
    (jobs,) = world.channels.values()
    text = "🏗 Нужны <швеи> & повара!\nПишите @example_hr: 'да' $5"
    entities = (
        Entity.on(text, "🏗", kind="custom_emoji", number=77),
        Entity.on(text, "Нужны <швеи>", kind="bold"),
        Entity.on(text, "<швеи>", kind="italic"),
        Entity.on(text, "@example_hr", kind="mention"),
    )
    jobs.post(text, entities=entities)
    tree = page()
    block = tree.css(BLOCK)[-1]
    shown = block.css_first(".tgme_widget_message_text.js-message_text")
    assert shown is not None
    assert block.css_first(".media_not_supported_cont") is not None
    assert 'emoji-id="77"' in str(shown.html)
    assert shown.css_first('a[href="https://t.me/example_hr"]') is not None
    assert [one.text() for one in shown.css("b > i")] == ["<швеи>"]
    for one in shown.css("br"):
        one.replace_with("\n")
    assert shown.text() == text


def test_dates_views_edits_signatures_and_reactions(page: Page, world: World) -> None:
    """Views are rounded, an edit has no time, a video's length comes before the date."""
    (jobs,) = world.channels.values()
    made = jobs.post("Нужны швеи", media=Video(seconds=69), author="смена", views=4_123_456)
    jobs.set(made.id, reactions=(Reaction(count=2490), Reaction(count=23_400, emoji="👍")))
    jobs.edit(made.id, "Нужны токари")
    jobs.post("Скрытая правка", edited=made.date, edit_hidden=True)
    edited, hidden = page().css(BLOCK)[-2:]
    times = [(one.text(), one.attributes.get("datetime")) for one in edited.css("time")]
    assert times[0] == ("1:09", None)
    assert datetime.fromisoformat(str(times[1][1])) == made.date
    found = edited.css_first(".tgme_widget_message_views")
    assert found is not None
    assert found.text() == "4.12M"
    meta = edited.css_first(".tgme_widget_message_meta")
    assert meta is not None
    assert "edited" in meta.text()
    assert "смена" in meta.text()
    assert [one.text() for one in edited.css(".tgme_reaction")] == ["2.49K", "👍23.4K"]
    plain = hidden.css_first(".tgme_widget_message_meta")
    assert plain is not None
    assert "edited" not in plain.text()


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1K"),
        (1090, "1.09K"),
        (15_000, "15K"),
        (826_999, "826K"),
        (4_100_000, "4.1M"),
        (22_650_000, "22.6M"),
    ],
)
def test_numbers_are_rounded_to_three_figures(number: int, shown: str) -> None:
    """As on real pages: 2.49K, 15K, 826K, 8.67M."""
    assert rounded(number) == shown


def test_an_album_is_one_block_under_its_first_id(page: Page, world: World) -> None:
    """Its other ids are on no page."""
    (jobs,) = world.channels.values()
    for text in ("", "Нужны швеи", ""):
        jobs.post(text, media=Photo(), album=7)
    tree = page()
    assert numbers(tree)[-2:] == [450, 451]
    assert view(tree)["p"] == "451g"
    block = tree.css(BLOCK)[-1]
    assert len(block.css("a.tgme_widget_message_photo_wrap")) == 3
    found = block.css_first(".js-message_text")
    assert found is not None
    assert found.text() == "Нужны швеи"


def test_a_picture_alone_has_no_text(page: Page, world: World) -> None:
    """Nor the label for old browsers."""
    (jobs,) = world.channels.values()
    jobs.post(media=Photo())
    block = page().css(BLOCK)[-1]
    assert block.css_first("a.tgme_widget_message_photo_wrap") is not None
    assert block.css_first(".js-message_text, .media_not_supported_cont") is None


def test_forwards_and_replies_stand_above_the_text(page: Page, world: World) -> None:
    """A reply's quote has a text's class too."""
    (jobs,) = world.channels.values()
    source = world.add_channel("example_source", title="Источник")
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    origin = Forward(date=moment, channel_id=source.id, post_id=5, author="редактор")
    jobs.post("Нужны швеи", forward=origin, reply_to=450)
    jobs.post("Нужны повара", forward=Forward(date=moment, name="Пример"))
    first, second = page().css(BLOCK)[-2:]
    link = first.css_first("a.tgme_widget_message_forwarded_from_name")
    assert link is not None
    assert (link.attributes["href"], link.text()) == ("https://t.me/example_source/5", "Источник")
    texts = [one.text() for one in first.css(".tgme_widget_message_text")]
    assert texts == ["Требуются швеи, 450 чел.", "Нужны швеи"]
    quote = first.css_first("a.tgme_widget_message_reply .tgme_widget_message_text")
    assert quote is not None
    hidden = second.css_first("span.tgme_widget_message_forwarded_from_name")
    assert hidden is not None
    assert hidden.text() == "Пример"


@pytest.mark.parametrize(
    ("fields", "selector", "shown"),
    [
        (
            {"media": Poll(question="Готовы?", answers=(("да", 3), ("нет", 1)))},
            ".tgme_widget_message_poll_question",
            "Готовы?",
        ),
        ({"media": Document(name="план.pdf")}, ".tgme_widget_message_document_title", "план.pdf"),
        (
            {"media": Contact(first_name="Пример", phone="79000000000")},
            ".tgme_widget_message_contact_phone",
            "79000000000",
        ),
        ({"service": Service(kind="created")}, ".service_message .js-message_text", "Channel created"),
        (
            {"rich": (RichBlock(kind="paragraph", rows=(("Нужны швеи",),)),)},
            ".message_media_not_supported_label",
            "Please open Telegram to view this post",
        ),
    ],
)
def test_other_kinds_of_posts(
    page: Page, world: World, fields: dict[str, Any], selector: str, shown: str
) -> None:
    """Polls, files, contact cards, service lines, and what the page has no words for."""
    (jobs,) = world.channels.values()
    jobs.post(**fields)
    found = page().css(BLOCK)[-1].parent
    assert found is not None
    part = found.css_first(selector)
    assert part is not None
    assert part.text() == shown


def test_hostile_text_stays_text(page: Page, world: World) -> None:
    """In posts, titles and names of files."""
    (jobs,) = world.channels.values()
    jobs.title = "<script>alert(1)</script>"
    jobs.post('<img src=x onerror="alert(1)">', media=Document(name="<b>.pdf"))
    tree = page()
    assert tree.css_first("script, img[src=x]") is None
    found = tree.css(BLOCK)[-1].css_first(".js-message_text")
    assert found is not None
    assert found.text() == '<img src=x onerror="alert(1)">'
