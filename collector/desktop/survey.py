"""A first look through a file before it is read: its hash, its size, and the newest date in it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from collector.desktop.messages import FIRST_DATE, SLACK

_WINDOW = 1 << 20
_OVERLAP = 256
_STAMP = re.compile(rb'"(?:date|edited)_unixtime":\s*"(\d{9,11})"')
_LOCAL = re.compile(rb'"(?:date|edited)":\s*"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)"')
_ENTITIES = b'"text_entities":'
_MESSAGE = re.compile(rb'"type":\s*"(?:message|service|unsupported)"')


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look through the bytes shows.

    ``newest_unix`` and ``newest_local`` are the greatest dates of messages or edits that can be: the
    export was made no earlier, and since it carries no time of its own this is the time that its answers are
    from.
    """

    size: int
    sha256: str
    messages: int
    newest_unix: int | None
    newest_local: str | None
    has_entities: bool
    """True for exports since 4.1.2, which repeat every text as a list of entities."""

    def as_of(self, timezone: tzinfo | None) -> datetime | None:
        """The newest date as aware UTC; None if the file has none that can be placed."""
        if self.newest_unix is not None:
            return datetime.fromtimestamp(self.newest_unix, UTC)
        if self.newest_local is not None and timezone is not None:
            return datetime.fromisoformat(self.newest_local).replace(tzinfo=timezone).astimezone(UTC)
        return None


def survey(path: Path) -> Survey:
    """Look through a file once, in constant memory."""
    hashed, size, messages = hashlib.sha256(), 0, 0
    stamps: set[int] = set()
    locals_: set[str] = set()
    has_entities = False
    kept = b""
    # a date that cannot be, of a damaged message, must not make all later exports look old
    earliest, latest = FIRST_DATE, datetime.now(UTC) + SLACK
    with path.open("rb") as file:
        while piece := file.read(_WINDOW):
            hashed.update(piece)
            size += len(piece)
            data = kept + piece
            stamps = _newest(
                stamps.union(map(int, _STAMP.findall(data))), earliest.timestamp(), latest.timestamp()
            )
            found = (local.decode() for local in _LOCAL.findall(data))
            locals_ = _newest(locals_.union(filter(_is_time, found)), _local(earliest), _local(latest))
            has_entities = has_entities or _ENTITIES in data
            messages += len(_MESSAGE.findall(data)) - len(_MESSAGE.findall(kept))
            kept = data[-_OVERLAP:]
    newest_unix, newest_local = max(stamps, default=None), max(locals_, default=None)
    return Survey(size, hashed.hexdigest(), messages, newest_unix, newest_local, has_entities)


def _newest(found: set[Any], earliest: Any, latest: Any) -> set[Any]:
    """The greatest of what can be, as a set of one or none."""
    return {max(possible)} if (possible := {one for one in found if earliest <= one <= latest}) else set()


def _local(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}"


def _is_time(local: str) -> bool:
    """True if it is a time: the pattern lets 31 February through."""
    try:
        datetime.fromisoformat(local)
    except ValueError:
        return False
    return True
