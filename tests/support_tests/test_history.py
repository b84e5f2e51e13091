"""Reading posts from the loopback Telegram with a stock Telethon client."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from loopback_telegram import LoopbackTelegram, World
from telethon import errors
from telethon.tl import functions

Run = Callable[..., Any]
Work = Callable[[Any], Awaitable[Any]]


def ids_of(**options: Any) -> Work:
    """Work that lists the ids an iteration over example_jobs gives."""

    async def work(client: Any) -> list[int]:
        return [post.id async for post in client.iter_messages("example_jobs", wait_time=0, **options)]

    return work


def test_all_posts_come_newest_first_and_oldest_first(run: Run, server: LoopbackTelegram) -> None:
    """450 posts take five pages either way, each id once."""
    assert run(ids_of()) == list(range(450, 0, -1))
    assert run(ids_of(reverse=True)) == list(range(1, 451))
    limits = [entry.arguments["limit"] for entry in server.journal.entries("messages.GetHistory")]
    assert limits == [100] * len(limits)
    assert 10 <= len(limits) <= 12


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"min_id": 440}, list(range(450, 440, -1))),
        ({"min_id": 440, "reverse": True}, list(range(441, 451))),
        ({"max_id": 6}, [5, 4, 3, 2, 1]),
        ({"offset_id": 300, "limit": 3}, [299, 298, 297]),
        ({"offset_id": 300, "limit": 3, "reverse": True}, [301, 302, 303]),
        ({"min_id": 100, "max_id": 104, "reverse": True}, [101, 102, 103]),
        ({"offset_id": 300, "add_offset": 2, "limit": 2}, [297, 296]),
    ],
)
def test_offsets_bound_what_comes(run: Run, options: dict[str, Any], expected: list[int]) -> None:
    """Offsets are exclusive, as Telethon documents them."""
    assert run(ids_of(**options)) == expected


def test_a_date_bounds_what_comes(run: Run, world: World) -> None:
    """offset_date gives posts older than a moment, or from it on in reverse."""
    (jobs,) = world.channels.values()
    moment = jobs[200].date
    assert run(ids_of(offset_date=moment, limit=2)) == [199, 198]
    assert run(ids_of(offset_date=moment + timedelta(seconds=1), limit=2)) == [200, 199]


def test_posts_come_by_id_in_the_order_asked(run: Run, world: World) -> None:
    """What is deleted or never was is None at its place."""
    (jobs,) = world.channels.values()
    jobs.delete(7)

    async def work(client: Any) -> list[int | None]:
        posts = await client.get_messages("example_jobs", ids=[9, 7, 8, 9999])
        return [post.id if post else None for post in posts]

    assert run(work) == [9, None, 8, None]


def test_a_page_is_never_longer_than_a_hundred(run: Run) -> None:
    """A limit above is cut, as Telegram does."""

    async def work(client: Any) -> int:
        peer = await client.get_input_entity("example_jobs")
        page = await client(functions.messages.GetHistoryRequest(peer, 0, None, 0, 1000, 0, 0, 0))
        assert page.count == 450
        return len(page.messages)

    assert run(work) == 100


def test_changes_between_runs_are_seen(run: Run, world: World) -> None:
    """Edits, counters, deletions and new posts show at once, also where the old bytes were kept."""
    (jobs,) = world.channels.values()
    run(ids_of())
    jobs.edit(450, "Требуются сварщики, 12 чел.")
    jobs.bump(449, views=5, forwards=2)
    jobs.delete(448)
    jobs.skip(2)
    jobs.post("Нужны повара")

    async def work(client: Any) -> list[Any]:
        return [post async for post in client.iter_messages("example_jobs", limit=4)]

    new, edited, bumped, other = run(work)
    assert (new.id, new.message) == (453, "Нужны повара")
    assert (edited.message, edited.edit_date) == ("Требуются сварщики, 12 чел.", jobs[450].edited)
    assert (bumped.views, bumped.forwards, bumped.edit_date) == (4495, 2, None)
    assert other.id == 447


def test_comments_are_read_from_the_discussion_group(run: Run, world: World) -> None:
    """A channel's post names its group and count; the comments come newest first with their senders."""
    (jobs,) = world.channels.values()
    group = world.add_group("example_talk")
    world.link(jobs, group)
    person = world.add_person("Пример", username="example_person")
    first = world.comment(jobs, 450, text="Ещё актуально?", sender_id=person.id)
    second = world.comment(jobs, 450, text="Да", sender_id=person.id)

    async def work(client: Any) -> tuple[Any, Any, list[Any], Any]:
        post = (await client.get_messages("example_jobs", ids=[450]))[0]
        peer = await client.get_input_entity("example_jobs")
        root = await client(functions.messages.GetDiscussionMessageRequest(peer, 450))
        comments = [one async for one in client.iter_messages("example_jobs", reply_to=450, wait_time=0)]
        return post.replies, root.messages[0], comments, await comments[0].get_sender()

    replies, root, comments, sender = run(work)
    assert (replies.replies, replies.comments, replies.channel_id) == (2, True, group.id)
    assert (root.fwd_from.channel_post, root.peer_id.channel_id) == (450, group.id)
    assert [one.id for one in comments] == [second.id, first.id]
    assert sender.username == "example_person"


def test_a_post_without_comments_has_no_discussion(run: Run) -> None:
    """Telegram says MSG_ID_INVALID."""

    async def work(client: Any) -> None:
        await client.get_messages("example_jobs", reply_to=450)

    with pytest.raises(errors.MsgIdInvalidError):
        run(work)


def test_a_restricted_channel_says_why_and_shows_nothing(run: Run, world: World) -> None:
    """The reason stands in the channel; its history is empty."""
    world.add_channel("example_blocked", posts=5, restricted="This channel can't be displayed.")

    async def work(client: Any) -> tuple[Any, list[Any]]:
        channel = await client.get_entity("example_blocked")
        return channel, await client.get_messages(channel, limit=10)

    channel, posts = run(work)
    assert channel.restricted
    assert channel.restriction_reason[0].text == "This channel can't be displayed."
    assert not posts


def test_a_hundred_thousand_posts_are_no_trouble(run: Run, world: World) -> None:
    """The last page of a long channel comes as the first does."""
    world.add_channel("example_long", posts=100_000)

    async def work(client: Any) -> tuple[list[int], list[int]]:
        oldest = [post.id async for post in client.iter_messages("example_long", limit=200, reverse=True)]
        middle = [post.id async for post in client.iter_messages("example_long", limit=2, offset_id=50_000)]
        return oldest, middle

    oldest, middle = run(work)
    assert oldest == list(range(1, 201))
    assert middle == [49_999, 49_998]


def test_unknown_methods_say_that_the_server_lacks_them(run: Run, server: LoopbackTelegram) -> None:
    """So that a test that needs one shows it by name."""

    async def work(client: Any) -> None:
        await client(functions.help.GetAppConfigRequest(hash=0))

    with pytest.raises(errors.BadRequestError, match="LOOPBACK_DOES_NOT_SERVE_help"):
        run(work)
    assert server.journal.entries("help.GetAppConfig")[0].outcome == (
        "LOOPBACK_DOES_NOT_SERVE_help.GetAppConfig"
    )
