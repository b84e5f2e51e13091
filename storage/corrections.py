"""What people said of readings: an append-only layer over them, of which the last word counts.

A correction is about a post's text, not about one reading of it: it holds for every version of the post with
that text, whichever parser reads it later. It keeps what the person said in the shape of a reading, with
spans but without the words that they cover: these are filled in from the version's text, and are gone with it
when the post is redacted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from storage.bulk import insert_rows
from storage.canonical import canonical
from storage.evidence import CHUNK
from storage.journal import Entry, Journal, commit, nonce
from storage.times import from_text

FIELDS = (
    "id", "post", "version", "reviewer", "at", "verdict", "reason", "audit", "machine", "is_request",
    "closed", "said",
)  # fmt: skip
"""What a correction's journal row commits to."""

STANDING = """(
    SELECT max(word.id) FROM corrections AS word CROSS JOIN versions AS judged ON judged.id = word.version
    WHERE word.post = versions.post AND (judged.id = versions.id OR judged.text = versions.text)
)"""
"""The last correction that holds for the row of ``versions`` that a query is at; NULL if there is none."""

SURE = 1.0
"""Confidence of what a person said."""

Verdict = Literal["confirmed", "corrected"]


class StaleReviewError(Exception):
    """Somebody else reviewed the text after it was shown; ``standing`` is what they said."""

    def __init__(self, standing: Correction) -> None:
        super().__init__(f"{standing.reviewer} has reviewed this post in the meantime")
        self.standing = standing


class UnreviewableError(Exception):
    """The version is not in the archive, was not parsed, or its text is gone."""


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


def save_correction(
    db: Database,
    journal: Journal,
    version: int,
    *,
    reviewer: str,
    verdict: Verdict,
    reason: str,
    audit: str | None,
    said: Mapping[str, Any],
    over: int | None,
    at: str,
) -> int:
    """Add a correction; returns its number. ``over`` is the one that the reviewer saw standing.

    Outside of an audit, where each reviewer judges alone, a word that came in between is not talked over.

    Raises:
        StaleReviewError: another correction stands than the reviewer saw.
        UnreviewableError: there is no reading with a text to correct.
    """
    row = db.conn.execute(
        "SELECT versions.post, posts.channel_id || '/' || posts.post_id, extractions.sha256 FROM versions "
        "JOIN posts ON posts.id = versions.post JOIN extractions ON extractions.version = versions.id "
        "WHERE versions.id = ? AND versions.text IS NOT NULL",
        (version,),
    ).fetchone()
    if row is None:
        raise UnreviewableError
    post, subject, machine = row
    stands = standing(db, [version]).get(version)
    if audit is None and stands is not None and stands.id != over:
        raise StaleReviewError(stands)
    number: int = db.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM corrections").fetchone()[0]
    fields = (
        number, post, version, reviewer, at, verdict, reason, audit, machine,
        int(said["is_request"]), int(said.get("closed", False)), canonical(dict(said)),
    )  # fmt: skip
    secret = nonce()
    insert_rows(db, "corrections", (*FIELDS, "nonce"), [(*fields, secret)])
    journal.add(Entry(at, "correction", number, subject, commit(secret, *fields)))
    return number


_ROWS = """
SELECT {version} AS version, corrections.id, corrections.reviewer, corrections.at, corrections.verdict,
    corrections.reason, corrections.audit, corrections.said, versions.text, extractions.reading,
    extractions.language
"""


def standing(db: Database, versions: Sequence[int]) -> dict[int, Correction]:
    """Of each of these versions that people reviewed, the correction that holds for it."""
    found: dict[int, Correction] = {}
    for start in range(0, len(versions), CHUNK):
        chunk = versions[start : start + CHUNK]
        rows = db.conn.execute(
            _ROWS.format(version="versions.id")
            + f"FROM versions JOIN corrections ON corrections.id = {STANDING} "
            "JOIN extractions ON extractions.version = versions.id "
            f"WHERE versions.id IN ({', '.join('?' * len(chunk))})",
            chunk,
        )
        found |= {row[0]: _correction(row) for row in rows}
    return found


