"""A first look through a file before it is read: its hash, its size, and the newest date in it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

_WINDOW = 1 << 20
_OVERLAP = 256
_STAMP = re.compile(rb'"(?:date|edited)_unixtime":\s*"(\d{9,11})"')
_LOCAL = re.compile(rb'"(?:date|edited)":\s*"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)"')
_MESSAGE = re.compile(rb'"type":\s*"(?:message|service|unsupported)"')


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look through the bytes shows.

    ``newest_unix`` and ``newest_local`` are the greatest dates of messages or edits: the export was made no earlier,
    and since it carries no time of its own this is the time its answers are known to be from.
    """

    size: int
    sha256: str
    messages: int
    newest_unix: int | None
    newest_local: str | None

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
    newest_unix, newest_local, kept = 0, b"", b""
    with path.open("rb") as file:
        while piece := file.read(_WINDOW):
            hashed.update(piece)
            size += len(piece)
            data = kept + piece
            newest_unix = max(newest_unix, *map(int, _STAMP.findall(data)), 0)
            newest_local = max(newest_local, *_LOCAL.findall(data), b"")
            messages += len(_MESSAGE.findall(data)) - len(_MESSAGE.findall(kept))
            kept = data[-_OVERLAP:]
    return Survey(
        size=size,
        sha256=hashed.hexdigest(),
        messages=messages,
        newest_unix=newest_unix or None,
        newest_local=newest_local.decode() or None,
    )
