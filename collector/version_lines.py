"""Reading back what ``headcount export versions`` wrote: JSON Lines, a version a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from collector.errors import MessageFault
from storage import Answer, Source, sha256

_OPTIONAL = (
    "media", "poll", "service", "sender", "reply_to", "album", "forwarded_from", "views", "forwards", "replies", "reactions",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One line: the channel it names, the answer, and the source and time it was from."""

    channel_id: int
    title: str
    kind: str
    username: str | None
    answer: Answer
    source: Source
    as_of: datetime


def read_version_lines(path: Path) -> Iterator[VersionLine | str]:
    """Yield each line's version, or the reason why a line is none.

    A version already minimised stays as it is; its raw bytes must have the hash that the line gives.
    """
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                yield _version(json.loads(line))
            except (ValueError, TypeError, KeyError, AttributeError, MessageFault) as error:
                reason = f"lacks {error}" if isinstance(error, KeyError) else str(error)
                yield f"line {number}: is no line of `headcount export versions` ({reason:.200})"


def _version(row: dict[str, Any]) -> VersionLine:
    if sha256(row["raw"]) != row["sha256"]:
        raise MessageFault("its raw answer does not have the hash that it states")
    if row["source"] not in ("telegram", "preview", "export") or row["channel_kind"] not in (
        "channel",
        "group",
    ):
        raise MessageFault("its source or kind of channel is not known")
    json.loads(row["raw"])
    answer = Answer(
        post_id=int(row["post_id"]),
        date=datetime.fromisoformat(row["date"]) if row["date"] else None,
        edited=datetime.fromisoformat(row["edited"]) if row["edited"] else None,
        text=row["text"],
        entities=tuple((str(e[0]), int(e[1]), int(e[2]), e[3]) for e in row["entities"]),
        raw=row["raw"],
        **{name: row.get(name) for name in _OPTIONAL},
    )
    return VersionLine(
        channel_id=int(row["channel_id"]),
        title=str(row["channel_title"]),
        kind=row["channel_kind"],
        username=row["channel"],
        answer=answer,
        source=row["source"],
        as_of=datetime.fromisoformat(row["as_of"]),
    )