def words_on(db: Database, version: int) -> list[Correction]:
    """Every correction of a version's text, in the order in which they were given."""
    rows = db.conn.execute(
        _ROWS.format(version="versions.id")
        + "FROM versions JOIN corrections ON corrections.post = versions.post "
        "JOIN versions AS judged ON judged.id = corrections.version "
        "JOIN extractions ON extractions.version = versions.id "
        "WHERE versions.id = ? AND (judged.id = versions.id OR judged.text = versions.text) "
        "ORDER BY corrections.id",
        (version,),
    )
    return [_correction(row) for row in rows]


def all_standing(db: Database, where: str, values: Sequence[Any]) -> Iterator[tuple[str, str, Correction]]:
    """The id, text and last correction of each text that was reviewed and is still there.

    ``where`` is about the columns of ``posts``.
    """
    rows = db.conn.execute(
        _ROWS.format(version="versions.id") + ", posts.channel_id || '/' || posts.post_id FROM corrections "
        "JOIN versions ON versions.id = corrections.version JOIN posts ON posts.id = versions.post "
        "JOIN extractions ON extractions.version = versions.id "
        f"WHERE versions.text IS NOT NULL AND corrections.id = {STANDING} "
        f"AND {where} ORDER BY posts.channel_id, posts.post_id, corrections.id",
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


def filled(said: Mapping[str, Any], text: str, machine: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What a person said as a reading in the shape of ``extract``, with the words that its spans cover.

    Pay and hours, which nobody is asked about, stay the machine's.
    """
    asked = said["is_request"]
    made: dict[str, Any] = {
        "is_request": asked,
        "confidence": SURE,
        "language": language,
        "requests": [
            {
                "role": request["role"],
                "isco08": request["isco08"],
                "role_text": _words(text, request["role_span"]) or "",
                "role_span": request["role_span"],
                "headcount_min": request["headcount_min"],
                "headcount_max": request["headcount_max"],
                "headcount_text": _words(text, request["headcount_span"]),
                "headcount_span": request["headcount_span"],
                "regions": request["regions"],
                "confidence": SURE,
            }
            for request in said["requests"]
        ],
        "regions": _with_words(said["regions"], ("iso", "place"), text),
        "origins": _with_words(said["origins"], ("iso", "basis"), text),
        "pay": machine["pay"] if asked else [],
        "hours": machine["hours"] if asked else [],
    }
    if total := said.get("total"):
        bounds = {name: total[name] for name in ("headcount_min", "headcount_max")}
        made["total"] = bounds | {"text": _words(text, total["span"]) or "", "span": total["span"]}
    if said.get("closed"):
        made["closed"] = True
    return made


def said_of(reading: Mapping[str, Any], roles_ru: Iterable[str | None]) -> dict[str, Any]:
    """What a reading says, with its spans and none of the words: the shape that corrections are kept in."""
    said: dict[str, Any] = {
        "is_request": bool(reading["is_request"]),
        "requests": [
            {
                "role": request["role"],
                "role_ru": role_ru,
                **{name: request[name] for name in _KEPT},
            }
            for request, role_ru in zip(reading["requests"], roles_ru, strict=True)
        ],
        "regions": [{name: one[name] for name in ("iso", "place", "span")} for one in reading["regions"]],
        "origins": [{name: one[name] for name in ("iso", "basis", "span")} for one in reading["origins"]],
    }
    if total := reading.get("total"):
        said["total"] = {name: total[name] for name in ("headcount_min", "headcount_max", "span")}
    if reading.get("closed"):
        said["closed"] = True
    return said


_KEPT = ("isco08", "role_span", "headcount_min", "headcount_max", "headcount_span", "regions")


def _with_words(items: Sequence[Mapping[str, Any]], names: Sequence[str], text: str) -> list[dict[str, Any]]:
    return [
        {name: item[name] for name in names} | {"text": _words(text, item["span"]), "span": item["span"]}
        for item in items
    ]


def _words(text: str, span: Sequence[int] | None) -> str | None:
    return text[span[0] : span[1]] if span else None
