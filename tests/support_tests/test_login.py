"""Signing in to the loopback Telegram, and each refusal on the way."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from loopback_telegram import LoopbackTelegram, World
from telethon import TelegramClient, errors
from telethon.tl import functions

Guest = Callable[[Callable[[Any], Awaitable[Any]]], Any]
PHONE = "+7 900 000-00-00"


@pytest.fixture
def guest(server: LoopbackTelegram, tmp_path: Path) -> Guest:
    """Runs work with a client that is not signed in; its session stays for the next."""
    session = server.prepare_session(tmp_path / "guest.session", signed_in=False)

    def runner(work: Callable[[Any], Awaitable[Any]]) -> Any:
        async def main() -> Any:
            client = TelegramClient(str(session), 1, "hash")
            await client.connect()
            try:
                return await work(client)
            finally:
                if client.session:
                    await client.disconnect()

        return asyncio.run(asyncio.wait_for(main(), 60))

    return runner


async def enter(client: Any, code: str = "12345") -> Any:
    """Ask for a code and give one."""
    await client.send_code_request(PHONE)
    return await client.sign_in(PHONE, code)


def test_phone_and_code_sign_in(guest: Guest) -> None:
    """For good: the next client of the session is in."""

    async def sign_in(client: Any) -> str:
        assert not await client.is_user_authorized()
        with pytest.raises(errors.AuthKeyUnregisteredError):
            await client(functions.contacts.ResolveUsernameRequest("example_jobs"))
        return str((await enter(client)).first_name)

    async def look(client: Any) -> int:
        return int((await client.get_messages("example_jobs", limit=1))[0].id)

    assert guest(sign_in) == "Reader"
    assert guest(look) == 450


def test_a_second_factor_is_asked_for_and_checked(guest: Guest, world: World) -> None:
    """A wrong password is refused as often as it comes, the right one lets in."""
    world.account.password, world.account.hint = "пароль от вахты", "где?"

    async def work(client: Any) -> str:
        with pytest.raises(errors.SessionPasswordNeededError):
            await enter(client)
        assert (await client(functions.account.GetPasswordRequest())).hint == "где?"
        with pytest.raises(errors.PasswordHashInvalidError):
            await client.sign_in(password="не тот")
        assert not await client.is_user_authorized()
        return str((await client.sign_in(password="пароль от вахты")).first_name)

    assert guest(work) == "Reader"


def test_a_password_alone_does_not_let_in(guest: Guest, world: World) -> None:
    """The code comes first."""
    world.account.password = "secret"

    async def work(client: Any) -> None:
        await client.sign_in(password="secret")

    with pytest.raises(errors.AuthKeyUnregisteredError):
        guest(work)


@pytest.mark.parametrize(
    ("account", "code", "expected"),
    [
        ({}, "54321", errors.PhoneCodeInvalidError),
        ({"code_expired": True}, "12345", errors.PhoneCodeExpiredError),
        ({"banned": True}, "12345", errors.PhoneNumberBannedError),
        ({"phone": "79000000001"}, "12345", errors.PhoneNumberInvalidError),
        ({"registered": False}, "12345", errors.PhoneNumberUnoccupiedError),
    ],
)
def test_refusals(
    guest: Guest, world: World, account: dict[str, Any], code: str, expected: type[Exception]
) -> None:
    """Each has its own error."""
    for name, value in account.items():
        setattr(world.account, name, value)

    async def work(client: Any) -> None:
        await enter(client, code)

    with pytest.raises(expected):
        guest(work)


def test_too_many_codes_are_a_flood(guest: Guest, server: LoopbackTelegram) -> None:
    """With the seconds to wait."""
    server.faults.flood("auth.SendCode", seconds=7200)

    async def work(client: Any) -> None:
        await enter(client)

    with pytest.raises(errors.FloodWaitError) as caught:
        guest(work)
    assert caught.value.seconds == 7200


def test_logging_out_ends_the_session_and_its_file(
    server: LoopbackTelegram, tmp_path: Path, guest: Guest
) -> None:
    """And a copy of the file is of no use afterwards."""
    copy = tmp_path / "copy.session"

    async def leave(client: Any) -> bool:
        await enter(client)
        client.session.save()
        copy.write_bytes((tmp_path / "guest.session").read_bytes())
        return bool(await client.log_out())

    async def look() -> Any:
        client = TelegramClient(str(copy), 1, "hash")
        await client.connect()
        try:
            return await client.get_me()
        finally:
            await client.disconnect()

    assert guest(leave)
    assert not (tmp_path / "guest.session").exists()
    assert asyncio.run(look()) is None
    assert server.journal.entries("auth.LogOut")[0].outcome == "ok"
