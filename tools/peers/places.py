"""Places in the labelled posts, beside natasha."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import parser
from dataset.baselines import posts as labelled
from tools.peers.venvs import NATASHA
from tools.scoring.page import table

POSTS = Path(__file__).resolve().parent.parent.parent / "dataset" / "posts"
DRIVER = Path(__file__).resolve().parent / "drivers" / "natasha_places.py"
PARTS = ("tune", "learn", "test")
Spans = list[tuple[int, int]]


def measure(scale: float) -> Iterator[str]:
    """How many of the labels' places were found in posts that ask, and how fast all posts, in all parts."""
    reader = parser.load()
    rows = []
    for part in PARTS:
        posts = list(labelled(POSTS / part))
        posts = posts[: max(1, int(len(posts) * scale))]
        texts = [post["text"] for post in posts]
        for way, told in (("ner", "natasha, names (LOC)"), ("addr", "natasha, addresses")):
            spans, seconds = _natasha(way, texts)
            rows.append((part, *_row(told, posts, spans, seconds=seconds)))
        reader.read(texts[0])
        start = time.process_time()
        made = [reading.to_dict() for reading in reader.pipe(texts)]
        seconds = time.process_time() - start
        ours = [[tuple(region["span"]) for region in post["regions"]] for post in made]
        isos = [{region["iso"] for region in post["regions"]} for post in made]
        rows.append((part, *_row(f"headcount {reader.version}", posts, ours, seconds=seconds, isos=isos)))
    columns = (
        "part",
        "program",
        "places found",
        "their region right",
        "spans given there",
        "posts a second of CPU",
    )
    yield table(columns, rows)


def _natasha(way: str, texts: Sequence[str]) -> tuple[list[Spans], float]:
    fed = "".join(f"{json.dumps(text)}\n" for text in texts)
    command: list[str | Path] = [NATASHA.bin / "python", DRIVER, way]
    said = subprocess.run(command, input=fed, capture_output=True, check=True, encoding="utf-8").stdout  # noqa: S603 - its own script
    made = json.loads(said)
    return made["spans"], made["seconds"]


def _row(
    told: str,
    posts: Sequence[dict[str, Any]],
    spans: Sequence[Spans],
    *,
    seconds: float,
    isos: Sequence[set[str]] | None = None,
) -> tuple[str, ...]:
    """A labelled place is found if a span has a part of its first quote in the text."""
    wanted = found = right = there = 0
    for number, (post, given) in enumerate(zip(posts, spans, strict=True)):
        there += len(given) if post["is_request"] else 0
        for region in post["regions"]:
            wanted += 1
            start = post["text"].index(region["text"])
            end = start + len(region["text"])
            found += any(low < end and start < high for low, high in given)
            right += isos is not None and region["iso"] in isos[number]
    regions = "gives none" if isos is None else f"{right} of {wanted}"
    return told, f"{found} of {wanted}", regions, str(there), f"{len(posts) / seconds:,.0f}"
