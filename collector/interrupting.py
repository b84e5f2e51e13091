"""Running asynchronous work so that Ctrl-C and SIGTERM end it at once, with what it holds put away."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Coroutine
from typing import Any


def interruptible(work: Coroutine[Any, Any, None]) -> None:
    """Run work until it ends or a signal cancels it; the signal is then raised again for its old handler.

    A handler that raises would raise inside whatever task runs at that moment, where libraries swallow it.
    """
    caught: list[int] = []

    async def main() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.ensure_future(work)

        def stop(number: int) -> None:
            caught.append(number)
            task.cancel()

        signals = _signals()
        for number in signals:
            loop.add_signal_handler(number, stop, number)
        try:
            await task
        except asyncio.CancelledError:
            if not caught:
                raise
        finally:
            for number in signals:
                loop.remove_signal_handler(number)

    before = {number: signal.getsignal(number) for number in _signals()}
    try:
        asyncio.run(main())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if caught:
        signal.raise_signal(caught[0])


def _signals() -> tuple[signal.Signals, ...]:
    main = threading.current_thread() is threading.main_thread()
    return (signal.SIGINT, signal.SIGTERM) if main else ()
