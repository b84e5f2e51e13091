"""Names, channels and people in the loopback Telegram."""

from collections.abc import Callable
from typing import Any

import pytest
from loopback_telegram import LoopbackTelegram, World
from telethon import errors
from telethon.tl import functions, types

Run = Callable[..., Any]


def entity(name: str) -> Any:
    """Work that looks a name up."""

    async def work(client: Any) -> Any:
        return await client.get_entity(name)

    return work


def test_a_name_is_found_whatever_its_case(run: Run, world: World) -> None:
    """Channels, groups, users and bots each come as what they are."""
    world.add_group("example_group", participants=77)
    world.add_person("Пример", username="example_person")
    world.add_person("Bot", username="example_bot", bot=True)
    channel = run(entity("Example_JOBS"))
    assert (channel.title, channel.broadcast, channel.megagroup) == ("Работа", True, False)
    assert run(entity("example_group")).megagroup
    assert isinstance(run(entity("example_person")), types.User)
    assert run(entity("example_bot")).bot


def test_the_account_is_in_no_chat(run: Run) -> None:
    """Programs that ask for all chats first find none, and look names up then."""

    async def work(client: Any) -> Any:
        return await client.get_dialogs()

    assert list(run(work)) == []


def test_a_name_nobody_has_is_a_plain_value_error(run: Run) -> None:
    """Telethon hides USERNAME_NOT_OCCUPIED behind one; impossible names it does not even ask for."""
    with pytest.raises(ValueError, match="No user has") as caught:
        run(entity("example_nobody"))
    assert isinstance(caught.value.__cause__, errors.UsernameNotOccupiedError)
    with pytest.raises(ValueError, match="Cannot find any entity"):
        run(entity("1nope_but_long"))

    async def ask(client: Any) -> None:
        await client(functions.contacts.ResolveUsernameRequest("1nope_but_long"))

    with pytest.raises(errors.UsernameInvalidError):
        run(ask)


def test_a_channel_with_several_names_has_none_in_the_usual_place(run: Run, world: World) -> None:
    """`username` is empty then, and the names stand in `usernames`."""
    world.add_channel("example_first", more_usernames=("example_second",))
    channel = run(entity("example_second"))
    assert channel.username is None
    assert [one.username for one in channel.usernames] == ["example_first", "example_second"]


def test_full_facts_of_a_channel(run: Run, world: World) -> None:
    """About, participants, discussion group, the group it grew out of, the pinned post."""
    (jobs,) = world.channels.values()
    group = world.add_group("example_talk", migrated_from=4321)
    jobs.about, jobs.participants = "Вахта", 1234
    jobs.set(3, pinned=True)
    world.link(jobs, group)

    async def work(client: Any) -> tuple[Any, Any]:
        one = await client(functions.channels.GetFullChannelRequest("example_jobs"))
        other = await client(functions.channels.GetFullChannelRequest("example_talk"))
        return one, other

    one, other = run(work)
    full = one.full_chat
    assert (full.about, full.participants_count, full.linked_chat_id) == ("Вахта", 1234, group.id)
    assert full.pinned_msg_id == 3
    assert {chat.id for chat in one.chats} == {jobs.id, group.id}
    assert other.full_chat.migrated_from_chat_id == 4321


def test_a_renamed_channel_keeps_its_id_and_loses_its_name(run: Run, world: World) -> None:
    """Old names are nobody's; the id goes on reading."""
    (jobs,) = world.channels.values()
    world.rename(jobs, "example_work", title="Вахта")

    async def work(client: Any) -> Any:
        peer = types.InputPeerChannel(jobs.id, jobs.access_hash)
        return (await client.get_messages(peer, limit=1))[0].chat.username

    assert run(work) == "example_work"
    with pytest.raises(ValueError, match="No user has"):
        run(entity("example_jobs"))


def test_a_private_channel_is_refused_by_id_and_unknown_by_name(run: Run, world: World) -> None:
    """CHANNEL_PRIVATE for reading, ChannelForbidden for looking."""
    (jobs,) = world.channels.values()
    world.make_private(jobs)
    peer = types.InputPeerChannel(jobs.id, jobs.access_hash)

    async def read(client: Any) -> None:
        await client.get_messages(peer, limit=1)

    async def look(client: Any) -> Any:
        return await client.get_entity(peer)

    with pytest.raises(errors.ChannelPrivateError):
        run(read)
    assert isinstance(run(look), types.ChannelForbidden)
    with pytest.raises(ValueError, match="No user has"):
        run(entity("example_jobs"))


def test_a_wrong_access_hash_is_refused(run: Run, world: World) -> None:
    """CHANNEL_INVALID, as for ids that never were."""
    (jobs,) = world.channels.values()

    async def work(client: Any) -> None:
        await client.get_messages(types.InputPeerChannel(jobs.id, 1), limit=1)

    with pytest.raises(errors.ChannelInvalidError):
        run(work)


def test_the_journal_names_whom_a_request_is_about(run: Run, server: LoopbackTelegram, world: World) -> None:
    """By id and name, with the outcome and an ascending time."""
    (jobs,) = world.channels.values()

    async def work(client: Any) -> None:
        await client.get_messages("example_jobs", limit=1)

    run(work)
    (resolved,) = server.journal.entries("contacts.*")
    assert (resolved.channel_id, resolved.name, resolved.outcome) == (jobs.id, "example_jobs", "ok")
    assert server.journal.count("messages.GetHistory", channel_id=jobs.id) == 1
    assert all(pause >= 0 for pause in server.journal.pauses())
