"""What a source hands to the archive: one answer about one post, already minimised, in Telegram's words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from storage.canonical import framed, sha256

Source = Literal["telegram", "preview", "export"]


@dataclass(frozen=True)
class Answer:
    """One post as one source gave it once.

    ``entities`` are the ones that the text alone does not give (bold, text_link, ...) as (type, offset,
    length, url); offsets in UTF-16 code units, as Telegram counts. ``raw`` is canonical JSON (RFC 8785) after
    minimisation. ``poll`` is the question and its answers, a line each. ``date`` is None for what a source
    names without a date.
    """

    post_id: int
    date: datetime | None
    text: str
    raw: str
    edited: datetime | None = None
    entities: tuple[tuple[str, int, int, str | None], ...] = ()
    media: str | None = None
    poll: str | None = None
    service: str | None = None
    sender: str | None = None
    reply_to: int | None = None
    album: str | None = None
    forwarded_from: str | None = None
    views: int | None = None
    forwards: int | None = None
    replies: int | None = None
    reactions: int | None = None

    @cached_property
    def identity(self) -> str:
        """Hash of what makes a version: text and entities, media kind, poll."""
        return framed(
            self.text, *(part for entity in self.entities for part in entity), self.media, self.poll
        )

    @property
    def entities_json(self) -> str | None:
        """The entities as a JSON array of ``[type, offset, length, url]``; None if there are none."""
        return json.dumps(self.entities, ensure_ascii=False, separators=(",", ":")) if self.entities else None

    @cached_property
    def sha256(self) -> str:
        """Hash of the raw answer's bytes."""
        return sha256(self.raw)


@dataclass(frozen=True, slots=True)
class Pass:
    """The circumstances of a batch: which run read which channel from which source.

    ``as_of`` is the time the answers are known to be from: of a live read the moment of it, of an export its
    newest date, since an export carries no time of its own. ``seen`` is when this archive saw them. Both are
    ISO 8601 UTC.
    """

    channel_id: int
    source: Source
    run: int
    as_of: str
    seen: str


@dataclass(frozen=True, slots=True)
class Found:
    """What saving a batch of answers added to the archive."""

    posts: int = 0
    versions: int = 0
    observations: int = 0

    def __add__(self, other: Found) -> Found:
        return Found(
            self.posts + other.posts, self.versions + other.versions, self.observations + other.observations
        )
