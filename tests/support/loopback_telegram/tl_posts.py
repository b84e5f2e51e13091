"""A post as Telegram's Message, serialised once as long as nothing about it changes."""

import struct
from collections.abc import Iterable

from loopback_world import Channel, Forward, Person, Post, Reaction, Service, World
from telethon.tl import TLObject, types

from .tl_media import entity, media, rich_message
from .tl_peers import channel_entity, person_entity

UNKNOWN_CONSTRUCTOR = 0x7E1E6A2B


class Raw:
    """Bytes that stand where a serialised object goes."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def _bytes(self) -> bytes:
        return self.data


UNKNOWN = Raw(struct.pack("<IIqi", UNKNOWN_CONSTRUCTOR, 1, 42, 7))
"""An object of a layer still to come."""


class MessageCache:
    """Serialised posts; a post is frozen, so the same object has the same bytes."""

    def __init__(self) -> None:
        self._kept: dict[int, dict[int, tuple[Post, Raw]]] = {}

    def raw(self, channel: Channel, post: Post) -> Raw:
        """Serialise a post, or recall it."""
        kept = self._kept.setdefault(channel.id, {})
        known = kept.get(post.id)
        if known is not None and known[0] is post:
            return known[1]
        made = UNKNOWN if post.unknown else Raw(message(channel, post)._bytes())
        kept[post.id] = (post, made)
        return made


def message(channel: Channel, post: Post) -> TLObject:
    """Make a Message or MessageService."""
    common = {
        "id": post.id,
        "peer_id": types.PeerChannel(channel.id),
        "date": post.date,
        "post": channel.kind == "channel",
        "from_id": None if post.sender_id is None else types.PeerUser(post.sender_id),
        "reply_to": _reply(post),
        "reactions": _reactions(post.reactions),
    }
    if post.service:
        return types.MessageService(**common, action=_action(post.service))
    return types.Message(
        **common,
        message=post.text,
        entities=[entity(one) for one in post.entities] or None,
        edit_date=post.edited,
        edit_hide=post.edit_hidden,
        views=post.views,
        forwards=post.forwards,
        replies=_replies(channel, post),
        media=media(post.media, post) if post.media else None,
        grouped_id=post.album,
        fwd_from=_forward(post.forward) if post.forward else None,
        post_author=post.author,
        pinned=post.pinned,
        rich_message=rich_message(post.rich) if post.rich else None,
    )


def _reply(post: Post) -> TLObject | None:
    if post.reply_to is None:
        return None
    top = None if post.thread in (None, post.reply_to) else post.thread
    return types.MessageReplyHeader(reply_to_msg_id=post.reply_to, reply_to_top_id=top)


def _replies(channel: Channel, post: Post) -> TLObject | None:
    if post.replies is None:
        return None
    comments = channel.kind == "channel" and channel.linked is not None
    return types.MessageReplies(
        replies=post.replies,
        replies_pts=post.replies,
        comments=comments,
        channel_id=channel.linked.id if comments and channel.linked else None,
    )


def _reactions(of: tuple[Reaction, ...]) -> TLObject | None:
    if not of:
        return None
    results = []
    for one in of:
        if one.emoji:
            kind = types.ReactionEmoji(one.emoji)
        elif one.document:
            kind = types.ReactionCustomEmoji(one.document)
        else:
            kind = types.ReactionPaid()
        results.append(types.ReactionCount(reaction=kind, count=one.count))
    return types.MessageReactions(results=results)


def _forward(of: Forward) -> TLObject:
    peer = None
    if of.channel_id is not None:
        peer = types.PeerChannel(of.channel_id)
    elif of.person_id is not None:
        peer = types.PeerUser(of.person_id)
    return types.MessageFwdHeader(
        date=of.date,
        from_id=peer,
        from_name=of.name,
        channel_post=of.post_id,
        post_author=of.author,
        saved_from_peer=peer if of.saved else None,
        saved_from_msg_id=of.post_id if of.saved else None,
    )


def _action(of: Service) -> TLObject:
    match of.kind:
        case "created":
            return types.MessageActionChannelCreate(of.title)
        case "pinned":
            return types.MessageActionPinMessage()
        case "title":
            return types.MessageActionChatEditTitle(of.title)
        case "photo":
            return types.MessageActionChatEditPhoto(types.PhotoEmpty(1))
        case "joined":
            return types.MessageActionChatAddUser(list(of.people))
        case "migrated_from":
            return types.MessageActionChannelMigrateFrom(title=of.title, chat_id=of.chat_id)


def empty(post_id: int) -> TLObject:
    """Make what Telegram gives in place of a post that is not there."""
    return types.MessageEmpty(id=post_id, peer_id=None)


def mentioned(world: World, channel: Channel, posts: Iterable[Post]) -> tuple[list[TLObject], list[TLObject]]:
    """List the chats and the users that go with posts."""
    channels, people = {channel.id: channel}, dict[int, Person]()
    for post in posts:
        numbers = [post.sender_id]
        if post.forward:
            numbers.append(post.forward.person_id)
            origin = world.channels.get(post.forward.channel_id or 0)
            if origin:
                channels[origin.id] = origin
        for number in numbers:
            if number is not None and number in world.people:
                people[number] = world.people[number]
    return [channel_entity(one) for one in channels.values()], [person_entity(one) for one in people.values()]
