"""What stands behind the figures: each request of the week with its posts, and the largest with a quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reports.identity import UniqueRequest
from reports.people import by_size, is_open_ended
from reports.redact import redact
from storage.rows import OriginRef, Posting, RegionRef

LARGEST = 10
"""How many of the largest requests the report shows."""

QUOTE_LENGTH = 320
"""Code points of a quote; what is cut shows as an ellipsis."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """One posting of a request up to the end of the week."""

    request_id: str
    """Of this posting itself: ``channel id/post id#place in the post``."""
    permalink: str
    """The post's address."""
    date: datetime
    """The post's own date."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One request, or total over several roles, as its first posting had it, whose raw ``sha256`` covers."""

    request_id: str
    """Of the first posting: ``channel id/post id#place in the post``."""
    entry: Literal["request", "total"]
    """A role with its headcount, or a total over several roles."""
    permalink: str
    """Address of the first posting."""
    date: datetime
    """The first posting's own date."""
    sha256: str
    """Of the raw answer that the first posting was counted in."""
    role: str | None
    """Label in English; None where none is stated."""
    isco08: str | None
    """The role's ISCO-08 unit group, four digits."""
    headcount_min: int | None
    """People at least; None for "up to 50" and where no number is given."""
    headcount_max: int | None
    """People at most; None for "from 100" and where no number is given."""
    regions: tuple[RegionRef, ...]
    """Where the work is."""
    origins: tuple[OriginRef, ...]
    """Where workers are to come from."""
    confidence: float
    """How sure the reading is, 0 to 1; 1 where a person said so."""
    reviewed: bool
    """True if a person confirmed or corrected the reading."""
    postings: tuple[Appearance, ...]
    """All its postings up to the end of the week, the first one first."""


@dataclass(frozen=True, slots=True)
class LargeRequest:
    """One of the largest requests, with the words of its post."""

    request_id: str
    """Of the first posting: ``channel id/post id#place in the post``."""
    entry: Literal["request", "total"]
    """A role with its headcount, or a total over several roles."""
    role: str | None
    """Label in English; None where none is stated."""
    role_ru: str | None
    """Label in Russian."""
    headcount_min: int | None
    """People at least; None for "up to 50"."""
    headcount_max: int | None
    """People at most; None for "from 100"."""
    open_ended: bool
    """True for "from 100"."""
    regions: tuple[str, ...]
    """Codes of where the work is: ISO 3166-2, or two letters of a country."""
    quote: str
    """Part of the text, contacts and names masked, white space folded."""
    headcount_text: str | None
    """The words of the quote that state the number; None if they are not in it."""
    permalink: str
    """Address of the first posting."""
    date: datetime
    """The first posting's own date."""
    channel: str
    """Username with @, or the title where there is none."""
    channels: int
    """In how many channels it was posted up to the end of the week."""
    postings: int
    """How often it was posted up to the end of the week."""
    sha256: str
    """Of the raw answer that the first posting was counted in."""
    reviewed: bool
    """True if a person confirmed or corrected the reading."""


def evidence(requests: Sequence[UniqueRequest]) -> tuple[Evidence, ...]:
    """List what is behind the week's figures, in the order of first postings."""
    return tuple(
        Evidence(
            (first := request.first).request_id,
            first.entry,
            first.permalink,
            first.date,
            first.sha256,
            first.role,
            first.isco08,
            first.headcount_min,
            first.headcount_max,
            first.regions,
            first.origins,
            first.confidence,
            first.reviewed,
            tuple(Appearance(p.request_id, p.permalink, p.date) for p in request.postings),
        )
        for request in requests
    )


def largest(requests: Sequence[UniqueRequest]) -> tuple[LargeRequest, ...]:
    """Return the largest requests of the week, first those of the highest upper end."""
    return tuple(large(request) for request in by_size(requests)[:LARGEST])


def large(request: UniqueRequest) -> LargeRequest:
    """Show one large request with the words of its first posting."""
    first = request.first
    words, named = quote(first)
    return LargeRequest(
        first.request_id,
        first.entry,
        first.role,
        first.role_ru,
        first.headcount_min,
        first.headcount_max,
        is_open_ended(request),
        tuple(region.iso for region in first.regions),
        words,
        named,
        first.permalink,
        first.date,
        f"@{first.channel}" if first.channel else first.channel_title,
        request.channels,
        len(request.postings),
        first.sha256,
        first.reviewed,
    )


def quote(posting: Posting) -> tuple[str, str | None]:
    """Quote a post around the words that state its headcount; return them too if they are in the quote."""
    text = " ".join(redact(posting.text).split())
    named = " ".join((posting.headcount_text or "").split())
    place = text.find(named) if named else -1
    if len(text) > QUOTE_LENGTH:
        middle = place + len(named) // 2 if place >= 0 else 0
        start = max(0, min(middle - QUOTE_LENGTH // 2, len(text) - QUOTE_LENGTH))
        end = start + QUOTE_LENGTH
        # cut between words: to the next space after the start, to the last one before the end
        if start > 0:
            start = text.find(" ", start, middle) + 1 or start
        if end < len(text):
            end = max(text.rfind(" ", middle, end), start + 1)
        text = ("… " if start > 0 else "") + text[start:end] + (" …" if end < len(text) else "")
    return text, named if named and named in text else None
