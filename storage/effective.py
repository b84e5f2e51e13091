"""Effective values: what people said of texts, in the columns that counting reads of what the parser read.

A version whose text people reviewed has a row in ``reviewed``, with the correction that stands, and one in
``reviewed_entries`` for each line that it asks for by that correction. Both follow from corrections, texts
and readings alone: they are made when a person says something and when a version is read anew, and are the
same whichever came last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from storage.bulk import insert_rows
from storage.canonical import framed
from storage.corrections import Correction, standing
from storage.extractions import ENTRY
from storage.extractions import entries as entries_of
from storage.extractions import origins as origins_of
from storage.migrations.near_tables import BANDS
from storage.near import Signature, near_rows

STANDING = """(
    SELECT max(word.id) FROM corrections AS word CROSS JOIN versions AS judged ON judged.id = word.version
    WHERE word.post = versions.post AND (judged.id = versions.id OR judged.text = versions.text)
)"""
"""The last correction that holds for the row of ``versions`` that a query is at; NULL if there is none."""

COUNTED = ("entry", "role", "role_ru", "headcount_min", "headcount_max")
"""Columns of ``requests`` that counting reads."""

COLUMNS = ("version", "n", *COUNTED, "regions", "origins", "sketch", *(f"band{n}" for n in range(BANDS)))

Rows = dict[int, list[Any]]
"""Rows of a table that hangs on readings, by version; each row gives its columns by name."""


def lay_over_post(db: Database, version: int, signature: Signature) -> None:
    """Bring what follows from corrections up to date for all versions that have this one's post and text."""
    rows = db.conn.execute(
        "SELECT versions.id FROM versions AS judged JOIN versions ON versions.post = judged.post "
        "JOIN extractions ON extractions.version = versions.id "
        "WHERE judged.id = ? AND (versions.id = judged.id OR versions.text = judged.text)",
        (version,),
    )
    lay_over(db, dict.fromkeys([row[0] for row in rows], signature))


def lay_over(db: Database, signatures: Mapping[int, Signature]) -> None:
    """Make what follows from corrections anew for versions, of which these are the signatures."""
    versions = json.dumps(list(signatures))
    db.conn.execute("DELETE FROM reviewed WHERE version IN (SELECT value FROM json_each(?))", (versions,))
    db.conn.execute(
        "INSERT INTO reviewed "  # noqa: S608 - own names
        "SELECT versions.id, corrections.id, corrections.is_request, corrections.closed, '' FROM versions "
        f"JOIN corrections ON corrections.id = {STANDING} "
        "WHERE versions.id IN (SELECT value FROM json_each(?))",
        (versions,),
    )
    for version, word in standing(db, list(signatures)).items():
        rows = reviewed_entries(version, word, signatures[version])
        insert_rows(db, "reviewed_entries", COLUMNS, rows)
        db.conn.execute(
            "UPDATE reviewed SET sha256 = ? WHERE version = ?", (reviewed_hash(version, word, rows), version)
        )


def reviewed_entries(version: int, word: Correction, signature: Signature) -> list[tuple[Any, ...]]:
    """The rows of ``reviewed_entries`` that follow from a person's word on a text."""
    found = list(entries_of(word.reading, word.roles_ru))
    near = near_rows(version, word.reading, found, signature)
    places = [ENTRY.index(name) for name in COUNTED]
    return [
        (version, n, *(columns[place] for place in places), *beside)
        for (columns, _), (_, n, *beside) in zip(found, near, strict=True)
    ]


def reviewed_hash(version: int, word: Correction, rows: Iterable[tuple[Any, ...]]) -> str:
    """The hash of what follows from a word for a version: it shows a change by anybody else."""
    plain = [[one.hex() if isinstance(one, bytes) else one for one in row] for row in rows]
    closed = bool(word.reading.get("closed"))
    return framed(version, word.id, int(word.is_request), int(closed), plain)


def put_over(
    reviewed: Mapping[int, Correction], said: Rows, *, entries: Rows, regions: Rows, origins: Rows
) -> None:
    """Put rows that follow from corrections in place of those that follow from the parser's readings.

    ``said`` are the rows of ``reviewed_entries``.
    """
    for version, word in reviewed.items():
        found = list(entries_of(word.reading, word.roles_ru))
        entries[version] = [
            dict(row) | dict(zip(ENTRY, columns, strict=True))
            for row, (columns, _) in zip(said.get(version, ()), found, strict=True)
        ]
        regions[version] = [
            {"n": n, "iso": iso} for n, (_, isos) in enumerate(found, start=1) for iso in isos
        ]
        pairs = sorted({(iso, basis) for iso, basis, *_ in origins_of(word.reading)})
        origins[version] = [{"iso": iso, "basis": basis} for iso, basis in pairs]
