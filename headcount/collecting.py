"""Which channels a pass reads and from where, as the settings say."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, time

from collector.minimise import Minimiser
from collector.passes import CollectResult, Reader, Scope, Wanted, collect
from collector.progress import Progress
from collector.telegram.credentials import Credentials
from headcount.app import PROGRAM, App
from headcount.errors import UsageFault
from headcount.settings import Settings
from storage import Writer

API_ID, API_HASH = "TELEGRAM_API_ID", "TELEGRAM_API_HASH"


def credentials(settings: Settings) -> Credentials | None:
    """The api_id and api_hash of the environment, or else of the settings; None if they are not set.

    Raises:
        UsageFault: the environment's api_id is no number.
    """
    given, secret = os.environ.get(API_ID), os.environ.get(API_HASH)
    if given and not given.isdecimal():
        raise UsageFault(f"${API_ID} is no number; https://my.telegram.org shows yours.")
    api_id = int(given) if given else settings.telegram.api_id
    api_hash = secret or settings.telegram.api_hash
    return Credentials(api_id, api_hash) if api_id and api_hash else None


def wanted_channels(settings: Settings) -> list[Wanted]:
    """The settings' channels."""
    return [Wanted(channel.name, channel.via) for channel in settings.channels]


def telegram_is_set_up(settings: Settings) -> bool:
    """True if there are keys or a session: where neither ever was, exports may be all that is wanted."""
    return credentials(settings) is not None or settings.path(settings.telegram.session).exists()


def collect_channels(
    app: App, archive: Writer, wanted: Sequence[Wanted], *, progress: Progress
) -> CollectResult:
    """One pass, with what failed and what should be known said to the person."""
    settings = app.settings
    keys, proxy = credentials(settings), settings.network.proxy

    # what opens a source is imported when a channel needs it: Telethon alone takes half a second
    def telegram() -> AbstractAsyncContextManager[Reader]:
        from collector.telegram.reader import telegram_source  # noqa: PLC0415

        session = settings.path(settings.telegram.session)
        return telegram_source(session, keys, proxy=proxy, progress=progress, clock=app.clock)

    def preview() -> AbstractAsyncContextManager[Reader]:
        from collector.preview.reader import open_preview  # noqa: PLC0415

        return open_preview(settings.preview.base_url, proxy=proxy, progress=progress, clock=app.clock)

    since = settings.collect.since
    scope = Scope(
        since=datetime.combine(since, time(), UTC) if since else None,
        recheck_days=settings.collect.recheck_days,
        comments=settings.collect.comments,
    )
    minimiser = Minimiser(settings.collect.senders, archive.pseudonyms)
    result = collect(
        archive,
        wanted,
        sources={"telegram": telegram, "preview": preview},
        scope=scope,
        minimiser=minimiser,
        program=PROGRAM,
        progress=progress,
    )
    for note in result.notes:
        app.screen.say(note)
    for fault in result.failed:
        app.screen.error(f"{fault['what']}: {fault['reason']}")
    counts = result.counts
    app.screen.say(
        f"{len(wanted) - len(result.failed)} of {len(wanted)} channels read: "
        f"{counts.found.posts:,} posts and {counts.found.versions - counts.found.posts:,} edits are new, "
        f"{counts.missing:,} are missing."
    )
    return result
