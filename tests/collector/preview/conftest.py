"""A t.me of a small world, an archive, and passes over both."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from loopback_tme import LoopbackTme, World

from collector.clock import Clock as SystemClock
from collector.minimise import Minimiser, Senders
from collector.passes import CollectResult, Scope, Wanted, collect
from collector.politeness import Pace
from collector.preview.reader import open_preview
from storage import Archive, Writer

FAST = Pace(burst=10_000, per_second=10_000.0, tries=3, back_off=0.01, longest=0.02)


class Clock:
    """The time that pages carry; each look at it is a second later."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 20, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        self.now += timedelta(seconds=1)
        return self.now


class Namer:
    """Names people so that tests can tell."""

    def of(self, kind: str, value: object) -> str:
        """A pseudonym."""
        return f"{kind}-{len(str(value))}"


@pytest.fixture
def minimiser() -> Minimiser:
    """The default policy."""
    return Minimiser("pseudonym", Namer())


@pytest.fixture
def world() -> World:
    """One channel of 45 posts, `example_jobs`, of January 2026."""
    made = World()
    made.add_channel("example_jobs", title="Работа", posts=45)
    return made


@pytest.fixture
def clock() -> Clock:
    """The servers' clock."""
    return Clock()


@pytest.fixture
def tme(world: World, clock: Clock) -> Iterator[LoopbackTme]:
    """A t.me of that world."""
    with LoopbackTme(world, clock=clock) as made:
        yield made


@pytest.fixture
def archive_path(tmp_path: Path) -> Path:
    """Where the archive is."""
    return tmp_path / "archive.db"


Passing = Callable[..., CollectResult]


@pytest.fixture
def a_pass(tme: LoopbackTme, archive_path: Path) -> Passing:
    """Runs one pass over channels by preview."""

    def run(
        *names: str,
        senders: Senders = "pseudonym",
        proxy: str | None = None,
        pace: Pace = FAST,
        base_url: str | None = None,
        **scope: Any,
    ) -> CollectResult:
        def quiet(_what: str, _done: int, _of: int) -> None:
            pass

        with Writer.writing(archive_path) as archive:
            return collect(
                archive,
                [Wanted(name, "preview") for name in names or ("example_jobs",)],
                sources={
                    "preview": lambda: open_preview(
                        base_url or tme.base_url, proxy=proxy, progress=quiet, clock=SystemClock(), pace=pace
                    )
                },
                scope=Scope(**scope),
                minimiser=Minimiser(senders, archive.pseudonyms),
                program="test",
                progress=quiet,
            )

    return run


@pytest.fixture
def posts(archive_path: Path) -> Callable[[], dict[int, dict[str, Any]]]:
    """Reads what the archive exports of its posts, by id; of the first channel."""

    def read() -> dict[int, dict[str, Any]]:
        with opened(archive_path) as archive:
            return {row["post_id"]: row for row in archive.export("posts")}

    return read


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive for reading, proven whole."""
    with Archive.open(path) as archive:
        verdict = archive.verify()
        assert not verdict.damage, verdict.damage
        yield archive
