"""What is archived of each kind of post."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785
from loopback_telegram import World
from loopback_world.posts import (
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
    WebPage,
)

DATE = datetime(2026, 2, 1, 12, tzinfo=UTC)
TEXT = "👷 Нужны 5 сварщиков"
Archived = Callable[..., dict[str, Any]]


@pytest.fixture
def archived(world: World, collector: Any) -> Archived:
    """A post's version as archived."""

    def make(text: str = TEXT, *, senders: str = "pseudonym", **fields: Any) -> dict[str, Any]:
        channel = world.add_channel("example_kinds")
        channel.post(text, **fields)
        ended = collector("example_kinds", senders=senders)
        assert not ended.failed
        assert not ended.notes
        (version,) = collector.versions()
        assert rfc8785.dumps(json.loads(version["raw"])).decode() == version["raw"]
        return dict(version)

    return make


def test_text_entities_dates_and_counters(archived: Archived) -> None:
    """Offsets count UTF-16 code units; only what people made in a text is kept of its entities."""
    entities = (
        Entity.on(TEXT, "Нужны", kind="bold"),
        Entity.on(TEXT, "5", kind="strike"),
        Entity.on(TEXT, "сварщиков", kind="text_link", url="https://example.org/"),
        Entity.on(TEXT, "5", kind="hashtag"),
    )
    post = archived(
        entities=entities, date=DATE, edited=DATE.replace(hour=13), views=70, forwards=3, replies=2,
        reactions=(Reaction(count=4, emoji="👍"), Reaction(count=1)), reply_to=9, album=77,
    )  # fmt: skip
    assert post["text"] == TEXT
    assert post["entities"] == [
        ["bold", 3, 5, None],
        ["strikethrough", 9, 1, None],
        ["text_link", 11, 9, "https://example.org/"],
    ]
    assert (post["date"], post["edited"]) == ("2026-02-01T12:00:00Z", "2026-02-01T13:00:00Z")
    counters = [post[name] for name in ("views", "forwards", "replies", "reactions")]
    assert counters == [70, 3, 2, 5]
    assert (post["reply_to"], post["album"], post["media"], post["poll"]) == (9, "77", None, None)
    raw = json.loads(post["raw"])
    assert raw["layer"] >= 229
    assert raw["telethon"].startswith("1.")
    assert raw["message"]["date"] == "2026-02-01T12:00:00Z"


def test_an_edit_that_is_not_shown_is_none(archived: Archived) -> None:
    """Reactions set an edit date, too."""
    assert archived(date=DATE, edited=DATE.replace(hour=13), edit_hidden=True)["edited"] is None


@pytest.mark.parametrize(
    ("media", "kind"),
    [
        (Photo(), "photo"),
        (Video(), "video"),
        (Document(), "document"),
        (Contact(first_name="Пример", phone="79000000000"), "contact"),
        (WebPage(url="https://example.org/"), None),
        (Poll(question="Где?", answers=(("Тверь", 1), ("Москва", 2))), "poll"),
    ],
)
def test_kinds_of_media(archived: Archived, media: Any, kind: str | None) -> None:
    """In the words of Telegram Desktop's exports; a link's preview is none."""
    assert archived(media=media)["media"] == kind


def test_a_poll_is_its_question_and_answers(archived: Archived) -> None:
    """A line each."""
    poll = Poll(question="Кто готов?", answers=(("Я", 1), ("Не я", 2)))
    assert archived("", media=poll)["poll"] == "Кто готов?\nЯ\nНе я"


def test_a_picture_without_words_is_marked_so(archived: Archived) -> None:
    """It has a kind of media and no text."""
    post = archived("", media=Photo())
    assert (post["text"], post["media"]) == ("", "photo")


def test_the_words_of_a_rich_message_are_its_text(archived: Archived) -> None:
    """A block, item or row a line, a row's cells apart, whatever marks are around the words."""
    rich = (
        RichBlock(kind="heading", rows=(("Вакансии",),)),
        RichBlock(kind="paragraph", rows=(("Требуются",), (" швеи",))),
        RichBlock(kind="list", rows=(("сварщик, 5 чел.",), ("повар, 2 чел.",))),
        RichBlock(kind="table", rows=(("Грузчик", "10"), ("Маляр", "3"))),
    )
    assert archived("", rich=rich)["text"].split("\n") == [
        "Вакансии", "Требуются швеи", "сварщик, 5 чел.", "повар, 2 чел.", "Грузчик\t10", "Маляр\t3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("service", "name"),
    [
        (Service(kind="created", title="Работа"), "create_channel"),
        (Service(kind="pinned"), "pin_message"),
        (Service(kind="title", title="Новое"), "edit_group_title"),
        (Service(kind="migrated_from", title="Старая", chat_id=5), "migrate_from_group"),
    ],
)
def test_service_posts_are_kept_as_such(archived: Archived, service: Service, name: str) -> None:
    """Under the names that exports give them."""
    post = archived("", service=service)
    assert (post["service"], post["text"]) == (name, "")


def test_a_forward_from_a_channel_names_it(world: World, archived: Archived) -> None:
    """Channels are public."""
    origin = world.add_channel("example_origin", title="Источник", posts=1)
    post = archived(forward=Forward(date=DATE, channel_id=origin.id, post_id=1))
    assert post["forwarded_from"] == "Источник"


PRIVATE = ("Иванова", "79000000001", "900000777", "Подпись Примерова", "Скрытова", "900000888")


def personal(world: World) -> dict[str, Any]:
    """Everything in a post that names a person."""
    world.add_person("Иванова", id=900000777, phone="79000000001")
    return {
        "sender_id": 900000777,
        "author": "Подпись Примерова",
        "media": Contact(first_name="Иванова", phone="79000000001", user_id=900000888),
        "forward": Forward(date=DATE, name="Скрытова"),
        "entities": (Entity.on(TEXT, "Нужны", kind="mention_name", number=900000888),),
    }


@pytest.mark.parametrize("senders", ["pseudonym", "none"])
def test_no_person_is_in_what_is_kept(world: World, archived: Archived, collector: Any, senders: str) -> None:
    """In no column and not in the raw answer; nor are people written into the session file."""
    post = archived(senders=senders, **personal(world))
    kept = json.dumps(post, ensure_ascii=False)
    assert not [name for name in PRIVATE if name in kept]
    if senders == "pseudonym":
        assert post["sender"].startswith("p_")
        assert post["forwarded_from"].startswith("p_")
    else:
        assert (post["sender"], post["forwarded_from"]) == (None, "unnamed")
    session = collector.session.read_bytes()
    assert "Иванова".encode() not in session
    assert b"79000000001" not in session


def test_full_keeps_all(world: World, archived: Archived) -> None:
    """Where the settings say so."""
    post = archived(senders="full", **personal(world))
    assert (post["sender"], post["forwarded_from"]) == ("Иванова", "Скрытова")
    assert json.loads(post["raw"])["message"]["media"]["phone_number"] == "79000000001"


def test_hostile_text_is_kept_as_it_came(archived: Archived) -> None:
    """But for NUL, at which many programs would end it."""
    text = "'; DROP TABLE posts;-- <script>\u202e\x1b[2J a\0b"
    assert archived(text)["text"] == text.replace("\0", "\ufffd")
