"""What a person sees: messages and progress on standard error, results on standard output.

On a terminal progress is a bar (rich); elsewhere (cron, a pipe) a plain line now and then. Post text is
hostile in a terminal too: control characters are shown, never sent.
"""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console, RenderableType
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
    """Show control and bidirectional characters as escapes, so that a post cannot drive a terminal."""
    return "".join(char if char in "\n\t" or not _drives(char) else _escaped(char) for char in text)


def _drives(char: str) -> bool:
    """True of controls, surrogates, and marks that reorder text; joiners of emoji are harmless."""
    return unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in _REORDERING


_REORDERING = frozenset({"LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def show(parts: Sequence[RenderableType]) -> None:
    """Print results for a person on standard output."""
    console = Console(highlight=False, soft_wrap=True)
    for part in parts:
        console.print(visible(part) if isinstance(part, str) else part, markup=False)


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON object on standard output, last."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()
