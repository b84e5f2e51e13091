"""Which versions of a post are one, given differently by different sources.

Sources show the same post with more or less of it: an export flattens nested entities, a web page loses
some and has no words for some posts. So across sources, an equal text with entities of which one's are within
the other's is the same version, and a cut text is the same as the fuller one. Within a source every
difference is an edit. Which versions are one is worked out from all answers at once, so that no order of
reading matters.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.evidence import Evidence

Intervals = list[tuple[int, int]]
Marks = dict[tuple[str, str], Intervals]

_FAMILIES = {"gif": "video", "audio": "document", "venue": "geo"}
"""Media kinds that a page cannot always tell apart."""


@dataclass
class _Version:
    """A version with the sources that gave it, and the versions that it stands for."""

    id: int
    text: str
    marks: Marks
    poll: str | None
    media: str | None
    sources: set[str]
    last: tuple[str, ...]
    identity: str
    members: list[int] = field(default_factory=list)

    @property
    def fullness(self) -> tuple[int, int, bool, str]:
        """How much of the post it shows; the greatest stands for all."""
        marked = sum(end - start for spans in self.marks.values() for start, end in spans)
        return (len(self.text), marked, "preview" not in self.sources, self.identity)


def standing(answers: Sequence[Evidence]) -> dict[int, int]:
    """For each version in a post's answers, the version that stands for it: most often itself."""
    if len({answer.version for answer in answers}) == 1 or len({answer.source for answer in answers}) == 1:
        return {answer.version: answer.version for answer in answers}
    stands: list[_Version] = []
    for version in sorted(_versions(answers), key=lambda one: one.fullness, reverse=True):
        same = [one for one in stands if not one.sources & version.sources and _same(one, version)]
        if same:
            best = max(same, key=lambda one: (one.last, one.identity))
            best.members.append(version.id)
            best.sources |= version.sources
        else:
            version.members.append(version.id)
            stands.append(version)
    return {member: version.id for version in stands for member in version.members}


def _versions(answers: Sequence[Evidence]) -> list[_Version]:
    found: dict[int, _Version] = {}
    for answer in answers:
        version = found.get(answer.version)
        if version is None:
            marks = _marks(answer.entities)
            version = found[answer.version] = _Version(
                answer.version,
                answer.text or "",
                marks,
                answer.poll,
                answer.media,
                set(),
                (),
                answer.identity,
            )
        version.sources.add(answer.source)
        version.last = max(version.last, answer.key)
    return list(found.values())


def _marks(entities: str | None) -> Marks:
    """Where each kind of entity is, joined where it touches: a page splits them at each other's borders."""
    found: Marks = {}
    for kind, offset, length, url in sorted(json.loads(entities or "[]"), key=lambda entity: entity[1]):
        spans = found.setdefault((kind, (url or "").rstrip("/")), [])
        if spans and offset <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], offset + length))
        else:
            spans.append((offset, offset + length))
    return found


def _same(fuller: _Version, other: _Version) -> bool:
    if fuller.poll != other.poll and None not in (fuller.poll, other.poll):
        return False
    if other.media == "unsupported" and not other.text and "preview" in other.sources:
        return True
    if _family(fuller.media) != _family(other.media):
        return False
    if fuller.text == other.text:
        return _within(fuller.marks, other.marks) or _within(other.marks, fuller.marks)
    return "preview" in other.sources and _is_cut(other.text, fuller.text)


def _family(media: str | None) -> str | None:
    return _FAMILIES.get(media, media) if media is not None else None


def _within(inner: Marks, outer: Marks) -> bool:
    return all(
        any(low <= start and end <= high for low, high in outer.get(kind, []))
        for kind, spans in inner.items()
        for start, end in spans
    )


def _is_cut(text: str, whole: str) -> bool:
    """True of the beginning of a text that says so itself."""
    for sign in ("…", "..."):
        if text.endswith(sign) and (start := text.removesuffix(sign).rstrip()) and whole.startswith(start):
            return len(whole) > len(text)
    return False
