"""How fast one may ask, and what one does when asked to wait: the same for every source.

Each request takes a turn. Turns come from a bucket that refills at a fixed rate, so that a short pass is
quick and a long one, or a storm of retries, is not. Failures are waited for with growing, jittered pauses.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from collector.clock import Clock
from collector.progress import Progress
from collector.reasons import CannotRead, WhyNot

SHORT = 60.0
"""Seconds: a longer wait that a source asks for ends the channel's pass instead."""


@dataclass(frozen=True, slots=True)
class Pace:
    """A source's manners.

    ``burst`` requests may go out at once, then ``per_second`` on average. A delay before each of ``delay``
    seconds, plus up to half of it at random, is for sources that are no interface for programs. ``budget`` is
    the most requests of a pass; ``tries`` how often one is sent before its failure counts; ``back_off`` the
    seconds before the second try, doubled each time up to ``longest``.
    """

    burst: int
    per_second: float
    delay: float = 0.0
    budget: int | None = None
    tries: int = 5
    back_off: float = 0.5
    longest: float = 30.0


class Politeness:
    """Gives turns and waits, one for each source and pass. Not for several tasks at once."""

    def __init__(self, pace: Pace, *, progress: Progress, clock: Clock) -> None:
        self.pace = pace
        self.requests = 0
        self.clock = clock
        self._progress = progress
        self._tokens = float(pace.burst)
        self._filled = clock.monotonic()

    async def turn(self) -> None:
        """Wait until the next request may go out.

        Raises:
            CannotRead: throttled, since the pass has used its budget.
        """
        if self.pace.budget is not None and self.requests >= self.pace.budget:
            raise CannotRead(WhyNot.THROTTLED, f"this pass has used its {self.pace.budget:,} requests")
        if self.requests and self.pace.delay:
            await self.clock.sleep(self.pace.delay * (1 + random.random() / 2))  # noqa: S311 - no secret
        self._refill()
        if self._tokens < 1:
            await self.clock.sleep((1 - self._tokens) / self.pace.per_second)
            self._refill()
        self._tokens -= 1
        self.requests += 1

    async def pause(self, attempt: int) -> None:
        """Wait after the ``attempt``-th failure in a row (1, 2, ...) of a request."""
        longest = min(self.pace.longest, self.pace.back_off * 2 ** (attempt - 1))
        await self.clock.sleep(longest * (0.5 + random.random() / 2))  # noqa: S311 - no secret

    async def wait(self, seconds: float, what: str) -> None:
        """Wait as long as a source asks, visibly; ``what`` names who waits.

        Raises:
            CannotRead: throttled, with the time to resume, if that is longer than ``SHORT``.
        """
        if seconds > SHORT:
            resume = self.clock.now() + timedelta(seconds=seconds)
            raise CannotRead(WhyNot.THROTTLED, f"Telegram asks to wait {seconds:.0f} s", resume=resume)
        end = self.clock.monotonic() + seconds
        while (left := end - self.clock.monotonic()) > 0:
            self._progress(f"{what}: waiting, as Telegram asks", round(seconds - left), round(seconds))
            await self.clock.sleep(min(1.0, left))

    def _refill(self) -> None:
        now = self.clock.monotonic()
        grown = self._tokens + (now - self._filled) * self.pace.per_second
        self._tokens = min(float(self.pace.burst), grown)
        self._filled = now
