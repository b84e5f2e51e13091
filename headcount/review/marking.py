"""A post's text in pieces, each with the place where it stands and what was read there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from headcount.console import visible


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that are marked alike; ``start`` and ``length`` count code points of the text."""

    start: int
    length: int
    text: str
    """What is shown: the characters, or the name of one that would drive the page's layout."""
    kinds: str
    """What was read there, of role, number, region, origin, as names of classes; often nothing."""
    shown_as_name: bool


def pieces(text: str, said: Mapping[str, Any]) -> list[Piece]:
    """Cut a text where marks begin and end, and around control and bidirectional characters."""
    marks: list[set[str]] = [set() for _ in text]
    for kind, span in _spans(said):
        for at in range(*span):
            marks[at].add(kind)
    found: list[Piece] = []
    start = 0
    while start < len(text):
        drives = _drives(text[start])
        end = start + 1
        while not drives and end < len(text) and marks[end] == marks[start] and not _drives(text[end]):
            end += 1
        kinds = " ".join(sorted(marks[start]))
        shown = visible(text[start:end]) if drives else text[start:end]
        found.append(Piece(start, end - start, shown, kinds, drives))
        start = end
    return found


def _spans(said: Mapping[str, Any]) -> Iterator[tuple[str, list[int]]]:
    spans = [("role", one["role_span"]) for one in said["requests"]]
    spans += [("number", one["headcount_span"]) for one in said["requests"]]
    spans += [("region", one["span"]) for one in said["regions"]]
    spans += [("origin", one["span"]) for one in said["origins"]]
    if total := said.get("total"):
        spans.append(("number", total["span"]))
    return ((kind, span) for kind, span in spans if span)


def _drives(char: str) -> bool:
    return visible(char) != char
