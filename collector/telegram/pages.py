"""Pages of a channel's posts: windows of its history, and posts by id where a window cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telethon import errors
from telethon.tl import functions, types

from collector.telegram.client import GuardedClient
from collector.telegram.messages import Names, posts_of

PAGE = 100
"""Telegram gives no more posts than this at once."""

UNREADABLE = (errors.TypeNotFoundError, RecursionError)
"""One such object in a page, and Telethon gives nothing of it."""


@dataclass(frozen=True, slots=True)
class Page:
    """Posts by id, the names that came with them, and ids whose posts this Telethon cannot read."""

    posts: list[Any] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    chats: list[Any] = field(default_factory=list)
    unreadable: tuple[int, ...] = ()


class Pages:
    """Asks for pages of one channel or group."""

    def __init__(self, client: GuardedClient, channel_id: int, access_hash: int) -> None:
        self._client = client
        self.channel_id = channel_id
        self.access_hash = access_hash
        self._peer = types.InputPeerChannel(channel_id, access_hash)
        self._channel = types.InputChannel(channel_id, access_hash)

    def now(self) -> datetime:
        """This moment, by the clock that the client goes by."""
        return self._client.politeness.clock.now()

    async def newest(self) -> Page:
        """The newest post alone."""
        return await self._history(limit=1)

    async def before(self, moment: datetime) -> Page:
        """The newest post dated before a moment, alone."""
        return await self._history(limit=1, offset_date=moment)

    async def newer(self, than: int) -> Page:
        """The oldest posts with ids above one.

        Raises:
            TypeNotFoundError: one of them cannot be read.
        """
        # Telegram counts windows from the offset towards older posts: a whole page back is the next newer one
        page = await self._history(limit=PAGE, offset_id=than + 1, add_offset=-PAGE, min_id=than)
        return Page([post for post in page.posts if post.id > than], page.names, page.chats)

    async def older(self, than: int) -> Page:
        """The newest posts with ids below one.

        Raises:
            TypeNotFoundError: one of them cannot be read.
        """
        page = await self._history(limit=PAGE, offset_id=than)
        return Page([post for post in page.posts if post.id < than], page.names, page.chats)

    async def by_ids(self, first: int, last: int) -> Page:
        """Every post with an id in ``[first, last]``, 100 ids at most; and which cannot be read."""
        request = functions.channels.GetMessagesRequest(
            self._channel, [types.InputMessageID(number) for number in range(first, last + 1)]
        )
        try:
            answer = await self._client.call(request)
        except UNREADABLE:
            if first == last:
                return Page(unreadable=(first,))
            middle = (first + last) // 2
            low, high = await self.by_ids(first, middle), await self.by_ids(middle + 1, last)
            names = Names(
                {**low.names.channels, **high.names.channels}, {**low.names.users, **high.names.users}
            )
            return Page(
                [*low.posts, *high.posts],
                names,
                [*low.chats, *high.chats],
                (*low.unreadable, *high.unreadable),
            )
        posts = [post for post in posts_of(answer.messages) if first <= post.id <= last]
        return Page(posts, Names.of(answer), answer.chats)

    async def _history(
        self,
        *,
        limit: int,
        offset_id: int = 0,
        offset_date: datetime | None = None,
        add_offset: int = 0,
        min_id: int = 0,
    ) -> Page:
        answer = await self._client.call(
            functions.messages.GetHistoryRequest(
                self._peer, offset_id=offset_id, offset_date=offset_date, add_offset=add_offset,
                limit=limit, max_id=0, min_id=min_id, hash=0,
            )
        )  # fmt: skip
        return Page(posts_of(answer.messages), Names.of(answer), answer.chats)
