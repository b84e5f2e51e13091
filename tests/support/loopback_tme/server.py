"""The web server: threads on 127.0.0.1, from the standard library."""

import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

from loopback_world import Channel, Entry, Journal, World

from .faults import Before, Cut, Reset, Silence, Slow, Status, Throttle, TmeFaults
from .feed_html import Turn, feed
from .landing_html import has_preview, landing


def _now() -> datetime:
    return datetime.now(UTC)


class LoopbackTme:
    """A t.me on this machine, serving a `World`; `clock` gives the render time that pages carry.

    Attributes:
        world: What is served; the same one that a `LoopbackTelegram` serves, if you like.
        faults: What goes wrong, and when.
        journal: What was asked.
    """

    def __init__(self, world: World | None = None, *, clock: Callable[[], datetime] = _now) -> None:
        self.world = world or World()
        self.clock = clock
        self.faults = TmeFaults()
        self.journal = Journal()
        self.closing = threading.Event()
        self._sockets: set[socket.socket] = set()
        outer = self

        class Handler(_Handler):
            tme = outer

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = False  # so that closing waits for them
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), name="loopback-tme")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        for one in list(self._sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._http.server_close()
        self._thread.join()

    @property
    def base_url(self) -> str:
        """What goes where https://t.me would."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def opened(self, connection: socket.socket) -> None:
        """Note a connection, to be closed at the end."""
        self._sockets.add(connection)

    def closed(self, connection: socket.socket) -> None:
        """Forget a connection."""
        self._sockets.discard(connection)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET for one connection."""

    tme: LoopbackTme
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # head and page in one packet, else the client's delayed acknowledgement costs 40 ms
    server_version = "nginx"
    sys_version = ""

    def setup(self) -> None:
        super().setup()
        self.tme.opened(self.connection)

    def finish(self) -> None:
        self.tme.closed(self.connection)
        with suppress(OSError):
            super().finish()

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Write nothing."""

    def do_GET(self) -> None:
        """Answer, with what the faults make of it."""
        url = urlsplit(self.path)
        parts = unquote(url.path).strip("/").split("/")
        name = parts[1] if parts[0] == "s" and len(parts) > 1 else parts[0]
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        with self.tme.world.lock:
            found = self.tme.world.find(name)
        entry = Entry(
            method=f"GET {url.path}",
            at=time.monotonic(),
            channel_id=found.id if isinstance(found, Channel) else None,
            name=name,
            arguments=query,
        )
        self.tme.journal.add(entry)
        empty, half = False, False
        for action in self.tme.faults.take(entry):
            match action:
                case Slow():
                    self.tme.closing.wait(action.seconds)
                case Before():
                    action.change(self.tme.world)
                case Throttle():
                    empty = True
                case Cut():
                    half = True
                case Status():
                    entry.outcome = str(action.code)
                    extra = {"Retry-After": action.retry_after} if action.retry_after is not None else {}
                    self._send(action.code, "", extra)
                    return
                case Silence():
                    entry.outcome = "silence"
                    self.tme.closing.wait()
                    self.close_connection = True
                    return
                case Reset():
                    entry.outcome = "reset"
                    self._reset()
                    return
        entry.outcome = "cut" if half else "throttled" if empty else "ok"
        with self.tme.world.lock:
            code, page, extra = self._answer(parts, name, query, empty=empty)
        self._send(code, page, extra, half=half)

    def _answer(
        self, parts: list[str], name: str, query: dict[str, str], *, empty: bool
    ) -> tuple[int, str, dict[str, str]]:
        tme = self.tme
        found = tme.world.find(name)
        if parts[0] != "s":
            return 200, landing(name, found), {}
        if not isinstance(found, Channel) or not has_preview(found):
            return 302, "", {"Location": f"{tme.base_url}/{quote(name)}"}
        turn = Turn(
            before=_number(query.get("before")), after=_number(query.get("after")), words=query.get("q", "")
        )
        return 200, feed(tme.world, found, turn, rendered=tme.clock(), empty=empty), {}

    def _send(self, code: int, page: str, extra: dict[str, str], *, half: bool = False) -> None:
        body = page.encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for key, value in extra.items():
            self.send_header(key, value)
        self.end_headers()
        if half:
            body = body[: len(body) // 2]
            self.close_connection = True
        self.wfile.write(body)

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.tme.closed(self.connection)
        self.connection.close()


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
