"""A week's posts for its audit: what the machine decided of each, and what people said of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from storage.evidence import evidence_of, first_request
from storage.times import to_text


@dataclass(frozen=True, slots=True)
class Counted:
    """What a post comes to: requests, and the least and most people, each entry as figures take it."""

    is_request: bool
    requests: int
    lower: int
    upper: int
    entries: tuple[tuple[Any, ...], ...]
    """(role, least, most, regions) of each request, sorted: equal where two readings say the same."""


NOTHING = Counted(is_request=False, requests=0, lower=0, upper=0, entries=())


@dataclass(frozen=True, slots=True)
class Word:
    """What a reviewer last said of a post's text."""

    reviewer: str
    audit: str | None
    said: Counted


@dataclass(frozen=True, slots=True)
class AuditPost:
    """A post with the machine's reading of its first version that is a request, or else of its latest."""

    channel_id: int
    post_id: int
    version: int
    machine: Counted
    words: tuple[Word, ...]
    """The last word of each reviewer, in the order in which they were given."""


_POSTS = """
SELECT posts.id, versions.id, posts.channel_id, posts.post_id,
    iif(extractions.is_request, extractions.reading, NULL)
FROM posts CROSS JOIN versions ON versions.post = posts.id
CROSS JOIN extractions ON extractions.version = versions.id
WHERE posts.date >= ? AND posts.date < ? AND posts.service IS NULL AND versions.text != ''
    AND extractions.language IN ('ru', 'uk', 'en')
    AND (extractions.is_request OR versions.id = posts.latest_version)
ORDER BY posts.channel_id, posts.post_id, versions.id
"""
_WORDS = """
SELECT versions.id, corrections.reviewer, corrections.audit, corrections.said
FROM posts JOIN corrections ON corrections.post = posts.id
JOIN versions AS judged ON judged.id = corrections.version
JOIN versions ON versions.post = posts.id AND versions.text = judged.text
WHERE posts.date >= ? AND posts.date < ? ORDER BY corrections.id
"""


def audit_posts(db: Database, start: datetime, end: datetime) -> list[AuditPost]:
    """Posts dated in ``[start, end)`` with a text in a language that the parser reads, by channel and id."""
    span = (to_text(start), to_text(end))
    words: dict[int, dict[str, Word]] = {}
    for version, reviewer, audit, said in db.conn.execute(_WORDS, span):
        of = words.setdefault(version, {})
        of.pop(reviewer, None)  # so that the last word stands last
        of[reviewer] = Word(reviewer, audit, counted(json.loads(said)))
    return [
        AuditPost(
            row[2],
            row[3],
            row[1],
            counted(json.loads(row[4])) if row[4] else NOTHING,
            tuple(words.get(row[1], {}).values()),
        )
        for row in _one_a_post(db, db.conn.execute(_POSTS, span).fetchall())
    ]


def _one_a_post(db: Database, rows: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Of each post the version that is counted if the machine is right: see ``evidence.first_request``."""
    posts = {post: list(versions) for post, versions in groupby(rows, key=itemgetter(0))}
    asking = {post: {row[1] for row in versions if row[4]} for post, versions in posts.items()}
    answers = evidence_of(db, [post for post, versions in asking.items() if len(versions) > 1])
    for post, versions in posts.items():
        if post in answers:
            chosen = first_request(answers[post], asking[post])
        else:
            chosen = next(iter(asking[post]), versions[0][1])
        yield next(row for row in versions if row[1] == chosen)


def audited_posts(db: Database, start: datetime, end: datetime) -> list[AuditPost]:
    """The same posts, but none at all where people said nothing of any of them: most weeks ask no more."""
    (some,) = db.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM corrections JOIN posts ON posts.id = corrections.post "
        "WHERE posts.date >= ? AND posts.date < ?)",
        (to_text(start), to_text(end)),
    ).fetchone()
    return audit_posts(db, start, end) if some else []


def counted(reading: Mapping[str, Any]) -> Counted:
    """What a reading comes to, by the rules of the report's figures."""
    if not reading["is_request"]:
        return NOTHING
    requests = reading["requests"]
    lower = upper = 0
    for entry in (*requests, *([reading["total"]] if reading.get("total") else [])):
        least, most = entry["headcount_min"], entry["headcount_max"]
        lower += least or 0
        upper += most if most is not None else least or 0
    said = tuple(
        sorted(
            (
                (one["role"], one["headcount_min"], one["headcount_max"], *sorted(one["regions"]))
                for one in requests
            ),
            key=repr,
        )
    )
    return Counted(is_request=True, requests=len(requests), lower=lower, upper=upper, entries=said)
