"""Readers of posts: this process alone, or several processes that give back plain rows in order."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from headcount.errors import CommandError

if TYPE_CHECKING:
    from parser.pipeline import Parser  # importing spaCy takes half a second that most commands need not

Batch = TypeVar("Batch")
Rows = TypeVar("Rows")
_AHEAD = 3  # so many batches a process lie ready; more would only fill memory


def in_order(
    work: Callable[[Parser, Batch], Rows],
    batches: Iterable[Batch],
    *,
    load: Callable[[], Parser],
    extra: Sequence[Path],
    workers: int,
) -> Iterator[Rows]:
    """What ``work``, a module's function, makes of each batch, in order.

    With one worker it is done here, by the parser that ``load`` gives. Docs never pass between processes:
    batches go out and rows come back, which is five times cheaper.

    Raises:
        CommandError: a process ended before its time.
    """
    if workers == 1:
        parser = load()
        yield from (work(parser, batch) for batch in batches)
        return
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, ([str(path) for path in extra],))
    waiting: deque[Future[Rows]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(_work, work, batch))
            if len(waiting) > _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise CommandError(
            "A worker process ended before its time, perhaps for lack of memory; try fewer --workers."
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def build_apart(extra: Sequence[Path]) -> None:
    """Build the word lists in a process of its own: that takes 400 MB, which go with it.

    Raises:
        LexiconError: a lexicon file is unusable.
    """
    with ProcessPoolExecutor(1, get_context("spawn"), _attach) as pool:
        pool.submit(_build, [str(path) for path in extra]).result()


def _build(extra: list[str]) -> None:
    from parser import load  # noqa: PLC0415  only this process needs it

    load([Path(path) for path in extra])


_reader: Parser


def _start(extra: list[str]) -> None:
    """Set up a worker with its parser."""
    global _reader  # noqa: PLW0603  one parser a process
    _attach()
    from parser import load  # noqa: PLC0415  only workers need it

    _reader = load([Path(path) for path in extra])


def _attach() -> None:
    """Leave Ctrl-C to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _work(work: Callable[[Parser, Batch], Rows], batch: Batch) -> Rows:
    return work(_reader, batch)
