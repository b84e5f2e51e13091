"""A post as Telegram knows it: frozen, so that an edit is a new object and a cached rendering can tell."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Self

EntityKind = Literal[
    "bold",
    "italic",
    "underline",
    "strike",
    "spoiler",
    "code",
    "pre",
    "blockquote",
    "url",
    "email",
    "phone",
    "mention",
    "hashtag",
    "text_link",
    "mention_name",
    "custom_emoji",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A stretch of a text; `offset` and `length` count UTF-16 code units, as Telegram's do.

    `url` belongs to `text_link`, `number` to `mention_name` (a person) and `custom_emoji` (a document).
    """

    kind: EntityKind
    offset: int
    length: int
    url: str | None = None
    number: int | None = None

    @classmethod
    def on(
        cls, text: str, part: str, *, kind: EntityKind, url: str | None = None, number: int | None = None
    ) -> Self:
        """Mark the first `part` of `text`; ValueError if it is not in there."""
        start = text.index(part)
        return cls(kind=kind, offset=utf16(text[:start]), length=utf16(part), url=url, number=number)


def utf16(text: str) -> int:
    """Count the UTF-16 code units of a text."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture; the words beside it are the post's text."""

    width: int = 800
    height: int = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """A video of so many seconds; a silent loop has no length on the web page."""

    seconds: int = 9
    width: int = 1280
    height: int = 720
    loop: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of `size` bytes."""

    name: str = "smeta.pdf"
    mime: str = "application/pdf"
    size: int = 120_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A question with (answer, votes) pairs."""

    question: str
    answers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact card: a person's name and phone."""

    first_name: str
    phone: str
    last_name: str = ""
    user_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """The preview of a link."""

    url: str
    title: str = ""
    description: str = ""


Media = Photo | Video | Document | Poll | Contact | WebPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """So many of one reaction: an emoji, a custom emoji (`document`), or stars where both are None."""

    count: int
    emoji: str | None = None
    document: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """Where a post came from: a channel's post, a person, or only a `name` where the person hides theirs."""

    date: datetime
    channel_id: int | None = None
    post_id: int | None = None
    person_id: int | None = None
    name: str | None = None
    author: str | None = None
    saved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A line Telegram writes itself: `title` is new, `people` joined, `chat_id` is the old group."""

    kind: Literal["created", "pinned", "title", "photo", "joined", "migrated_from"]
    title: str = ""
    people: tuple[int, ...] = ()
    chat_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RichBlock:
    """A block of a rich message (layer 229): a row a line, a cell a string; only tables have more cells."""

    kind: Literal["heading", "paragraph", "list", "table"]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post of a channel or group.

    `sender_id` is a person's id, None for the channel itself. `thread` is the id of the post whose comments
    this one belongs to. `edit_hidden` is an edit date that is not shown (reactions set one).
    `unknown` makes the post an object no client of this layer can read.
    """

    id: int
    date: datetime
    text: str = ""
    entities: tuple[Entity, ...] = ()
    edited: datetime | None = None
    edit_hidden: bool = False
    views: int | None = None
    forwards: int | None = None
    replies: int | None = None
    reactions: tuple[Reaction, ...] = ()
    media: Media | None = None
    album: int | None = None
    forward: Forward | None = None
    author: str | None = None
    sender_id: int | None = None
    reply_to: int | None = None
    thread: int | None = None
    pinned: bool = False
    service: Service | None = None
    rich: tuple[RichBlock, ...] = ()
    unknown: bool = False
