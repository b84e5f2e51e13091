"""One message as Telegram gives it (layer 229) to one answer for the archive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from telethon.tl import types

from collector.telegram.persons import Persons
from collector.telegram.raw import raw_answer
from collector.telegram.rich import rich_text
from storage import Answer, clean

_ENTITIES = {
    types.MessageEntityBold: "bold", types.MessageEntityItalic: "italic",
    types.MessageEntityUnderline: "underline", types.MessageEntityStrike: "strikethrough",
    types.MessageEntitySpoiler: "spoiler", types.MessageEntityCode: "code", types.MessageEntityPre: "pre",
    types.MessageEntityBlockquote: "blockquote", types.MessageEntityTextUrl: "text_link",
}  # fmt: skip
"""Those that people make; links, mentions, hashtags and the like follow from the text."""

_MEDIA = {
    types.MessageMediaPhoto: "photo", types.MessageMediaPoll: "poll", types.MessageMediaContact: "contact",
    types.MessageMediaVenue: "venue", types.MessageMediaGeo: "geo", types.MessageMediaGeoLive: "geo",
    types.MessageMediaGame: "game", types.MessageMediaInvoice: "invoice",
    types.MessageMediaGiveaway: "giveaway", types.MessageMediaGiveawayResults: "giveaway",
    types.MessageMediaUnsupported: "unsupported", types.MessageMediaWebPage: None,
    types.MessageMediaEmpty: None,
}  # fmt: skip
"""A link's preview is no media: the link is in the text."""

_ACTIONS = {
    "ChannelCreate": "create_channel", "ChatCreate": "create_group", "ChatEditTitle": "edit_group_title",
    "ChatEditPhoto": "edit_group_photo", "ChatDeletePhoto": "delete_group_photo",
    "ChatAddUser": "invite_members", "ChatDeleteUser": "remove_members",
    "ChatJoinedByLink": "join_group_by_link", "ChatJoinedByRequest": "join_group_by_request",
    "ChatMigrateTo": "migrate_to_supergroup", "ChannelMigrateFrom": "migrate_from_group",
    "PinMessage": "pin_message", "HistoryClear": "clear_history", "GroupCall": "group_call",
    "GroupCallScheduled": "group_call_scheduled", "InviteToGroupCall": "invite_to_group_call",
    "SetMessagesTTL": "set_messages_ttl", "TopicCreate": "topic_created", "TopicEdit": "topic_edit",
    "BoostApply": "boost_apply", "GiveawayLaunch": "giveaway_launch", "GiveawayResults": "giveaway_results",
}  # fmt: skip
"""Actions as Telegram Desktop's exports call them; others are called by Telegram's own name."""


@dataclass(frozen=True, slots=True)
class Names:
    """What came with a page: titles of channels, and names of users for ``senders = "full"``, by id."""

    channels: Mapping[int, str] = field(default_factory=dict)
    users: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Any) -> Names:
        """Those of an answer of Telegram's with ``chats`` and ``users``."""
        return cls(
            {chat.id: chat.title for chat in page.chats if getattr(chat, "title", None)},
            {user.id: _full_name(user) for user in page.users if isinstance(user, types.User)},
        )


def posts_of(messages: Iterable[Any]) -> list[Any]:
    """The messages that are there, by id; ``MessageEmpty`` stands for none."""
    found = {one.id: one for one in messages if isinstance(one, types.Message | types.MessageService)}
    return [found[post_id] for post_id in sorted(found)]


def to_answer(message: Any, persons: Persons, names: Names) -> Answer:
    """Read one message or service message.

    Raises:
        ValueError: it cannot be kept as JSON.
    """
    text, entities = _text(message)
    reply = message.reply_to
    replies = getattr(message, "replies", None)
    grouped = getattr(message, "grouped_id", None)
    return Answer(
        post_id=message.id,
        date=message.date,
        edited=None if getattr(message, "edit_hide", None) else getattr(message, "edit_date", None),
        text=text,
        entities=entities,
        media=_media(getattr(message, "media", None)),
        poll=_poll(getattr(message, "media", None)),
        service=_service(getattr(message, "action", None)),
        sender=_sender(message, persons, names),
        reply_to=_reply_to(reply),
        album=str(grouped) if grouped is not None else None,
        forwarded_from=_forwarded_from(getattr(message, "fwd_from", None), persons, names),
        views=getattr(message, "views", None),
        forwards=getattr(message, "forwards", None),
        replies=replies.replies if replies is not None else None,
        reactions=_reactions(message.reactions),
        raw=raw_answer(message, persons),
    )


