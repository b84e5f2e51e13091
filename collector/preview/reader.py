"""Reading a channel's web preview: what was new, what is older, and what may have changed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser

from collector.clock import Clock
from collector.passes import Keeper
from collector.politeness import Pace, Politeness
from collector.preview.absences import lacked
from collector.preview.client import PACE, Answer, Client
from collector.preview.page import Landing, Page, is_feed, read_landing, read_page
from collector.preview.rechecking import LEAST, SHARE, due
from collector.preview.spans import Edge, newest_span, span_after, span_before
from collector.progress import Progress
from collector.reasons import CannotRead, WhyNot
from storage import Reach, Span

TRIES_EMPTY = 2
"""How often a page is asked for that says "No posts found": what throttling looks like."""

NO_POSTS = 'its page says "No posts found", which is also how throttling looks'
_NOT_A_FEED: dict[Landing, tuple[WhyNot, str | None]] = {
    Landing.CHANNEL: (WhyNot.PREVIEW_OFF, None),
    Landing.GROUP: (
        WhyNot.PREVIEW_OFF,
        'it is a group, which has no web preview; via = "telegram" may read it',
    ),
    Landing.USER: (WhyNot.USER_OR_BOT, "the name is a person's; only public channels are read"),
    Landing.BOT: (WhyNot.USER_OR_BOT, "the name is a bot's; only public channels are read"),
    Landing.CLOSED: (WhyNot.PRIVATE, None),
    Landing.NOBODY: (WhyNot.NO_SUCH_NAME, "nobody on Telegram has this name, or not in public"),
    Landing.UNKNOWN: (WhyNot.NETWORK, "the answer is no page of Telegram's"),
}


@asynccontextmanager
async def open_preview(
    base_url: str, *, proxy: str | None, progress: Progress, clock: Clock, pace: Pace = PACE
) -> AsyncIterator[PreviewReader]:
    """Open the source for a pass.

    Raises:
        CannotRead: network; the proxy is of a kind that cannot be used.
    """
    politeness = Politeness(pace, progress=progress, clock=clock)
    async with Client.open(base_url, politeness, proxy=proxy) as client:
        yield PreviewReader(client)


class PreviewReader:
    """Reads channels one after the other, through one client."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def read(self, keeper: Keeper) -> None:
        """Read what is new on from what is known, what is older back to ``since``, then what is due again.

        Raises:
            CannotRead: it could not be read, or not to its end.
        """
        await _Walk(self._client, keeper, _username(keeper)).read()


def _username(keeper: Keeper) -> str:
    """The name to ask for: the preview knows no numbers."""
    name = keeper.wanted.name
    if not name.isdigit():
        return name
    for channel in keeper.archive.channels():
        if str(channel.channel_id) == name and channel.username:
            return channel.username
    raise CannotRead(WhyNot.NO_SUCH_NAME, "the web preview is found by a username, not by a number")


