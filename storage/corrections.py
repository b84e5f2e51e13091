"""What people said of readings: an append-only layer over them, of which the last word counts.

A correction is about a post's text, not about one reading of it: it holds for every version of the post with
that text, whichever parser reads it later. It keeps what the person said in the shape of a reading, with
spans but without the words that they cover: these are filled in from the version's text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from storage.evidence import CHUNK
from storage.said import filled
from storage.times import from_text

FIELDS = (
    "id", "post", "version", "reviewer", "at", "verdict", "reason", "audit", "machine", "is_request",
    "closed", "said",
)  # fmt: skip
"""What a correction's journal row commits to."""

Verdict = Literal["confirmed", "corrected"]


@dataclass(frozen=True, slots=True)
class Correction:
    """One person's word on one text; ``reading`` has the shape of ``extract``, its words filled in."""

    id: int
    version: int
    reviewer: str
    at: datetime
    verdict: Verdict
    reason: str
    audit: str | None
    """The week whose audit it was given in, None outside of audits."""
    reading: Mapping[str, Any]
    roles_ru: tuple[str | None, ...]

    @property
    def is_request(self) -> bool:
        """Whether the person says that the text asks for people."""
        return bool(self.reading["is_request"])


_ROWS = """
SELECT versions.id, corrections.id, corrections.reviewer, corrections.at, corrections.verdict,
    corrections.reason, corrections.audit, corrections.said, versions.text, extractions.reading,
    extractions.language
"""


def standing(db: Database, versions: Sequence[int]) -> dict[int, Correction]:
    """Of each of these versions that people reviewed, the correction that holds for it."""
    found: dict[int, Correction] = {}
    for start in range(0, len(versions), CHUNK):
        chunk = versions[start : start + CHUNK]
        rows = db.conn.execute(
            _ROWS + "FROM reviewed JOIN corrections ON corrections.id = reviewed.correction "
            "JOIN versions ON versions.id = reviewed.version "
            "JOIN extractions ON extractions.version = reviewed.version "
            f"WHERE reviewed.version IN ({', '.join('?' * len(chunk))})",
            chunk,
        )
        found |= {row[0]: _correction(row) for row in rows}
    return found


def words_on(db: Database, version: int) -> list[Correction]:
    """Every correction of a version's text, in the order in which they were given."""
    rows = db.conn.execute(
        _ROWS + "FROM versions JOIN corrections ON corrections.post = versions.post "
        "JOIN versions AS judged ON judged.id = corrections.version "
        "JOIN extractions ON extractions.version = versions.id "
        "WHERE versions.id = ? AND (judged.id = versions.id OR judged.text = versions.text) "
        "ORDER BY corrections.id",
        (version,),
    )
    return [_correction(row) for row in rows]


def all_standing(db: Database, where: str, values: Sequence[Any]) -> Iterator[tuple[str, str, Correction]]:
    """The id, text and last correction of each text that was reviewed.

    ``where`` is about the columns of ``posts``.
    """
    rows = db.conn.execute(
        _ROWS + ", posts.channel_id || '/' || posts.post_id FROM corrections "
        "JOIN reviewed ON reviewed.version = corrections.version AND reviewed.correction = corrections.id "
        "JOIN versions ON versions.id = corrections.version JOIN posts ON posts.id = versions.post "
        "JOIN extractions ON extractions.version = versions.id "
        f"WHERE {where} ORDER BY posts.channel_id, posts.post_id, corrections.id",
        values,
    ).fetchall()
    for row in rows:
        yield row[-1], row[8], _correction(row[:-1])


def _correction(row: Sequence[Any]) -> Correction:
    version, number, reviewer, at, verdict, reason, audit, said, text, machine, language = row
    value = json.loads(said)
    reading = filled(value, text or "", json.loads(machine), language)
    roles_ru = tuple(request.get("role_ru") for request in value["requests"])
    return Correction(number, version, reviewer, from_text(at), verdict, reason, audit, reading, roles_ru)
