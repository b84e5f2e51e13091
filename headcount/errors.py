"""What ends a command, and with which exit code.

::

    CommandError          1: something failed; the message names it
    └── UsageFault        2: wrong usage or settings; nothing was done
    Terminated            143: SIGTERM, with what was received saved
"""

from __future__ import annotations

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_BUSY = 3
EXIT_DAMAGE = 4
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


class CommandError(Exception):
    """One plain sentence about what failed and what to do."""

    code = EXIT_FAILED


class UsageFault(CommandError):  # noqa: N818 - click has a UsageError
    """Wrong usage or settings: nothing was done."""

    code = EXIT_USAGE


class Terminated(BaseException):
    """SIGTERM came. Like KeyboardInterrupt not an Exception, so that nothing swallows it."""


def missing_extra(extra: str, error: ImportError) -> UsageFault:
    """What to do where a package of an extra is not installed."""
    return UsageFault(
        f"This needs the extra `{extra}` ({error.name} is not installed): pip install 'headcount[{extra}]'"
    )
