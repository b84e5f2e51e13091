"""The parser against spaCy's bare tokenizer, on the same posts, both warm; processes, start and memory."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

import spacy

import parser
from bench.posts import realistic
from bench.processes import headcount
from bench.rows import Row
from bench.timing import resident, side_by_side
from parser.pipeline import Parser

_START_ALLOWED = 1.5


def measure(scale: float) -> Iterator[Row]:
    """Five comparisons; the memory of half a million posts takes longest."""
    reader = parser.load()
    yield _speed(reader, "the gold set's mix", realistic(int(4_000 * scale)))
    yield _speed(reader, "nine in ten no requests", realistic(int(8_000 * scale), requests=0.1))
    yield _two_processes(int(40_000 * scale))
    yield _start()
    yield _memory(reader, int(500_000 * scale))


def _speed(reader: Parser, mix: str, posts: list[str]) -> Row:
    bare = spacy.blank("ru")
    list(reader.pipe(posts))
    list(bare.pipe(posts))
    ours, yardstick = side_by_side([lambda: list(reader.pipe(posts)), lambda: list(bare.pipe(posts))])
    return Row(
        f"posts a second, {mix}",
        f"{len(posts) / ours:,.0f} read",
        f"{len(posts) / yardstick:,.0f} tokenised",
        yardstick / ours,
        goal=0.5 if mix.startswith("the") else 0.9,
    )


def _two_processes(count: int) -> Row:
    """``headcount extract``, its start included."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        feed = _feed(folder, realistic(count))

        def extract(workers: int) -> None:
            headcount("extract", "--workers", str(workers), feed, folder=folder)

        two, one = side_by_side([lambda: extract(2), lambda: extract(1)], rounds=3)
    return Row(
        f"extract --workers 2, {count:,} posts",
        f"{count / two:,.0f} posts/s",
        f"{count / one:,.0f} posts/s by one",
        one / two,
        goal=1.9,
    )


def _start() -> Row:
    """The lexicon is built by now; what is left is a new process's start to its first answer."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        feed = _feed(folder, ["Нужны 5 сварщиков, г. Тверь"])
        took = statistics.median(headcount("extract", feed, folder=folder).seconds for _ in range(5))
    return Row(
        "start to first answer",
        f"{took:.2f} s",
        f"{_START_ALLOWED} s",
        took / _START_ALLOWED,
        1.0,
        least=False,
    )


def _feed(folder: Path, texts: list[str]) -> Path:
    feed = folder / "posts.jsonl"
    with feed.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
    return feed


def _memory(reader: Parser, count: int) -> Row:
    """A stream in which each post has a name that none before it had.

    Two fifths warm up: by then the vocabulary has the 100,000 words that it keeps.
    """
    chance = random.Random(3)  # noqa: S311  a repeatable choice, no secret
    posts = realistic(min(count, 20_000))

    def stream() -> Iterator[str]:
        for number in range(count):
            name = "".join(chance.choice("бвгдклмнпрст") + chance.choice("аеиоу") for _ in range(5))
            yield f"{posts[number % len(posts)]} {name.title()}"

    warm = 0.0
    for number, _ in enumerate(reader.pipe(stream())):
        if number == count * 2 // 5:
            warm = resident()
    return Row(
        f"memory after {count:,} posts",
        f"{resident():,.0f} MB",
        f"{warm:,.0f} MB after {count * 2 // 5:,}",
        resident() / warm,
        goal=1.05,
        least=False,
    )
