"""Postings: what the archive's posts ask for, each post by its first archived version that is a request.

Where people reviewed a version, what they said of it stands in place of the parser's reading.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from sqlite_utils import Database

from storage.channels import permalink
from storage.corrections import standing
from storage.effective import Rows, put_over
from storage.evidence import CHUNK, evidence_of, first_request, firsts
from storage.migrations.near_tables import BANDS, SIZE
from storage.near import BAND_COLUMNS
from storage.rows import HoursRef, OriginRef, PayRef, Posting, RegionRef
from storage.times import from_text, to_text

REQUEST_VERSIONS = """
SELECT posts.id AS post, posts.channel_id, posts.post_id, posts.date, posts.forwarded_from,
    posts.latest_version, channels.username, channels.title, channels.region,
    versions.id AS version, versions.text, extractions.text_key, extractions.fleeting, extractions.confidence
FROM posts
CROSS JOIN versions ON versions.post = posts.id
CROSS JOIN extractions ON extractions.version = versions.id
LEFT JOIN reviewed ON reviewed.version = versions.id
CROSS JOIN channels ON channels.id = posts.channel_id
    AND coalesce(reviewed.is_request, extractions.is_request)
"""
"""From the posts asked for to their readings, in that order, which CROSS JOIN tells SQLite to keep."""


def in_span(db: Database, start: datetime, end: datetime) -> list[Posting]:
    """Entries of request posts dated in ``[start, end)``."""
    return [posting for _, posting in numbered_in_span(db, start, end)]


def numbered_in_span(db: Database, start: datetime, end: datetime) -> list[tuple[int, Posting]]:
    """The same, each with the number of the version that was counted."""
    rows = _rows(
        db, REQUEST_VERSIONS + "WHERE posts.date >= ? AND posts.date < ?", (to_text(start), to_text(end))
    )
    return _numbered(db, rows)


_SAID_SIZE = SIZE.replace("requests.", "said.")
_LARGEST = f"""
SELECT post FROM (
    SELECT * FROM (
        SELECT versions.post AS post, {SIZE} AS size FROM requests INDEXED BY requests_size
        CROSS JOIN versions ON versions.id = requests.version
        CROSS JOIN posts ON posts.id = versions.post
        WHERE {SIZE} > 0 AND posts.date < ?
            AND NOT EXISTS (SELECT 1 FROM reviewed WHERE reviewed.version = requests.version)
        ORDER BY {SIZE} DESC LIMIT ?
    )
    UNION ALL SELECT * FROM (
        SELECT versions.post AS post, {_SAID_SIZE} AS size FROM reviewed_entries AS said
        CROSS JOIN versions ON versions.id = said.version
        CROSS JOIN posts ON posts.id = versions.post
        WHERE {_SAID_SIZE} > 0 AND posts.date < ? ORDER BY size DESC LIMIT ?
    )
) ORDER BY size DESC LIMIT ?
"""  # noqa: S608 - own names


def largest(db: Database, before: datetime, *, limit: int) -> list[Posting]:
    """Entries of the posts dated before a moment that ask for the most people, the largest first.

    The size is the upper end, of an open-ended request its minimum. Posts whose counted version asks for
    less than another version of theirs come in their place or not at all.
    """
    moment = to_text(before)
    posts = [row["post"] for row in _rows(db, _LARGEST, (moment, limit, moment, limit, limit))]
    found = _numbered(db, _rows(db, REQUEST_VERSIONS + f"WHERE posts.id IN ({_marks(posts)})", posts))
    sized = [(one.headcount_max or one.headcount_min or 0, one) for _, one in found]
    return [one for size, one in sorted(sized, key=lambda pair: -pair[0]) if size]


def _rows(db: Database, sql: str, values: Sequence[Any]) -> list[sqlite3.Row]:
    cursor = db.conn.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, values).fetchall()


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def _marks(values: Collection[Any]) -> str:
    return ", ".join("?" * len(values))


def _numbered(db: Database, rows: list[sqlite3.Row]) -> list[tuple[int, Posting]]:
    rows.sort(key=lambda row: (row["date"] or "", row["channel_id"], row["post_id"]))
    hashes: dict[int, str] = {}
    found = []
    for row, sha256 in first_versions(db, rows):
        found.append(row)
        hashes[row["version"]] = sha256
    versions = [row["version"] for row in found]
    edited = [row["latest_version"] for row in found if row["latest_version"] != row["version"]]
    entries = _by_version(
        db,
        f"SELECT requests.*, near.sketch, {BAND_COLUMNS} FROM requests JOIN near "  # noqa: S608 - own names
        "ON near.version = requests.version AND near.n = requests.n "
        "WHERE requests.version IN ({}) ORDER BY requests.version, requests.n",
        versions + edited,
    )
    regions = _by_version(
        db,
        "SELECT * FROM request_regions WHERE version IN ({}) ORDER BY version, n, iso",
        versions,
    )
    origins = _by_version(
        db,
        "SELECT DISTINCT version, iso, basis FROM origins WHERE version IN ({}) ORDER BY version, iso, basis",
        versions,
    )
    offers = _by_version(
        db,
        "SELECT version, json_extract(reading, '$.pay') AS pay, json_extract(reading, '$.hours') AS hours "
        "FROM extractions WHERE version IN ({})",
        versions,
    )
    reviewed = standing(db, versions + edited)
    said = _by_version(
        db, "SELECT * FROM reviewed_entries WHERE version IN ({}) ORDER BY version, n", reviewed
    )
    put_over(reviewed, said, entries=entries, regions=regions, origins=origins)
    closed = _closed(db, edited)
    return [
        (
            row["version"],
            _posting(
                row,
                entry,
                regions.get(row["version"], ()),
                origins.get(row["version"], ()),
                offer=offers[row["version"]][0],
                later=_later(row, entry, entries, closed),
                sha256=hashes[row["version"]],
                reviewed=row["version"] in reviewed,
            ),
        )
        for row in found
        for entry in entries.get(row["version"], ())
    ]


def first_versions(db: Database, rows: Iterable[sqlite3.Row]) -> Iterator[tuple[sqlite3.Row, str]]:
    """Of each post's versions that are requests, the first, and the hash of its raw answer.

    ``rows`` have a post's versions side by side.
    """
    for posts in _batched(groupby(rows, key=lambda row: row["post"])):
        stored = evidence_of(db, list(posts))
        for post, versions in posts.items():
            version = first_request(stored[post], {row["version"] for row in versions})
            row = next(row for row in versions if row["version"] == version)
            hashed = firsts(answer for answer in stored[post] if answer.sha256)
            yield row, hashed[row["version"]].sha256 or ""


def _batched(groups: Iterable[tuple[int, Iterator[sqlite3.Row]]]) -> Iterator[dict[int, list[sqlite3.Row]]]:
    groups = iter(groups)
    while batch := {post: list(rows) for post, rows in islice(groups, CHUNK)}:
        yield batch


def _by_version(db: Database, sql: str, versions: Iterable[int]) -> Rows:
    found: Rows = {}
    for ids in _chunks(list(versions)):
        for row in _rows(db, sql.format(_marks(ids)), ids):
            found.setdefault(row["version"], []).append(row)
    return found


def _closed(db: Database, versions: Iterable[int]) -> set[int]:
    """Versions that say their demand is closed, or no longer ask for anybody."""
    rows = _by_version(
        db,
        "SELECT extractions.version FROM extractions "
        "LEFT JOIN reviewed ON reviewed.version = extractions.version WHERE extractions.version IN ({}) "
        "AND (coalesce(reviewed.closed, extractions.closed) "
        "OR NOT coalesce(reviewed.is_request, extractions.is_request))",
        versions,
    )
    return set(rows)


def _later(row: sqlite3.Row, entry: Any, entries: Rows, closed: set[int]) -> Any:
    """What the post's latest version makes of an entry of its first: closed, raised, lowered, or None."""
    latest = row["latest_version"]
    if latest == row["version"]:
        return None
    if latest in closed:
        return "closed"
    same = [
        other
        for other in entries.get(latest, ())
        if (other["entry"], other["role"]) == (entry["entry"], entry["role"])
    ]
    if not same:
        return None
    before, after = _size(entry), _size(same[0])
    if before is None or after is None or before == after:
        return None
    return "raised" if after > before else "lowered"


