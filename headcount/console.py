"""What a person sees: messages and progress on standard error, results on standard output.

On a terminal progress is a bar (rich); elsewhere (cron, a pipe) a plain line now and then. Post text is hostile
in a terminal too: control characters are shown, never sent.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from collector.progress import Progress as Reporter

QUIET_SECONDS = 2.0
"""Work shorter than this says nothing of its progress."""

PLAIN_SECONDS = 15.0
"""Between plain lines where there is no terminal."""


class Screen:
    """Standard error for people, at the verbosity asked for (-1 quiet, 0, 1 verbose)."""

    def __init__(self, verbosity: int = 0) -> None:
        self.verbosity = verbosity
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, message: str, *, style: str | None = None) -> None:
        """A message; not shown when quiet."""
        if self.verbosity >= 0:
            self.console.print(visible(message), style=style, markup=False)

    def detail(self, message: str) -> None:
        """A message that only ``-v`` shows."""
        if self.verbosity > 0:
            self.console.print(visible(message), style="dim", markup=False)

    def error(self, message: str) -> None:
        """What failed; always shown."""
        self.console.print(visible(message), style="red" if self.console.is_terminal else None, markup=False)

    @contextmanager
    def progress(self) -> Iterator[Reporter]:
        """Yield a function that shows how far work is: ``report(what, done, of)``."""
        if self.verbosity < 0:
            yield lambda _what, _done, _of: None
        elif self.console.is_terminal:
            with _bars(self.console) as bars:
                yield bars
        else:
            yield _PlainLines(self)


@contextmanager
def _bars(console: Console) -> Iterator[Reporter]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, transient=True) as progress:

        def report(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(visible(what), total=of)
            progress.update(tasks[what], completed=done, total=of)

        yield report


class _PlainLines:
    """Says how far work is every quarter of a minute, after the first two seconds."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._next = time.monotonic() + QUIET_SECONDS

    def __call__(self, what: str, done: int, of: int) -> None:
        if time.monotonic() >= self._next:
            self._screen.say(f"{what}: {done:,} of {of:,}")
            self._next = time.monotonic() + PLAIN_SECONDS


def visible(text: str) -> str:
    """Text with control and bidirectional characters shown as escapes, so that a post cannot drive a terminal."""
    return "".join(
        char if char in "\n\t" or (char.isprintable() and char not in _BIDI) or char == "\u00a0" else _escaped(char)
        for char in text
    )


_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200d\ufe0f\u200c\u200b\u00ad\u2028\u2029\u3000\u2009\u202f\u2002\u2003")


def _escaped(char: str) -> str:
    if char in _JOINERS or char.isspace() and char not in "\r\x0b\x0c\x1c\x1d\x1e\x1f\x85":
        return char
    return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"  # noqa: PLR2004 - one byte


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON object on standard output, last."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()
