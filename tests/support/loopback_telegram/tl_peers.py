"""Channels, groups and people as Telegram's types."""

from loopback_world import Channel, Person
from loopback_world.channel import FIRST_DATE
from telethon.tl import TLObject, types


def channel_entity(of: Channel) -> TLObject:
    """Make a Channel, or a ChannelForbidden for one this account may not see."""
    broadcast = of.kind == "channel"
    if of.private:
        return types.ChannelForbidden(
            id=of.id,
            access_hash=of.access_hash,
            title=of.title,
            broadcast=broadcast,
            megagroup=not broadcast,
        )
    reasons = [types.RestrictionReason("all", "terms", of.restricted)] if of.restricted else None
    several = [types.Username(name, active=True) for name in of.names] if of.more_usernames else None
    return types.Channel(
        id=of.id,
        title=of.title,
        photo=types.ChatPhotoEmpty(),
        date=FIRST_DATE,
        left=True,
        broadcast=broadcast,
        megagroup=not broadcast,
        restricted=of.restricted is not None,
        restriction_reason=reasons,
        has_link=of.linked is not None,
        access_hash=of.access_hash,
        # Telegram leaves `username` empty where a channel has several
        username=None if several else of.username,
        usernames=several,
        participants_count=of.participants,
    )


def channel_full(of: Channel) -> TLObject:
    """Make a messages.ChatFull."""
    full = types.ChannelFull(
        id=of.id,
        about=of.about,
        read_inbox_max_id=0,
        read_outbox_max_id=0,
        unread_count=0,
        chat_photo=types.PhotoEmpty(0),
        notify_settings=types.PeerNotifySettings(),
        bot_info=[],
        pts=points(of),
        participants_count=of.participants,
        linked_chat_id=of.linked.id if of.linked else None,
        migrated_from_chat_id=of.migrated_from,
        migrated_from_max_id=0 if of.migrated_from else None,
        pinned_msg_id=next((post.id for post in reversed(list(of)) if post.pinned), None),
    )
    chats = [channel_entity(of), *([channel_entity(of.linked)] if of.linked else [])]
    return types.messages.ChatFull(full_chat=full, chats=chats, users=[])


def person_entity(of: Person, *, is_self: bool = False) -> TLObject:
    """Make a User."""
    return types.User(
        id=of.id,
        is_self=is_self,
        bot=of.bot,
        bot_info_version=1 if of.bot else None,
        access_hash=of.access_hash,
        first_name=of.first_name,
        last_name=of.last_name or None,
        username=of.username,
        phone=of.phone,
    )


def points(of: Channel) -> int:
    """Give the channel's event counter, roughly: Telegram's grows with each event."""
    return of.ids[-1] + 1 if of.ids else 1
