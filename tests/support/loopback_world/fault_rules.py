"""The order in which scripted faults meet requests; what each fault does is its server's business."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from threading import Lock
from typing import Generic, TypeVar

from .channel import Channel
from .journal import Entry

Action = TypeVar("Action")
Target = Channel | str | int | None


@dataclass(slots=True, kw_only=True)
class _Rule(Generic[Action]):
    method: str
    target: Target
    after: int
    times: int | None
    action: Action
    when: Callable[[Entry], bool] | None

    def concerns(self, entry: Entry) -> bool:
        return (
            fnmatchcase(entry.method, self.method)
            and _is_about(entry, self.target)
            and (self.when is None or self.when(entry))
        )


def _is_about(entry: Entry, target: Target) -> bool:
    match target:
        case None:
            return True
        case Channel():
            return entry.channel_id == target.id
        case int():
            return entry.channel_id == target
        case str():
            return entry.name is not None and entry.name.casefold() == target.casefold()


class FaultRules(Generic[Action]):
    """Faults waiting for their requests, oldest first.

    A rule lets `after` of its requests pass and then strikes `times` of them (None: all). `ends` says which
    actions settle a request; the rules behind such a one do not see that request and wait for the next.
    """

    def __init__(self, ends: Callable[[Action], bool]) -> None:
        self._ends = ends
        self._rules: list[_Rule[Action]] = []
        self._lock = Lock()

    def add(
        self,
        action: Action,
        *,
        method: str = "*",
        channel: Target = None,
        after: int = 0,
        times: int | None = 1,
        when: Callable[[Entry], bool] | None = None,
    ) -> None:
        """Have `action` happen to requests of a method (may hold `*`) about a channel."""
        rule = _Rule(method=method, target=channel, after=after, times=times, action=action, when=when)
        with self._lock:
            self._rules.append(rule)

    def take(self, entry: Entry) -> list[Action]:
        """List what happens to a request, and count it."""
        with self._lock:
            actions: list[Action] = []
            for rule in list(self._rules):
                if not rule.concerns(entry):
                    continue
                if rule.after:
                    rule.after -= 1
                    continue
                if rule.times is not None:
                    rule.times -= 1
                    if rule.times == 0:
                        self._rules.remove(rule)
                actions.append(rule.action)
                if self._ends(rule.action):
                    break
            return actions

    def clear(self) -> None:
        """Let everything go well from now on."""
        with self._lock:
            self._rules.clear()

    @property
    def pending(self) -> int:
        """How many rules have not struck as often as they should."""
        with self._lock:
            return len(self._rules)
