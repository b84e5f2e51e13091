"""Postings: what the archive's posts ask for, each post by its first archived version that is a request.

Where people reviewed a version, what they said of it stands in place of the parser's reading.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from sqlite_utils import Database

from storage.channels import permalink
from storage.corrections import STANDING, Correction
from storage.corrections import standing as standing_words
from storage.effective import Rows, lay_over
from storage.evidence import CHUNK, evidence_of, firsts
from storage.rows import OriginRef, Posting, RegionRef
from storage.sameness import standing
from storage.times import from_text, to_text

REQUEST_VERSIONS = f"""
SELECT posts.id AS post, posts.channel_id, posts.post_id, posts.date, posts.forwarded_from,
    posts.latest_version, channels.username, channels.title, channels.region,
    versions.id AS version, versions.text, extractions.text_key, extractions.fleeting, extractions.confidence
FROM posts
CROSS JOIN versions ON versions.post = posts.id
CROSS JOIN extractions ON extractions.version = versions.id
LEFT JOIN corrections ON corrections.id = {STANDING}
CROSS JOIN channels ON channels.id = posts.channel_id
    AND coalesce(corrections.is_request, extractions.is_request)
"""  # noqa: S608 - own names
"""From the posts asked for to their readings, in that order, which CROSS JOIN tells SQLite to keep."""

POSTS_OF_KEYS = """
SELECT versions.post FROM extractions JOIN versions ON versions.id = extractions.version
WHERE extractions.is_request AND extractions.text_key IN ({marks})
UNION SELECT corrections.post FROM corrections JOIN extractions ON extractions.version = corrections.version
WHERE corrections.is_request AND extractions.text_key IN ({marks})
"""


def in_span(db: Database, start: datetime, end: datetime) -> list[Posting]:
    """Entries of request posts dated in ``[start, end)``."""
    rows = _rows(
        db, REQUEST_VERSIONS + "WHERE posts.date >= ? AND posts.date < ?", (to_text(start), to_text(end))
    )
    return _postings(db, rows)


def of_keys(db: Database, text_keys: Collection[str]) -> list[Posting]:
    """Entries of request posts that share a text key.

    The key of a posting is that of the version that is counted: a post of which only another version has the
    key is left out.
    """
    wanted = set(text_keys)
    rows: dict[int, sqlite3.Row] = {}
    for keys in _chunks(sorted(wanted)):
        sql = REQUEST_VERSIONS + "WHERE posts.id IN (" + POSTS_OF_KEYS.format(marks=_marks(keys)) + ")"
        rows |= {row["version"]: row for row in _rows(db, sql, (*keys, *keys))}
    return [posting for posting in _postings(db, list(rows.values())) if posting.text_key in wanted]


def _rows(db: Database, sql: str, values: Sequence[Any]) -> list[sqlite3.Row]:
    cursor = db.conn.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, values).fetchall()


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def _marks(values: Collection[Any]) -> str:
    return ", ".join("?" * len(values))


def _postings(db: Database, rows: list[sqlite3.Row]) -> list[Posting]:
    rows.sort(key=lambda row: (row["date"] or "", row["channel_id"], row["post_id"]))
    hashes: dict[int, str] = {}
    found = []
    for row, sha256 in first_versions(db, rows):
        found.append(row)
        hashes[row["version"]] = sha256
    versions = [row["version"] for row in found]
    edited = [row["latest_version"] for row in found if row["latest_version"] != row["version"]]
    entries = _by_version(
        db, "SELECT * FROM requests WHERE version IN ({}) ORDER BY version, n", versions + edited
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
    reviewed = standing_words(db, versions + edited)
    lay_over(reviewed, entry_rows=entries, region_rows=regions, origin_rows=origins)
    closed = _closed(db, edited, reviewed)
    return [
        _posting(
            row,
            entry,
            regions.get(row["version"], ()),
            origins.get(row["version"], ()),
            later=_later(row, entry, entries, closed),
            sha256=hashes[row["version"]],
            reviewed=row["version"] in reviewed,
        )
        for row in found
        for entry in entries.get(row["version"], ())
    ]


def first_versions(db: Database, rows: Iterable[sqlite3.Row]) -> Iterator[tuple[sqlite3.Row, str]]:
    """Of each post's versions that are requests, the first, and the hash of its raw answer.

    The first by the post's own times: which was brought in first makes no difference. ``rows`` have a post's
    versions side by side.
    """
    for posts in _batched(groupby(rows, key=lambda row: row["post"])):
        stored = evidence_of(db, list(posts))
        for post, versions in posts.items():
            first = firsts(stored[post])
            stands = standing(stored[post])
            own = [row for row in versions if stands[row["version"]] == row["version"]]
            row = min(own or versions, key=lambda row: first[row["version"]].key)
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


def _closed(db: Database, versions: Iterable[int], reviewed: Mapping[int, Correction]) -> set[int]:
    """Versions that say their demand is closed, or no longer ask for anybody."""
    rows = _by_version(
        db, "SELECT version FROM extractions WHERE version IN ({}) AND (closed OR NOT is_request)", versions
    )
    said = {
        version for version, word in reviewed.items() if not word.is_request or word.reading.get("closed")
    }
    return set(rows) - set(reviewed) | said


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
        permalink=permalink(row["channel_id"], row["username"], row["post_id"]),
        date=from_text(row["date"]),
        sha256=sha256,
        text=row["text"] or "",
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
        confidence=entry["confidence"],
        later=later,
        reviewed=reviewed,
    )
