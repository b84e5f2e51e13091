"""Cutting a data set into parts that a worker reads on its own: stretches of bytes, groups of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import fsspec
import pyarrow.parquet as pq

from headcount.errors import UsageFault

PART_BYTES = 8 << 20
"""About so much of the input a part: ten seconds of work or so.

Little is lost with a worker, and little time at the end, when some have nothing left to do.
"""

Kind = Literal["lines", "packed", "parquet"]
_KINDS: dict[str, Kind] = {
    ".jsonl": "lines", ".ndjson": "lines", ".parquet": "parquet",
    ".jsonl.gz": "packed", ".ndjson.gz": "packed", ".jsonl.zst": "packed", ".ndjson.zst": "packed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of one file.

    ``start`` and ``end`` are bytes of ``lines`` (a line belongs to the part in which it begins), row groups
    of ``parquet``, and 0 of ``packed``, which can only be read whole.
    """

    url: str
    kind: Kind
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        """The shape that is kept in the plan's file."""
        return asdict(self)


def plan(urls: Sequence[str], *, part_bytes: int = PART_BYTES) -> list[Part]:
    """Parts of files and folders, paths or URLs that fsspec opens (``s3://``, ...), in order of name.

    Raises:
        UsageFault: nothing is there, or it holds no JSON Lines and no Parquet.
    """
    return [part for url in urls for file, kind in _files(url) for part in _parts(file, kind, part_bytes)]


def _files(url: str) -> list[tuple[str, Kind]]:
    fs, path = fsspec.core.url_to_fs(url)
    if not fs.exists(path):
        raise UsageFault(f"{url}: there is no such file or folder.")
    if fs.isfile(path):
        kind = _kind(path)
        if kind is None:
            raise UsageFault(f"{url}: is neither JSON Lines nor Parquet by its name ({', '.join(_KINDS)}).")
        return [(fs.unstrip_protocol(path), kind)]
    found = [(fs.unstrip_protocol(one), kind) for one in sorted(fs.find(path)) if (kind := _kind(one))]
    if not found:
        raise UsageFault(
            f"{url}: holds no file that is JSON Lines or Parquet by its name ({', '.join(_KINDS)})."
        )
    return found


def _kind(path: str) -> Kind | None:
    return next((kind for ending, kind in _KINDS.items() if path.lower().endswith(ending)), None)


def _parts(url: str, kind: Kind, part_bytes: int) -> Iterator[Part]:
    if kind == "packed":
        yield Part(url, kind, 0, 0)
        return
    fs, path = fsspec.core.url_to_fs(url)
    if kind == "lines":
        size = fs.size(path)
        for start in range(0, size, part_bytes):
            yield Part(url, kind, start, min(start + part_bytes, size))
        return
    with fs.open(path, "rb") as file:
        try:
            groups = pq.ParquetFile(file).metadata
        except (OSError, ValueError) as error:
            raise UsageFault(f"{url}: cannot be read as Parquet ({error}).") from error
    start = taken = 0
    for number in range(groups.num_row_groups):
        taken += groups.row_group(number).total_byte_size
        if taken >= part_bytes or number + 1 == groups.num_row_groups:
            yield Part(url, kind, start, number + 1)
            start, taken = number + 1, 0
