"""Search: the newest posts that have a word, and filling it, on a million posts."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.posts import realistic
from bench.rows import Row
from bench.timing import seconds
from headcount.browsing.tables import match
from parser.lemmas import lemmas, lemmatizer
from storage import Answer, Writer
from storage.counted import Counted
from storage.looking import MATCH, QUESTIONS, connect_to_look

_ALLOWED = 0.05
_CHANNELS = 20
_DIFFERENT = 20_000
_START = datetime(2023, 1, 1, tzinfo=UTC)
_WORDS = ("человек", "сварщика", "швеи", "швея тверь")


def measure(scale: float) -> Iterator[Row]:
    """A million posts of 20 channels; making them takes longest."""
    count = max(int(1_000_000 * scale), _CHANNELS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        saving, filling = _make(path, count)
        yield Row(
            f"filling search, {count:,} posts",
            f"{count / filling:,.0f} posts/s",
            f"{count / saving:,.0f} posts/s saved",
            saving / filling,
        )
        counted = Counted(Path(folder) / "counted.db")
        looking = connect_to_look(path, counted.path)
        looking.create_function(MATCH, 1, match, deterministic=True)
        yield from (_newest(looking, words, count) for words in _WORDS)
        looking.close()
        counted.close()


def _newest(looking: sqlite3.Connection, words: str, count: int) -> Row:
    """The saved question "Search posts, newest first", texts and all, once the dictionaries are loaded."""
    newest = QUESTIONS["search"]
    hits = len(looking.execute(newest, {"words": words}).fetchall())
    took = statistics.median(
        seconds(lambda: looking.execute(newest, {"words": words}).fetchall()) for _ in range(21)
    )
    return Row(
        f"newest {hits} of {count:,} posts: {words}",
        f"{took * 1000:.1f} ms",
        f"{_ALLOWED * 1000:.0f} ms",
        took / _ALLOWED,
        goal=1.0,
        least=False,
    )


def _make(path: Path, count: int) -> tuple[float, float]:
    """Save and fill; returns how long each took. Texts repeat, so that their words need reading once."""
    texts = realistic(min(_DIFFERENT, count))
    words = {text: lemmas(text) for text in texts}
    each = count // _CHANNELS
    with Writer.writing(path) as archive:
        run = archive.start_run("import", program="bench")

        def save() -> None:
            for channel in range(1, _CHANNELS + 1):
                archive.save_channel(
                    channel, title=f"Channel {channel}", kind="channel", as_of=_START, run=run
                )
                for first in range(0, each, 1000):
                    answers = [
                        Answer(
                            post_id=number + 1,
                            date=_START + timedelta(minutes=20 * number, seconds=channel),
                            text=texts[(number * 7 + channel * 1009) % len(texts)],
                            raw="{}",
                        )
                        for number in range(first, min(each, first + 1000))
                    ]
                    archive.save(channel, answers, source="export", as_of=_START, run=run)

        saving = seconds(save)
        filling = seconds(lambda: list(archive.fill_search(lemmatizer(), words.__getitem__)))
        archive.finish_run(run, outcome="ok", counts={})
    return saving, filling
