"""One message of an export to one answer for the archive, whichever version of Telegram Desktop wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from collector.desktop.persons import Persons
from collector.errors import MessageFault
from storage import Answer, canonical, clean

MADE_BY_PEOPLE = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote", "text_link"}
)
"""Entities that say more than the text; links, mentions, hashtags and the like follow from it."""

_MEDIA_TYPES = {
    "sticker": "sticker", "video_message": "video_note", "voice_message": "voice", "animation": "gif",
    "video_file": "video", "audio_file": "audio",
}  # fmt: skip
_MEDIA_KEYS = {
    "photo": "photo", "poll": "poll", "contact_information": "contact", "place_name": "venue",
    "location_information": "geo", "live_location_period_seconds": "geo", "game_title": "game",
    "invoice_information": "invoice", "giveaway_information": "giveaway", "file": "document",
}  # fmt: skip

FIRST_DATE = datetime(2013, 8, 1, tzinfo=UTC)
"""Telegram began in August 2013; a message dated earlier is damaged."""
SLACK = timedelta(days=2)
"""How far in the future a date may be: two clocks and a zone apart."""
MOST_ID = 2**31 - 1
"""Telegram's ids of messages are 32-bit."""

_STAMP = re.compile(r"\d{1,12}")
_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")

Entity = tuple[str, int, int, str | None]


@dataclass(frozen=True, slots=True)
class Content:
    """What makes a version: text and entities (offsets in UTF-16 code units), media kind, poll."""

    text: str
    entities: tuple[Entity, ...]
    media: str | None
    poll: str | None


def to_answer(
    message: dict[str, Any], persons: Persons, *, timezone: tzinfo | None, after: datetime | None
) -> Answer:
    """Read one message.

    ``timezone`` is that of local times, None where they stand beside unix times. ``after`` is the date of the
    message before, which settles an hour that a clock change repeats.

    Raises:
        MessageFault: it is not whole; says what is wrong.
    """
    post_id, kind = message.get("id"), message.get("type")
    if type(post_id) is not int or not 0 < post_id <= MOST_ID:
        raise MessageFault("has no id that a message can have")
    if kind not in ("message", "service", "unsupported"):
        raise MessageFault(f"is of a type that is not known: {kind!r:.60}")
    date = _moment(message, "date", timezone, after)
    if date is None and kind != "unsupported":
        raise MessageFault("has no date")
    content = read_content(message)
    try:
        raw = canonical(persons.minimise(message))
    except (ValueError, RecursionError) as error:
        raise MessageFault(f"cannot be kept: {error}") from None
    return Answer(
        post_id=post_id,
        date=date,
        edited=_moment(message, "edited", timezone, date),
        text=content.text,
        entities=content.entities,
        media=content.media,
        poll=content.poll,
        service=_string(message, "action") if kind == "service" else None,
        sender=_sender(message, persons),
        reply_to=_integer(message, "reply_to_message_id"),
        forwarded_from=_forwarded_from(message, persons),
        reactions=_reactions(message),
        raw=raw,
    )


def read_content(message: dict[str, Any]) -> Content:
    """What makes a version, from a message as it came or as it was minimised: no person is part of it.

    Raises:
        MessageFault: its text is none.
    """
    text, entities = _text(message.get("text_entities") or message.get("text", ""))
    if message.get("text_entities") and "text" in message and _text(message["text"])[0] != text:
        raise MessageFault("has a text that its entities do not make up")
    media = "unsupported" if message.get("type") == "unsupported" else _media(message)
    return Content(text, entities, media, _poll(message))


def _moment(
    message: dict[str, Any], name: str, timezone: tzinfo | None, after: datetime | None
) -> datetime | None:
    stamp, local = message.get(f"{name}_unixtime"), message.get(name)
    if stamp is not None:
        moment = _stamped(stamp, name)
    elif local is not None:
        moment = _local(local, name, timezone, after)
    else:
        return None
    if moment.year == 1970 and name == "edited":
        return None  # how Desktop writes "never"
    if not FIRST_DATE <= moment <= datetime.now(UTC) + SLACK:
        raise MessageFault(f"has a {name} that cannot be: {moment:%Y-%m-%d}")
    return moment


