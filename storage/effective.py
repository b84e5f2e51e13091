"""Effective values: what people said of a version, laid over what the parser read in it."""

from __future__ import annotations

from typing import Any

from storage.corrections import Correction
from storage.extractions import ENTRY, entries, origins

Rows = dict[int, list[Any]]
"""Rows of a table that hangs on readings, by version; each row gives its columns by name."""


def lay_over(
    reviewed: dict[int, Correction], *, entry_rows: Rows, region_rows: Rows, origin_rows: Rows
) -> None:
    """Put the rows that follow from corrections in place of those that follow from the parser's readings."""
    for version, correction in reviewed.items():
        found = list(enumerate(entries(correction.reading, correction.roles_ru), start=1))
        entry_rows[version] = [{"n": n} | dict(zip(ENTRY, columns, strict=True)) for n, (columns, _) in found]
        region_rows[version] = [{"n": n, "iso": iso} for n, (_, isos) in found for iso in isos]
        pairs = sorted({(iso, basis) for iso, basis, *_ in origins(correction.reading)})
        origin_rows[version] = [{"iso": iso, "basis": basis} for iso, basis in pairs]
