"""Checking that readings have their hash, and that the tables beside them say what they say."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from storage.evidence import CHUNK
from storage.extractions import entries, origins, places, reading_hash
from storage.verdict import Findings

_ENTRIES = """
SELECT version, n, entry, role, role_ru, isco08, role_text, role_start, role_end,
    headcount_min, headcount_max, headcount_text, headcount_start, headcount_end, confidence
FROM requests WHERE version IN ({}) ORDER BY version, n
"""
_REGIONS = "SELECT version, n, iso FROM request_regions WHERE version IN ({}) ORDER BY version, n, iso"
_PLACES = 'SELECT version, n, iso, place, text, start, "end" FROM places WHERE version IN ({}) ORDER BY n'
_NEAR = "SELECT version, * FROM near WHERE version IN ({}) ORDER BY version, n"
_ORIGINS = 'SELECT version, n, iso, basis, text, start, "end" FROM origins WHERE version IN ({}) ORDER BY n'


def check_readings(db: Database, found: Findings) -> dict[str, int]:
    """Check each reading. The hash shows a change; who changes both is shown by parsing the version again."""
    count = 0
    for batch in _batches(db):
        count += len(batch)
        versions = [row["version"] for row in batch]
        said = _by_version(db, _ENTRIES, versions)
        regions = _by_version(db, _REGIONS, versions)
        where = _by_version(db, _PLACES, versions)
        whence = _by_version(db, _ORIGINS, versions)
        near = _by_version(db, _NEAR, versions)
        for row in batch:
            version, post = row["version"], row["post"]
            stored = said.get(version, [])
            roles_ru = [entry[3] for entry in stored if entry[1] == "request"]
            columns = [row[name] for name in _COLUMNS]
            sketches = near.get(version, [])
            if (
                reading_hash(row["name"], row["lexicon"], version, columns, roles_ru, near=sketches)
                != row["sha256"]
            ):
                found(
                    "extractions", version, "the reading was changed; its hash is not the recorded one", post
                )
            elif (
                _expected(row, roles_ru) != _stored(stored, regions.get(version, []))
                or where.get(version, []) != _listed(row, places)
                or whence.get(version, []) != _listed(row, origins)
            ):
                found("extractions", version, "the tables beside it do not say what the reading says", post)
    return {"extractions": count}


_COLUMNS = ("is_request", "confidence", "language", "closed", "text_key", "fleeting", "reading")


def _batches(db: Database) -> Iterator[list[sqlite3.Row]]:
    cursor = db.conn.cursor()
    cursor.row_factory = sqlite3.Row
    cursor.execute(
        "SELECT extractions.*, parsers.parser AS name, parsers.lexicon, "
        "posts.channel_id || '/' || posts.post_id AS post FROM extractions "
        "JOIN parsers ON parsers.id = extractions.parser "
        "LEFT JOIN versions ON versions.id = extractions.version "
        "LEFT JOIN posts ON posts.id = versions.post ORDER BY extractions.version"
    )
    while batch := cursor.fetchmany(CHUNK):
        yield batch


def _by_version(db: Database, sql: str, versions: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    rows: dict[int, list[tuple[Any, ...]]] = {}
    for version, *columns in db.conn.execute(sql.format(", ".join("?" * len(versions))), versions):
        rows.setdefault(version, []).append(tuple(columns))
    return rows


def _expected(row: sqlite3.Row, roles_ru: list[str | None]) -> list[tuple[Any, ...]]:
    if not row["is_request"]:
        return []
    reading = json.loads(row["reading"])
    try:
        return [
            (n, *columns, tuple(isos))
            for n, (columns, isos) in enumerate(entries(reading, roles_ru), start=1)
        ]
    except ValueError:  # fewer or more roles in the table than in the reading
        return [("a row was removed or added",)]


def _stored(rows: list[tuple[Any, ...]], regions: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    of: dict[int, list[str]] = {}
    for n, iso in regions:
        of.setdefault(n, []).append(iso)
    return [(*row, tuple(of.get(row[0], ()))) for row in rows]


def _listed(row: sqlite3.Row, of: Callable[[dict[str, Any]], list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    if not row["is_request"]:
        return []
    return [(n, *columns) for n, columns in enumerate(of(json.loads(row["reading"])), start=1)]