def _stamped(stamp: Any, name: str) -> datetime:
    if isinstance(stamp, bool) or not _STAMP.fullmatch(str(stamp)):
        raise MessageFault(f"has a {name}_unixtime that is no time: {stamp!r:.60}")
    try:
        return datetime.fromtimestamp(int(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        raise MessageFault(f"has a {name}_unixtime that cannot be: {stamp!r:.60}") from None


def _local(local: Any, name: str, timezone: tzinfo | None, after: datetime | None) -> datetime:
    try:
        naive = datetime.fromisoformat(local if _LOCAL.fullmatch(local) else "")
    except (TypeError, ValueError):
        raise MessageFault(f"has a {name} that is no time: {local!r:.60}") from None
    if naive.year == 1970:
        return datetime.fromtimestamp(0, UTC)
    if timezone is None:
        raise MessageFault(f"has a {name} without a zone")
    first, second = (naive.replace(tzinfo=timezone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first > second:
        raise MessageFault(
            f"has a {name} that clocks in {timezone} skipped ({local}): is that the right --timezone?"
        )
    # an hour that clocks show twice: messages ascend, so one before its predecessor is of the second
    return second if after is not None and first < after <= second else first


def _text(parts: Any) -> tuple[str, tuple[Entity, ...]]:
    """The text and the entities that people made in it."""
    if isinstance(parts, str):
        parts = [parts]
    if not isinstance(parts, list):
        raise MessageFault(f"has a text that is neither a string nor a list: {type(parts).__name__}")
    pieces: list[str] = []
    offset = 0
    entities: list[Entity] = []
    for part in parts:
        piece, kind, url = part, None, None
        if isinstance(part, dict):
            piece, kind = part.get("text"), part.get("type")
            url = _string(part, "href") if kind == "text_link" else None
        if not isinstance(piece, str):
            raise MessageFault("has a text with a part that is no text")
        piece = _column(piece)
        length = len(piece.encode("utf-16-le")) // 2
        if isinstance(kind, str) and kind in MADE_BY_PEOPLE:
            entities.append((kind, offset, length, url))
        pieces.append(piece)
        offset += length
    return "".join(pieces), tuple(entities)


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
    texts = (
        [answer.get("text") for answer in answers if isinstance(answer, dict)]
        if isinstance(answers, list)
        else []
    )
    return "\n".join(_column(line) for line in (poll.get("question"), *texts) if isinstance(line, str))


def _sender(message: dict[str, Any], persons: Persons) -> str | None:
    """The person who wrote it, as far as kept: by id, or by the signature under a channel's post."""
    kind, shown = persons.kept(message, "from")
    return _one_line(shown if kind in ("user", "unknown") else persons.author(message))


def _forwarded_from(message: dict[str, Any], persons: Persons) -> str | None:
    if "forwarded_from" not in message and "forwarded_from_id" not in message:
        return None
    return _one_line(persons.kept(message, "forwarded_from")[1]) or "unnamed"


def _reactions(message: dict[str, Any]) -> int | None:
    found = message.get("reactions")
    if not isinstance(found, list):
        return None
    counts = [_integer(item, "count") for item in found if isinstance(item, dict)]
    return sum(count for count in counts if count)


def _one_line(text: str | None) -> str | None:
    return " ".join(_column(text).split()) if isinstance(text, str) else None


def _string(of: dict[str, Any], key: str) -> str | None:
    value = of.get(key)
    return _column(value) if isinstance(value, str) else None


def _integer(of: dict[str, Any], key: str) -> int | None:
    """A whole number of a size that Telegram can mean."""
    value = of.get(key)
    return value if type(value) is int and abs(value) < 2**53 else None


def _column(text: str) -> str:
    """A text as a column can hold it: no lone surrogates, no NUL, at which many programs would end it."""
    return str(clean(text)).replace("\0", "\ufffd")
