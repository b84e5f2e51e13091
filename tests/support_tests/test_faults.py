"""What a stock Telethon client does with each scripted refusal."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from loopback_telegram import LoopbackTelegram, World
from telethon import errors

Run = Callable[..., Any]


async def first(client: Any) -> int:
    """Work that reads the newest post."""
    return int((await client.get_messages("example_jobs", limit=1))[0].id)


def reads(name: str, **options: Any) -> Callable[[Any], Awaitable[Any]]:
    """Work that lists the ids of a channel."""

    async def work(client: Any) -> list[int]:
        return [post.id async for post in client.iter_messages(name, wait_time=0, **options)]

    return work


def outcomes(server: LoopbackTelegram, method: str = "messages.GetHistory") -> list[str | None]:
    """List how requests ended."""
    return [entry.outcome for entry in server.journal.entries(method)]


def test_a_short_flood_is_slept_off(run: Run, server: LoopbackTelegram) -> None:
    """The same page is asked again, and nothing is lost."""
    server.faults.flood(seconds=1, after=1)
    assert len(run(reads("example_jobs"))) == 450
    assert outcomes(server)[:3] == ["ok", "FLOOD_WAIT_1", "ok"]


def test_a_long_flood_is_raised(run: Run, server: LoopbackTelegram) -> None:
    """With its seconds; Telethon's threshold is 60."""
    server.faults.flood(seconds=3600)
    with pytest.raises(errors.FloodWaitError) as caught:
        run(first)
    assert caught.value.seconds == 3600


def test_a_premium_flood_has_its_own_error(run: Run, server: LoopbackTelegram) -> None:
    """FLOOD_PREMIUM_WAIT_x."""
    server.faults.flood(seconds=90, premium=True)
    with pytest.raises(errors.FloodPremiumWaitError) as caught:
        run(first)
    assert caught.value.seconds == 90


def test_one_flood_blocks_all_channels(run: Run, server: LoopbackTelegram, world: World) -> None:
    """Telethon remembers it by request type and sends nothing; without updates it forgets and does send."""
    other = world.add_channel("example_other", posts=3)
    (jobs, _) = world.channels.values()

    async def work(client: Any) -> Any:
        with pytest.raises(errors.FloodWaitError):
            await first(client)
        return (await client.get_messages("example_other", limit=1))[0].id

    server.faults.flood(seconds=3600, channel=jobs)
    with pytest.raises(errors.FloodWaitError):
        run(work)
    assert server.journal.count("messages.GetHistory", channel_id=other.id) == 0
    server.faults.flood(seconds=3600, channel=jobs)
    assert run(work, receive_updates=False) == 3


def test_used_up_retries_are_a_plain_value_error_unless_asked(run: Run, server: LoopbackTelegram) -> None:
    """The error behind shows with raise_last_call_error."""
    server.faults.internal()
    with pytest.raises(ValueError, match="unsuccessful 1 time"):
        run(first, request_retries=0)
    server.faults.internal()
    with pytest.raises(errors.RpcCallFailError):
        run(first, request_retries=0, raise_last_call_error=True)


def test_a_timeout_of_the_server_is_tried_again(run: Run, server: LoopbackTelegram) -> None:
    """-503 Timeout is one of Telegram's passing troubles."""
    server.faults.timeout()
    assert run(first) == 450
    assert outcomes(server) == ["Timeout", "ok"]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("CHANNEL_PRIVATE", errors.ChannelPrivateError),
        ("CHANNEL_INVALID", errors.ChannelInvalidError),
        ("CHANNEL_BANNED", errors.ChannelBannedError),
        ("FROZEN_METHOD_INVALID", errors.FrozenMethodInvalidError),
        ("NOT_HEARD_OF_YET", errors.BadRequestError),
    ],
)
def test_refusals_of_a_channel(
    run: Run, server: LoopbackTelegram, message: str, expected: type[Exception]
) -> None:
    """Each is the error of its name; new ones are those of their code."""
    server.faults.error(message)
    with pytest.raises(expected):
        run(first)


def test_a_name_can_be_refused(run: Run, server: LoopbackTelegram) -> None:
    """Faults of contacts.ResolveUsername are aimed by name."""
    server.faults.flood("contacts.ResolveUsername", seconds=86_400, channel="example_jobs")
    with pytest.raises(errors.FloodWaitError) as caught:
        run(first)
    assert caught.value.seconds == 86_400


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("SESSION_REVOKED", errors.SessionRevokedError),
        ("USER_DEACTIVATED_BAN", errors.UserDeactivatedBanError),
        ("AUTH_KEY_UNREGISTERED", errors.AuthKeyUnregisteredError),
    ],
)
def test_a_lost_account_connects_and_reads_nothing(
    run: Run, server: LoopbackTelegram, message: str, expected: type[Exception]
) -> None:
    """connect() says nothing, get_me() gives None, and the first read tells why."""
    server.faults.account(message)

    async def work(client: Any) -> None:
        assert await client.get_me() is None
        assert not await client.is_user_authorized()
        await first(client)

    with pytest.raises(expected):
        run(work)


def test_a_key_used_twice_fails_in_connect(run: Run, server: LoopbackTelegram) -> None:
    """AUTH_KEY_DUPLICATED is no UnauthorizedError."""
    server.faults.account("AUTH_KEY_DUPLICATED")
    with pytest.raises(errors.AuthKeyDuplicatedError):
        run(first)


def test_a_signed_out_key_is_unregistered(run: Run, server: LoopbackTelegram) -> None:
    """As when another device ends the session."""
    server.keys.sign_out()
    with pytest.raises(errors.AuthKeyUnregisteredError):
        run(first)


def test_a_forgotten_key_ends_the_connection(run: Run, server: LoopbackTelegram) -> None:
    """-404 at the transport."""
    server.keys.forget()
    with pytest.raises(errors.AuthKeyNotFound):
        run(first)


def test_faults_meet_only_what_they_are_aimed_at(run: Run, server: LoopbackTelegram, world: World) -> None:
    """By channel, by count before, by count of strikes, by arguments."""
    world.add_channel("example_other", posts=3)
    (jobs, _) = world.channels.values()
    server.faults.error("CHANNEL_PRIVATE", channel=jobs, after=1)
    server.faults.error("CHANNEL_INVALID", when=lambda entry: entry.arguments["limit"] == 7)

    async def work(client: Any) -> list[str]:
        seen = []
        for name, limit in [
            ("example_jobs", 1),
            ("example_other", 1),
            ("example_jobs", 1),
            ("example_other", 7),
        ]:
            try:
                await client.get_messages(name, limit=limit)
                seen.append("ok")
            except errors.RPCError as error:
                seen.append(type(error).__name__)
        return seen

    assert run(work) == ["ok", "ok", "ChannelPrivateError", "ChannelInvalidError"]
    assert server.faults.pending == 0
    server.faults.error("CHANNEL_PRIVATE", times=None)
    server.faults.clear()
    assert run(first) == 450
