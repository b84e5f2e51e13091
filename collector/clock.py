"""What time it is and how one waits, in one object: passed in, so that a test can run a year in minutes."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime

from storage.times import now


class Clock:
    """The machine's clock. A stand-in is a subclass that has all four the same time."""

    def now(self) -> datetime:
        """This moment, aware UTC, whole seconds."""
        return now()

    def monotonic(self) -> float:
        """Seconds that only ever grow, for measuring waits."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait, and let other tasks work meanwhile."""
        await asyncio.sleep(seconds)

    def wait(self, seconds: float) -> None:
        """Wait where nothing else is to be done; a signal ends it."""
        time.sleep(seconds)
