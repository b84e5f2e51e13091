"""The door: only this machine's own browser, under this machine's own name, and pages that load nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from headcount.browsing.tables import NAME

Scope = MutableMapping[str, Any]
Asgi = Callable[[Scope, Any, Any], Awaitable[None]]

_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Datasette's own pages have scripts in them; nothing may come from anywhere else or go there."""

_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]

_NO_SHEETS = (
    "Spreadsheets run what posts may hold as formulas. `headcount export requests --format csv` writes a "
    "file that is safe to open.\n"
)


def guarded(app: Asgi, port: int) -> Asgi:
    """Let in only what asks for this address by its own name, so that no page of the web's can.

    A page that has its name resolve to 127.0.0.1 (DNS rebinding) would be of the same origin to its browser,
    and read all; but the browser says which name it asks for.
    """
    own = {f"{host}:{port}".encode() for host in ("127.0.0.1", "localhost")}

    async def door(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
            return
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or hosts[0].lower() not in own:
            await _answer(send, 403, "This is for this computer's own browser alone.\n")
        elif scope["method"] not in ("GET", "HEAD"):
            await _answer(send, 405, "Nothing is written here.\n")
        elif scope["path"] == "/":
            await _answer(send, 302, "", [(b"location", f"/{NAME}".encode())])
        elif _wants_a_sheet(scope):
            await _answer(send, 403, _NO_SHEETS)
        else:
            await app(scope, receive, _with_headers(send))

    return door


def _wants_a_sheet(scope: Scope) -> bool:
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    return scope["path"].endswith(".csv") or "csv" in asked.get("_format", ())


def _with_headers(send: Any) -> Any:
    async def sending(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            ours = {name for name, _ in _HEADERS}
            kept = [(name, value) for name, value in message["headers"] if name.lower() not in ours]
            message = {**message, "headers": [*kept, *_HEADERS]}
        await send(message)

    return sending


async def _answer(send: Any, status: int, text: str, more: list[tuple[bytes, bytes]] | None = None) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS, *(more or [])]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
