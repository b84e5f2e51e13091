"""verify against hashing the raw answers of the same archive, and how its deep form grows."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.rows import Row
from bench.timing import side_by_side
from collector.rederiving import derive
from storage import Answer, Archive, Writer, canonical

START = datetime(2020, 1, 1, tzinfo=UTC)
TEXT = (
    "Требуются швеи, {} чел., г. Тверь. Вахта 60/30, проживание и питание за счёт работодателя, оплата от "
    "80 000 руб. Звонить с 9 до 18, спросить мастера. Заявка № {}."
)
PADDING = "x" * 500
"""What else an answer of Telegram's has, so that a raw answer is about a kilobyte."""


def measure(scale: float) -> Iterator[Row]:
    """A million versions, then how long one version takes in a small and in a larger archive."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "archive.db"
        yield from _against_hashing(_archive(path, int(1_000_000 * scale)), int(1_000_000 * scale))
    with tempfile.TemporaryDirectory() as made:
        few, many = int(50_000 * scale), int(200_000 * scale)
        yield _growth(_archive(Path(made) / "few.db", few), _archive(Path(made) / "many.db", many), few, many)


def _against_hashing(path: Path, count: int) -> Iterator[Row]:
    ours, read = side_by_side([lambda: _verify(path), lambda: _hash(path)], rounds=3)
    alone = min(_hashing_alone(path) for _ in range(3))
    yield Row(
        f"verify, {count:,} versions",
        f"{ours:.1f} s",
        f"{read:.1f} s reading and hashing their raw answers",
        ours / read,
        goal=6.0,
        least=False,
    )
    yield Row(
        "the same against hashing alone", f"{ours:.1f} s", f"{alone:.1f} s hashing in memory", ours / alone
    )


def _growth(small: Path, large: Path, few: int, many: int) -> Row:
    one, other = side_by_side(
        [lambda: _verify(small, deep=True), lambda: _verify(large, deep=True)], rounds=3
    )
    return Row(
        "verify --deep, time a version",
        f"{other / many * 1e6:.0f} us, {many:,} versions",
        f"{one / few * 1e6:.0f} us, {few:,} versions",
        (other / many) / (one / few),
        goal=1.2,
        least=False,
    )


def _archive(path: Path, count: int) -> Path:
    """An archive of a channel with so many posts of a version each, as Telegram's answers."""
    with Writer.writing(path) as writer:
        run = writer.start_run("collect", program="bench")
        writer.save_channel(5, title="Example", kind="channel", as_of=START, run=run)
        for first in range(1, count + 1, 1000):
            answers = map(_answer, range(first, min(first + 1000, count + 1)))
            writer.save(5, answers, source="telegram", as_of=START + timedelta(days=3000), run=run)
        writer.finish_run(run, outcome="ok", counts={})
    return path


def _answer(number: int) -> Answer:
    date, text = START + timedelta(minutes=number), TEXT.format(number % 90 + 10, number)
    message = {
        "_": "Message", "id": number, "date": f"{date:%Y-%m-%dT%H:%M:%SZ}", "message": text,
        "views": number % 1000, "padding": PADDING,
    }  # fmt: skip
    raw = canonical({"layer": 229, "telethon": "1.45.0", "message": message})
    return Answer(post_id=number, date=date, text=text, raw=raw, views=number % 1000)


def _verify(path: Path, *, deep: bool = False) -> None:
    with Archive.open(path) as archive:
        assert not archive.verify(derive=derive, deep=deep).damage


def _hash(path: Path) -> None:
    """What anybody would do who only wants to know that raw answers have their hashes."""
    with closing(sqlite3.connect(path)) as db:
        for (raw,) in db.execute("SELECT CAST(raw AS BLOB) FROM versions"):
            hashlib.sha256(raw).hexdigest()


def _hashing_alone(path: Path) -> float:
    """The same without the reading: seconds spent on hashing batches that are in memory by then."""
    taken = 0.0
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT CAST(raw AS BLOB) FROM versions")
        while batch := rows.fetchmany(1000):
            start = time.perf_counter()
            for (raw,) in batch:
                hashlib.sha256(raw).hexdigest()
            taken += time.perf_counter() - start
    return taken
