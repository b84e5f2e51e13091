"""One message of an export to one answer for the archive, whichever version of Telegram Desktop wrote it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from collector.desktop.persons import Persons
from collector.errors import MessageFault, NeedsTimezone
from storage.answers import Answer
from storage.canonical import canonical, clean

MADE_BY_PEOPLE = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote", "text_link"}
)
"""Entities that say more than the text; links, mentions, hashtags and the like follow from it and differ by source."""

_MEDIA_TYPES = {
    "sticker": "sticker", "video_message": "video_note", "voice_message": "voice", "animation": "gif",
    "video_file": "video", "audio_file": "audio",
}  # fmt: skip
_MEDIA_KEYS = {
    "photo": "photo", "poll": "poll", "contact_information": "contact", "place_name": "venue", "location_information": "geo",
    "live_location_period_seconds": "geo", "game_title": "game", "invoice_information": "invoice",
    "giveaway_information": "giveaway", "file": "document",
}  # fmt: skip

FIRST_DATE = datetime(2013, 8, 1, tzinfo=UTC)
"""Telegram began in August 2013; a message dated earlier is damaged."""


def to_answer(
    message: dict[str, Any], persons: Persons, *, timezone: tzinfo | None, after: datetime | None
) -> Answer:
    """Read one message. ``after`` is the date of the one before it, which settles an hour that a clock change repeats.

    Raises:
        MessageFault: it is not whole; says what is wrong.
        NeedsTimezone: its time is local and no ``timezone`` is given.
    """
    post_id, kind = message.get("id"), message.get("type")
    if not isinstance(post_id, int) or isinstance(post_id, bool):
        raise MessageFault("has no whole number as its id")
    if kind not in ("message", "service", "unsupported"):
        raise MessageFault(f"is of a type that is not known: {kind!r:.60}")
    date = _moment(message, "date", timezone, after)
    if date is None and kind != "unsupported":
        raise MessageFault("has no date")
    text, entities = _text(message)
    raw = canonical(clean(persons.minimise(message)))
    return Answer(
        post_id=post_id,
        date=date,
        edited=_moment(message, "edited", timezone, date),
        text=text,
        entities=entities,
        media="unsupported" if kind == "unsupported" else _media(message),
        poll=_poll(message),
        service=_string(message, "action") if kind == "service" else None,
        sender=_sender(message, persons),
        reply_to=_integer(message, "reply_to_message_id"),
        forwarded_from=_forwarded_from(message, persons),
        reactions=_reactions(message),
        raw=raw,
    )


def _moment(
    message: dict[str, Any], name: str, timezone: tzinfo | None, after: datetime | None
) -> datetime | None:
    stamp = message.get(f"{name}_unixtime")
    if stamp is not None:
        try:
            moment = datetime.fromtimestamp(int(stamp), UTC)
        except (TypeError, ValueError, OverflowError, OSError):
            raise MessageFault(f"has a {name}_unixtime that is no time: {stamp!r:.60}") from None
    elif (local := message.get(name)) is not None:
        moment = _local(local, name, timezone, after)
    else:
        return None
    if moment.timestamp() == 0 and name == "edited":
        return None  # how Desktop writes "never"
    if moment < FIRST_DATE or moment > datetime.now(UTC) + timedelta(days=2):
        raise MessageFault(f"has a {name} that cannot be: {moment:%Y-%m-%d}")
    return moment


def _local(local: Any, name: str, timezone: tzinfo | None, after: datetime | None) -> datetime:
    try:
        naive = datetime.fromisoformat(local)
    except (TypeError, ValueError):
        raise MessageFault(f"has a {name} that is no time: {local!r:.60}") from None
    if naive.tzinfo is not None:
        return naive.astimezone(UTC)
    if naive.year == 1970:
        return datetime.fromtimestamp(0, UTC)
    if timezone is None:
        raise NeedsTimezone
    first, second = (naive.replace(tzinfo=timezone, fold=fold).astimezone(UTC) for fold in (0, 1))
    # an hour that clocks show twice: messages ascend, so one that would precede its predecessor is of the second
    return second if first != second and after is not None and first < after <= second else first


def _text(message: dict[str, Any]) -> tuple[str, tuple[tuple[str, int, int, str | None], ...]]:
    """The text and the entities that people made in it; offsets in UTF-16 code units."""
    parts = message.get("text_entities") or message.get("text", "")
    if isinstance(parts, str):
        parts = [parts]
    if not isinstance(parts, list):
        raise MessageFault(f"has a text that is neither a string nor a list: {type(parts).__name__}")
    text, offset = "", 0
    entities: list[tuple[str, int, int, str | None]] = []
    for part in parts:
        piece, kind, url = part, "plain", None
        if isinstance(part, dict):
            piece, kind = part.get("text"), part.get("type")
            url = _string(part, "href") if kind == "text_link" else None
        if not isinstance(piece, str):
            raise MessageFault("has a text with a part that is no text")
        piece = clean(piece)
        length = len(piece.encode("utf-16-le")) // 2
        if kind in MADE_BY_PEOPLE:
            entities.append((str(kind), offset, length, url))
        text += piece
        offset += length
    return text, tuple(entities)


def _media(message: dict[str, Any]) -> str | None:
    named = message.get("media_type")
    if isinstance(named, str):
        return _MEDIA_TYPES.get(named, "document")
    return next((kind for key, kind in _MEDIA_KEYS.items() if key in message), None)


def _poll(message: dict[str, Any]) -> str | None:
    """The question and the answers, a line each."""
    poll = message.get("poll")
    if not isinstance(poll, dict):
        return None
    answers = poll.get("answers")
    lines = (
        [poll.get("question"), *(a.get("text") for a in answers if isinstance(a, dict))]
        if isinstance(answers, list)
        else [poll.get("question")]
    )
    return "\n".join(clean(line) for line in lines if isinstance(line, str))


def _sender(message: dict[str, Any], persons: Persons) -> str | None:
    """The person who wrote it, as far as kept: by id, or by the signature under a channel's post."""
    kind, shown = persons.kept(message, "from", "from_id")
    if kind in ("user", "unknown"):
        return _one_line(shown)
    return (
        _one_line(persons.minimise({"author": message["author"]})["author"])
        if message.get("author")
        else None
    )


def _forwarded_from(message: dict[str, Any], persons: Persons) -> str | None:
    if "forwarded_from" not in message and "forwarded_from_id" not in message:
        return None
    return _one_line(persons.kept(message, "forwarded_from", "forwarded_from_id")[1]) or "unnamed"


def _reactions(message: dict[str, Any]) -> int | None:
    found = message.get("reactions")
    if not isinstance(found, list):
        return None
    return sum(
        item["count"] for item in found if isinstance(item, dict) and isinstance(item.get("count"), int)
    )


def _one_line(text: str | None) -> str | None:
    return " ".join(clean(text).split()) if isinstance(text, str) else None


def _string(of: dict[str, Any], key: str) -> str | None:
    value = of.get(key)
    return clean(value) if isinstance(value, str) else None


def _integer(of: dict[str, Any], key: str) -> int | None:
    value = of.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
