"""The parser against spaCy's bare tokenizer on the same posts."""

from __future__ import annotations

from collections.abc import Iterator

import spacy

import parser
from bench.posts import realistic
from bench.rows import Row
from bench.timing import side_by_side


def measure(scale: float) -> Iterator[Row]:
    """Posts a second, warm."""
    reader = parser.load()
    bare = spacy.blank("ru")
    posts = realistic(int(4_000 * scale))
    for _ in range(2):
        list(reader.pipe(posts))
        list(bare.pipe(posts))
    ours, yardstick = side_by_side([lambda: list(reader.pipe(posts)), lambda: list(bare.pipe(posts))])
    yield Row(
        "posts a second, one process",
        f"{len(posts) / ours:,.0f}",
        f"{len(posts) / yardstick:,.0f} tokenised",
        yardstick / ours,
        goal=0.5,
    )
