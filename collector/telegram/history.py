"""A channel's history, page by page: forwards from where the archive's reads end, backwards to ``since``.

A page is saved together with what it vouches for, before anything of the next, so that a pass that is cut
leaves no hole. The end of the channel is the newest id that Telegram named first, never an empty page: those
come from faults too, and then the posts are asked for by their ids.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from collector.passes import Keeper
from collector.telegram.messages import to_answer
from collector.telegram.pages import PAGE, UNREADABLE, Page, Pages
from collector.telegram.persons import Persons
from storage import Answer, Reach, Span

STEPS_TO_THE_WIRE = 8
"""Turns of the event loop in which Telethon's tasks hand a request on until it is sent. Saving a page takes
the processor; meanwhile the next answer shall be on its way."""


class History:
    """Reads one channel or group into a keeper."""

    def __init__(self, keeper: Keeper, pages: Pages) -> None:
        self._keeper = keeper
        self._pages = pages
        self._persons = Persons(keeper.minimiser)

    async def forward(self, end: int, as_of: datetime, reach: Reach | None) -> None:
        """Read what is newer than the archive's reads, up to the post that was the newest at ``as_of``."""
        cursor, known_to = (reach.to_id, reach.to_date) if reach is not None else await self._start()
        if cursor >= end:
            if reach is not None and known_to is not None:  # nothing new: so much is known up to now
                self.save(Page(), Span(cursor, cursor, known_to, max(as_of, known_to)), as_of)
            return
        asked: asyncio.Task[tuple[Page, int]] | None = None
        try:
            while cursor < end:
                page, reached = await (asked or self._newer(cursor, end))
                read_at, asked = self._pages.now(), None
                if reached < end:  # while this page is saved, the next one is on its way
                    asked = asyncio.create_task(self._newer(reached, end))
                    for _ in range(STEPS_TO_THE_WIRE):
                        await asyncio.sleep(0)
                known_from = known_to or (page.posts[0].date if page.posts else None)
                known_to = page.posts[-1].date if page.posts else known_to
                if known_from is not None and known_to is not None:
                    to_date = max(known_to, as_of) if reached >= end else known_to
                    self.save(page, Span(cursor + 1, reached, known_from, to_date), read_at)
                cursor = reached
                self._keeper.progress(self._keeper.wanted.name, min(cursor, end), end)
        finally:
            if asked is not None:
                asked.cancel()

    async def backward(self, reach: Reach | None) -> None:
        """Read what is older than the archive's reads, if the settings reach further back than before."""
        since = self._keeper.scope.since
        if reach is None or reach.from_id <= 1 or (since is not None and since >= reach.from_date):
            return
        oldest, known_from = reach.from_id, reach.from_date
        while oldest > 1:
            page, reached = await self._older(oldest)
            kept = [post for post in page.posts if since is None or post.date >= since]
            if len(kept) < len(page.posts):  # the rest is older than anybody asked for
                reached = page.posts[-len(kept) - 1].id + 1
            from_date = kept[0].date if kept else known_from
            if since is not None and (len(kept) < len(page.posts) or reached == 1):
                from_date = min(since, from_date)
            span = Span(reached, oldest - 1, min(from_date, known_from), known_from)
            if reached < oldest:
                self.save(replace(page, posts=kept), span, self._pages.now())
            else:  # no post since then: so much is known of the time
                self.save(Page(), Span(oldest, oldest, span.from_date, known_from), self._pages.now())
            oldest, known_from = reached, span.from_date
            if len(kept) < len(page.posts):
                return

    def save(self, page: Page, span: Span, as_of: datetime) -> None:
        """Save a page and its span, which is parted where a post in it cannot be read."""
        answers = list(self._answers(page))
        for part in _without(page.unreadable, span):
            within = [one for one in answers if part.from_id <= one.post_id <= part.to_id]
            self._keeper.page(within, span=part, as_of=as_of, channel_id=self._pages.channel_id)
        for post_id in page.unreadable:
            self._keeper.note(f"post {post_id} is of a kind that this version of Telethon cannot read")

    def save_answers(self, page: Page, as_of: datetime) -> None:
        """Save a page's posts alone; what it vouches for is said later."""
        self._keeper.page(
            list(self._answers(page)), span=None, as_of=as_of, channel_id=self._pages.channel_id
        )

    def _answers(self, page: Page) -> Iterator[Answer]:
        for post in page.posts:
            try:
                yield to_answer(post, self._persons, page.names)
            except (ValueError, RecursionError) as error:
                self._keeper.note(f"post {post.id} cannot be kept: {error}")

    async def _start(self) -> tuple[int, datetime | None]:
        """Where a first pass begins: the id before the first post wanted, and the time it vouches from."""
        since = self._keeper.scope.since
        if since is None:
            return 0, None
        earlier = await self._pages.before(since)
        return (earlier.posts[-1].id if earlier.posts else 0), since

    async def _newer(self, than: int, end: int) -> tuple[Page, int]:
        """The next posts, and up to which id they are all."""
        try:
            page = await self._pages.newer(than)
        except UNREADABLE:
            page = Page()
        if page.posts:
            return page, page.posts[-1].id
        last = min(than + PAGE, end)
        return await self._pages.by_ids(than + 1, last), last

    async def _older(self, than: int) -> tuple[Page, int]:
        """The posts before, and from which id on they are all."""
        try:
            page = await self._pages.older(than)
        except UNREADABLE:
            page = Page()
        if page.posts:
            return page, page.posts[0].id
        first = max(than - PAGE, 1)
        return await self._pages.by_ids(first, than - 1), first


def _without(unreadable: tuple[int, ...], span: Span) -> Iterator[Span]:
    """The parts of a span between ids that could not be read."""
    first = span.from_id
    for post_id in unreadable:
        if post_id > first:
            yield replace(span, from_id=first, to_id=post_id - 1)
        first = post_id + 1
    if first <= span.to_id:
        yield replace(span, from_id=first)
