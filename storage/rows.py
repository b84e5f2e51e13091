"""What the archive hands out to readers: frozen rows, times as aware UTC datetimes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Channel:
    """A public channel or group; ids are Telegram's bare ids. Exports do not tell the ``username``."""

    channel_id: int
    username: str | None
    title: str
    kind: Literal["channel", "group"]
    region: str | None
    """ISO 3166-2 of the settings: where work is when a post names no place."""
    watched: bool
    """True if the settings name it, or as long as they name none."""
    why_not: str | None
    """The plain reason why the last pass could not read it, None if it could."""
    why_not_since: datetime | None


@dataclass(frozen=True, slots=True)
class RegionRef:
    """A region of a request and where it came from: the post's own text, or the channel's default."""

    iso: str
    """ISO 3166-2, or two letters of a country."""
    basis: Literal["text", "channel"]
    """Whether the text says it, or it is the channel's own by the settings."""


@dataclass(frozen=True, slots=True)
class OriginRef:
    """An origin of workers asked for (ISO 3166-1 alpha-2)."""

    iso: str
    """ISO 3166-1, two letters."""
    basis: Literal["stated", "inferred"]
    """Stated, or inferred from a people's name."""


class PayRef(NamedTuple):
    """Pay that a post offers; one end may be open. ``per`` is month, shift, day, hour, week, unit or None."""

    low: float | None
    high: float | None
    currency: str
    per: str | None


class HoursRef(NamedTuple):
    """Working hours a day and days a week that a post offers; one of them may be unknown."""

    per_day: float | None
    days_per_week: float | None


class Asked(NamedTuple):
    """One appearance of one entry as counting takes it: a line of a post's first version that is a request.

    ``entry`` "request" is a role with its headcount; "total" is the people of a post over several roles with
    no split (its role is None). ``n`` is its place in the post. ``text_key`` is equal for posts whose text is
    equal with contacts and emoji masked. ``fleeting`` texts (under 60 letters, or with a relative date)
    repeat only as forwards or within 24 hours.
    """

    date: datetime
    channel_id: int
    post_id: int
    n: int
    entry: Literal["request", "total"]
    role: str | None
    role_ru: str | None
    headcount_min: int | None
    headcount_max: int | None
    regions: tuple[RegionRef, ...]
    origins: tuple[OriginRef, ...]
    text_key: str
    fleeting: bool
    forwarded: bool
    sketch: int
    """The signature of the text: 256 bits, of which half of what two texts have not in common differ, and
    above these how many runs of characters it has."""
    bands: tuple[int, ...]
    """Entries that have none in common are never near-duplicates."""
    version: int
    """The archive's own number of the version that is counted."""

    @property
    def request_id(self) -> str:
        """As a posting has it."""
        return f"{self.channel_id}/{self.post_id}#{self.n}"


@dataclass(frozen=True, slots=True)
class Posting:
    """One appearance of one entry with all that is known of it; see ``Asked`` for what counting takes."""

    request_id: str
    """"channel_id/post_id#n", the same after each new parse."""
    entry: Literal["request", "total"]
    channel_id: int
    channel: str | None
    channel_title: str
    post_id: int
    n: int
    permalink: str
    date: datetime
    sha256: str
    text: str
    """The whole text of the version that was counted."""
    text_key: str
    fleeting: bool
    forwarded: bool
    role: str | None
    role_ru: str | None
    isco08: str | None
    role_text: str | None
    headcount_min: int | None
    headcount_max: int | None
    headcount_text: str | None
    regions: tuple[RegionRef, ...]
    origins: tuple[OriginRef, ...]
    sketch: int
    bands: tuple[int, ...]
    pay: tuple[PayRef, ...]
    """All pay that the post offers, of whatever role."""
    hours: tuple[HoursRef, ...]
    confidence: float
    later: Literal["raised", "lowered", "closed"] | None
    """What later versions of the post did to this entry."""
    reviewed: bool = False
    """True if a person confirmed or corrected what is said here."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """A completed read of a channel and the span of posts' time that it vouches for, ``[start, end]``."""

    channel_id: int
    start: datetime
    end: datetime
    read_at: datetime
    source: Literal["telegram", "preview", "export"]


@dataclass(frozen=True, slots=True)
class PostCounts:
    """Posts of a span of time, by what the archive knows of them; ``ids`` says which they are."""

    posts: int
    service: int
    picture_only: int
    """Posts with media and no text: unread."""
    requests: int
    """Posts whose first version that is a request makes them one."""
    unparsed: int
    other_language: int
    edited: int
    missing: int
    low_confidence: int
    """Request posts less sure than 0.9."""
    ids: PostIds


@dataclass(frozen=True, slots=True)
class PostIds:
    """The posts behind ``PostCounts``, as ranges of ids: ``channel id/first-last``, or ``channel id/id``."""

    posts: tuple[str, ...]
    """All posts of the span."""
    service: tuple[str, ...]
    """Service messages."""
    picture_only: tuple[str, ...]
    """With media and no text."""
    requests: tuple[str, ...]
    """Those that ask for people."""
    unparsed: tuple[str, ...]
    """Not read by any parser yet."""
    other_language: tuple[str, ...]
    """In no language that the parser reads."""
    edited: tuple[str, ...]
    """Of which there is more than one version."""
    missing: tuple[str, ...]
    """Not found by a later read."""
    low_confidence: tuple[str, ...]
    """Those that ask for people, less sure than 0.9."""


@dataclass(frozen=True, slots=True)
class ParserUse:
    """A parser version and lexicon hash that made readings of the span, and how many posts."""

    parser: str
    lexicon: str
    posts: int
