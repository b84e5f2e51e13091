"""One polite pass over the wanted channels, whatever they are read from; each ends with counts or a reason.

A source is a ``Reader``. It is given a ``Keeper`` for each channel and hands over what it read page by page;
the keeper saves a page's posts and what the page vouches for in one transaction, so that a pass can end at
any moment and the next goes on where the archive says this one got.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, Self

from collector.interrupting import interruptible
from collector.minimise import Minimiser
from collector.progress import Progress
from collector.reasons import CannotRead, WhyNot
from storage import Answer, Found, Run, Source, Span, Writer

Via = Literal["telegram", "preview"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A channel as the settings name it: a username or a numeric id, and what to read it from."""

    name: str
    via: Via


@dataclass(frozen=True, slots=True)
class Scope:
    """How much a pass reads: see ``[collect]`` in the settings."""

    since: datetime | None = None
    recheck_days: int = 14
    comments: bool = False


@dataclass
class Counts:
    """What a pass, or its part for one channel, read and found."""

    read: int = 0
    requests: int = 0
    missing: int = 0
    found: Found = field(default_factory=Found)

    def add(self, other: Counts) -> None:
        """Add another's counts."""
        self.read += other.read
        self.requests += other.requests
        self.missing += other.missing
        self.found += other.found

    def as_dict(self) -> dict[str, int]:
        """The shape of ``counts`` in ``--json``."""
        return {
            "read": self.read,
            "calls": self.requests,
            "posts": self.found.posts,
            "versions": self.found.versions,
            "observations": self.found.observations,
            "missing": self.missing,
        }


@dataclass
class Keeper:
    """What a reader is given for one wanted channel: where its pages go, and how much is asked of it."""

    archive: Writer
    run: Run
    source: Source
    wanted: Wanted
    scope: Scope
    minimiser: Minimiser
    progress: Progress
    counts: Counts = field(default_factory=Counts)
    notes: list[str] = field(default_factory=list)
    channel_id: int | None = None

    def channel(
        self,
        channel_id: int,
        *,
        title: str,
        kind: Literal["channel", "group"],
        username: str | None,
        as_of: datetime,
    ) -> None:
        """The channel was found: note its id, and the title and username that it has now."""
        self.channel_id = channel_id
        self.archive.save_channel(
            channel_id, title=title, kind=kind, username=username, as_of=as_of, run=self.run
        )

    def page(
        self, answers: Sequence[Answer], *, span: Span | None, as_of: datetime, channel_id: int | None = None
    ) -> Found:
        """Save a page's posts and, in the same transaction, what the page vouches for (None: nothing).

        ``channel_id`` is for the discussion group of the channel.
        """
        to = channel_id if channel_id is not None else self.channel_id
        assert to is not None, "a page before its channel"
        found = self.archive.save_page(to, answers, span, source=self.source, as_of=as_of, run=self.run)
        self.counts.read += len(answers)
        self.counts.found += found
        return found

    def missing(
        self, ids: Sequence[int], *, asked: int, as_of: datetime, channel_id: int | None = None
    ) -> bool:
        """Note posts that a re-check of ``asked`` posts (or the page that spans them) lacked.

        Many at once are doubted: nothing is marked, the pass notes it, and it returns False; such a read
        should vouch for nothing.
        """
        to = channel_id if channel_id is not None else self.channel_id
        assert to is not None, "an absence before its channel"
        marked, doubted = self.archive.mark_missing(
            to, ids, asked=asked, source=self.source, as_of=as_of, run=self.run
        )
        self.counts.missing += marked
        if doubted:
            self.note(f"{doubted} of {asked} posts were not given, too many to believe: none is marked")
        return not doubted

    def note(self, text: str) -> None:
        """Something a person should know of the channel's pass that is no failure."""
        self.notes.append(f"{self.wanted.name}: {text}")


class Reader(Protocol):
    """Reads channels from one source, one after the other."""

    async def read(self, keeper: Keeper) -> None:
        """Read one channel into the keeper.

        Raises:
            CannotRead: it could not be read, or not to its end.
        """
        ...


Open = Callable[[], AbstractAsyncContextManager[Reader]]
"""Opens a source when the first channel needs it; may raise CannotRead, then for each of its channels."""


@dataclass
class CollectResult:
    """How a pass ended: counts over all channels, the channels' own, reasons by name, notes."""

    counts: Counts = field(default_factory=Counts)
    channels: dict[str, Counts] = field(default_factory=dict)
    failed: list[dict[str, str]] = field(default_factory=list)
    passing: bool = False
    """True if something failed that may be well in minutes; where Telegram asks to wait it is not."""
    notes: list[str] = field(default_factory=list)


def collect(
    archive: Writer,
    wanted: Sequence[Wanted],
    *,
    sources: Mapping[Via, Open],
    scope: Scope,
    minimiser: Minimiser,
    program: str,
    progress: Progress,
) -> CollectResult:
    """Read each wanted channel from its source, one after the other; one that fails stops no other.

    Ctrl-C and SIGTERM end it within a moment, and are raised again when all is saved and recorded.
    """
    result = CollectResult()
    run = archive.start_run(
        "collect", program=program, sources=[{"channel": one.name, "via": one.via} for one in wanted]
    )
    outcome: Literal["ok", "failed", "interrupted"] = "interrupted"

    async def work() -> None:
        async with _Sources(sources) as opened:
            for number, one in enumerate(wanted):
                progress("channels", number, len(wanted))
                keeper = Keeper(archive, run, one.via, one, scope, minimiser, progress)
                try:
                    await _read(keeper, opened, result)
                finally:
                    result.counts.add(keeper.counts)
                    result.channels[one.name] = keeper.counts
                    result.notes += keeper.notes

    try:
        interruptible(work())
        outcome = "failed" if result.failed else "ok"
    finally:
        archive.finish_run(run, outcome=outcome, counts=result.counts.as_dict(), failed=result.failed)
    return result


async def _read(keeper: Keeper, opened: _Sources, result: CollectResult) -> None:
    """One channel's pass, with its end noted in the archive."""
    name = keeper.wanted.name
    try:
        reader = await opened.reader(keeper.wanted.via)
        await reader.read(keeper)
    except CannotRead as reason:
        known = keeper.channel_id or keeper.archive.channel_named(name)
        keeper.archive.note_unread(name, str(reason), channel_id=known)
        result.failed.append({"what": name, "reason": str(reason)})
        result.passing = result.passing or reason.kind is WhyNot.NETWORK
    else:
        keeper.archive.note_read(name, channel_id=keeper.channel_id)


class _Sources:
    """Opens each source when its first channel comes, and remembers if it could not be opened."""

    def __init__(self, openers: Mapping[Via, Open]) -> None:
        self._openers = openers
        self._readers: dict[Via, Reader | CannotRead] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    async def reader(self, via: Via) -> Reader:
        """The source's reader.

        Raises:
            CannotRead: it cannot be opened.
        """
        if via not in self._readers:
            try:
                self._readers[via] = await self._stack.enter_async_context(self._openers[via]())
            except CannotRead as reason:
                self._readers[via] = reason
        found = self._readers[via]
        if isinstance(found, CannotRead):
            raise CannotRead(found.kind, found.detail, resume=found.resume)
        return found
