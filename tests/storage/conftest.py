"""Archives to test on: a real file each, and answers as a source would hand them in."""

import hashlib
import resource
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage import Answer, Archive, Extraction, Found, Run, Span, Verdict, Writer, canonical

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHANNEL = 1234500001
RUN_FIELDS = ("first_seen", "last_seen", "seen")
"""Fields of exports that say when this archive saw something: no two archives share them."""


class Desk:
    """An archive open for writing, with a run under way and short words for what tests do over and over."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.run: Run = writer.start_run("import", program="headcount test")
        self._channels: set[int] = set()

    @staticmethod
    def day(days: float) -> datetime:
        """A moment that many days after the start."""
        return START + timedelta(days=days)

    def answer(self, post_id: int, text: str = "Нужны 5 швей", **facts: Any) -> Answer:
        """An answer about a post; posts are an hour apart."""
        date = facts.pop("date", START + timedelta(hours=post_id))
        seen_raw = {"id": post_id, "text": text, "facts": sorted((k, str(v)) for k, v in facts.items())}
        raw = facts.pop("raw", None) or canonical(seen_raw)
        return Answer(post_id=post_id, date=date, text=text, raw=raw, **facts)

    def save(
        self, *answers: Answer, as_of: float = 30, source: Any = "export", channel: int = CHANNEL
    ) -> Found:
        """Save answers that are from a day (counted from the start)."""
        if channel not in self._channels:
            self.writer.save_channel(
                channel, title=f"Channel {channel}", kind="channel", as_of=START, run=self.run
            )
            self._channels.add(channel)
        return self.writer.save(channel, answers, source=source, as_of=self.day(as_of), run=self.run)

    def cover(
        self, low: int, high: int, *, as_of: float = 30, source: Any = "export", channel: int = CHANNEL
    ) -> tuple[int, int]:
        """Record a completed read of the posts between two ids."""
        span = Span(low, high, START + timedelta(hours=low), START + timedelta(hours=high))
        return self.writer.cover(channel, [span], source=source, as_of=self.day(as_of), run=self.run)

    def read(self, ids: Iterable[int], *, as_of: float, text: str = "Нужны 5 швей") -> tuple[int, int]:
        """Save an export of these posts and record it as a completed read."""
        known = list(ids)
        self.save(*(self.answer(post_id, text) for post_id in known), as_of=as_of)
        return self.cover(min(known), max(known), as_of=as_of)

    def end(self) -> None:
        """End the run."""
        self.writer.finish_run(self.run, outcome="ok", counts={})

    def next_run(self) -> None:
        """End the run and begin another."""
        self.end()
        self.run = self.writer.start_run("import", program="headcount test")

    def posts(self) -> dict[int, dict[str, Any]]:
        """``export posts`` by post id."""
        return {row["post_id"]: row for row in self.writer.export("posts")}

    def versions(self, post_id: int) -> list[dict[str, Any]]:
        """``export versions`` of one post."""
        return [row for row in self.writer.export("versions") if row["post_id"] == post_id]

    def version_ids(self) -> list[int]:
        """Numbers of all versions, in order."""
        return [row[0] for row in self.writer._db.conn.execute("SELECT id FROM versions ORDER BY id")]

    def sql(self, statement: str, *values: Any) -> list[Any]:
        """What a statement gives."""
        return self.writer._db.conn.execute(statement, values).fetchall()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the archive of the test lies."""
    return tmp_path / "archive.db"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    """A new archive open for writing, a run under way."""
    with Writer.writing(path) as writer:
        yield Desk(writer)


@pytest.fixture(scope="session")
def open_desk() -> Callable[[Writer], Desk]:
    """Short words for a writer that the test opens itself."""
    return Desk


@pytest.fixture(scope="session")
def checked() -> Callable[[Path], Verdict]:
    """What ``verify`` says of an archive."""

    def verdict(path: Path) -> Verdict:
        with Archive.open(path) as archive:
            return archive.verify()

    return verdict


PLACE = {"iso": "RU-TVE", "place": "Тверь", "text": "Тверь", "span": [14, 19]}
ORIGIN = {"iso": "KP", "basis": "stated", "text": "КНДР", "span": [20, 24]}


def request(role: str = "sewing machine operator", **changes: Any) -> dict[str, Any]:
    """One entry of a reading's requests."""
    return {
        "role": role, "isco08": "8153", "role_text": "швей", "role_span": [8, 12], "headcount_min": 5,
        "headcount_max": 5, "headcount_text": "5", "headcount_span": [6, 7], "regions": ["RU-TVE"],
        "confidence": 0.95,
    } | changes  # fmt: skip


@pytest.fixture(scope="session")
def reading() -> Callable[..., Extraction]:
    """Make a reading of a version: ``reading(version, requests=[...], total=..., closed=True, key=...)``."""

    def make(
        version: int,
        *,
        requests: list[dict[str, Any]] | None = None,
        key: str = "key",
        fleeting: bool = False,
        confidence: float = 0.97,
        language: str = "ru",
        **more: Any,
    ) -> Extraction:
        entries = [request(**changes) for changes in ([{}] if requests is None else requests)]
        asked = bool(entries or more.get("total"))
        said = {
            "is_request": asked, "confidence": confidence, "language": language, "requests": entries,
            "regions": [PLACE] if asked else [], "origins": [ORIGIN] if asked else [],
            "pay": [], "hours": [], **more,
        }  # fmt: skip
        roles_ru = tuple("швея" for _ in entries)
        bits = hashlib.sha256(key.encode()).digest()
        bands = tuple(f"{key}{n}".encode() for n in range(8))
        return Extraction(version, said, roles_ru, key, fleeting, bits, bands, days="")

    return make


@pytest.fixture(scope="session")
def small_files() -> Callable[[int], AbstractContextManager[None]]:
    """Files cannot grow beyond a size in the block: what SQLite then meets is what a full disk is to it."""

    @contextmanager
    def limit(size: int) -> Iterator[None]:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return limit
