"""What the parser read, a row a version, with the parser's version and the lexicon's hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storage.canonical import canonical, clean, framed
from storage.near import INSERT_NEAR, Signature, near_rows


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A version that the parser of the day has not read yet."""

    version: int
    text: str
    channel_id: int
    post_id: int
    reviewed: bool
    """True if people reviewed a text of its post: it then needs a signature, whatever the parser reads."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """A reading of one version: ``reading`` has the shape that ``headcount extract`` prints, without the id.

    ``roles_ru`` are the Russian labels of its requests' roles, in their order. ``sketch`` is the text's
    signature in 34 bytes, ``bands`` are the eight parts of it that an index finds like texts by, ``days`` the
    days of the calendar that the text names; what is no request, and was never reviewed, needs none of them.
    """

    version: int
    reading: Mapping[str, Any]
    roles_ru: tuple[str, ...]
    text_key: str
    fleeting: bool
    sketch: bytes
    bands: tuple[bytes, ...]
    days: str

    @property
    def signature(self) -> Signature:
        """What near-duplicates of the text are found by."""
        return Signature(self.sketch, self.bands, self.days)


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
        Unparsed(row[0], row[1], row[2], row[3], bool(row[4]))
        for row in db.conn.execute(
            "SELECT versions.id, coalesce(versions.text, ''), posts.channel_id, posts.post_id, "
            "EXISTS (SELECT 1 FROM corrections WHERE corrections.post = posts.id) FROM versions "
            "JOIN posts ON posts.id = versions.post WHERE versions.id > ? ORDER BY versions.id LIMIT ?",
            (after, limit),
        )
    ]


def save_extractions(db: Database, parser: str, lexicon: str, found: Iterable[Extraction]) -> int:
    """Put readings in place of earlier ones and move ``parsed_to``; returns how many are requests."""
    row, _ = parser_id(db, parser, lexicon)
    batch = list(found)
    if not batch:
        return 0
    db.conn.executemany("DELETE FROM extractions WHERE version = ?", [(one.version,) for one in batch])
    requests = 0
    for extraction in batch:
        reading = clean(dict(extraction.reading))
        columns = (
            int(reading["is_request"]), float(reading["confidence"]), reading["language"],
            int(reading.get("closed", False)), extraction.text_key, int(extraction.fleeting),
            canonical(reading),
        )  # fmt: skip
        asks = list(entries(reading, extraction.roles_ru)) if reading["is_request"] else []
        near = near_rows(extraction.version, reading, asks, extraction.signature)
        hashed = reading_hash(parser, lexicon, extraction.version, columns, extraction.roles_ru, near=near)
        db.conn.execute(
            "INSERT INTO extractions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (extraction.version, row, *columns, hashed),
        )
        if reading["is_request"]:
            requests += 1
            _save_entries(db, extraction.version, reading, asks)
            db.conn.executemany(INSERT_NEAR, near)
    first, last = batch[0].version, batch[-1].version
    db.conn.execute("UPDATE parsers SET parsed_to = max(parsed_to, ?) WHERE id = ?", (last, row))
    # what another parser had read is no longer there, should it ever be used again
    db.conn.execute("UPDATE parsers SET parsed_to = min(parsed_to, ?) WHERE id != ?", (first - 1, row))
    return requests


def reading_hash(
    parser: str,
    lexicon: str,
    version: int,
    columns: Sequence[Any],
    roles_ru: Iterable[str | None],
    *,
    near: Iterable[Sequence[Any]],
) -> str:
    """The hash of a reading: of what was read, by which parser, in which version; its ``near`` rows too."""
    sketches = [[one.hex() if isinstance(one, bytes) else one for one in row] for row in near]
    return framed(parser, lexicon, version, *columns, *roles_ru, sketches)


def _save_entries(
    db: Database,
    version: int,
    reading: Mapping[str, Any],
    found: Sequence[tuple[tuple[Any, ...], Sequence[str]]],
) -> None:
    for n, (columns, regions) in enumerate(found, start=1):
        db.conn.execute(
            f"INSERT INTO requests (version, n, {', '.join(ENTRY)}) "  # noqa: S608 - own names
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (version, n, *columns),
        )
        db.conn.executemany(
            "INSERT INTO request_regions VALUES (?, ?, ?)", [(version, n, iso) for iso in regions]
        )
    db.conn.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(version, n, *place) for n, place in enumerate(places(reading), start=1)],
    )
    db.conn.executemany(
        "INSERT INTO origins VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(version, n, *origin) for n, origin in enumerate(origins(reading), start=1)],
    )


ENTRY = (
    "entry", "role", "role_ru", "isco08", "role_text", "role_start", "role_end", "headcount_min",
    "headcount_max", "headcount_text", "headcount_start", "headcount_end", "confidence",
)  # fmt: skip
"""Columns of ``requests`` beside its keys."""


def entries(
    reading: Mapping[str, Any], roles_ru: Iterable[str | None]
) -> Iterator[tuple[tuple[Any, ...], list[str]]]:
    """The rows of ``requests`` that follow from a reading, without their keys, each with its regions."""
    for request, role_ru in zip(reading["requests"], roles_ru, strict=True):
        head = request["headcount_span"] or (None, None)
        yield (
            (
                "request", request["role"], role_ru, request["isco08"], request["role_text"],
                *(request["role_span"] or (None, None)), request["headcount_min"], request["headcount_max"],
                request["headcount_text"], *head, float(request["confidence"]),
            ),
            sorted(set(request["regions"])),
        )  # fmt: skip
    if total := reading.get("total"):
        yield (
            (
                "total", None, None, None, None, None, None, total["headcount_min"], total["headcount_max"],
                total["text"], *(total["span"] or (None, None)), float(reading["confidence"]),
            ),
            sorted({region["iso"] for region in reading["regions"]}),
        )  # fmt: skip


def places(reading: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of ``places`` that follow from a reading."""
    return [(of["iso"], of["place"], of["text"], *of["span"]) for of in reading["regions"]]


def origins(reading: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of ``origins`` that follow from a reading."""
    return [(of["iso"], of["basis"], of["text"], *(of["span"] or (None, None))) for of in reading["origins"]]
