"""Passes over a loopback Telegram, in this process, with a stock Telethon and a real archive."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from loopback_telegram import LoopbackTelegram, World

from collector.clock import Clock
from collector.minimise import Minimiser, Senders
from collector.passes import CollectResult, Reader, Scope, Wanted, collect
from collector.politeness import Pace
from collector.telegram.credentials import Credentials
from collector.telegram.reader import telegram_source
from storage import Archive, Writer

BRISK = Pace(burst=10_000, per_second=10_000, tries=4, back_off=0.01, longest=0.05)
RUN_FIELDS = {"first_seen", "last_seen", "seen", "as_of", "missing_since"}
EVER = Scope(recheck_days=36_500)


@dataclass
class Collector:
    """Makes passes into one archive."""

    archive: Path
    session: Path
    said: list[tuple[str, int, int]] = field(default_factory=list)

    def __call__(
        self, *names: str, scope: Scope = EVER, senders: Senders = "pseudonym", call_seconds: float = 1.0
    ) -> CollectResult:
        """One pass over channels, `example_jobs` if none is named."""

        def source() -> AbstractAsyncContextManager[Reader]:
            return telegram_source(
                self.session,
                Credentials(1, "hash"),
                proxy=None,
                progress=self._hear,
                clock=Clock(),
                pace=BRISK,
                call_seconds=call_seconds,
            )

        with Writer.writing(self.archive) as archive:
            return collect(
                archive,
                [Wanted(name, "telegram") for name in names or ("example_jobs",)],
                sources={"telegram": source},
                scope=scope,
                minimiser=Minimiser(senders, archive.pseudonyms),
                program="test",
                progress=self._hear,
            )

    def _hear(self, what: str, done: int, of: int) -> None:
        self.said.append((what, done, of))

    def posts(self) -> list[dict[str, Any]]:
        """The archive's posts."""
        return rows(self.archive, "posts")

    def versions(self) -> list[dict[str, Any]]:
        """The archive's versions."""
        return rows(self.archive, "versions")

    def is_whole(self) -> bool:
        """True if `verify` finds nothing."""
        with Archive.open(self.archive) as archive:
            return not archive.verify().damage


def rows(path: Path, what: Any) -> list[dict[str, Any]]:
    """Rows of an export of an archive without what differs from pass to pass."""
    with Archive.open(path) as archive:
        return [
            {key: value for key, value in row.items() if key not in RUN_FIELDS}
            | {"missing": row.get("missing_since") is not None}
            for row in archive.export(what)
        ]


@pytest.fixture
def world() -> World:
    """A world with one channel of 450 posts, `example_jobs`."""
    made = World()
    made.add_channel("example_jobs", title="Работа", posts=450)
    return made


@pytest.fixture
def server(world: World) -> Iterator[LoopbackTelegram]:
    """A Telegram of that world."""
    with LoopbackTelegram(world) as made:
        yield made


@pytest.fixture
def make_collector(server: LoopbackTelegram, tmp_path: Path) -> Callable[[str], Collector]:
    """Makes collectors with a session and an archive of their own."""

    def make(name: str = "archive") -> Collector:
        session = server.prepare_session(tmp_path / f"{name}.session")
        return Collector(tmp_path / f"{name}.db", session)

    return make


@pytest.fixture
def collector(make_collector: Callable[[str], Collector]) -> Collector:
    """One of them."""
    return make_collector("archive")


def reasons(result: CollectResult) -> Sequence[str]:
    """What failed, as `name: kind`."""
    return [f"{one['what']}: {one['reason'].split(':')[0]}" for one in result.failed]