class _Walk:
    """One channel's pass."""

    def __init__(self, client: Client, keeper: Keeper, name: str) -> None:
        self._client = client
        self._keeper = keeper
        self._name = name
        self._pages = 0

    async def read(self) -> None:
        newest = await self._page()
        channel_id = self._introduce(newest)
        known = self._keeper.archive.stretch(channel_id, "preview")
        since = self._keeper.scope.since
        if known is None or newest.ids[0] <= known.to_id or newest.before is None:
            span = newest_span(newest, since)
            top = max(span.to_id, known.to_id if known is not None else 0)
            self._keep(newest, span, shown=(span.from_id, top))
        else:
            await self._forward(known, newest)
        await self._back(channel_id)
        await self._recheck(channel_id, newest.captured)

    def _introduce(self, page: Page) -> int:
        if page.channel_id is None:
            raise CannotRead(WhyNot.NETWORK, "its page does not say which channel it is of")
        self._keeper.channel(
            page.channel_id,
            title=page.title or self._name,
            kind="channel",
            username=page.username or self._name,
            as_of=page.captured,
        )
        return page.channel_id

    async def _forward(self, known: Reach, newest: Page) -> None:
        """From the newest post known to the newest there is: no page is kept that does not join on."""
        edge = Edge(known.to_id, known.to_date)
        while edge.post_id < newest.ids[-1]:
            page = await self._page(after=edge.post_id)
            if page.ids[0] <= edge.post_id:
                raise CannotRead(WhyNot.NETWORK, "its pages do not go forward")
            span = span_after(page, edge)
            self._keep(page, span, shown=(edge.post_id + 1, span.to_id))
            edge = Edge(span.to_id, span.to_date)
            if page.after is None:
                return

    async def _back(self, channel_id: int) -> None:
        """From the oldest post known to the channel's first, or to ``since``."""
        known = self._keeper.archive.stretch(channel_id, "preview")
        if known is None:
            return
        edge = Edge(known.from_id, known.from_date)
        since = self._keeper.scope.since
        while edge.post_id > 1 and (since is None or edge.date > since):
            page = await self._page(before=edge.post_id)
            if page.ids[-1] >= edge.post_id:
                raise CannotRead(WhyNot.NETWORK, "its pages do not go back")
            span = span_before(page, edge, since)
            self._keep(page, span, shown=(span.from_id, edge.post_id - 1))
            edge = Edge(span.from_id, span.from_date)

    async def _recheck(self, channel_id: int, now: datetime) -> None:
        """Pages again that hold young posts which are due, the most overdue first."""
        young = now - timedelta(days=self._keeper.scope.recheck_days)
        posts = self._keeper.archive.young_posts(channel_id, "preview", since=young)
        waiting = due(posts, now)
        left = max(LEAST, int(SHARE * self._pages))
        while waiting and left:
            left -= 1
            first = waiting[0]
            edge = Edge(first.post_id + 1, first.date)
            page = await self._page(before=edge.post_id, may_be_empty=True)
            if page.is_empty:
                self._keeper.note("a page read again said no posts were found: nothing follows from it")
                return
            if page.ids[-1] >= edge.post_id:
                raise CannotRead(WhyNot.NETWORK, "its pages do not go back")
            span = span_before(page, edge, None)
            span = Span(span.from_id, first.post_id, span.from_date, max(first.date, span.from_date))
            self._keep(page, span, shown=(span.from_id, span.to_id))
            waiting = [post for post in waiting if not span.from_id <= post.post_id <= first.post_id]

    def _keep(self, page: Page, span: Span, *, shown: tuple[int, int]) -> None:
        """Save a page with its span, then note posts that it lacks of ``shown``: ids that it would have."""
        channel_id = self._keeper.channel_id
        assert channel_id is not None
        if page.channel_id != channel_id:
            raise CannotRead(WhyNot.NETWORK, "the name went to another channel during the pass")
        answers = [
            block.answer
            for block in page.blocks
            if block.answer.date is not None and block.answer.date >= span.from_date
        ]
        gone, asked = lacked(self._keeper.archive, channel_id, page, shown)
        self._keeper.page(answers, span=span, as_of=page.captured)
        for fault in page.faults:
            self._keeper.note(fault)
        if gone:
            self._keeper.missing(gone, asked=asked, as_of=page.captured)
        self._keeper.progress(self._name, self._keeper.counts.read, self._keeper.counts.read)

    async def _page(self, *, may_be_empty: bool = False, **turn: int) -> Page:
        """A page of posts.

        Raises:
            CannotRead: there is none; says why.
        """
        path = f"/s/{self._name}"
        attempt = 0
        while True:
            answer = await self._client.get(path, turn)
            self._pages += 1
            self._keeper.counts.requests += 1
            page = await self._feed(answer, f"{path}?{urlencode(turn)}" if turn else path)
            attempt += 1
            if page.blocks or (may_be_empty and attempt >= TRIES_EMPTY):
                return page
            if page.faults:
                raise CannotRead(WhyNot.NETWORK, f"no post of its page could be read: {page.faults[0]}")
            if attempt >= TRIES_EMPTY:
                raise CannotRead(WhyNot.THROTTLED, NO_POSTS)
            await self._client.pause(attempt)

    async def _feed(self, answer: Answer, path: str) -> Page:
        if answer.location is not None:
            to = urlsplit(answer.location)
            if to.path.rstrip("/").casefold() != f"/{self._name}".casefold():
                raise CannotRead(
                    WhyNot.NETWORK, f"the server sends elsewhere, to {to.hostname or 'itself'!r:.60}"
                )
            answer = await self._client.get(f"/{self._name}", {})
            self._keeper.counts.requests += 1
        elif answer.status != 200:
            raise CannotRead(WhyNot.NETWORK, f"the server answers {answer.status}")
        tree = LexborHTMLParser(answer.body)
        if not is_feed(tree):
            raise CannotRead(*_NOT_A_FEED[read_landing(tree)])
        url = f"{self._client.base_url}{path}"
        return read_page(tree, policy=self._keeper.minimiser, fetched=answer.fetched, url=url)
