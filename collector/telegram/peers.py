"""Whose a name is. Telegram limits this question hard, so it is asked once and the answer kept."""

from __future__ import annotations

from typing import Any, Literal

from telethon.tl import functions, types

from collector.reasons import CannotRead, WhyNot
from collector.telegram.client import GuardedClient
from storage import Peer, Writer


async def resolve(client: GuardedClient, archive: Writer, account: int, name: str) -> tuple[Peer, bool]:
    """The channel of a username or id as the account may address it; True if Telegram was asked now.

    Raises:
        CannotRead: nobody's name, a person's, a closed channel's; or an id that came with no name so far.
    """
    if (known := archive.find_peer(account, name)) is not None:
        return known, False
    asked = name
    if name.isdecimal():
        username = archive.username_of(int(name))
        if username is None:
            detail = "a channel's number alone cannot be asked for; write its name in the settings"
            raise CannotRead(WhyNot.NO_SUCH_NAME, detail)
        asked = username
    answer = await client.call(functions.contacts.ResolveUsernameRequest(asked))
    if not isinstance(answer.peer, types.PeerChannel):
        raise CannotRead(WhyNot.USER_OR_BOT)
    chat = next((chat for chat in answer.chats if chat.id == answer.peer.channel_id), None)
    if not isinstance(chat, types.Channel) or chat.access_hash is None:
        raise CannotRead(WhyNot.PRIVATE)
    if name.isdecimal() and chat.id != int(name):
        raise CannotRead(WhyNot.NO_SUCH_NAME, f"@{asked} is another channel by now, {chat.id}")
    peer = Peer(chat.id, chat.access_hash)
    archive.keep_peer(account, name, peer)
    return peer, True


def kind_of(chat: types.Channel) -> Literal["channel", "group"]:
    """Broadcast channels are channels; megagroups are groups."""
    return "group" if chat.megagroup or chat.gigagroup else "channel"


def username_of(chat: Any) -> str | None:
    """The name that a channel is found under; where it has several, Telegram leaves ``username`` empty."""
    if chat.username:
        return str(chat.username)
    active = [str(one.username) for one in chat.usernames or () if one.active]
    return active[0] if active else None
