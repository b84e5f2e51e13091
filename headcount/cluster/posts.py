"""The posts of one part, a batch at a time, whatever they are kept in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from headcount.cluster.plan import Part

BATCH = 512
_WANTED = ("id", "text", "date")


@dataclass(frozen=True, slots=True)
class Post:
    """A row of the input; ``fault`` says why it is no post, and then ``text`` is empty."""

    id: str | None
    date: str | None
    text: str
    fault: str | None = None


def posts(part: Part) -> Iterator[list[Post]]:
    """Batches of a part's posts, faulty ones among them.

    Raises:
        OSError: the file cannot be read.
        pyarrow.ArrowException: it is damaged Parquet.
    """
    if part.kind == "parquet":
        yield from _of_parquet(part)
        return
    with fsspec.open(part.url, "rb", compression="infer" if part.kind == "packed" else None) as file:
        lines = iter(file) if part.kind == "packed" else _lines(file, part.start, part.end)
        found = (_of_line(line) for line in lines if line.strip())
        while batch := list(islice(found, BATCH)):
            yield batch


def _lines(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    """The lines that begin in ``[start, end)``."""
    at = start
    if start:  # a line that began before belongs to the part before
        file.seek(start - 1)
        at = start - 1 + len(file.readline())
    while at < end and (line := file.readline()):
        at += len(line)
        yield line


def _of_line(line: bytes) -> Post:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Post(None, None, "", f"is no JSON: {error}")
    return _post(row) if isinstance(row, dict) else Post(None, None, "", "is no JSON object")


def _of_parquet(part: Part) -> Iterator[list[Post]]:
    with fsspec.open(part.url, "rb") as opened:
        file = pq.ParquetFile(opened)
        there = [name for name in _WANTED if name in file.schema_arrow.names]
        for batch in file.iter_batches(BATCH, list(range(part.start, part.end)), there):
            yield [_post(row) for row in _texts(batch).to_pylist()]


def _texts(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Ids and dates as text: a date as ISO 8601 with its zone, if the column has one."""
    columns = {
        name: column if name == "text" else column.cast(pa.string())
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
    }
    return pa.RecordBatch.from_pydict(columns)


def _post(row: dict[str, Any]) -> Post:
    given = row.get("id")
    number = None if given is None else str(given)
    date = row.get("date")
    text = row.get("text")
    if not isinstance(text, str):
        return Post(number, None, "", "has no `text` that is a string")
    return Post(number, None if date is None else str(date), text)
