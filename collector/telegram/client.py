"""One Telethon client under guard: each call takes a turn, has a time limit and is tried again in order.

Telethon on its own reconnects thousands of times in seconds, waits for lost replies without end, and keeps
nothing of a flood. So none of its own retries is used: a call here ends with an answer, with one of the
errors that say something about what was asked, or with ``CannotRead``.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field
from typing import Any

from telethon import TelegramClient, errors
from telethon.sessions import SQLiteSession

from collector.politeness import SHORT, Pace, Politeness
from collector.reasons import CannotRead, WhyNot
from collector.telegram.credentials import Credentials
from collector.telegram.refusals import ACCOUNT, FLOODS, PASSING, refusal

PACE = Pace(burst=200, per_second=30.0, tries=5, back_off=0.5, longest=30.0)
"""Telegram says itself when it is too much (FLOOD_WAIT); this bounds what a storm of retries can ask."""

CALL_SECONDS = 15.0
"""After this long an answer is taken for lost."""
CLOSE_SECONDS = 0.3
"""Hanging up is no reason to keep a person waiting who stopped the pass."""

NAMES_METHOD = "ResolveUsernameRequest"
"""Its floods last hours and hold for every name."""


def quiet_logger() -> logging.Logger:
    """A logger that says nothing: Telethon's warnings name what is handled here."""
    logger = logging.getLogger("headcount.telethon")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return logger


def make_client(
    session: SQLiteSession, credentials: Credentials, *, proxy: dict[str, Any] | None
) -> TelegramClient:
    """A client without any retries of its own, and without updates."""
    return TelegramClient(
        session,
        credentials.api_id,
        credentials.api_hash,
        proxy=proxy,
        # otherwise Telethon puts its own address over one of IPv6
        use_ipv6=":" in (session.server_address or ""),
        timeout=10,
        request_retries=1,
        connection_retries=1,
        retry_delay=0,
        auto_reconnect=False,
        flood_sleep_threshold=0,
        raise_last_call_error=True,
        receive_updates=False,
        base_logger=quiet_logger(),
        device_model="headcount",
    )


@dataclass
class _Floods:
    """Until when a method is refused, and for which channels it was."""

    until: float = 0.0
    whom: set[str] = field(default_factory=set)


class GuardedClient:
    """Calls Telegram for one channel at a time; ``what`` is whom the calls are about, for messages."""

    def __init__(
        self, client: TelegramClient, politeness: Politeness, *, call_seconds: float = CALL_SECONDS
    ) -> None:
        self._client = client
        self.politeness = politeness
        self._call_seconds = call_seconds
        self._floods: dict[str, _Floods] = {}
        self._ended: CannotRead | None = None
        self._unreachable = False
        self.what = "Telegram"

    async def call(self, request: Any) -> Any:
        """Send a request until it is answered.

        Raises:
            CannotRead: refused for good, asked to wait for long, or not to be reached.
            TypeNotFoundError: the answer holds an object of a kind that this Telethon does not know.
        """
        failures = waits = 0
        method = type(request).__name__
        while True:
            if self._ended is not None:
                raise CannotRead(self._ended.kind, self._ended.detail)
            await self._heed_flood(method)
            try:
                return await self._send(request)
            except FLOODS as flood:
                waits += 1
                await self._flooded(method, max(1, flood.seconds), waits)
            except PASSING as error:
                failures += 1
                await self._failed(error, failures)
            except (errors.RPCError, errors.AuthKeyNotFound) as error:
                self._refused(error)
                raise
            except ValueError as error:  # Telethon's own word for retries used up
                failures += 1
                await self._failed(error, failures)

    async def close(self) -> None:
        """Hang up, and wait no longer for it than a moment."""
        try:
            await self._hang_up()
        finally:
            self._client.session.close()

    async def _send(self, request: Any) -> Any:
        """One try."""
        if not self._client.is_connected():
            await self.politeness.turn()
            await self._answered(self._client.connect())
        await self.politeness.turn()
        answer = await self._answered(self._client(request))
        self._unreachable = False
        return answer

    async def _answered(self, waiting: Any) -> Any:
        try:
            return await asyncio.wait_for(waiting, self._call_seconds)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            # Telethon cancels what waits for an answer when it gives a connection up
            raise ConnectionError("the connection was lost") from None

    async def _failed(self, error: Exception, failures: int) -> None:
        """Hang up and wait a little before the next try; after too many, or where all failed before, end."""
        if isinstance(error, OSError | EOFError | TimeoutError | BufferError | ValueError):
            await self._hang_up()
        most = 1 if self._unreachable else self.politeness.pace.tries
        if failures >= most:
            self._unreachable = not self._client.is_connected()
            raise CannotRead(WhyNot.NETWORK, f"tried {failures} times: {_plain(error)}") from None
        await self.politeness.pause(failures)

    async def _hang_up(self) -> None:
        with contextlib.suppress(*PASSING, errors.AuthKeyNotFound):
            await asyncio.wait_for(self._client.disconnect(), CLOSE_SECONDS)
            # how the connection ended, which Python complains of if nobody looks at it
            await asyncio.wait_for(self._client.disconnected, CLOSE_SECONDS)

    def _refused(self, error: Exception) -> None:
        reason = refusal(error)
        if reason is not None and reason.kind in ACCOUNT:
            self._ended = reason
        if reason is not None:
            raise reason from error

    async def _heed_flood(self, method: str) -> None:
        """Do not ask again while a method is refused to everybody: for two channels, or for names at all."""
        flood = self._floods.get(method)
        left = flood.until - self.politeness.clock.monotonic() if flood else 0
        if flood and left > 0 and (left <= SHORT or len(flood.whom) > 1 or method == NAMES_METHOD):
            await self.politeness.wait(left, self.what)

    async def _flooded(self, method: str, seconds: int, waits: int) -> None:
        flood = self._floods.setdefault(method, _Floods())
        flood.until = max(flood.until, self.politeness.clock.monotonic() + seconds)
        flood.whom.add(self.what)
        if waits > self.politeness.pace.tries:
            raise CannotRead(WhyNot.THROTTLED, f"Telegram asked {waits} times in a row to wait")
        await self.politeness.wait(seconds, self.what)
        flood.whom.clear()


def _plain(error: Exception) -> str:
    """What went wrong, without addresses that hold nothing for a reader."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, errors.RPCError):
        return f"Telegram has trouble ({error.message})"
    return f"no connection ({type(error).__name__})"
