"""What can be made to go wrong with web pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict, Unpack

from loopback_world import Entry, FaultRules, World
from loopback_world.fault_rules import Target


@dataclass(frozen=True, slots=True)
class Status:
    """Answer with a status instead of a page; `retry_after` goes into the header of that name."""

    code: int
    retry_after: str | None


@dataclass(frozen=True, slots=True)
class Throttle:
    """Answer "No posts found" whatever there is."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Send half of the page and close the connection."""


@dataclass(frozen=True, slots=True)
class Reset:
    """Reset the connection without an answer."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Never answer."""


@dataclass(frozen=True, slots=True)
class Slow:
    """Answer so many seconds later."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Before:
    """Change the world just before the page is made."""

    change: Callable[[World], object]


Action = Status | Throttle | Cut | Reset | Silence | Slow | Before
FEED = "GET /s/*"


class Aim(TypedDict, total=False):
    """Which requests a fault strikes: see `loopback_telegram.faults.Aim`; `path` may hold `*`."""

    path: str
    channel: Target
    after: int
    times: int | None
    when: Callable[[Entry], bool]


class TmeFaults:
    """Faults to come, of feed pages unless `path` says otherwise; each strikes once unless `times` does."""

    def __init__(self) -> None:
        self._rules: FaultRules[Action] = FaultRules(lambda action: not isinstance(action, Slow | Before))

    def status(self, code: int, *, retry_after: str | int | None = None, **aim: Unpack[Aim]) -> None:
        """Answer 429, 503, ...; `retry_after` is seconds or an HTTP date."""
        self._add(Status(code, None if retry_after is None else str(retry_after)), aim)

    def throttle(self, **aim: Unpack[Aim]) -> None:
        """Answer with a page that says "No posts found", which is what t.me's throttling looks like."""
        self._add(Throttle(), aim)

    def cut(self, **aim: Unpack[Aim]) -> None:
        """Close the connection in the middle of a page."""
        self._add(Cut(), aim)

    def reset(self, **aim: Unpack[Aim]) -> None:
        """Reset the connection."""
        self._add(Reset(), aim)

    def silence(self, **aim: Unpack[Aim]) -> None:
        """Never answer."""
        self._add(Silence(), aim)

    def slow(self, *, seconds: float, **aim: Unpack[Aim]) -> None:
        """Answer late."""
        self._add(Slow(seconds), aim)

    def before(self, change: Callable[[World], object], **aim: Unpack[Aim]) -> None:
        """Call `change(world)` just before a page is made."""
        self._add(Before(change), aim)

    def take(self, entry: Entry) -> list[Action]:
        """List what happens to a request (the server's own)."""
        return self._rules.take(entry)

    def clear(self) -> None:
        """Let everything go well from now on."""
        self._rules.clear()

    @property
    def pending(self) -> int:
        """How many faults have not struck as often as they should."""
        return self._rules.pending

    def _add(self, action: Action, aim: Aim) -> None:
        path = aim.get("path")
        self._rules.add(
            action,
            method=f"GET {path}" if path else FEED,
            channel=aim.get("channel"),
            after=aim.get("after", 0),
            times=aim.get("times", 1),
            when=aim.get("when"),
        )
