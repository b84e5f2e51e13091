"""Plain facts about what is in the archive: counts of posts, coverage, channels, runs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storage.channels import ids_named, list_channels
from storage.rows import Channel, Coverage, ParserUse, PostCounts, PostIds
from storage.times import from_text, to_text

LOW_CONFIDENCE = 0.9
"""A reading under this is counted as of low confidence."""


ASKED = """
(SELECT max(iif(reviewed.version IS NULL, first.confidence, 1)) FROM main.versions AS v
    JOIN main.extractions AS first ON first.version = v.id
    LEFT JOIN main.reviewed ON reviewed.version = v.id
    WHERE v.post = posts.id AND coalesce(reviewed.is_request, first.is_request))
"""
"""How sure it is that a post asks for people; NULL if no version of it does."""

_SPANNED = f"""
WITH spanned AS (
    SELECT posts.*, coalesce(versions.text, '') AS text, extractions.language AS language,
        extractions.version IS NULL AS unparsed, {ASKED} AS asked
    FROM posts JOIN versions ON versions.id = posts.latest_version
    LEFT JOIN extractions ON extractions.version = versions.id
    WHERE posts.date >= ? AND posts.date < ?
)
"""  # noqa: S608 - own names
_KINDS = {
    "service": "service IS NOT NULL",
    "picture_only": "text = '' AND service IS NULL AND media IS NOT NULL",
    "requests": "asked IS NOT NULL",
    "unparsed": "unparsed AND service IS NULL",
    "other_language": "language NOT IN ('ru', 'uk', 'en') AND length(trim(text)) > 0",
    "edited": "versions > 1",
    "missing": "missing_since IS NOT NULL",
    "low_confidence": f"asked < {LOW_CONFIDENCE}",
}
"""What is counted of posts, as SQL says it."""


def post_counts(db: Database, start: datetime, end: datetime) -> PostCounts:
    """Posts dated in ``[start, end)``, counted by their latest version, requests by any of their versions.

    What a person reviewed is a request or not as the person said, and of no low confidence.
    """
    flags = ", ".join(_KINDS.values())
    rows = db.conn.execute(
        f"{_SPANNED} SELECT channel_id, post_id, {flags} FROM spanned ORDER BY channel_id, post_id",  # noqa: S608
        (to_text(start), to_text(end)),
    ).fetchall()
    kinds = {
        kind: [(row[0], row[1]) for row in rows if row[place]] for place, kind in enumerate(_KINDS, start=2)
    }
    return PostCounts(
        len(rows),
        **{kind: len(posts) for kind, posts in kinds.items()},
        ids=PostIds(
            id_ranges((row[0], row[1]) for row in rows),
            **{kind: id_ranges(posts) for kind, posts in kinds.items()},
        ),
    )


def id_ranges(posts: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Ids in order as ``channel/first-last``, ids that follow one another as one."""
    spans: list[list[int]] = []
    for channel, post in posts:
        if spans and spans[-1][0] == channel and spans[-1][2] == post - 1:
            spans[-1][2] = post
        else:
            spans.append([channel, post, post])
    return tuple(f"{c}/{first}" if first == last else f"{c}/{first}-{last}" for c, first, last in spans)


def parsers_in(db: Database, start: datetime, end: datetime) -> list[ParserUse]:
    """Parsers behind the readings of posts dated in ``[start, end)``, the most used first."""
    rows = db.conn.execute(
        "SELECT parsers.parser, parsers.lexicon, count(*) FROM posts "
        "JOIN versions ON versions.post = posts.id "
        "JOIN extractions ON extractions.version = versions.id "
        "JOIN parsers ON parsers.id = extractions.parser "
        "WHERE posts.date >= ? AND posts.date < ? GROUP BY parsers.id ORDER BY count(*) DESC, parsers.id",
        (to_text(start), to_text(end)),
    )
    return [ParserUse(*row) for row in rows]


def one_parser_in(db: Database, start: datetime, end: datetime) -> bool:
    """Whether at most one parser is behind the readings of posts dated in ``[start, end)``.

    Each parser is looked for until one post of it is found, and none is counted.
    """
    found = db.conn.execute(
        "SELECT 1 FROM parsers WHERE EXISTS (SELECT 1 FROM posts "
        "CROSS JOIN versions ON versions.post = posts.id "
        "CROSS JOIN extractions ON extractions.version = versions.id "
        "WHERE extractions.parser = parsers.id AND posts.date >= ? AND posts.date < ?) LIMIT 2",
        (to_text(start), to_text(end)),
    ).fetchall()
    return len(found) <= 1


def coverage_in(db: Database, start: datetime, end: datetime) -> list[Coverage]:
    """Completed reads that overlap ``[start, end)``."""
    return [
        Coverage(row[0], from_text(row[1]), from_text(row[2]), from_text(row[3]), row[4])
        for row in db.conn.execute(
            "SELECT channel_id, from_date, to_date, read_at, source FROM coverage "
            "WHERE to_date >= ? AND from_date < ? "
            "ORDER BY channel_id, from_date, id",
            (to_text(start), to_text(end)),
        )
    ]


