"""What posts ask for, without their words: as much of each entry as counting takes, quick to read."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from storage.evidence import evidence_of, first_request
from storage.near import BAND_COLUMNS, versions_like
from storage.rows import Asked, OriginRef, RegionRef

_POST_COLUMNS = """
SELECT posts.id, versions.id, posts.date, posts.channel_id, posts.post_id, posts.forwarded_from IS NOT NULL,
    extractions.text_key, extractions.fleeting,
"""
_READ = f"""
{_POST_COLUMNS} requests.n, requests.entry, requests.role, requests.role_ru,
    requests.headcount_min, requests.headcount_max, near.regions, near.origins, near.sketch, {BAND_COLUMNS}
FROM posts
CROSS JOIN versions ON versions.post = posts.id
CROSS JOIN requests ON requests.version = versions.id
    AND NOT EXISTS (SELECT 1 FROM reviewed WHERE reviewed.version = versions.id)
CROSS JOIN near ON near.version = requests.version AND near.n = requests.n
CROSS JOIN extractions ON extractions.version = versions.id
"""  # noqa: S608 - own names
"""What the parser read, where nobody reviewed it."""
_SAID = f"""
{_POST_COLUMNS} near.n, near.entry, near.role, near.role_ru,
    near.headcount_min, near.headcount_max, near.regions, near.origins, near.sketch, {BAND_COLUMNS}
FROM reviewed_entries AS near
CROSS JOIN versions ON versions.id = near.version
CROSS JOIN posts ON posts.id = versions.post
CROSS JOIN extractions ON extractions.version = versions.id
"""
"""What people said, where they did."""
_SPAN = "WHERE posts.date >= ? AND posts.date < ?"
_LISTED = """
WHERE +posts.date >= ? AND +posts.date < ?
    AND posts.id IN (SELECT post FROM versions WHERE id IN (SELECT value FROM json_each(?)))
"""

Row = tuple[Any, ...]
_POST, _VERSION, _DATE, _CHANNEL, _POST_ID, _N = 0, 1, 2, 3, 4, 8


def in_span(db: Database, start: str, end: str) -> list[Asked]:
    """Entries of request posts dated in ``[start, end)``, by (date, channel id, post id, n)."""
    return _asked(db, _SPAN, (start, end))


def like(
    db: Database, entries: Sequence[Asked], *, since: str | None, until: str, known: Collection[int]
) -> list[Asked]:
    """Entries of the posts dated in ``[since, until)`` of which one may be a near-duplicate of these.

    ``since`` None is from the first post on; ``known`` are versions that need not come again.
    """
    versions = versions_like(db, {entry.bands for entry in entries}, since=since, until=until)
    # most are like nothing but themselves
    versions -= {entry.version for entry in entries}
    versions.difference_update(known)
    return _asked(db, _LISTED, (since or "", until, json.dumps(sorted(versions)))) if versions else []


def _asked(db: Database, where: str, values: Row) -> list[Asked]:
    defaults = {
        channel: (RegionRef(iso, "channel"),)
        for channel, iso in db.conn.execute("SELECT id, region FROM channels WHERE region IS NOT NULL")
    }
    rows = [row for sql in (_READ, _SAID) for row in db.conn.execute(sql + where, values)]
    rows = _counted(db, rows)
    rows.sort(key=_order)
    return [
        Asked(
            datetime.fromisoformat(row[_DATE]),
            row[_CHANNEL],
            row[_POST_ID],
            row[_N],
            row[9],
            row[10],
            row[11],
            row[12],
            row[13],
            _regions(row[14]) or defaults.get(row[_CHANNEL], ()),
            _origins(row[15]),
            row[6],
            bool(row[7]),
            bool(row[5]),
            int.from_bytes(row[16], "little"),
            row[17:],
            row[_VERSION],
        )
        for row in rows
    ]


_order = itemgetter(_DATE, _CHANNEL, _POST_ID, _N)


def _counted(db: Database, rows: list[Row]) -> list[Row]:
    """Rows of each post's first version that is a request; only posts with several such are looked into."""
    version: dict[int, int] = {}
    several = {row[_POST] for row in rows if version.setdefault(row[_POST], row[_VERSION]) != row[_VERSION]}
    for post, answers in evidence_of(db, list(several)).items():
        version[post] = first_request(answers, {row[_VERSION] for row in rows if row[_POST] == post})
    return [row for row in rows if version[row[_POST]] == row[_VERSION]] if several else rows


@lru_cache(maxsize=4096)
def _regions(listed: str) -> tuple[RegionRef, ...]:
    return tuple(RegionRef(iso, "text") for iso in listed.split())


@lru_cache(maxsize=4096)
def _origins(listed: str) -> tuple[OriginRef, ...]:
    parts = (one.partition("/") for one in listed.split())
    return tuple(OriginRef(iso, "stated" if basis == "stated" else "inferred") for iso, _, basis in parts)
