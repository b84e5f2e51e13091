"""Pages at which a stock iterator stops early or fails, and channels that change during a pass."""

from collections.abc import Callable
from typing import Any

import pytest
from loopback_telegram import LoopbackTelegram, World
from telethon.errors import TypeNotFoundError

Run = Callable[..., Any]


async def descending(client: Any) -> list[int]:
    """Work that reads example_jobs from the newest on."""
    return [post.id async for post in client.iter_messages("example_jobs", wait_time=0)]


async def ascending(client: Any) -> list[int]:
    """Work that reads example_jobs from the oldest on."""
    return [post.id async for post in client.iter_messages("example_jobs", wait_time=0, reverse=True)]


@pytest.mark.parametrize("kind", ["empty", "only_empty", "repeat"])
def test_the_iterator_ends_before_the_channel(run: Run, server: LoopbackTelegram, kind: Any) -> None:
    """100 of 450 posts are read, and no error says so."""
    server.faults.page(kind, after=1)
    assert run(descending) == list(range(450, 350, -1))
    server.faults.page(kind, after=1)
    assert run(ascending) == list(range(1, 101))


def test_a_page_with_an_unknown_object_fails(run: Run, server: LoopbackTelegram) -> None:
    """The next try is whole again."""
    server.faults.page("unknown", after=1)
    with pytest.raises(TypeNotFoundError):
        run(descending)
    assert len(run(descending)) == 450


def test_odd_answers_to_ids(run: Run, server: LoopbackTelegram) -> None:
    """All asked for seem gone, or the answer is shorter than the question."""

    async def work(client: Any) -> list[Any]:
        return list(await client.get_messages("example_jobs", ids=[1, 2, 3]))

    server.faults.page("only_empty", "channels.GetMessages")
    assert run(work) == [None, None, None]
    server.faults.page("empty", "channels.GetMessages")
    assert run(work) == []


def test_a_channel_changes_between_two_pages(run: Run, server: LoopbackTelegram, world: World) -> None:
    """New posts, edits and deletions of the moment are in the next page."""
    (jobs,) = world.channels.values()

    def change(_: World) -> None:
        jobs.post("Нужны повара")
        jobs.delete(150)
        jobs.edit(151, "Нужны токари")

    server.faults.before(change, after=1)

    async def work(client: Any) -> dict[int, str]:
        return {
            post.id: post.message
            async for post in client.iter_messages("example_jobs", wait_time=0, reverse=True)
        }

    found = run(work)
    assert list(found) == [number for number in range(1, 452) if number != 150]
    assert (found[151], found[451]) == ("Нужны токари", "Нужны повара")
    assert server.journal.entries("messages.GetHistory")[1].outcome == "ok"
