"""What a person should look at next: texts that nobody reviewed, the most pressing first.

Pressing is what is at stake: people asked for, times one minus the confidence with which they were read. The
item is a text of a post: an edit that changes the text is an item of its own, one that leaves it is none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from storage.channels import permalink
from storage.times import from_text, to_text

Order = Literal["stake", "largest", "unsure", "random"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items, and in which order; ``seed`` is a large number that makes the random order."""

    order: Order = "stake"
    start: datetime | None = None
    end: datetime | None = None
    channel_id: int | None = None
    role: str | None = None
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Queue:
    """The first versions to review, and how many are wanted in all."""

    versions: tuple[int, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Item:
    """A version of a post with the machine's reading of it."""

    version: int
    channel_id: int
    channel: str | None
    channel_title: str
    post_id: int
    permalink: str
    date: datetime | None
    edited: bool
    """True if it is not the only version of its post."""
    text: str
    reading: Mapping[str, Any]
    roles_ru: tuple[str | None, ...]
    parser: str


_PEOPLE = "coalesce(requests.headcount_max, requests.headcount_min, 1)"
_ORDERS = {
    "stake": f"sum({_PEOPLE} * (1 - requests.confidence)) DESC",
    "largest": f"sum({_PEOPLE}) DESC",
    "unsure": "extractions.confidence",
    "random": "(versions.id * :seed) % 4294967291",  # a prime
}
_OPEN = """
SELECT versions.id, count(*) OVER () FROM (
    SELECT version FROM extractions WHERE is_request
    UNION SELECT versions.id FROM versions WHERE versions.post IN (SELECT post FROM corrections)
) AS candidates
JOIN extractions ON extractions.version = candidates.version
JOIN versions ON versions.id = candidates.version
JOIN posts ON posts.id = versions.post
LEFT JOIN requests ON requests.version = versions.id
WHERE {which} AND versions.text != ''
AND NOT EXISTS (
    SELECT 1 FROM versions AS same JOIN extractions AS read ON read.version = same.id
    WHERE same.post = versions.post AND same.id < versions.id AND same.text = versions.text
)
AND NOT EXISTS (SELECT 1 FROM reviewed WHERE reviewed.version = versions.id)
GROUP BY versions.id ORDER BY {order}, versions.id LIMIT :limit
"""


def review_queue(db: Database, wanted: Wanted, *, limit: int) -> Queue:
    """The first ``limit`` items: texts taken for requests, and new texts of posts reviewed before."""
    which = ["1"]
    if wanted.start is not None:
        which.append("posts.date >= :start")
    if wanted.end is not None:
        which.append("posts.date < :end")
    if wanted.channel_id is not None:
        which.append("posts.channel_id = :channel")
    if wanted.role is not None:
        role = "SELECT 1 FROM requests AS one WHERE one.version = versions.id AND one.role = :role"
        which.append(f"EXISTS ({role})")
    values = {
        "start": to_text(wanted.start) if wanted.start else None,
        "end": to_text(wanted.end) if wanted.end else None,
        "channel": wanted.channel_id,
        "role": wanted.role,
        "seed": wanted.seed,
        "limit": limit,
    }
    rows = db.conn.execute(
        _OPEN.format(which=" AND ".join(which), order=_ORDERS[wanted.order]), values
    ).fetchall()
    return Queue(tuple(row[0] for row in rows), rows[0][1] if rows else 0)


def item(db: Database, version: int) -> Item | None:
    """A version with its post and what was read in it; None if it is not there or was not parsed."""
    row = db.conn.execute(
        "SELECT posts.channel_id, channels.username, channels.title, posts.post_id, posts.date, "
        "posts.versions, coalesce(versions.text, ''), extractions.reading, parsers.parser FROM versions "
        "JOIN posts ON posts.id = versions.post JOIN channels ON channels.id = posts.channel_id "
        "JOIN extractions ON extractions.version = versions.id "
        "JOIN parsers ON parsers.id = extractions.parser WHERE versions.id = ?",
        (version,),
    ).fetchone()
    if row is None:
        return None
    channel_id, username, title, post_id, date, versions, text, reading, parser = row
    roles_ru = db.conn.execute(
        "SELECT role_ru FROM requests WHERE version = ? AND entry = 'request' ORDER BY n", (version,)
    )
    return Item(
        version, channel_id, username, title, post_id, permalink(channel_id, username, post_id),
        from_text(date), versions > 1, text, json.loads(reading), tuple(role for (role,) in roles_ru), parser,
    )  # fmt: skip
