"""extract --engine dask with two workers against one process, on a million posts."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.posts import realistic
from bench.processes import headcount
from bench.rows import Row

_POSTS = 1_000_000
_REQUESTS = 0.1
_CHUNK = 20_000


def measure(scale: float) -> Iterator[Row]:
    """Both write all that they read; starting, and Dask's own, is part of it."""
    count = int(_POSTS * scale)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        feed = folder / "posts.jsonl"
        with feed.open("w", encoding="utf-8") as file:
            for first in range(0, count, _CHUNK):
                texts = realistic(min(_CHUNK, count - first), requests=_REQUESTS, seed=first)
                for number, text in enumerate(texts, start=first):
                    file.write(json.dumps({"id": f"1/{number}", "text": text}, ensure_ascii=False) + "\n")
        one = headcount("extract", feed, folder=folder)
        many = headcount("extract", feed, "--workers", "2", folder=folder)
        dask = headcount(
            "extract", "--engine", "dask", feed, "--out", folder / "requests", "--workers", "2", folder=folder
        )
    alone = f"{count / one.seconds:,.0f} posts/s by one process, {one.memory:,.0f} MB"
    yield Row(
        f"--engine dask, two workers, {count:,} posts",
        f"{count / dask.seconds:,.0f} posts/s, {dask.memory:,.0f} MB",
        alone,
        one.seconds / dask.seconds,
        goal=1.7,
    )
    yield Row(
        f"extract --workers 2, {count:,} posts",
        f"{count / many.seconds:,.0f} posts/s, {many.memory:,.0f} MB",
        alone,
        one.seconds / many.seconds,
        goal=1.8,
    )