def _size(entry: Any) -> tuple[int, int] | None:
    low, high = entry["headcount_min"], entry["headcount_max"]
    if low is None and high is None:
        return None
    return (high if high is not None else low, low if low is not None else 0)


def _posting(
    row: sqlite3.Row,
    entry: Any,
    regions: Iterable[Any],
    origins: Iterable[Any],
    *,
    offer: sqlite3.Row,
    later: Any,
    sha256: str,
    reviewed: bool,
) -> Posting:
    refs = tuple(RegionRef(region["iso"], "text") for region in regions if region["n"] == entry["n"])
    if not refs and row["region"]:
        refs = (RegionRef(row["region"], "channel"),)
    return Posting(
        request_id=f"{row['channel_id']}/{row['post_id']}#{entry['n']}",
        entry=entry["entry"],
        channel_id=row["channel_id"],
        channel=row["username"],
        channel_title=row["title"],
        post_id=row["post_id"],
        n=entry["n"],
        permalink=permalink(row["channel_id"], row["username"], row["post_id"]),
        date=from_text(row["date"]),
        sha256=sha256,
        text=row["text"],
        text_key=row["text_key"],
        fleeting=bool(row["fleeting"]),
        forwarded=row["forwarded_from"] is not None,
        role=entry["role"],
        role_ru=entry["role_ru"],
        isco08=entry["isco08"],
        role_text=entry["role_text"],
        headcount_min=entry["headcount_min"],
        headcount_max=entry["headcount_max"],
        headcount_text=entry["headcount_text"],
        regions=refs,
        origins=tuple(OriginRef(origin["iso"], origin["basis"]) for origin in origins),
        sketch=int.from_bytes(entry["sketch"], "little"),
        bands=tuple(entry[f"band{n}"] for n in range(BANDS)),
        pay=tuple(
            PayRef(one["min"], one["max"], one["currency"], one["per"]) for one in json.loads(offer["pay"])
        ),
        hours=tuple(HoursRef(one["per_day"], one["days_per_week"]) for one in json.loads(offer["hours"])),
        confidence=entry["confidence"],
        later=later,
        reviewed=reviewed,
    )
