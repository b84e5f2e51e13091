"""Names, channels and people."""

import re

from loopback_world import Channel, Person
from telethon.tl import TLObject, types

from .calls import Call, RpcFailureError, channel_of
from .tl_peers import channel_entity, channel_full, person_entity

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")


def resolve_username(call: Call) -> TLObject:
    """contacts.ResolveUsername."""
    name = call.request.username
    if not _NAME.fullmatch(name):
        raise RpcFailureError("USERNAME_INVALID")
    match call.world.find(name):
        case Channel() as found:
            return types.contacts.ResolvedPeer(
                peer=types.PeerChannel(found.id), chats=[channel_entity(found)], users=[]
            )
        case Person() as found:
            return types.contacts.ResolvedPeer(
                peer=types.PeerUser(found.id), chats=[], users=[person_entity(found)]
            )
    raise RpcFailureError("USERNAME_NOT_OCCUPIED")


def get_channels(call: Call) -> TLObject:
    """channels.GetChannels; a channel that went private is a ChannelForbidden here."""
    found = []
    for peer in call.request.id:
        channel = call.world.channels.get(getattr(peer, "channel_id", 0))
        if channel is None or peer.access_hash != channel.access_hash:
            raise RpcFailureError("CHANNEL_INVALID")
        found.append(channel_entity(channel))
    return types.messages.Chats(chats=found)


def get_dialogs(call: Call) -> TLObject:
    """messages.GetDialogs: this account is in no chat, since public channels are read without joining."""
    del call
    return types.messages.Dialogs(dialogs=[], messages=[], chats=[], users=[])


def get_full_channel(call: Call) -> TLObject:
    """channels.GetFullChannel."""
    return channel_full(channel_of(call.world, call.request.channel))


def get_users(call: Call) -> list[TLObject]:
    """users.GetUsers, for the account itself and for people by id."""
    found = []
    for peer in call.request.id:
        if isinstance(peer, types.InputUserSelf):
            found.append(person_entity(call.world.account.person, is_self=True))
        else:
            person = call.world.people.get(getattr(peer, "user_id", 0))
            found.append(person_entity(person) if person else types.UserEmpty(getattr(peer, "user_id", 0)))
    return found
