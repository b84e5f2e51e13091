"""A line of the data-quality box, and how its shares are written."""

from __future__ import annotations

from dataclasses import dataclass

from reports.language import Language
from reports.quality import Part


@dataclass(frozen=True, slots=True)
class Entry:
    """A label, what is said under it, and smaller notes."""

    label: str
    value: str
    notes: tuple[str, ...] = ()
    href: str = ""
    """Where its question is in ``headcount browse``, if that can ask it."""


def part_text(part: Part, language: Language) -> str:
    """Write a count with its share, or with its base where that is too small for a share."""
    if part.share is None:
        return language.text("quality.part_few", count=part.count, base=part.base)
    return language.text("quality.part", count=part.count, share=language.percent(part.share))
