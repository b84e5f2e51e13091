"""What answers: the proxy, Telegram, the web pages, the mail server; and whether the clock is right."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from collector.reasons import CannotRead
from collector.telegram.session import session_file
from headcount.app import App
from headcount.collecting import credentials
from headcount.doctor.checks import Check, fail, ok, open_to_others, warn, without_password
from headcount.errors import UsageFault
from headcount.smtp import PASSWORD, Mailer, MailError
from storage import is_being_written

SECONDS = 10.0
"""How long a server is waited for."""

OFF, FAR_OFF = timedelta(minutes=1), timedelta(minutes=5)
"""How wrong a clock may be: times of reads are evidence, and Telegram refuses clocks that are far off."""


def network(app: App) -> Iterator[Check]:
    """Ask once each server that runs will ask, through the proxy if there is one."""
    given = app.settings
    times: list[datetime] = []
    if given.network.proxy is not None:
        yield _proxy(given.network.proxy)
    vias = {channel.via for channel in given.channels}
    if "preview" in vias:
        yield _preview(app, times)
    if "telegram" in vias:
        yield from _telegram(app, times)
    if given.email is not None and (given.email.user is None or os.environ.get(PASSWORD)):
        yield _mail(app)
    if times:
        yield _clock(app, times[0])
    elif vias:
        yield warn("clock", "no server told its time", "compare this machine's clock yourself")


def _proxy(url: str) -> Check:
    parts = urlsplit(url)
    shown = without_password(url)
    try:
        port = parts.port or (8080 if parts.scheme == "http" else 1080)
        with socket.create_connection((parts.hostname or "", port), timeout=SECONDS):
            return ok("proxy", f"{shown} answers")
    except (OSError, ValueError) as error:
        why = type(error).__name__
        return fail(
            "proxy", f"{shown} does not answer ({why})", "start it: without it nothing leaves this machine"
        )


def _preview(app: App, times: list[datetime]) -> Check:
    url, proxy = app.settings.preview.base_url, app.settings.network.proxy
    try:
        with httpx.Client(proxy=proxy, trust_env=False, timeout=SECONDS, follow_redirects=False) as client:
            response = client.head(url)
        told = parsedate_to_datetime(response.headers["Date"])
        times.append(told if told.tzinfo is not None else told.replace(tzinfo=UTC))
    except (httpx.HTTPError, httpx.InvalidURL, ImportError, ValueError) as error:
        found = f"{without_password(url)} does not answer ({type(error).__name__})"
        return fail("web pages", found, "is there a network? Does [network] want a proxy?")
    except KeyError:
        return warn(
            "web pages", f"{without_password(url)} answers without a date", "is it Telegram's server?"
        )
    return ok("web pages", f"{without_password(url)} answers")


def _telegram(app: App, times: list[datetime]) -> Iterator[Check]:
    try:
        keys = credentials(app.settings)
    except UsageFault:
        return
    file = session_file(app.settings.path(app.settings.telegram.session))
    if keys is None or not file.is_file() or open_to_others(file):
        return  # which is said of the session; opening it would mend its mode in silence
    if app.archive_path.exists() and is_being_written(app.archive_path):
        # one process a session: a second connection could end it
        yield ok("Telegram", "not asked: another headcount is using the session")
        return
    try:
        times.append(asyncio.run(_telegram_time(app)))
    except CannotRead as reason:
        yield fail(
            "Telegram", str(reason), "`headcount login` if it is the session, else the network or proxy"
        )
    except TimeoutError:
        yield fail(
            "Telegram", f"no answer within {SECONDS:.0f} s", "is there a network? Does it want a proxy?"
        )
    else:
        yield ok("Telegram", "answers, and the session is valid")


async def _telegram_time(app: App) -> datetime:
    from collector.telegram.reader import telegram_source  # noqa: PLC0415  half a second

    given = app.settings
    async with (
        asyncio.timeout(SECONDS),
        telegram_source(
            given.path(given.telegram.session),
            credentials(given),
            proxy=given.network.proxy,
            progress=lambda _what, _done, _of: None,
            clock=app.clock,
        ) as reader,
    ):
        return await reader.server_time()


def _mail(app: App) -> Check:
    email, proxy = app.settings.email, app.settings.network.proxy
    assert email is not None
    try:
        with Mailer.open(email, password=os.environ.get(PASSWORD), proxy=proxy):
            return ok(
                "e-mail", f"{email.host}:{email.port} answers{' and knows the user' if email.user else ''}"
            )
    except MailError as error:
        return fail("e-mail", str(error), "mend [email] in the settings")


def _clock(app: App, theirs: datetime) -> Check:
    off = abs(app.clock.now() - theirs)
    found = f"{off.total_seconds():.0f} s from the server's"
    do = "have the system set it by the network (NTP)"
    if off > FAR_OFF:
        return fail("clock", found, do)
    return warn("clock", found, do) if off > OFF else ok("clock", found)
