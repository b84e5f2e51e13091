"""Every kind of post arrives at a stock client as what it is."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from loopback_telegram import World
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
    WebPage,
)
from telethon.errors import TypeNotFoundError
from telethon.tl import types

Run = Callable[..., Any]


@pytest.fixture
def sent(world: World, run: Run) -> Callable[..., Any]:
    """Publishes a post in example_jobs and reads it back."""
    (jobs,) = world.channels.values()

    def sender(text: str = "", **fields: Any) -> Any:
        made = jobs.post(text, **fields)

        async def work(client: Any) -> Any:
            return (await client.get_messages("example_jobs", ids=[made.id]))[0]

        return run(work)

    return sender


def test_entities_count_as_telegram_counts(sent: Callable[..., Any]) -> None:
    """Offsets are in UTF-16, so that text behind an emoji is marked where it is."""
    text = "🏗 Нужны швеи, пишите @example_hr"
    entities = (
        Entity.on(text, "швеи", kind="bold"),
        Entity.on(text, "@example_hr", kind="mention"),
        Entity.on(text, "пишите", kind="text_link", url="https://example.org/"),
        Entity.on(text, "🏗", kind="custom_emoji", number=77),
    )
    post = sent(text, entities=entities)
    found = {type(one): words for one, words in post.get_entities_text()}
    assert found == {
        types.MessageEntityBold: "швеи",
        types.MessageEntityMention: "@example_hr",
        types.MessageEntityTextUrl: "пишите",
        types.MessageEntityCustomEmoji: "🏗",
    }


@pytest.mark.parametrize(
    ("media", "kind"),
    [
        (Photo(), types.MessageMediaPhoto),
        (Video(seconds=61), types.MessageMediaDocument),
        (Document(name="план.pdf"), types.MessageMediaDocument),
        (Contact(first_name="Пример", phone="79000000000"), types.MessageMediaContact),
        (WebPage(url="https://example.org/", title="Пример"), types.MessageMediaWebPage),
        (Poll(question="Готовы на вахту?", answers=(("да", 3), ("нет", 1))), types.MessageMediaPoll),
    ],
)
def test_media_have_their_kinds(sent: Callable[..., Any], media: Any, kind: type) -> None:
    """With the caption as the post's text."""
    post = sent("Подпись", media=media)
    assert isinstance(post.media, kind)
    assert post.message == "Подпись"


def test_a_poll_has_its_question_and_votes(sent: Callable[..., Any]) -> None:
    """Answers and votes go together by option."""
    post = sent(media=Poll(question="Готовы на вахту?", answers=(("да", 3), ("нет", 1))))
    assert post.poll.poll.question.text == "Готовы на вахту?"
    assert [answer.text.text for answer in post.poll.poll.answers] == ["да", "нет"]
    assert [one.voters for one in post.poll.results.results] == [3, 1]
    assert post.poll.results.total_voters == 4


def test_reactions_of_each_kind(sent: Callable[..., Any]) -> None:
    """Emoji, custom emoji and stars, each with its count."""
    post = sent(
        "Нужны швеи",
        reactions=(Reaction(count=7, emoji="👍"), Reaction(count=2, document=9), Reaction(count=1)),
    )
    kinds = [(type(one.reaction), one.count) for one in post.reactions.results]
    assert kinds == [(types.ReactionEmoji, 7), (types.ReactionCustomEmoji, 2), (types.ReactionPaid, 1)]


def test_forwards_replies_albums_signatures_and_hidden_edits(sent: Callable[..., Any], world: World) -> None:
    """The fields around a text; a forward's channel comes along."""
    source = world.add_channel("example_source", title="Источник")
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    post = sent(
        "Нужны швеи",
        forward=Forward(date=moment, channel_id=source.id, post_id=5, author="редактор"),
        reply_to=3,
        album=99,
        author="смена",
        edited=moment,
        edit_hidden=True,
    )
    assert (post.fwd_from.from_id.channel_id, post.fwd_from.channel_post) == (source.id, 5)
    assert post.forward.chat.title == "Источник"
    assert (post.reply_to.reply_to_msg_id, post.grouped_id, post.post_author) == (3, 99, "смена")
    assert (post.edit_date, post.edit_hide) == (moment, True)


def test_a_hidden_sender_of_a_forward_is_only_a_name(sent: Callable[..., Any]) -> None:
    """No id is given then."""
    post = sent("Нужны швеи", forward=Forward(date=datetime(2026, 1, 1, tzinfo=UTC), name="Пример"))
    assert (post.fwd_from.from_id, post.fwd_from.from_name) == (None, "Пример")


@pytest.mark.parametrize(
    ("service", "action"),
    [
        (Service(kind="created", title="Работа"), types.MessageActionChannelCreate),
        (Service(kind="pinned"), types.MessageActionPinMessage),
        (Service(kind="title", title="Вахта"), types.MessageActionChatEditTitle),
        (Service(kind="photo"), types.MessageActionChatEditPhoto),
        (Service(kind="joined", people=(900_000_001,)), types.MessageActionChatAddUser),
        (Service(kind="migrated_from", title="Чат", chat_id=55), types.MessageActionChannelMigrateFrom),
    ],
)
def test_service_posts_are_such(sent: Callable[..., Any], service: Service, action: type) -> None:
    """A MessageService with its action and no text."""
    post = sent(service=service)
    assert isinstance(post, types.MessageService)
    assert isinstance(post.action, action)


def test_a_rich_message_has_its_words_in_blocks(sent: Callable[..., Any]) -> None:
    """The text itself is empty."""
    post = sent(
        rich=(
            RichBlock(kind="heading", rows=(("Вахта",),)),
            RichBlock(kind="paragraph", rows=(("Нужны швеи",), (", 12 человек",))),
            RichBlock(kind="list", rows=(("проезд",), ("питание",))),
            RichBlock(kind="table", rows=(("швея", "12"), ("повар", "3"))),
        )
    )
    assert post.message == ""
    heading, paragraph, items, table = post.rich_message.blocks
    assert heading.text.text == "Вахта"
    assert paragraph.text.texts[0].text.text == "Нужны швеи"
    assert [one.text.text for one in items.items] == ["проезд", "питание"]
    assert [[cell.text.text for cell in row.cells] for row in table.rows] == [["швея", "12"], ["повар", "3"]]


def test_senders_come_with_posts_of_groups(world: World, run: Run) -> None:
    """A group's post has a person, who comes along in the answer."""
    group = world.add_group("example_group")
    person = world.add_person("Пример", last_name="Примеров", username="example_person")
    group.post("Нужен бетонщик", sender_id=person.id)

    async def work(client: Any) -> Any:
        return (await client.get_messages("example_group", limit=1))[0]

    post = run(work)
    assert (post.sender_id, post.sender.last_name, post.views) == (person.id, "Примеров", None)


def test_an_unknown_object_fails_its_whole_page(world: World, run: Run) -> None:
    """Telethon loses all hundred; the posts around it are readable by id."""
    (jobs,) = world.channels.values()
    jobs.set(440, unknown=True)

    async def page(client: Any) -> None:
        await client.get_messages("example_jobs", limit=100)

    async def around(client: Any) -> list[int]:
        return [post.id for post in await client.get_messages("example_jobs", ids=[439, 441])]

    with pytest.raises(TypeNotFoundError):
        run(page)
    assert run(around) == [439, 441]
