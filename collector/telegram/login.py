"""Signing an account in and out: phone, code, second factor; each refusal in plain words."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from telethon import TelegramClient, errors

from collector.errors import SourceError
from collector.reasons import CannotRead, WhyNot
from collector.telegram.client import CLOSE_SECONDS, quiet_logger
from collector.telegram.credentials import Credentials
from collector.telegram.proxy import proxy_for_telethon
from collector.telegram.refusals import refusal
from collector.telegram.session import open_session, session_file

TRIES = 3
"""How often a mistyped code or password may be typed again."""
STEP_SECONDS = 60.0

T = TypeVar("T")

_REFUSALS: dict[type[Exception], str] = {
    errors.PhoneNumberInvalidError: "Telegram knows no such number; write it with its country code, +7...",
    errors.PhoneNumberBannedError: "Telegram has banned this phone number.",
    errors.PhoneNumberUnoccupiedError: "No account has this phone number; make one in a Telegram app first.",
    errors.PhoneNumberFloodError: "Telegram refuses this number for now: too many sign-ins. Try tomorrow.",
    errors.PhonePasswordFloodError: "Telegram has refused it for now: too many passwords. Try tomorrow.",
    errors.PhoneCodeExpiredError: "The code has expired; run `headcount login` again for a new one.",
    errors.PhoneCodeInvalidError: "That is not the code that Telegram sent.",
    errors.PasswordHashInvalidError: "That is not the account's second password.",
    errors.ApiIdInvalidError: "Telegram does not know this api_id and api_hash; see https://my.telegram.org.",
    errors.ApiIdPublishedFloodError: "Telegram has shut this api_id; make one at https://my.telegram.org.",
    errors.AuthKeyNotFound: "Telegram no longer knows the session; remove the session file and sign in anew.",
}


class LoginRefused(SourceError):  # noqa: N818 - reads as the sentence it is
    """Signing in or out did not work; ``str()`` says why."""


class Asks(Protocol):
    """Asks the person who signs in."""

    def __call__(self, what: str, *, secret: bool = False) -> str:
        """What was typed; not shown if it is secret."""
        ...


async def sign_in(
    session: Path, credentials: Credentials, *, proxy: str | None, ask: Asks, say: Callable[[str], None]
) -> bool:
    """Sign in, keeping what the session file already holds; False if it is signed in already.

    Raises:
        LoginRefused: it did not work; a session file that was not there before is not there then.
    """
    file = session_file(session)
    new = not file.exists()
    try:
        return await _signed_in(session, credentials, proxy=proxy, ask=ask, say=say)
    except BaseException:  # Ctrl-C at a question too
        if new:
            file.unlink(missing_ok=True)
        raise


async def _signed_in(
    session: Path, credentials: Credentials, *, proxy: str | None, ask: Asks, say: Callable[[str], None]
) -> bool:
    async with _connected(session, credentials, proxy, create=True) as client:
        if await _step(client.is_user_authorized()):
            return False
        phone = ask("Phone number, with its country code")
        await _step(client.send_code_request(phone))
        say("Telegram has sent a code to the account's other apps, or by SMS.")
        try:
            await _retyped(
                errors.PhoneCodeInvalidError, say, lambda: client.sign_in(phone, ask("Code").strip())
            )
        except errors.SessionPasswordNeededError:
            await _retyped(
                errors.PasswordHashInvalidError,
                say,
                lambda: client.sign_in(password=ask("Second password", secret=True)),
            )
        return True


async def sign_out(session: Path, credentials: Credentials, *, proxy: str | None) -> None:
    """Have Telegram forget the session and remove its file.

    Raises:
        LoginRefused: there is none, or Telegram could not be reached; the file is then left alone.
    """
    async with _connected(session, credentials, proxy, create=False) as client:
        await _step(client.log_out())
    session_file(session).unlink(missing_ok=True)


@asynccontextmanager
async def _connected(
    session: Path, credentials: Credentials, proxy: str | None, *, create: bool
) -> AsyncIterator[TelegramClient]:
    try:
        file = open_session(session, create=create)
    except CannotRead as reason:
        raise LoginRefused(f"{session_file(session)}: {reason.detail or 'there is no session'}") from None
    client = TelegramClient(
        file, credentials.api_id, credentials.api_hash,
        proxy=proxy_for_telethon(proxy), use_ipv6=":" in (file.server_address or ""),
        connection_retries=2, flood_sleep_threshold=0, raise_last_call_error=True,
        receive_updates=False, base_logger=quiet_logger(), device_model="headcount",
    )  # fmt: skip
    try:
        await _step(client.connect())
        yield client
    finally:
        try:
            with contextlib.suppress(OSError, EOFError, TimeoutError, errors.AuthKeyNotFound):
                await asyncio.wait_for(client.disconnect(), CLOSE_SECONDS)
                await asyncio.wait_for(client.disconnected, CLOSE_SECONDS)
        finally:
            file.close()


async def _retyped(
    mistyped: type[Exception], say: Callable[[str], None], step: Callable[[], Awaitable[Any]]
) -> None:
    """A step that a person may mistype."""
    for left in reversed(range(TRIES)):
        try:
            await _step(step(), let=(mistyped, errors.SessionPasswordNeededError))
        except mistyped as error:
            if not left:
                raise LoginRefused(_REFUSALS[mistyped]) from error
            say(f"{_REFUSALS[mistyped]} Try again.")
        else:
            return


async def _step(waiting: Awaitable[T], *, let: tuple[type[Exception], ...] = ()) -> T:
    """Wait for a step, and say in plain words why it failed."""
    try:
        return await asyncio.wait_for(waiting, STEP_SECONDS)
    except let:
        raise
    except (errors.FloodWaitError, errors.FloodPremiumWaitError) as flood:
        raise LoginRefused(f"Telegram asks to wait {flood.seconds} s before the next try.") from None
    except (OSError, EOFError, TimeoutError) as error:
        raise LoginRefused(f"Telegram cannot be reached ({type(error).__name__}).") from None
    except (errors.RPCError, errors.AuthKeyNotFound) as error:
        said = next((text for kind, text in _REFUSALS.items() if isinstance(error, kind)), None)
        reason = refusal(error)
        if said is None and reason is not None:
            said = _plain(reason)
        raise LoginRefused(said or f"Telegram refused it ({type(error).__name__}).") from None


def _plain(reason: CannotRead) -> str:
    if reason.kind is WhyNot.SESSION_REVOKED:
        return "Telegram has ended this session; remove the session file and sign in anew."
    return f"{reason}."
