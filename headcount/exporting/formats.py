"""Rows as bytes: JSON Lines, CSV that no spreadsheet runs, Parquet. Constant memory, whatever their number.

A cell of the CSV that a spreadsheet would take for a formula (OWASP, CSV injection), and one that begins with
an apostrophe, has an apostrophe put before it; taking one away where there is one gives the text back.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from headcount.errors import CommandError
from headcount.exporting.fields import Field, Format, Type

if TYPE_CHECKING:
    import pyarrow as pa

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ROWS_A_GROUP = 5_000
"""Rows of a Parquet file that are in memory together."""


def write(rows: Iterable[dict[str, Any]], out: BinaryIO, fields: Sequence[Field], shape: Format) -> None:
    """Write rows in a format.

    Raises:
        CommandError: Parquet was asked for and pyarrow is not installed.
    """
    {"jsonl": _json_lines, "csv": _csv, "parquet": _parquet}[shape](rows, out, fields)


def _json_lines(rows: Iterable[dict[str, Any]], out: BinaryIO, _fields: Sequence[Field]) -> None:
    out.writelines(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def _csv(rows: Iterable[dict[str, Any]], out: BinaryIO, fields: Sequence[Field]) -> None:
    """UTF-8 with a byte order mark, which spreadsheets want; a header also where there are no rows."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")  # as RFC 4180 has it; cells with either are quoted
    writer.writerow(field.name for field in fields)
    for row in rows:
        writer.writerow(_cell(row[field.name], field.type) for field in fields)
    text.detach()  # closing it would close what the caller opened


def _cell(value: Any, kind: Type) -> Any:
    if kind == "list":
        value = "; ".join(value)
    elif kind in ("array", "object"):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith((*FORMULA, "'")):
        return "'" + value
    return value


def _parquet(rows: Iterable[dict[str, Any]], out: BinaryIO, fields: Sequence[Field]) -> None:
    """A row group every few thousand rows; times are timestamps of UTC, nested values are JSON."""
    try:
        from pyarrow import RecordBatch, field, parquet, schema  # noqa: PLC0415  an extra
    except ImportError:
        message = (
            "Parquet needs pyarrow: install headcount with its extra, as in `pipx install '.[parquet]'`."
        )
        raise CommandError(message) from None
    columns = schema([field(one.name, _arrow(one.type)) for one in fields])
    walk = iter(rows)
    with parquet.ParquetWriter(out, columns, compression="zstd") as writer:
        while batch := list(islice(walk, ROWS_A_GROUP)):
            plain = [{one.name: _value(row[one.name], one.type) for one in fields} for row in batch]
            writer.write_batch(RecordBatch.from_pylist(plain, schema=columns))


def _arrow(kind: Type) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415  an extra

    types = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "datetime": pa.timestamp("s", tz="UTC"),
        "list": pa.list_(pa.string()),
    }
    return types.get(kind, pa.string())


def _value(value: Any, kind: Type) -> Any:
    if value is None:
        return None
    if kind == "datetime":
        return datetime.fromisoformat(value)
    return json.dumps(value, ensure_ascii=False) if kind in ("array", "object") else value


def with_progress(rows: Iterator[dict[str, Any]], tell: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    """Rows as they are, with ``tell(number)`` every thousand."""
    for number, row in enumerate(rows, start=1):
        if number % 1000 == 0:
            tell(number)
        yield row