def _text(message: Any) -> tuple[str, tuple[tuple[str, int, int, str | None], ...]]:
    """The text and people's entities in it. A rich message's fuller words have none."""
    text = _column(getattr(message, "message", None) or "")
    rich = getattr(message, "rich_message", None)
    if rich is not None and len(words := _column(rich_text(rich))) > len(text):
        return words, ()
    entities = [
        (kind, entity.offset, entity.length, _column(entity.url) if kind == "text_link" else None)
        for entity in getattr(message, "entities", None) or ()
        if (kind := _ENTITIES.get(type(entity)))
    ]
    return text, tuple(entities)


def _media(media: Any) -> str | None:
    if media is None:
        return None
    if isinstance(media, types.MessageMediaDocument):
        return _document(media)
    kind = type(media)
    # what a later layer adds is named by Telegram's own name
    return _MEDIA[kind] if kind in _MEDIA else _snake(kind.__name__.removeprefix("MessageMedia"))


def _document(media: types.MessageMediaDocument) -> str:
    """The kind of a file, by its attributes."""
    attributes = {type(one): one for one in getattr(media.document, "attributes", None) or ()}
    if types.DocumentAttributeSticker in attributes:
        return "sticker"
    if types.DocumentAttributeAnimated in attributes:
        return "gif"
    if video := attributes.get(types.DocumentAttributeVideo):
        return "video_note" if video.round_message else "video"
    if audio := attributes.get(types.DocumentAttributeAudio):
        return "voice" if audio.voice else "audio"
    return "document"


def _poll(media: Any) -> str | None:
    """The question and the answers, a line each."""
    if not isinstance(media, types.MessageMediaPoll):
        return None
    lines = (media.poll.question, *(answer.text for answer in media.poll.answers))
    return "\n".join(_column(line.text) for line in lines)


def _service(action: Any) -> str | None:
    if action is None:
        return None
    name = type(action).__name__.removeprefix("MessageAction")
    return _ACTIONS.get(name) or _snake(name)


def _sender(message: Any, persons: Persons, names: Names) -> str | None:
    """The person who wrote it, as far as kept: by id, or by the signature under a channel's post."""
    if isinstance(message.from_id, types.PeerUser):
        user = message.from_id.user_id
        return _one_line(persons.user(user, names.users.get(user)))
    return _one_line(persons.name(getattr(message, "post_author", None)))


def _reply_to(reply: Any) -> int | None:
    """The id of the post of the same channel that it answers."""
    if not isinstance(reply, types.MessageReplyHeader) or reply.reply_to_peer_id is not None:
        return None
    return reply.reply_to_msg_id  # type: ignore[no-any-return]


def _forwarded_from(header: Any, persons: Persons, names: Names) -> str | None:
    if header is None:
        return None
    origin = header.from_id
    if isinstance(origin, types.PeerChannel):
        return _one_line(names.channels.get(origin.channel_id)) or f"channel{origin.channel_id}"
    if isinstance(origin, types.PeerUser):
        kept = persons.user(origin.user_id, names.users.get(origin.user_id))
    else:
        kept = persons.name(header.from_name)
    return _one_line(kept) or "unnamed"


def _reactions(reactions: Any) -> int | None:
    return sum(one.count for one in reactions.results) if reactions is not None else None


def _full_name(user: types.User) -> str:
    return " ".join(part for part in (user.first_name, user.last_name) if part)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _one_line(text: str | None) -> str | None:
    return " ".join(_column(text).split()) if text else None


def _column(text: str) -> str:
    """A text as a column can hold it: no lone surrogates, no NUL, at which many programs would end it."""
    return str(clean(text)).replace("\0", "\ufffd")
