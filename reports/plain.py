"""Figures as plain JSON values, the digest that says whether they changed, and what an earlier report had."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from reports.errors import WrittenReportError
from reports.figures import SCHEMA, Figure, WeeklyFigures
from reports.people import People

RECORD = "report.json"
"""The file of a week that later reports compare with."""

VOLATILE = frozenset({"as_of", "last_week"})
"""Fields that may change while every figure stays: when it was made, and what happened to posts since."""

LABELS = frozenset(
    {"name", "title", "channel", "permalink", "en", "ru", "role_ru", "quote", "headcount_text"}
)
"""Names of things that ids stand for: a channel that is renamed moves no figure."""


def plain(value: Any) -> Any:
    """Turn a dataclass and all in it into dicts, lists, numbers and ISO 8601 text, its fields in their order.

    Moments are UTC and end in Z; numbers are never text of a language.
    """
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    return value


def digest(figures: WeeklyFigures) -> str:
    """Return ``sha256:...`` over figures without what is volatile or a label: equal if the figures are."""
    text = json.dumps(_counted(plain(figures)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _counted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _counted(item) for key, item in value.items() if key not in VOLATILE | LABELS}
    return [_counted(item) for item in value] if isinstance(value, list) else value


def to_json(figures: WeeklyFigures, *, revision: int) -> str:
    """Write ``report.json``: the figures, their digest, and the number of this writing, 1 for the first."""
    body = {"schema": SCHEMA, "digest": digest(figures), "revision": revision, **plain(figures)}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


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
    history: tuple[tuple[int | None, bool], ...]
    """Requests of the 26 weeks up to this one, and whether each is complete."""


def read_published(path: Path) -> Published | None:
    """Read a ``report.json``, None if there is none. Raises WrittenReportError if it is none of ours."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        body = json.loads(text)
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
