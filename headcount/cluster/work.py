"""What a worker does: reads one part with its own parser and writes the requests in it.

A part is done the same way whoever does it and how often, so one that was begun on a worker that died is
begun again elsewhere, and one that two workers do is the same file twice.
"""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headcount.cluster.dataset import Dataset
from headcount.cluster.plan import Part
from headcount.cluster.posts import Post, posts

if TYPE_CHECKING:
    from parser.pipeline import Parser

FAULTS_KEPT = 20
_alone = threading.Lock()  # a parser is for one thread
_parsers: dict[str, Parser] = {}


@dataclass(frozen=True, slots=True)
class Task:
    """One part for one worker. ``extra`` are the settings' own word lists by name."""

    number: int
    part: Part
    out: str
    stamp: Mapping[str, str]
    extra: Mapping[str, bytes] = field(default_factory=dict)


class OtherParserError(RuntimeError):
    """A worker has another version of the parser or of the bundled lexicon."""


def run(task: Task) -> dict[str, Any]:
    """Read a part, write its requests and its marker; returns the marker.

    Raises:
        OtherParserError: this worker would read otherwise than the one who asks.
    """
    with _alone:
        reader = _parser(task)
        out = Dataset(task.out)
        tally = _Tally()
        requests = out.write(task.number, _read(reader, task.part, tally))
        marker = {
            "part": task.part.to_dict(),
            "posts": tally.posts,
            "requests": requests,
            "faulty": tally.faulty,
            "faults": tally.faults,
            **task.stamp,
        }
        out.finish(task.number, marker)
        return marker


@dataclass
class _Tally:
    posts: int = 0
    faulty: int = 0
    faults: list[str] = field(default_factory=list)

    def count(self, batch: list[Post]) -> None:
        for number, post in enumerate(batch, start=self.posts + 1):
            if post.fault is not None:
                self.faulty += 1
                if len(self.faults) < FAULTS_KEPT:
                    self.faults.append(f"post {number}: {post.fault}")
        self.posts += len(batch)


def _parser(task: Task) -> Parser:
    """This worker's parser; it is loaded once."""
    from parser import load  # noqa: PLC0415  importing spaCy takes half a second

    wanted = task.stamp["lexicon"]
    if wanted not in _parsers:
        with tempfile.TemporaryDirectory() as folder:
            extra = [Path(folder) / name for name in task.extra]
            for path in extra:
                path.write_bytes(task.extra[path.name])
            made = load(extra)
        has = {"parser": made.version, "lexicon": made.lexicon_hash}
        if has != dict(task.stamp):
            raise OtherParserError(f"it has parser {has['parser']} with lexicon {has['lexicon']}")
        _parsers[wanted] = made
    return _parsers[wanted]


def _read(reader: Parser, part: Part, tally: _Tally) -> Iterator[list[dict[str, Any]]]:
    for batch in posts(part):
        tally.count(batch)
        whole = [post for post in batch if post.fault is None]
        rows: list[dict[str, Any]] = []
        for post, reading in zip(whole, reader.pipe(post.text for post in whole), strict=True):
            if reading.is_request:
                rows += _rows(post, reading.to_dict())
        yield rows


def _rows(post: Post, reading: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A row a request of the post, in the columns of ``dataset.SCHEMA``."""
    common = {
        "id": post.id,
        "date": post.date,
        "origins": [origin["iso"] for origin in reading["origins"]],
        "language": reading["language"],
        "closed": reading.get("closed", False),
        "post_confidence": reading["confidence"],
        "reading": json.dumps(reading, ensure_ascii=False),
        "text": post.text,
    }
    everywhere = list(dict.fromkeys(region["iso"] for region in reading["regions"]))
    if not reading["requests"]:
        yield {**common, "regions": everywhere}
    for n, request in enumerate(reading["requests"]):
        named = {key: value for key, value in request.items() if not key.endswith("_span")}
        yield {**common, **named, "n": n}
