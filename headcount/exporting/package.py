"""Exports as files with a Frictionless data package beside them (datapackage.json, https://datapackage.org).

Files are the owner's alone, since they hold what people wrote, and whole or not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from headcount.errors import CommandError
from headcount.exporting.fields import Field, Format

PACKAGE = "datapackage.json"
_MEDIA_TYPES: dict[Format, str] = {
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
}
_IN_TABLES = {"list": "string", "array": "string", "object": "string"}
"""Of fields that a cell holds as text: lists with "; " between their parts, the others as JSON."""

_CSV_NOTE = (
    "UTF-8 with a byte order mark. A cell that begins with an apostrophe had it put before it, so that no "
    "spreadsheet runs it: take one away."
)


def write_file(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Put a file in place at once, mode 0600.

    Raises:
        CommandError: it cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # 0600
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CommandError(f"{path}: cannot be written ({error.strerror or error}).") from None


def resource(
    path: Path, what: str, fields: Sequence[Field], shape: Format, *, about: Mapping[str, Any]
) -> dict[str, Any]:
    """Describe a file that was written: its fields, size and hash, and ``about`` how it was made."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    described: dict[str, Any] = {
        "name": path.name,
        "path": path.name,
        "profile": "tabular-data-resource" if shape == "csv" else "data-resource",
        "title": f"headcount export {what}",
        "format": shape,
        "mediatype": _MEDIA_TYPES[shape],
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": {"fields": [_described(field, shape) for field in fields]},
        **about,
    }
    if shape == "csv":
        described |= {"description": _CSV_NOTE, "dialect": {"lineTerminator": "\r\n", "doubleQuote": True}}
    return described


def _described(field: Field, shape: Format) -> dict[str, str]:
    kind: str
    if shape == "jsonl":
        kind = "array" if field.type == "list" else field.type
    elif shape == "parquet" and field.type == "list":
        kind = "array"
    else:
        kind = _IN_TABLES.get(field.type, field.type)
    return {"name": field.name, "type": kind, "description": field.description}


def add_resource(folder: Path, described: Mapping[str, Any], *, created: str) -> None:
    """Put a file's description into the folder's package; those of other files stay.

    Raises:
        CommandError: the package that is there is none of ours, or cannot be written.
    """
    path = folder / PACKAGE
    others = [one for one in _resources(path) if one["name"] != described["name"]]
    package = {
        "profile": "data-package",
        "name": "headcount-export",
        "title": "Job posts archived by headcount",
        "created": created,
        "resources": sorted([*others, described], key=lambda one: str(one["name"])),
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    write_file(path, lambda file: _put(file, text))


def _put(file: BinaryIO, text: str) -> None:
    file.write(text.encode())


def _resources(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        if package["name"] != "headcount-export":
            raise CommandError(f"{path}: describes data of another program; choose another --out.")
        return [one for one in package["resources"] if (path.parent / one["path"]).exists()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{path}: cannot be read as a data package ({error}).") from None
