"""What can be made to go wrong, by method, channel and count."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict, Unpack

from loopback_world import Entry, FaultRules, World
from loopback_world.fault_rules import Target

from .calls import PageShape, RpcFailureError


@dataclass(frozen=True, slots=True)
class Fail:
    """Answer with an RpcError."""

    error: RpcFailureError


@dataclass(frozen=True, slots=True)
class Cut:
    """Send half of the answer and close the connection."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Never answer."""


@dataclass(frozen=True, slots=True)
class Slow:
    """Answer so many seconds later."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Shape:
    """Answer with an odd page."""

    kind: PageShape


@dataclass(frozen=True, slots=True)
class Before:
    """Change the world just before the answer is made."""

    change: Callable[[World], object]


Action = Fail | Cut | Silence | Slow | Shape | Before

HISTORY = "messages.GetHistory"
OPEN_METHODS = ("help.", "auth.", "account.GetPassword")
"""What Telegram answers to clients that are not signed in."""


class Aim(TypedDict, total=False):
    """Which requests a fault strikes.

    `channel` is an object, id or (for contacts.ResolveUsername) name; `after` of the requests that fit pass
    first; `times` are struck then, None for all; `when` looks at the rest of a request.
    """

    channel: Target
    after: int
    times: int | None
    when: Callable[[Entry], bool]


class Faults:
    """Faults to come. Each strikes once unless `times` says otherwise; slow and before join others."""

    def __init__(self) -> None:
        self._rules: FaultRules[Action] = FaultRules(lambda action: not isinstance(action, Slow | Before))
        self.resets = 0
        """So many connections still to be reset as soon as they are accepted."""

    def flood(
        self, method: str = HISTORY, *, seconds: int, premium: bool = False, **aim: Unpack[Aim]
    ) -> None:
        """Refuse with FLOOD_WAIT_x, or FLOOD_PREMIUM_WAIT_x."""
        self.error(f"FLOOD_{'PREMIUM_' if premium else ''}WAIT_{seconds}", method, **aim)

    def error(
        self, message: str, method: str = HISTORY, *, code: int | None = None, **aim: Unpack[Aim]
    ) -> None:
        """Refuse with any of Telegram's errors; its usual code unless told."""
        self._rules.add(Fail(RpcFailureError(message, code=code)), method=method, **aim)

    def internal(self, method: str = HISTORY, **aim: Unpack[Aim]) -> None:
        """Refuse with 500, as Telegram does when a worker of its own fails."""
        self.error("RPC_CALL_FAIL", method, code=500, **aim)

    def timeout(self, method: str = HISTORY, **aim: Unpack[Aim]) -> None:
        """Refuse with -503 Timeout."""
        self.error("Timeout", method, **aim)

    def account(self, message: str, **aim: Unpack[Aim]) -> None:
        """Refuse all that takes a signed-in account, for good: SESSION_REVOKED, USER_DEACTIVATED_BAN, ..."""
        aim.setdefault("times", None)
        aim.setdefault("when", lambda entry: not entry.method.startswith(OPEN_METHODS))
        self.error(message, "*", **aim)

    def cut(self, method: str = HISTORY, **aim: Unpack[Aim]) -> None:
        """Close the connection in the middle of an answer."""
        self._rules.add(Cut(), method=method, **aim)

    def silence(self, method: str = HISTORY, **aim: Unpack[Aim]) -> None:
        """Never answer; `help.GetConfig` is what Telethon waits for in connect()."""
        self._rules.add(Silence(), method=method, **aim)

    def slow(self, method: str = HISTORY, *, seconds: float, **aim: Unpack[Aim]) -> None:
        """Answer late."""
        self._rules.add(Slow(seconds), method=method, **aim)

    def page(self, kind: PageShape, method: str = HISTORY, **aim: Unpack[Aim]) -> None:
        """Give an odd page.

        `empty` has no post, `only_empty` nothing but MessageEmpty, `repeat` begins with the post the page
        before ended with, `unknown` has an object in its middle that no client of this layer can read.
        """
        self._rules.add(Shape(kind), method=method, **aim)

    def before(self, change: Callable[[World], object], method: str = HISTORY, **aim: Unpack[Aim]) -> None:
        """Call `change(world)` just before an answer is made: posts come, change and go during a pass."""
        self._rules.add(Before(change), method=method, **aim)

    def reset(self, times: int) -> None:
        """Accept the next connections and reset them at once."""
        self.resets = times

    def take(self, entry: Entry) -> list[Action]:
        """List what happens to a request (the server's own)."""
        return self._rules.take(entry)

    def take_reset(self) -> bool:
        """Tell whether to reset a new connection (the server's own)."""
        if self.resets <= 0:
            return False
        self.resets -= 1
        return True

    def clear(self) -> None:
        """Let everything go well from now on."""
        self.resets = 0
        self._rules.clear()

    @property
    def pending(self) -> int:
        """How many faults have not struck as often as they should."""
        return self._rules.pending
