"""Connections that are cut, reset, silent, slow or refused, as a stock Telethon client meets them."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loopback_telegram import LoopbackTelegram

Run = Callable[..., Any]


async def everything(client: Any) -> int:
    """Work that counts the posts of example_jobs."""
    return len([post async for post in client.iter_messages("example_jobs", wait_time=0)])


async def first(client: Any) -> int:
    """Work that reads the newest post."""
    return int((await client.get_messages("example_jobs", limit=1))[0].id)


def test_a_cut_answer_is_asked_for_again(run: Run, server: LoopbackTelegram) -> None:
    """On a new connection; nothing is lost."""
    server.faults.cut(after=2)
    assert run(everything) == 450
    assert server.connections == 2
    assert "cut" in [entry.outcome for entry in server.journal.entries("messages.GetHistory")]


def test_resets_are_outlived(run: Run, server: LoopbackTelegram) -> None:
    """A client tries again at once, as often as its retries allow."""
    server.faults.reset(3)
    assert run(first) == 450
    assert server.connections == 4


def test_a_lost_answer_is_waited_for_for_ever(run: Run, server: LoopbackTelegram) -> None:
    """Telethon has no timeout; whoever sets one can go on with the same client."""
    server.faults.silence()

    async def work(client: Any) -> int:
        await client.get_input_entity("example_jobs")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(first(client), 1)
        return await first(client)

    assert run(work) == 450
    assert server.journal.entries("messages.GetHistory")[0].outcome == "silence"


def test_silence_can_meet_connect(run: Run, server: LoopbackTelegram) -> None:
    """connect() waits for help.GetConfig."""

    async def work(client: Any) -> None:
        await client.disconnect()
        server.faults.silence("help.GetConfig")
        await asyncio.wait_for(client.connect(), 0.3)

    with pytest.raises(TimeoutError):
        run(work)


def test_a_slow_answer_holds_up_no_other(run: Run, server: LoopbackTelegram) -> None:
    """Requests of one connection are answered as they are ready."""
    server.faults.slow(seconds=0.5)

    async def work(client: Any) -> list[str]:
        done = []

        async def note(what: str, job: Any) -> None:
            await job
            done.append(what)

        peer = await client.get_input_entity("example_jobs")
        slow = note("history", client.get_messages(peer, limit=1))
        quick = note("ids", client.get_messages(peer, ids=[1]))
        await asyncio.gather(slow, quick)
        return done

    assert run(work) == ["ids", "history"]


def test_an_outage_longer_than_the_retries_leaves_a_dead_client(run: Run, server: LoopbackTelegram) -> None:
    """Until connect() is called again."""

    async def work(client: Any) -> int:
        await first(client)
        with server.outage(), contextlib.suppress(ConnectionError):
            await client.disconnected
        with pytest.raises(ConnectionError):
            await first(client)
        await client.connect()
        return await first(client)

    assert run(work, connection_retries=1) == 450


def test_cut_connections_come_back(run: Run, server: LoopbackTelegram) -> None:
    """A client that is cut off between two requests reconnects by itself."""

    async def work(client: Any) -> int:
        await first(client)
        server.cut_connections()
        return await first(client)

    assert run(work) == 450
    assert server.connections == 2


def test_another_process_can_read(server: LoopbackTelegram, session: Path) -> None:
    """The session file is all a program needs; nobody else can read it."""
    program = """
import asyncio, sys
from telethon import TelegramClient

async def main():
    async with TelegramClient(sys.argv[1], 1, "hash") as client:
        print(len(await client.get_messages("example_jobs", limit=150)))

asyncio.run(main())
"""
    command = [sys.executable, "-c", program, str(session)]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=60)
    assert ran.stdout == "150\n"
    assert session.stat().st_mode & 0o777 == 0o600
    assert server.journal.count("messages.GetHistory") == 2


def test_a_mistake_of_the_server_is_not_swallowed(tmp_path: Path) -> None:
    """Leaving the block raises it, so that a test cannot pass on it."""
    server = LoopbackTelegram().__enter__()
    server.prepare_session(tmp_path / "a.session")
    server.failures.append(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        server.__exit__(None, None, None)
