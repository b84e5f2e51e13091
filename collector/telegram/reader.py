"""Reading channels and groups through Telegram's own interface: the source ``telegram`` of a pass."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from telethon.tl import functions, types

from collector.clock import Clock
from collector.passes import Keeper
from collector.politeness import Pace, Politeness
from collector.progress import Progress
from collector.reasons import CannotRead, WhyNot
from collector.telegram.client import CALL_SECONDS, PACE, GuardedClient, make_client
from collector.telegram.credentials import Credentials
from collector.telegram.history import History
from collector.telegram.pages import Page, Pages
from collector.telegram.peers import kind_of, resolve, username_of
from collector.telegram.proxy import proxy_for_telethon
from collector.telegram.recheck import recheck
from collector.telegram.session import open_session


@dataclass(frozen=True, slots=True)
class TelegramReader:
    """Reads channels for one account, whose id tells its peers from other accounts'."""

    client: GuardedClient
    account: int

    async def server_time(self) -> datetime:
        """What time Telegram says it is, aware UTC.

        Raises:
            CannotRead: it does not answer, or not to this session.
        """
        config = await self.client.call(functions.help.GetConfigRequest())
        time: datetime = config.date
        return time

    async def read(self, keeper: Keeper) -> None:
        """Read a channel: what is new, what is older and now wanted, what is young once more, its comments.

        Raises:
            CannotRead: it could not be read, or not to its end.
        """
        self.client.what = keeper.wanted.name
        before = self.client.politeness.requests
        try:
            pages, newest, as_of = await self._open(keeper)
            await self._posts(keeper, pages, newest, as_of, before)
            if keeper.scope.comments:
                await self._comments(keeper, pages)
        finally:
            keeper.counts.requests += self.client.politeness.requests - before

    async def _open(self, keeper: Keeper) -> tuple[Pages, Page, datetime]:
        """The channel's pages and newest post. An address that went stale is asked for anew, once."""
        peer, fresh = await resolve(self.client, keeper.archive, self.account, keeper.wanted.name)
        while True:
            keeper.channel_id = peer.channel_id if keeper.archive.knows(peer.channel_id) else None
            pages = Pages(self.client, peer.channel_id, peer.access_hash)
            as_of = pages.now()
            try:
                newest = await pages.newest()
                break
            except CannotRead as reason:
                if fresh or not stale(reason):
                    raise
            keeper.archive.forget_peer(self.account, keeper.wanted.name)
            peer, fresh = await resolve(self.client, keeper.archive, self.account, keeper.wanted.name)
        chat = next((chat for chat in newest.chats if chat.id == peer.channel_id), None)
        self._note_channel(keeper, chat, as_of)
        if not newest.posts and chat is not None and chat.restricted:
            why = "; ".join(reason.text for reason in chat.restriction_reason or ())
            raise CannotRead(WhyNot.RESTRICTED, f"Telegram withholds it: {why}" if why else None)
        return pages, newest, as_of

    def _note_channel(self, keeper: Keeper, chat: Any, as_of: datetime) -> None:
        if not isinstance(chat, types.Channel):
            raise CannotRead(WhyNot.PRIVATE)
        username = username_of(chat)
        keeper.channel(chat.id, title=chat.title, kind=kind_of(chat), username=username, as_of=as_of)
        wanted = keeper.wanted.name
        names = {name.lower() for name in (username, *(one.username for one in chat.usernames or ())) if name}
        if not wanted.isdecimal() and wanted.lower() not in names:
            now_called = f"@{username}" if username else "without a public name"
            keeper.note(f"the channel is now {now_called}; it is still read, by its id {chat.id}")

    async def _posts(self, keeper: Keeper, pages: Pages, newest: Page, as_of: datetime, before: int) -> None:
        history = History(keeper, pages)
        reach = keeper.archive.reach(pages.channel_id, "telegram")
        if newest.posts:
            await history.forward(newest.posts[-1].id, as_of, reach)
        await history.backward(reach)
        requests = self.client.politeness.requests - before
        await recheck(keeper, pages, history, reach=reach, requests=requests)

    async def _comments(self, keeper: Keeper, pages: Pages) -> None:
        """The channel's discussion group, where its comments are, read like any other group."""
        answer = await self.client.call(
            functions.channels.GetFullChannelRequest(types.InputChannel(pages.channel_id, pages.access_hash))
        )
        group_id = answer.full_chat.linked_chat_id
        group = next((chat for chat in answer.chats if chat.id == group_id), None)
        if group_id is None or group is None:
            return
        if not isinstance(group, types.Channel) or group.access_hash is None:
            keeper.note("its discussion group is closed; its comments are not read")
            return
        before = self.client.politeness.requests
        groups = Pages(self.client, group.id, group.access_hash)
        as_of = groups.now()
        try:
            newest = await groups.newest()
        except CannotRead as reason:
            if reason.kind is not WhyNot.PRIVATE:
                raise
            keeper.note("its discussion group is closed; its comments are not read")
            return
        keeper.archive.save_channel(
            group.id,
            title=group.title,
            kind="group",
            username=username_of(group),
            as_of=as_of,
            run=keeper.run,
        )
        await self._posts(keeper, groups, newest, as_of, before)


def stale(reason: CannotRead) -> bool:
    """True if a channel's id or access hash is not (or no longer) valid for the account."""
    return type(reason.__cause__).__name__ == "ChannelInvalidError"


@asynccontextmanager
async def telegram_source(
    session: Path,
    credentials: Credentials | None,
    *,
    proxy: str | None,
    progress: Progress,
    clock: Clock,
    pace: Pace = PACE,
    call_seconds: float = CALL_SECONDS,
) -> AsyncIterator[TelegramReader]:
    """Open the account of a session file and hang up in the end.

    Raises:
        CannotRead: there is no session, it is no longer valid, or Telegram cannot be reached.
    """
    file = open_session(session)
    if credentials is None:
        file.close()
        raise CannotRead(
            WhyNot.SESSION_REVOKED, "no api_id and api_hash are set (see https://my.telegram.org)"
        )
    made = make_client(file, credentials, proxy=proxy_for_telethon(proxy))
    client = GuardedClient(made, Politeness(pace, progress=progress, clock=clock), call_seconds=call_seconds)
    try:
        users = await client.call(functions.users.GetUsersRequest([types.InputUserSelf()]))
        yield TelegramReader(client, users[0].id)
    finally:
        await client.close()
