"""Reading posts: pages of a history, posts by id, comments."""

from bisect import bisect_left
from collections.abc import Sequence

from loopback_world import Channel, Post
from telethon.tl import TLObject, types

from .calls import Call, RpcFailureError, channel_of
from .tl_peers import channel_entity, points
from .tl_posts import UNKNOWN, Raw, empty, mentioned

PAGE = 100
"""Telegram gives no more posts than this at once."""


def get_history(call: Call) -> TLObject:
    """messages.GetHistory: a window of the posts, newest first, by offset_id, offset_date, add_offset."""
    channel = channel_of(call.world, call.request.peer)
    if channel.restricted:
        return _page(call, channel, [], count=0)
    ids = channel.ids
    if call.request.offset_id:
        older = bisect_left(ids, call.request.offset_id)
    elif call.request.offset_date and call.request.offset_date.timestamp() > 0:  # None travels as 1970
        older = channel.before(call.request.offset_date)
    else:
        older = len(ids)
    posts = [channel[number] for number in _window(call, ids, older)]
    return _page(call, channel, posts, count=len(ids))


def _window(call: Call, ids: Sequence[int], older: int) -> list[int]:
    """Cut the window, newest first; min_id and max_id thin it afterwards, as Telethon's sources report."""
    request = call.request
    add = request.add_offset
    if call.shape == "repeat":
        add += 1 if add < 0 else -1  # one step back over what the page before gave
    first = len(ids) - older + add
    low, high = max(first, 0), max(first + min(request.limit, PAGE), 0)
    window = ids[max(len(ids) - high, 0) : max(len(ids) - low, 0)]
    return [
        number
        for number in reversed(window)
        if number > request.min_id and (not request.max_id or number < request.max_id)
    ]


def _page(call: Call, channel: Channel, posts: list[Post], *, count: int) -> TLObject:
    messages: list[Raw | TLObject] = [call.cache.raw(channel, post) for post in posts]
    match call.shape:
        case "empty":
            messages = []
        case "only_empty":
            messages = [empty(post.id) for post in posts]
        case "unknown" if messages:
            messages[len(messages) // 2] = UNKNOWN
    chats, users = mentioned(call.world, channel, posts)
    return types.messages.ChannelMessages(
        pts=points(channel), count=count, messages=messages, topics=[], chats=chats, users=users
    )


def get_messages(call: Call) -> TLObject:
    """channels.GetMessages: one answer an id, in the order asked, MessageEmpty where there is nothing."""
    channel = channel_of(call.world, call.request.channel)
    numbers = [getattr(one, "id", 0) for one in call.request.id][:PAGE]
    if not any(numbers):
        raise RpcFailureError("MESSAGE_IDS_EMPTY")
    found = [(number, None if channel.restricted else channel.get(number)) for number in numbers]
    posts = [post for _, post in found if post]
    page = _page(call, channel, posts, count=len(numbers))
    if call.shape == "whole":
        given = iter(page.messages)
        page.messages = [next(given) if post else empty(number) for number, post in found]
    return page


def get_discussion_message(call: Call) -> TLObject:
    """messages.GetDiscussionMessage: the copy of a channel's post in its discussion group."""
    channel = channel_of(call.world, call.request.peer)
    root = call.world.discussion(channel, call.request.msg_id)
    if root is None or channel.linked is None:
        raise RpcFailureError("MSG_ID_INVALID")
    return types.messages.DiscussionMessage(
        messages=[call.cache.raw(channel.linked, root)],
        max_id=channel.linked.ids[-1],
        unread_count=0,
        chats=[channel_entity(channel.linked), channel_entity(channel)],
        users=[],
    )


def get_replies(call: Call) -> TLObject:
    """messages.GetReplies: comments on a channel's post, or replies to a group's, newest first."""
    channel = channel_of(call.world, call.request.peer)
    group, root = channel, channel.get(call.request.msg_id)
    if channel.kind == "channel":
        group, root = channel.linked or channel, call.world.discussion(channel, call.request.msg_id)
    if root is None:
        raise RpcFailureError("MSG_ID_INVALID")
    ids = [post.id for post in group if root.id in (post.thread, post.reply_to)]
    older = bisect_left(ids, call.request.offset_id) if call.request.offset_id else len(ids)
    posts = [group[number] for number in _window(call, ids, older)]
    return _page(call, group, posts, count=len(ids))
