"""Postings: what the archive's posts ask for, each post by its first archived version that is a request."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from storage.channels import permalink
from storage.rows import OriginRef, Posting, RegionRef
from storage.times import from_text, to_text

REQUEST_VERSIONS = """
SELECT posts.id AS post, posts.channel_id, posts.post_id, posts.date, posts.forwarded_from, posts.versions,
    posts.latest_version, channels.username, channels.title, channels.region,
    versions.id AS version, versions.text, versions.sha256, versions.identity, versions.as_of,
    coalesce(versions.edited, posts.date) AS changed,
    extractions.text_key, extractions.fleeting, extractions.confidence
FROM posts
JOIN versions ON versions.post = posts.id
JOIN extractions ON extractions.version = versions.id AND extractions.is_request
JOIN channels ON channels.id = posts.channel_id
"""

CHUNK = 500
"""Ids a query: well under SQLite's limit of bound values."""


def in_span(db: Database, start: datetime, end: datetime) -> list[Posting]:
    """Entries of request posts dated in ``[start, end)``."""
    rows = _rows(
        db, REQUEST_VERSIONS + "WHERE posts.date >= ? AND posts.date < ?", (to_text(start), to_text(end))
    )
    return _postings(db, rows)


def of_keys(db: Database, text_keys: Collection[str]) -> list[Posting]:
    """Entries of request posts that share a text key.

    A post whose counted version has another key than the one asked for is left out: the key of a posting is that of
    the version that is counted.
    """
    wanted = set(text_keys)
    rows: list[sqlite3.Row] = []
    for keys in _chunks(sorted(wanted)):
        posts = f"SELECT versions.post FROM extractions JOIN versions ON versions.id = extractions.version WHERE extractions.is_request AND extractions.text_key IN ({_marks(keys)})"  # noqa: S608 - only question marks
        rows += _rows(db, REQUEST_VERSIONS + f"WHERE posts.id IN ({posts})", keys)
    unique = {row["version"]: row for row in rows}
    return [posting for posting in _postings(db, list(unique.values())) if posting.text_key in wanted]


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
    firsts = list(first_versions(db, rows))
    firsts.sort(key=lambda row: (row["date"] or "", row["channel_id"], row["post_id"]))
    versions = [row["version"] for row in firsts]
    edited = [row["latest_version"] for row in firsts if row["latest_version"] != row["version"]]
    entries = _by_version(
        db, "SELECT * FROM requests WHERE version IN ({}) ORDER BY version, n", versions + edited
    )
    regions = _by_version(
        db,
        "SELECT requests.version, request_regions.* FROM request_regions JOIN requests ON requests.id = request_regions.request "
        "WHERE requests.version IN ({}) ORDER BY requests.version, iso",
        versions,
    )
    origins = _by_version(
        db,
        "SELECT DISTINCT version, iso, basis FROM origins WHERE version IN ({}) ORDER BY version, iso, basis",
        versions,
    )
    closed = _closed(db, edited)
    return [
        _posting(
            row,
            entry,
            regions.get(row["version"], ()),
            origins.get(row["version"], ()),
            _later(row, entry, entries, closed),
        )
        for row in firsts
        for entry in entries.get(row["version"], ())
    ]


def first_versions(db: Database, rows: list[sqlite3.Row]) -> Iterator[sqlite3.Row]:
    """Of each post's versions that are requests, the first by the post's own times, whatever the order of import."""
    rows.sort(key=lambda row: row["post"])
    for _, group in groupby(rows, key=lambda row: row["post"]):
        versions = list(group)
        if len(versions) == 1:
            yield versions[0]
        else:
            yield min(versions, key=lambda row: _earliest(db, row))


def _earliest(db: Database, row: sqlite3.Row) -> tuple[str, str, str]:
    """A version's smallest key over all its observations."""
    keys = [(row["changed"] or "", row["as_of"])]
    keys += db.conn.execute(
        "SELECT coalesce(edited, ?, ''), as_of FROM observations WHERE version = ?",
        (row["date"], row["version"]),
    ).fetchall()
    return (*min(keys), row["identity"])


def _by_version(db: Database, sql: str, versions: Iterable[int]) -> dict[int, list[sqlite3.Row]]:
    found: dict[int, list[sqlite3.Row]] = {}
    for ids in _chunks(list(versions)):
        for row in _rows(db, sql.format(_marks(ids)), ids):
            found.setdefault(row["version"], []).append(row)
    return found


def _closed(db: Database, versions: Iterable[int]) -> set[int]:
    """Versions that say their demand is closed, or no longer ask for anybody."""
    rows = _by_version(
        db, "SELECT version FROM extractions WHERE version IN ({}) AND (closed OR NOT is_request)", versions
    )
    return set(rows)


def _later(
    row: sqlite3.Row, entry: sqlite3.Row, entries: Mapping[int, list[sqlite3.Row]], closed: set[int]
) -> Any:
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


def _size(entry: sqlite3.Row) -> tuple[int, int] | None:
    low, high = entry["headcount_min"], entry["headcount_max"]
    if low is None and high is None:
        return None
    return (high if high is not None else low, low if low is not None else 0)


def _posting(
    row: sqlite3.Row,
    entry: sqlite3.Row,
    regions: Iterable[sqlite3.Row],
    origins: Iterable[sqlite3.Row],
    later: Any,
) -> Posting:
    refs = tuple(RegionRef(region["iso"], "text") for region in regions if region["request"] == entry["id"])
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
        sha256=row["sha256"],
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
        confidence=entry["confidence"],
        later=later,
    )
