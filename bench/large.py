"""Archives of 10,000 to 5 million posts: the time of each command, how it grows, and the most memory."""

from __future__ import annotations

import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.posts import realistic
from bench.processes import Taken, headcount
from bench.rows import Row
from bench.timing import seconds
from headcount.browsing.tables import match
from storage.counted import Counted
from storage.looking import MATCH, QUESTIONS, connect_to_look

SIZES = (10_000, 100_000, 1_000_000, 5_000_000)
WEEK = "2026-W47"
_END = datetime(2026, 11, 22, 21, tzinfo=UTC)
"""Where the last week ends: Monday 00:00 in Moscow."""
_A_WEEK = 10_000
_LOOKED_AT = 26 * _A_WEEK
_CHANNELS = 20
_REQUESTS = 0.1
"""Of a research dump hardly more than so many posts ask for people; the others here are near misses."""
_CHUNK = 20_000
_WORDS = "сварщика"
_OF_THE_WEEK = ("report", "search")
_MEMORY = 1_000.0
_GROWTH = 1.2
_SETTINGS = '[report]\ntimezone = "Europe/Moscow"\nformats = ["html", "md", "json", "xlsx"]\n'


def measure(scale: float) -> Iterator[Row]:
    """Each command on each size; its growth is the time a post takes against that of the size before.

    Starting takes a second or two of each, which the smallest size is mostly made of. A report and a search
    are held to the time of the one before as it is, for all archives have as many posts in their last week;
    of 26 weeks, which a report looks at, only the larger two have all.
    """
    before: dict[str, Taken] = {}
    posts = 0
    for size in SIZES:
        count = max(int(size * scale), _CHANNELS)
        found = _commands(count)
        most = max(found.values(), key=lambda taken: taken.memory).memory
        yield Row(
            f"{count:,} posts: most memory of a command",
            f"{most:,.0f} MB",
            f"{_MEMORY:,.0f} MB",
            most / _MEMORY,
            goal=1,
            least=False,
        )
        for name, taken in found.items():
            if not before:
                yield _row(name, count, taken)
                continue
            more = 1.0 if name in _OF_THE_WEEK else count / posts
            growth = taken.seconds / before[name].seconds / more
            goal = None if name in _OF_THE_WEEK and posts < _LOOKED_AT else _GROWTH
            yield _row(name, count, taken, before[name], growth=growth, goal=goal)
        before, posts = found, count


def _row(
    name: str,
    count: int,
    taken: Taken,
    before: Taken | None = None,
    *,
    growth: float = 1.0,
    goal: float | None = None,
) -> Row:
    memory = f", {taken.memory:,.0f} MB" if taken.memory else ""
    return Row(
        f"{name}, {count:,} posts",
        f"{_told(taken.seconds)}{memory}",
        "" if before is None else f"{_told(before.seconds)} for the size before",
        growth,
        goal=goal,
        least=False,
    )


def _told(took: float) -> str:
    return f"{took * 1000:.1f} ms" if took < 0.1 else f"{took:,.1f} s"


def _commands(count: int) -> dict[str, Taken]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "headcount.toml").write_text(_SETTINGS, encoding="utf-8")
        exports = _exports(folder / "exports", count)
        workers = str(os.cpu_count() or 1)
        found = {"import": headcount("import", *exports, folder=folder)}
        for path in exports:
            path.unlink()
        found[f"parse --workers {workers}"] = headcount("parse", "--workers", workers, folder=folder)
        found["report"] = headcount("report", WEEK, folder=folder)
        found["search"] = Taken(_search(folder), 0.0)
        found["verify"] = headcount("verify", folder=folder)
        found["export posts"] = headcount("export", "posts", folder=folder)
        found["export requests"] = headcount("export", "requests", folder=folder)
        return found


def _search(folder: Path) -> float:
    """The saved question "Search posts, newest first", texts and all, once the dictionaries are loaded."""
    counted = Counted(folder / "counted.db")
    looking = connect_to_look(folder / "archive.db", counted.path)
    looking.create_function(MATCH, 1, match, deterministic=True)
    took = [
        seconds(lambda: looking.execute(QUESTIONS["search"], {"words": _WORDS}).fetchall()) for _ in range(11)
    ]
    looking.close()
    counted.close()
    return statistics.median(took)


def _exports(folder: Path, count: int) -> list[Path]:
    """What Telegram Desktop writes of each channel, posts of all channels in turn up to ``_END``."""
    folder.mkdir()
    paths = [folder / f"{channel}.json" for channel in range(1, _CHANNELS + 1)]
    step = timedelta(weeks=1) / _A_WEEK
    for channel, path in enumerate(paths):
        with path.open("w", encoding="utf-8") as file:
            head = {"name": f"Channel {channel}", "type": "public_channel", "id": 1_500_000_001 + channel}
            file.write(json.dumps(head)[:-1] + ', "messages": [')
            mine = range(channel, count, _CHANNELS)
            for first in range(0, len(mine), _CHUNK):
                numbers = mine[first : first + _CHUNK]
                texts = realistic(len(numbers), requests=_REQUESTS, seed=first * _CHANNELS + channel)
                messages = (
                    _message(number // _CHANNELS + 1, text, _END - (count - number) * step)
                    for number, text in zip(numbers, texts, strict=True)
                )
                file.write((",\n" if first else "\n") + ",\n".join(messages))
            file.write("]}")
    return paths


def _message(number: int, text: str, date: datetime) -> str:
    return json.dumps(
        {
            "id": number, "type": "message", "date": f"{date:%Y-%m-%dT%H:%M:%S}",
            "date_unixtime": str(int(date.timestamp())), "from": "Channel", "text": text,
            "text_entities": [{"type": "plain", "text": text}],
        },
        ensure_ascii=False,
    )  # fmt: skip
