"""Figures as plain JSON values, the digest that says whether they changed, and what an earlier report had."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from reports.errors import WrittenReportError
from reports.figures import SCHEMA, Figure, WeeklyFigures
from reports.people import People
from reports.receipts import RECEIPTS

RECORD = "report.json"
"""The file of a week that later reports compare with."""

VOLATILE = frozenset({"as_of", "last_week"})
"""Fields that may change while every figure stays: when it was made, and what happened to posts since."""

LABELS = frozenset(
    {"name", "title", "channel", "permalink", "en", "ru", "role_ru", "quote", "headcount_text", "receipt"}
)
"""Names of things that ids stand for, and questions: a channel that is renamed moves no figure."""


def plain(value: Any) -> Any:
    """Turn a dataclass and all in it into dicts, lists, numbers and ISO 8601 text, its fields in their order.

    Moments, which are UTC, end in Z; numbers are never text of a language.
    """
    return orjson.loads(orjson.dumps(value, option=orjson.OPT_UTC_Z))


def digest(figures: WeeklyFigures) -> str:
    """Return ``sha256:...`` over figures without what is volatile or a label: equal if the figures are."""
    text = orjson.dumps(_counted(plain(figures)), option=orjson.OPT_SORT_KEYS)
    return "sha256:" + hashlib.sha256(text).hexdigest()


def _counted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _counted(item) for key, item in value.items() if key not in VOLATILE | LABELS}
    return [_counted(item) for item in value] if isinstance(value, list) else value


def to_json(figures: WeeklyFigures, *, revision: int) -> str:
    """Write ``report.json``: figures, digest, the number of this writing (1 for the first), receipts."""
    own = {field.name: getattr(figures, field.name) for field in fields(figures)}
    return written(
        {"schema": SCHEMA, "digest": digest(figures), "revision": revision, **own, "receipts": RECEIPTS}
    )


def written(value: Any) -> str:
    """Write a value as ``plain`` has it, indented, for people as for programs."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z | orjson.OPT_INDENT_2).decode() + "\n"


@dataclass(frozen=True, slots=True)
class Published:
    """What a ``report.json`` on disk says, as far as later reports ask."""

    week: str
    digest: str
    revision: int
    written: datetime
    requests: int | None
    people: People | None
    postings: int | None
    reached: int
    marks: tuple[str, ...]
    provisional: bool
    request_ids: tuple[str, ...]
    total_ids: tuple[str, ...]
    history: tuple[tuple[int | None, bool], ...]
    """Requests of the 26 weeks up to this one, and whether each is complete."""


def read_published(path: Path) -> Published | None:
    """Read a ``report.json``, None if there is none. Raises WrittenReportError if it is none of ours."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        body = orjson.loads(text)
        if body["schema"] != SCHEMA:
            raise WrittenReportError(path, f"its schema is {body['schema']!r}")
        headline = body["headline"]
        people = headline["people"]
        return Published(
            body["week"]["name"],
            body["digest"],
            body["revision"],
            datetime.fromisoformat(body["as_of"]["written"]),
            headline["requests"],
            None if people is None else People(**people),
            headline["postings"],
            body["coverage"]["reached"],
            tuple(headline["marks"]),
            body["as_of"]["provisional"],
            tuple(headline["request_ids"]),
            tuple(headline["total_ids"]),
            tuple(
                (point["tally"] and point["tally"]["requests"], point["complete"])
                for point in body["history"]
            ),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise WrittenReportError(path, f"{type(error).__name__}: {error}") from error


def tally_of(published: Published) -> dict[Figure, int | None]:
    """Return the figures of a published week that can move, None where they were unknown."""
    return {
        "requests": published.requests,
        "people_lower": published.people.lower if published.people else None,
        "people_upper": published.people.upper if published.people else None,
        "open_ended": published.people.open_ended if published.people else None,
        "postings": published.postings,
        "reached": published.reached,
    }
