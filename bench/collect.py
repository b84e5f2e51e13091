"""A first pass over a loopback Telegram against a bare Telethon loop, and the memory it takes."""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import statistics
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from telethon import TelegramClient

from bench.rows import Row
from bench.timing import seconds
from collector.clock import Clock
from collector.minimise import Minimiser
from collector.passes import Scope, Wanted, collect
from collector.politeness import Pace
from collector.telegram.credentials import Credentials
from collector.telegram.reader import telegram_source
from storage import Writer

SUPPORT = Path(__file__).resolve().parent.parent / "tests" / "support"
NAME = "example_jobs"
ROUNDS = 5
ROUND_TRIP = 0.02
"""Seconds until a page comes, as of the loopback server at which peers were measured (a bare loop took 1.07 s
for 50 pages). Telegram's own pages come later than that."""
UNHELD = Pace(burst=10**6, per_second=10**6)
"""The yardstick holds back nothing either."""
_SPAWN = multiprocessing.get_context("spawn")


def measure(scale: float) -> Iterator[Row]:
    """Posts a second of both in turn, then the greatest memory of passes over few and over many posts."""
    few, many = int(5_000 * scale), int(100_000 * scale)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for wait, told in (
            (ROUND_TRIP, f"a page takes {ROUND_TRIP * 1000:.0f} ms"),
            (0, "pages take no time"),
        ):
            with _telegram(folder, few, wait):
                _bare(folder)  # imports and first calls are nobody's speed
                times = [
                    (seconds(lambda: _bare(folder)), seconds(partial(_pass, folder, few)))
                    for _ in range(ROUNDS)
                ]
                yardstick, ours = (statistics.median(column) for column in zip(*times, strict=True))
                small = _memory(folder, few)
            yield Row(
                f"posts a second, first pass over {few:,}, {told}",
                f"{few / ours:,.0f}",
                f"{few / yardstick:,.0f} by a bare Telethon loop",
                yardstick / ours,
                goal=0.7,
            )
        with _telegram(folder, many, 0):
            large = _memory(folder, many)
        yield Row(
            f"memory, first pass over {many:,} posts",
            f"{large:.0f} MB",
            f"{small:.0f} MB over {few:,}",
            large / small,
            goal=1.1,
            least=False,
        )


@contextmanager
def _telegram(folder: Path, posts: int, wait: float) -> Iterator[None]:
    """A loopback Telegram in a process of its own, with sessions for both sides; pages wait some seconds."""
    here, there = _SPAWN.Pipe()
    server = _SPAWN.Process(target=_serve, args=(there, folder, posts, wait))
    server.start()
    try:
        here.recv()
        yield
    finally:
        here.send("end")
        server.join()


def _serve(ready: Connection, folder: Path, posts: int, wait: float) -> None:
    sys.path.insert(0, str(SUPPORT))
    from loopback_telegram import LoopbackTelegram, World  # noqa: PLC0415 - on the path only now

    world = World()
    channel = world.add_channel(NAME)
    channel.fill(
        posts,
        lambda number: (
            f"Требуются швеи, {number % 90 + 10} чел., г. Тверь. Вахта 60/30, проживание и питание за счёт "
            f"работодателя, оплата от {number % 60 + 60} 000 руб. Заявка № {number}."
        ),
    )
    with LoopbackTelegram(world) as telegram:
        for side in ("bare", "ours"):
            telegram.prepare_session(folder / f"{side}.session")
        for post in channel:
            telegram.cache.raw(channel, post)
        if wait:
            telegram.faults.slow(seconds=wait, times=None)
        ready.send("ready")
        ready.recv()


def _bare(folder: Path) -> None:
    """What anybody writes first, without its pauses."""

    async def loop() -> None:
        client = TelegramClient(str(folder / "bare.session"), 1, "hash", receive_updates=False)
        await client.connect()
        async for _ in client.iter_messages(NAME, reverse=True, wait_time=0):
            pass
        await client.disconnect()

    asyncio.run(loop())


def _pass(folder: Path, posts: int) -> None:
    """A first pass into a new archive."""

    def quiet(_what: str, _done: int, _of: int) -> None:
        pass

    with (
        tempfile.TemporaryDirectory(dir=folder) as made,
        Writer.writing(Path(made) / "archive.db") as archive,
    ):
        result = collect(
            archive,
            [Wanted(NAME, "telegram")],
            sources={
                "telegram": lambda: telegram_source(
                    folder / "ours.session",
                    Credentials(1, "hash"),
                    proxy=None,
                    progress=quiet,
                    clock=Clock(),
                    pace=UNHELD,
                )
            },
            scope=Scope(),
            minimiser=Minimiser("pseudonym", archive.pseudonyms),
            program="bench",
            progress=quiet,
        )
    assert result.counts.found.posts == posts, result.failed


def _memory(folder: Path, posts: int) -> float:
    """The greatest memory, in MB, of a pass in a process of its own (Linux)."""
    with ProcessPoolExecutor(1, mp_context=_SPAWN) as pool:
        return pool.submit(_pass_memory, folder, posts).result()


def _pass_memory(folder: Path, posts: int) -> float:
    _pass(folder, posts)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
