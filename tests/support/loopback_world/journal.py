"""What a server was asked, when and how it ended: for asserting politeness and counts."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import pairwise
from threading import Lock
from typing import Any


@dataclass(slots=True, kw_only=True)
class Entry:
    """One request.

    `method` is `messages.GetHistory` or `GET /s/name`, `at` time.monotonic() on arrival, `channel_id` and
    `name` whom it is about as far as it says, `arguments` the rest. `outcome` is "ok", an error's name, a
    status or a fault's name; None while it is not answered.
    """

    method: str
    at: float
    channel_id: int | None = None
    name: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)
    connection: int = 0
    outcome: str | None = None


class Journal:
    """All requests since the start or the last `clear`."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._lock = Lock()

    def add(self, entry: Entry) -> Entry:
        """Note a request."""
        with self._lock:
            self._entries.append(entry)
        return entry

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._entries.clear()

    def entries(self, method: str = "*", *, channel_id: int | None = None) -> list[Entry]:
        """List requests in order of arrival; `method` may hold `*`."""
        with self._lock:
            return [
                entry
                for entry in self._entries
                if fnmatchcase(entry.method, method) and channel_id in (None, entry.channel_id)
            ]

    def count(self, method: str = "*", *, channel_id: int | None = None) -> int:
        """Count requests."""
        return len(self.entries(method, channel_id=channel_id))

    def pauses(self, method: str = "*") -> list[float]:
        """List the seconds between the arrivals of requests that follow each other."""
        times = [entry.at for entry in self.entries(method)]
        return [after - before for before, after in pairwise(times)]
