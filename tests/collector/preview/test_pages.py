"""What is read in a page of posts."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from loopback_tme import LoopbackTme, World
from loopback_world import (
    Channel,
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

from collector.minimise import Minimiser, Senders
from collector.preview.numbers import whole
from collector.preview.page import Page, read_page
from storage import Answer

NOW = datetime(2026, 11, 22, tzinfo=UTC)
REAL = Path(__file__).parents[4] / "shared" / "samples" / "tme_pages"
Read = Callable[..., Page]


class Namer:
    """Names people so that tests can tell."""

    def of(self, kind: str, value: object) -> str:
        """A pseudonym."""
        return f"{kind}-{len(str(value))}"


def policy(senders: Senders = "pseudonym") -> Minimiser:
    """A policy."""
    return Minimiser(senders, Namer())


@pytest.fixture
def jobs(world: World) -> Channel:
    """The channel."""
    (found,) = world.channels.values()
    return found


@pytest.fixture
def read(tme: LoopbackTme) -> Read:
    """Reads a page of example_jobs."""

    def reader(senders: Senders = "pseudonym", **query: Any) -> Page:
        tree = LexborHTMLParser(httpx.get(f"{tme.base_url}/s/example_jobs", params=query).content)
        return read_page(tree, policy=policy(senders), fetched=NOW, url="https://t.me/s/example_jobs")

    return reader


def last(page: Page) -> Answer:
    """The answer of a page's last post."""
    return page.blocks[-1].answer


def parsed(html: str | bytes) -> Page:
    """A page of some HTML."""
    return read_page(LexborHTMLParser(html), policy=policy(), fetched=NOW, url="")


def test_a_page_says_which_channel_it_is_of_and_when_it_was_made(
    read: Read, jobs: Channel, clock: Callable[[], datetime]
) -> None:
    """And which pages come before and after."""
    page = read(before=30)
    assert (page.channel_id, page.username, page.title) == (jobs.id, "example_jobs", "Работа")
    assert page.ids == list(range(10, 30))
    assert (page.before, page.after, page.is_search) == (10, 29, False)
    assert (clock() - page.captured).total_seconds() < 5
    assert read(q="чел").is_search


def test_text_and_entities_are_telegrams(read: Read, jobs: Channel) -> None:
    """Offsets in UTF-16 units; what t.me splits at borders is one entity again."""
    text = "🏗 Нужны <швеи> & повара!\nПишите @example_hr: 'да' $5 #работа анкета тут"
    jobs.post(
        text,
        entities=(
            Entity.on(text, "🏗", kind="custom_emoji", number=77),
            Entity.on(text, "Нужны <швеи> & повара!", kind="bold"),
            Entity.on(text, "<швеи>", kind="italic"),
            Entity.on(text, "@example_hr", kind="mention"),
            Entity.on(text, "#работа", kind="hashtag"),
            Entity.on(text, "анкета", kind="text_link", url="https://example.org/a?b=1&c=2"),
        ),
    )
    answer = last(read())
    assert answer.text == text
    assert answer.entities == (
        ("bold", 3, 22, None),
        ("italic", 9, 6, None),
        ("text_link", 62, 6, "https://example.org/a?b=1&c=2"),
    )


def test_counters_edits_signatures_and_reactions(read: Read, jobs: Channel) -> None:
    """Views as far as the page shows them; a video's length is not its date; persons under pseudonyms."""
    made = jobs.post("Нужны швеи", media=Video(seconds=69), author="Имя Фамилия", views=4_123_456)
    jobs.set(made.id, reactions=(Reaction(count=2490), Reaction(count=23_400, emoji="5️⃣"), Reaction(count=7)))
    jobs.edit(made.id, "Нужны токари edited")
    page = read()
    block, answer = page.blocks[-1], last(page)
    assert (block.edited, answer.edited, answer.date) == (True, None, made.date)
    assert (answer.views, answer.reactions, answer.sender) == (4_120_000, 25_897, "name-11")
    assert answer.media == "video"
    assert "Фамилия" not in answer.raw
    assert not page.blocks[-2].edited
    assert "Имя Фамилия" in last(read("full")).raw


