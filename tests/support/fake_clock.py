"""A clock that stands still unless somebody waits, so that a year of waits is over in minutes."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta

from collector.clock import Clock


class FakeClock(Clock):
    """Time moves by what is waited, and things planned for moments in between happen at theirs."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._start = start
        self._plans: list[tuple[datetime, int, Callable[[], object]]] = []

    def now(self) -> datetime:
        """This moment, whole seconds."""
        return self._now.replace(microsecond=0)

    def monotonic(self) -> float:
        """Seconds since the start."""
        return (self._now - self._start).total_seconds()

    async def sleep(self, seconds: float) -> None:
        """Move on."""
        self.advance(timedelta(seconds=seconds))

    def wait(self, seconds: float) -> None:
        """Move on."""
        self.advance(timedelta(seconds=seconds))

    def at(self, moment: datetime, happens: Callable[[], object]) -> None:
        """Plan that something happens at a moment."""
        heapq.heappush(self._plans, (moment, len(self._plans), happens))

    def machine_sleeps(self, start: datetime, length: timedelta) -> None:
        """Plan a sleep of the machine: who waits then wakes up at its end; the world goes on meanwhile."""
        self.at(start, lambda: self.advance(start + length - self._now))

    def advance(self, by: timedelta) -> None:
        """Move on by so much, or further where the machine falls asleep on the way."""
        end = self._now + by
        while self._plans and self._plans[0][0] <= end:
            moment, _, happens = heapq.heappop(self._plans)
            self._now = max(self._now, moment)
            happens()
        self._now = max(self._now, end)