def _moment(db: Database, sql: str) -> datetime | None:
    found: str | None = db.conn.execute(sql).fetchone()[0]
    return from_text(found)


def first_date(db: Database) -> datetime | None:
    """The earliest post's date."""
    return _moment(db, "SELECT min(date) FROM posts WHERE date IS NOT NULL")


def last_read(db: Database) -> datetime | None:
    """When a completed read was last made."""
    return _moment(db, "SELECT max(read_at) FROM coverage")


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """A channel with the numbers that ``status`` prints. ``spans`` are its reads in order of time."""

    channel: Channel
    posts: int
    last_post: datetime | None
    missing: int
    last_read: datetime | None
    spans: tuple[Coverage, ...]


CHANNEL_FACTS = """
SELECT (SELECT count(*) FROM posts WHERE channel_id = :channel),
    (SELECT date FROM posts WHERE channel_id = :channel AND date IS NOT NULL ORDER BY post_id DESC LIMIT 1),
    (SELECT count(*) FROM posts WHERE channel_id = :channel AND missing_since IS NOT NULL)
"""
"""Counted in indexes alone. Ids ascend with dates, so the last post is the one with the greatest id."""


def channel_facts(db: Database) -> list[ChannelFacts]:
    """A row a channel."""
    found = []
    for channel in list_channels(db):
        posts, last_post, missing = db.conn.execute(CHANNEL_FACTS, {"channel": channel.channel_id}).fetchone()
        spans = tuple(
            Coverage(channel.channel_id, from_text(row[0]), from_text(row[1]), from_text(row[2]), row[3])
            for row in db.conn.execute(
                "SELECT from_date, to_date, read_at, source FROM coverage "
                "WHERE channel_id = ? ORDER BY from_date, id",
                (channel.channel_id,),
            )
        )
        read_at = max((span.read_at for span in spans), default=None)
        found.append(ChannelFacts(channel, posts, from_text(last_post), missing, read_at, spans))
    return found


def picture_only(db: Database) -> dict[int, int]:
    """How many posts of each channel have media and no text: the parser reads nothing in them."""
    rows = db.conn.execute(
        "SELECT channel_id, count(*) FROM versions INDEXED BY versions_wordless "
        "JOIN posts ON posts.id = versions.post AND posts.latest_version = versions.id "
        "WHERE versions.text = '' AND versions.media IS NOT NULL AND versions.service IS NULL "
        "GROUP BY channel_id"
    )
    return dict(rows.fetchall())


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A run as the archive recorded it; ``outcome`` is None while it goes on."""

    id: int
    command: str
    started: datetime
    finished: datetime | None
    outcome: str | None
    counts: dict[str, int]
    failed: list[dict[str, Any]]


_RUNS = "SELECT id, command, started, finished, outcome, counts, failed FROM runs"


def last_runs(db: Database) -> list[RunFacts]:
    """The last run of each command, newest first."""
    rows = db.conn.execute(
        f"{_RUNS} WHERE id IN (SELECT max(id) FROM runs GROUP BY command) ORDER BY id DESC"  # noqa: S608 - own
    )
    return [_run(row) for row in rows]


def runs_in(db: Database, start: datetime, end: datetime) -> list[RunFacts]:
    """What ``headcount run`` began in ``[start, end)``, in the order of beginning."""
    rows = db.conn.execute(
        f"{_RUNS} WHERE command = 'run' AND started >= ? AND started < ? ORDER BY started, id",
        (to_text(start), to_text(end)),
    )
    return [_run(row) for row in rows]


def _run(row: tuple[Any, ...]) -> RunFacts:
    return RunFacts(
        row[0],
        row[1],
        from_text(row[2]),
        from_text(row[3]),
        row[4],
        json.loads(row[5] or "{}"),
        json.loads(row[6] or "[]"),
    )


def has_post(db: Database, channel_id: int, post_id: int) -> bool:
    """True if the archive has the post."""
    found = db.conn.execute(
        "SELECT 1 FROM posts WHERE channel_id = ? AND post_id = ?", (channel_id, post_id)
    ).fetchone()
    return found is not None


def post_text(db: Database, channel: str, post_id: int) -> str | None:
    """The latest text of a post, by its channel's username or bare id; None if the archive lacks it."""
    for channel_id in ids_named(db, channel):
        row = db.conn.execute(
            "SELECT coalesce(versions.text, '') FROM posts "
            "JOIN versions ON versions.id = posts.latest_version "
            "WHERE posts.channel_id = ? AND posts.post_id = ?",
            (channel_id, post_id),
        ).fetchone()
        if row:
            return str(row[0])
    return None
