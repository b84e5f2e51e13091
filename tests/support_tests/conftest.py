"""A world, its servers, and a stock Telethon client to look at them with."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from loopback_telegram import LoopbackTelegram, World
from loopback_tme import LoopbackTme
from telethon import TelegramClient


class Run(Protocol):
    """Runs work with a connected client and gives its result; `options` are those of TelegramClient."""

    def __call__(self, work: Callable[[Any], Awaitable[Any]], **options: Any) -> Any:
        """Run it."""


@pytest.fixture
def world() -> World:
    """A world with one channel of 450 posts, `example_jobs`."""
    made = World()
    made.add_channel("example_jobs", title="Работа", posts=450)
    return made


@pytest.fixture
def server(world: World) -> Iterator[LoopbackTelegram]:
    """A Telegram of that world."""
    with LoopbackTelegram(world) as made:
        yield made


@pytest.fixture
def tme(world: World) -> Iterator[LoopbackTme]:
    """A t.me of that world."""
    with LoopbackTme(world) as made:
        yield made


@pytest.fixture
def session(server: LoopbackTelegram, tmp_path: Path) -> Path:
    """A session that is signed in."""
    return server.prepare_session(tmp_path / "telegram.session")


@pytest.fixture
def run(session: Path) -> Run:
    """Runs work with a stock client of that session."""

    def runner(work: Callable[[Any], Awaitable[Any]], **options: Any) -> Any:
        async def main() -> Any:
            client = TelegramClient(str(session), 1, "hash", **{"retry_delay": 0} | options)
            try:
                await client.connect()
                return await work(client)
            finally:
                await client.disconnect()
                client.session.close()  # which a client that never connected leaves open

        return asyncio.run(asyncio.wait_for(main(), 60))

    return runner
