"""Reading back what ``headcount export versions`` wrote: JSON Lines, a version a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from collector.desktop.html import html_content
from collector.desktop.messages import Content, read_content
from collector.errors import MessageFault
from storage import Answer, Source, sha256

_TEXTS = ("media", "poll", "service", "sender", "album", "forwarded_from")
_NUMBERS = ("reply_to", "views", "forwards", "replies", "reactions")
MOST = 1 << 24
"""Characters a line may have."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One line: the channel it names, the answer, and the source and time it was from."""

    channel_id: int
    title: str
    kind: Literal["channel", "group"]
    username: str | None
    answer: Answer
    source: Source
    as_of: datetime


def read_version_lines(path: Path) -> Iterator[VersionLine | str]:
    """Yield each line's version, or the reason why a line is none.

    A version already minimised stays as it is; its raw bytes must have the hash that the line gives, and say
    what the line says.
    """
    with path.open(encoding="utf-8", errors="surrogateescape") as file:
        number = 0
        while line := file.readline(MOST):
            number += 1
            if not line.strip():
                continue
            try:
                yield _version(json.loads(line))
            except (ValueError, TypeError, KeyError, RecursionError, MessageFault) as error:
                reason = f"lacks {error}" if isinstance(error, KeyError) else str(error)
                yield f"line {number}: is no line of `headcount export versions` ({reason:.200})"


def _version(row: Mapping[str, Any]) -> VersionLine:
    if row["raw"] is None:
        raise MessageFault("its raw answer was left out, as --mask-contacts does: export it without")
    raw = _typed(row, "raw", str)
    if sha256(raw) != row["sha256"]:
        raise MessageFault("its raw answer does not have the hash that it states")
    source, kind = row["source"], row["channel_kind"]
    if source not in ("telegram", "preview", "export") or kind not in ("channel", "group"):
        raise MessageFault("its source or kind of channel is not known")
    answer = Answer(
        post_id=_typed(row, "post_id", int),
        date=_moment(row, "date"),
        edited=_moment(row, "edited"),
        text=_typed(row, "text", str),
        entities=tuple(_entity(entity) for entity in _typed(row, "entities", list)),
        raw=raw,
        **{name: _typed(row, name, str, none=True) for name in _TEXTS},
        **{name: _typed(row, name, int, none=True) for name in _NUMBERS},
    )
    if source == "export" and _content(json.loads(raw)) != Content(
        answer.text, answer.entities, answer.media, answer.poll
    ):
        raise MessageFault("it does not say what its raw answer says")
    as_of = _moment(row, "as_of")
    if as_of is None:
        raise MessageFault("it does not say as of when it is")
    return VersionLine(
        channel_id=_typed(row, "channel_id", int),
        title=_typed(row, "channel_title", str),
        kind=kind,
        username=_typed(row, "channel", str, none=True),
        answer=answer,
        source=source,
        as_of=as_of,
    )


def _content(raw: dict[str, Any]) -> Content:
    html = raw.get("html")
    return html_content(html) if isinstance(html, str) else read_content(raw)


def _typed(row: Mapping[str, Any], name: str, kind: type, *, none: bool = False) -> Any:
    value: Any = row[name]
    if value is None and none:
        return None
    if type(value) is not kind or (isinstance(value, int) and abs(value) >= 2**53):
        raise MessageFault(f"its {name} is of the wrong kind")
    if isinstance(value, str):
        value.encode()
    return value


def _entity(entity: Any) -> tuple[str, int, int, str | None]:
    kind, offset, length, url = entity
    if not (
        type(kind) is str and type(offset) is int and type(length) is int and isinstance(url, str | None)
    ):
        raise MessageFault("its entities are of the wrong kind")
    return kind, offset, length, url


def _moment(row: Mapping[str, Any], name: str) -> datetime | None:
    if row[name] is None:
        return None
    moment = datetime.fromisoformat(_typed(row, name, str))
    if moment.tzinfo is None:
        raise MessageFault(f"its {name} has no zone")
    return moment
