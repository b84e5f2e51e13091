"""Times in the archive: aware UTC datetimes in Python, ISO 8601 with seconds and ``Z`` in tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import overload


@overload
def to_text(moment: datetime) -> str: ...
@overload
def to_text(moment: None) -> None: ...
def to_text(moment: datetime | None) -> str | None:
    """``2026-11-17T08:30:00Z``; fractions of a second are cut.

    Raises:
        ValueError: it has no zone; what the machine's own zone would make of it is nobody's evidence.
    """
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC).isoformat()[:19] + "Z"


@overload
def from_text(text: str) -> datetime: ...
@overload
def from_text(text: None) -> None: ...
def from_text(text: str | None) -> datetime | None:
    """The inverse of ``to_text``."""
    return None if text is None else datetime.fromisoformat(text)


def now() -> datetime:
    """This moment, aware, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)
