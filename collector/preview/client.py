"""Getting pages, politely: one at a time, with pauses, as told to wait, through the proxy or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from collector.politeness import Pace, Politeness
from collector.reasons import CannotRead, WhyNot

PACE = Pace(burst=20, per_second=1.0, delay=0.5, budget=3000, tries=4, back_off=2.0, longest=30.0)
"""t.me states no limits; a page a second is what a person's browser asks for."""

TIMEOUT = httpx.Timeout(20.0)
WHOLE = 60.0
"""Seconds that one answer may take from beginning to end."""
MOST = 1 << 24
"""Bytes a page may have; real ones have a tenth of a megabyte."""

_FAILURES: tuple[tuple[type[httpx.HTTPError], str], ...] = (
    (httpx.ProxyError, "refused"),
    (httpx.ConnectTimeout, "no connection within 20 s"),
    (httpx.ConnectError, "no connection"),
    (httpx.TimeoutException, "no answer within 20 s"),
    (httpx.RemoteProtocolError, "the answer broke off"),
    (httpx.NetworkError, "the connection broke"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it came. ``location`` is where a redirect points to, which is never followed."""

    status: int
    location: str | None
    body: bytes
    fetched: datetime


@dataclass(frozen=True, slots=True)
class _Failure:
    """An answer that is none: why, and how many seconds the server asks to wait."""

    why: CannotRead
    wait: float | None = None


class Client:
    """Asks one web server for pages."""

    def __init__(self, http: httpx.AsyncClient, politeness: Politeness, *, proxied: bool) -> None:
        self._http = http
        self._polite = politeness
        self._through = " through the proxy of [network]" if proxied else ""

    @classmethod
    @asynccontextmanager
    async def open(cls, base_url: str, politeness: Politeness, *, proxy: str | None) -> AsyncIterator[Client]:
        """Open a client; with a proxy all goes through it, and the environment's proxies are never used.

        Raises:
            CannotRead: network; the proxy is of a kind that cannot be used here.
        """
        try:
            http = httpx.AsyncClient(
                base_url=base_url,
                proxy=proxy,
                trust_env=False,
                follow_redirects=False,
                timeout=TIMEOUT,
                limits=httpx.Limits(max_connections=1),
                headers={"Accept-Language": "en", "User-Agent": "headcount"},
            )
        except (ValueError, ImportError, httpx.InvalidURL):
            raise CannotRead(
                WhyNot.NETWORK, "the proxy of [network] or base_url of [preview] is of no kind known here"
            ) from None
        async with http:
            yield cls(http, politeness, proxied=proxy is not None)

    @property
    def base_url(self) -> str:
        """Where the server is, without a slash at the end."""
        return str(self._http.base_url).rstrip("/")

    async def get(self, path: str, query: Mapping[str, int]) -> Answer:
        """Get a page, tried again where the failure may pass.

        Raises:
            CannotRead: throttled or network.
        """
        attempt = 0
        while True:
            await self._polite.turn()
            got = await self._try(path, query)
            if isinstance(got, Answer):
                return got
            attempt += 1
            if attempt >= self._polite.pace.tries:
                raise got.why
            if got.wait is None:
                await self.pause(attempt)
            else:
                await self._polite.wait(got.wait, self._http.base_url.host)

    async def pause(self, attempt: int) -> None:
        """Wait before the next try of what failed ``attempt`` times."""
        await self._polite.pause(attempt)

    async def _try(self, path: str, query: Mapping[str, int]) -> Answer | _Failure:
        try:
            async with asyncio.timeout(WHOLE), self._http.stream("GET", path, params=dict(query)) as response:
                fetched = self._polite.clock.now()
                body = b""
                async for piece in response.aiter_bytes():
                    body += piece
                    if len(body) > MOST:
                        raise CannotRead(WhyNot.NETWORK, "the answer is far too large for a page")
        except TimeoutError:
            return _Failure(CannotRead(WhyNot.NETWORK, f"no whole answer within {WHOLE:.0f} s"))
        except httpx.HTTPError as error:
            said = next((words for kind, words in _FAILURES if isinstance(error, kind)), "no answer")
            return _Failure(CannotRead(WhyNot.NETWORK, said + self._through))
        status = response.status_code
        if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            kind = WhyNot.THROTTLED if status == httpx.codes.TOO_MANY_REQUESTS else WhyNot.NETWORK
            wait = retry_after(response.headers.get("Retry-After"), fetched)
            return _Failure(CannotRead(kind, f"the server answers {status}"), wait)
        return Answer(status, response.headers.get("Location"), body, fetched)


def retry_after(given: str | None, now: datetime) -> float | None:
    """Seconds to wait, of a ``Retry-After`` header: a number or an HTTP date; None if it is neither."""
    if given is None:
        return None
    if given.strip().isascii() and given.strip().isdigit():
        return float(given.strip()[:9])
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