def test_raw_is_the_block_its_page_and_its_time(read: Read) -> None:
    """As canonical JSON."""
    answer = last(read())
    raw = json.loads(answer.raw)
    assert list(raw) == ["captured", "html", "url"]
    assert 'data-post="example_jobs/45"' in raw["html"]
    assert raw["url"] == "https://t.me/s/example_jobs"


def test_an_album_is_one_post(read: Read, jobs: Channel) -> None:
    """Under its first id, which names it."""
    for text in ("Нужны швеи", "", ""):
        jobs.post(text, media=Photo(), album=7)
    answer = last(read())
    assert (answer.post_id, answer.album, answer.media, answer.text) == (46, "46g", "photo", "Нужны швеи")


def test_forwards_and_replies(read: Read, jobs: Channel, world: World) -> None:
    """The quote of a reply is not the post's text; channels keep their names, people do not."""
    source = world.add_channel("example_source", title="Источник")
    origin = Forward(date=NOW, channel_id=source.id, post_id=5, author="Автор Имярек")
    jobs.post("Нужны швеи", forward=origin, reply_to=45)
    jobs.post("Нужны повара", forward=Forward(date=NOW, name="Пример Примеров"))
    page = read()
    first, second = (block.answer for block in page.blocks[-2:])
    assert (first.text, first.reply_to, first.forwarded_from) == ("Нужны швеи", 45, "Источник")
    assert "Имярек" not in first.raw
    assert (second.forwarded_from, "Примеров" in second.raw) == ("name-15", False)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"media": Poll(question="Готовы?", answers=(("да", 3), ("нет", 1)))},
            {"media": "poll", "poll": "Готовы?\nда\nнет"},
        ),
        ({"media": Document(name="план.pdf"), "text": "План"}, {"media": "document", "text": "План"}),
        ({"media": Contact(first_name="Пример", phone="79000000000")}, {"media": "contact", "text": ""}),
        ({"media": Video(loop=True)}, {"media": "gif"}),
        ({"media": Photo()}, {"media": "photo", "text": ""}),
        ({"service": Service(kind="created")}, {"service": "create_channel", "text": "", "media": None}),
        ({"service": Service(kind="pinned")}, {"service": "pin_message", "text": ""}),
        ({"rich": (RichBlock(kind="paragraph", rows=(("Швеи",),)),)}, {"media": "unsupported", "text": ""}),
    ],
)  # fmt: skip
def test_other_kinds_of_posts(
    read: Read, jobs: Channel, fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    """By the names that exports have for them."""
    jobs.post(**fields)
    answer = last(read())
    assert {name: getattr(answer, name) for name in expected} == expected
    assert "79000000000" not in answer.raw


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("0", 0), ("826K", 826_000), ("8.67M", 8_670_000), ("2.49K", 2490), ("4.1M", 4_100_000),
        ("11 286 994", 11_286_994), ("1,234", 1234), ("", None), ("много", None), ("1.2.3K", None),
        ("٣", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_printed(shown: str, number: int | None) -> None:
    """No binary fraction spoils them."""
    assert whole(shown) == number


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("/45", "/0", "has no id that a post can have"),
        ("/45", "/99999999999", "has no id that a post can have"),
        ("T13:30:00+00:00", "T13:30:00", "has a date that cannot be"),
        ("2026-01-05T13:30:00", "1970-01-01T00:00:00", "has a date that cannot be"),
    ],
)
def test_a_post_that_is_not_whole_is_named(tme: LoopbackTme, was: str, now: str, fault: str) -> None:
    """The others are read."""
    html = httpx.get(f"{tme.base_url}/s/example_jobs").text
    assert was in html
    page = parsed(html.replace(was, now))
    assert len(page.blocks) == 19
    assert fault in page.faults[0]


def test_a_page_of_two_channels_is_of_neither(tme: LoopbackTme, world: World) -> None:
    """Whoever put it together."""
    world.add_channel("example_other", posts=1)
    both = "".join(httpx.get(f"{tme.base_url}/s/{name}").text for name in ("example_jobs", "example_other"))
    assert parsed(both).channel_id is None
