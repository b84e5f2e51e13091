"""What the parser read, a row a version, with the parser's version and the lexicon's hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storage.canonical import canonical, clean, sha256


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A version that the parser of the day has not read yet."""

    version: int
    text: str
    channel_id: int
    post_id: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """A reading of one version: ``reading`` has the shape that ``headcount extract`` prints, without the id.

    ``roles_ru`` are the Russian labels of its requests' roles, in their order.
    """

    version: int
    reading: Mapping[str, Any]
    roles_ru: tuple[str, ...]
    text_key: str
    fleeting: bool


def parser_id(db: Database, parser: str, lexicon: str) -> tuple[int, int]:
    """The row of a parser version and lexicon hash, made if new, and the last version that it has read."""
    db.conn.execute("INSERT OR IGNORE INTO parsers (parser, lexicon) VALUES (?, ?)", (parser, lexicon))
    row = db.conn.execute(
        "SELECT id, parsed_to FROM parsers WHERE parser = ? AND lexicon = ?", (parser, lexicon)
    ).fetchone()
    return row[0], row[1]


def count_unparsed(db: Database, parser: str, lexicon: str) -> int:
    """How many versions this parser with this lexicon has not read."""
    row = db.conn.execute(
        "SELECT parsed_to FROM parsers WHERE parser = ? AND lexicon = ?", (parser, lexicon)
    ).fetchone()
    found: int = db.conn.execute(
        "SELECT count(*) FROM versions WHERE id > ?", (row[0] if row else 0,)
    ).fetchone()[0]
    return found


def count_versions(db: Database) -> int:
    """How many versions there are."""
    found: int = db.conn.execute("SELECT count(*) FROM versions").fetchone()[0]
    return found


def unparsed(db: Database, after: int, *, limit: int) -> list[Unparsed]:
    """The next versions by id. Walking by id costs their number, not the archive's."""
    return [
        Unparsed(*row)
        for row in db.conn.execute(
            "SELECT versions.id, coalesce(versions.text, ''), posts.channel_id, posts.post_id FROM versions "
            "JOIN posts ON posts.id = versions.post WHERE versions.id > ? ORDER BY versions.id LIMIT ?",
            (after, limit),
        )
    ]


def save_extractions(db: Database, parser: int, extractions: Iterable[Extraction]) -> int:
    """Put readings in place of earlier ones and move ``parsed_to``; inside the caller's transaction. Returns requests."""
    found = 0
    first = last = 0
    connection = db.conn
    for extraction in extractions:
        first, last = first or extraction.version, extraction.version
        reading = clean(dict(extraction.reading))
        text = canonical(reading)
        connection.execute("DELETE FROM extractions WHERE version = ?", (extraction.version,))
        connection.execute(
            "INSERT INTO extractions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                extraction.version, parser, reading["is_request"], reading["confidence"], reading["language"],
                reading.get("closed", False), extraction.text_key, extraction.fleeting, text, sha256(text),
            ),
        )  # fmt: skip
        if reading["is_request"]:
            found += 1
            _save_entries(db, extraction, reading)
    if last:
        connection.execute("UPDATE parsers SET parsed_to = max(parsed_to, ?) WHERE id = ?", (last, parser))
        # what another parser had read is no longer there, should it ever be used again
        connection.execute(
            "UPDATE parsers SET parsed_to = min(parsed_to, ?) WHERE id != ?", (first - 1, parser)
        )
    return found


def _save_entries(db: Database, extraction: Extraction, reading: Mapping[str, Any]) -> None:
    version = extraction.version
    for n, row in enumerate(_entries(extraction, reading), start=1):
        cursor = db.conn.execute(
            "INSERT INTO requests (version, n, entry, role, role_ru, isco08, role_text, role_start, role_end, headcount_min, "
            "headcount_max, headcount_text, headcount_start, headcount_end, confidence) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (version, n, *row[0]),
        )
        db.conn.executemany(
            "INSERT OR IGNORE INTO request_regions VALUES (?, ?)", [(cursor.lastrowid, iso) for iso in row[1]]
        )
    db.conn.executemany(
        'INSERT INTO places (version, iso, place, text, start, "end") VALUES (?, ?, ?, ?, ?, ?)',
        [
            (version, region["iso"], region["place"], region["text"], *region["span"])
            for region in reading["regions"]
        ],
    )
    db.conn.executemany(
        'INSERT INTO origins (version, iso, basis, text, start, "end") VALUES (?, ?, ?, ?, ?, ?)',
        [
            (version, origin["iso"], origin["basis"], origin["text"], *origin["span"])
            for origin in reading["origins"]
        ],
    )


def _entries(
    extraction: Extraction, reading: Mapping[str, Any]
) -> Iterator[tuple[tuple[Any, ...], list[str]]]:
    for request, role_ru in zip(reading["requests"], extraction.roles_ru, strict=True):
        head = request["headcount_span"] or (None, None)
        yield (
            (
                "request", request["role"], role_ru, request["isco08"], request["role_text"], *request["role_span"],
                request["headcount_min"], request["headcount_max"], request["headcount_text"], *head,
                request["confidence"],
            ),
            request["regions"],
        )  # fmt: skip
    if total := reading.get("total"):
        yield (
            (
                "total", None, None, None, None, None, None,
                total["headcount_min"], total["headcount_max"], total["text"], *total["span"], reading["confidence"],
            ),
            sorted({region["iso"] for region in reading["regions"]}),
        )  # fmt: skip
