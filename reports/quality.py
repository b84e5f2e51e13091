"""The data-quality box: what was read, what was lost on the way, and by which rules it was read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.audit.week import Audit, audit
from reports.comparison import share
from reports.coverage import WeekCoverage, channel_name
from reports.identity import UniqueRequest
from reports.people import bounds, people
from storage.audits import AuditPost
from storage.rows import Channel, ParserUse, PostCounts, Posting


@dataclass(frozen=True, slots=True)
class Part:
    """A count and its share of a base, None on a base under 10 [u]."""

    count: int
    """How many."""
    base: int
    """Of how many."""
    share: float | None
    """The count as a part of the base."""
    request_ids: tuple[str, ...]
    """Requests that are counted; empty where posts are, which ``post_ids`` has."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What read posts: a parser version with the hash of its lexicon."""

    parser: str
    """Version of the parser."""
    lexicon: str
    """Hash of its word lists."""


@dataclass(frozen=True, slots=True)
class LostChannel:
    """A watched channel of which nothing of the week was read, or that could not be read in the last pass."""

    name: str
    """Username with @, or the title where there is none."""
    why: str | None
    """What the last pass said; None if it could be read."""
    since: datetime | None
    """Since when it cannot be read, or nothing is covered; None if it never was read."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of the week. Shares of entries are of unique requests, shares of posts of posts."""

    posts: int
    """Posts with content: service messages are counted apart."""
    service: int
    """Service messages, such as a title's change."""
    picture_only: int
    """Posts with media and no text: unread."""
    unparsed: int
    """Posts that no parser read yet."""
    other_language: int
    """Posts in no language that the parser reads."""
    request_posts: int
    """Posts that ask for people."""
    repeats_removed: int
    """Postings that repeat a request of this week or of an earlier one: postings less unique requests."""
    no_headcount: Part
    """Requests that state no number, nor does their post state a total."""
    in_total: int
    """Requests without a number whose post gives one total for several roles."""
    in_total_ids: tuple[str, ...]
    """These requests."""
    no_region: Part
    """Requests whose region is neither said nor set for their channel."""
    channel_region: Part
    """Requests whose region is their channel's, not said in the post."""
    low_confidence: Part
    """Posts that ask for people of which the reading is less sure than 0.9; ``as_of.post_ids`` has them."""
    unlisted_postings: int
    """Postings from channels that are not watched."""
    unlisted_ids: tuple[str, ...]
    """These postings."""
    rules: tuple[Rules, ...]
    """Parsers and lexicons that read the week, the most used first."""
    one_rule: bool
    """Whether one parser and lexicon read all 26 weeks; if not, the series has a break."""
    reviewed: Part
    """Requests that a person confirmed or corrected."""
    reviewed_people: Part
    """People asked for in them, of all, by upper ends."""
    audit: Audit | None
    """None if no post of the week's sample was read by a person."""


def quality(
    requests: Sequence[UniqueRequest],
    *,
    postings: Sequence[Posting],
    counts: PostCounts,
    channels: Collection[Channel],
    parsers: Sequence[ParserUse],
    one_rule: bool,
    audited: Sequence[AuditPost],
    week: str,
) -> Quality:
    """Fill the box from the week's requests, its postings and what the archive counts."""
    entries = [request for request in requests if not request.is_total]
    totals = {(request.first.channel_id, request.first.post_id) for request in requests if request.is_total}
    unnumbered = [request for request in entries if bounds(request) is None]
    in_total = [one for one in unnumbered if (one.first.channel_id, one.first.post_id) in totals]
    unsaid = [one for one in unnumbered if (one.first.channel_id, one.first.post_id) not in totals]
    nowhere = [request for request in entries if not request.first.regions]
    from_channel = [
        request for request in entries if any(region.basis == "channel" for region in request.first.regions)
    ]
    watched = {channel.channel_id for channel in channels if channel.watched}
    appearances = [posting for posting in postings if posting.entry == "request"]
    unlisted = tuple(posting.request_id for posting in appearances if posting.channel_id not in watched)
    return Quality(
        counts.posts - counts.service,
        counts.service,
        counts.picture_only,
        counts.unparsed,
        counts.other_language,
        counts.requests,
        len(appearances) - len(entries),
        _part(unsaid, len(entries)),
        len(in_total),
        tuple(one.first.request_id for one in in_total),
        _part(nowhere, len(entries)),
        _part(from_channel, len(entries)),
        Part(counts.low_confidence, counts.requests, share(counts.low_confidence, counts.requests), ()),
        len(unlisted),
        unlisted,
        tuple(
            Rules(use.parser, use.lexicon)
            for use in sorted(parsers, key=lambda use: (-use.posts, use.parser, use.lexicon))
        ),
        one_rule,
        _part([request for request in entries if request.first.reviewed], len(entries)),
        _part_of_people([request for request in requests if request.first.reviewed], requests),
        audit(audited, week, requests=len(entries), people=people(requests)),
    )


def lost_channels(channels: Collection[Channel], coverage: WeekCoverage) -> tuple[LostChannel, ...]:
    """List watched channels that are lost now or were not reached in the week, by name."""
    rows = {row.channel_id: row for row in coverage.channels}
    lost = []
    for channel in channels:
        row = rows.get(channel.channel_id)
        if channel.watched and (channel.why_not is not None or (row is not None and not row.covered)):
            since = channel.why_not_since or (row.last_covered if row else None)
            lost.append(LostChannel(channel_name(channel), channel.why_not, since))
    return tuple(sorted(lost, key=lambda channel: channel.name))


def _part(requests: Sequence[UniqueRequest], base: int) -> Part:
    ids = tuple(request.first.request_id for request in requests)
    return Part(len(ids), base, share(len(ids), base), ids)


def _part_of_people(some: Sequence[UniqueRequest], requests: Sequence[UniqueRequest]) -> Part:
    count, base = people(some).upper, people(requests).upper
    return Part(count, base, share(count, base), tuple(request.first.request_id for request in some))
