"""What keeps other pages away from this one: who may ask, and what the browser may do with the answer.

Any page in the same browser can send requests to the loopback address, and one whose name is pointed there
after it was loaded (DNS rebinding) could read the answers. So the ``Host`` must be the address served,
``Origin`` that of the page itself, and a form must carry the token that only the page shows.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses what did not come from the page itself, and adds headers to what is answered."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        """``hosts`` are the values of ``Host`` by which the page is reached."""
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to strangers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        foreign = origin is not None and origin not in {f"http://{host}" for host in self._hosts}
        unsaid = origin is None and scope["method"] not in ("GET", "HEAD")
        if host not in self._hosts or foreign or unsaid:
            refusal = PlainTextResponse("This page answers only to itself.\n", status_code=403)
            await refusal(scope, receive, with_headers)
            return
        await self._app(scope, receive, with_headers)
