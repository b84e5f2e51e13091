"""The server itself: a thread with an event loop of its own; other processes can talk to it as well."""

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from loopback_world import Journal, World

from .connection import Connection
from .faults import Faults
from .keys import Keys
from .tl_posts import MessageCache

_LINGER_NOT = struct.pack("ii", 1, 0)
"""Closing a socket with this resets it."""


class LoopbackTelegram:
    """A Telegram of one data centre on 127.0.0.1, serving a `World` to stock Telethon clients.

    Attributes:
        world: What is served; change it whenever you like.
        faults: What goes wrong, and when.
        journal: What was asked.
        keys: The auth keys of the sessions prepared so far.
        failures: Mistakes of the server itself; leaving the `with` block raises the first.
    """

    def __init__(self, world: World | None = None) -> None:
        self.world = world or World()
        self.faults = Faults()
        self.journal = Journal()
        self.keys = Keys()
        self.failures: list[Exception] = []
        self.cache = MessageCache()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="loopback-telegram", daemon=True)
        self._listener: asyncio.Server | None = None
        self._port = 0
        self._accepted = 0
        self._open: dict[Connection, asyncio.Task[Any]] = {}

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._listen())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._hang_up())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        if self.failures:
            raise self.failures[0]

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        return "127.0.0.1", self._port

    @property
    def connections(self) -> int:
        """How many connections were accepted so far, reset ones too."""
        return self._accepted

    def prepare_session(self, path: Path, *, signed_in: bool = True) -> Path:
        """Write a Telethon session file for this server, owner-only; `signed_in=False` for testing a login.

        Gives its path, which ends in `.session` as Telethon wants it. Any `api_id` and `api_hash` will do.
        """
        return self.keys.prepare_session(path, address=self.address, signed_in=signed_in)

    def warm(self) -> None:
        """Serialise all posts now, so that a benchmark measures the client."""
        with self.world.lock:
            for channel in self.world.channels.values():
                for post in channel:
                    self.cache.raw(channel, post)

    @contextmanager
    def outage(self) -> Iterator[None]:
        """Be away: connections are closed and new ones refused inside the block."""
        self._do(self._hang_up())
        try:
            yield
        finally:
            self._do(self._listen())

    def cut_connections(self) -> None:
        """Close all connections there are now."""
        self._do(self._close_all())

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)

    async def _listen(self) -> None:
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", self._port)
        self._port = self._listener.sockets[0].getsockname()[1]

    async def _hang_up(self) -> None:
        assert self._listener is not None
        self._listener.close()
        await self._close_all()
        await self._listener.wait_closed()

    async def _close_all(self) -> None:
        for connection in list(self._open):
            connection.close()
        if self._open:
            await asyncio.wait(self._open.values())

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._accepted += 1
        if self.faults.take_reset():
            raw: socket.socket = writer.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
            writer.transport.abort()
            return
        connection = Connection(self, reader, writer, number=self._accepted)
        task = asyncio.current_task()
        assert task is not None
        self._open[connection] = task
        try:
            await connection.serve()
        finally:
            del self._open[connection]
