"""Roles and regions that were not seen in the weeks before: never called new, only not seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.breakdowns import Row
from storage.rows import Asked


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Rows of the week's breakdowns whose role or region no posting of the ``weeks`` before has."""

    weeks: int
    """How many weeks before this one were looked through; with 0 nothing can be said."""
    roles: tuple[Row, ...]
    """Rows of ``roles``."""
    regions: tuple[Row, ...]
    """Rows of ``regions``."""


def newcomers(
    roles: Iterable[Row], regions: Iterable[Row], *, before: Sequence[Asked], weeks: int
) -> Newcomers:
    """Compare this week's rows with all postings before it."""
    if not weeks:
        return Newcomers(0, (), ())
    seen_roles = {posting.role for posting in before}
    seen_regions = {region.iso for posting in before for region in posting.regions}
    return Newcomers(
        weeks,
        tuple(row for row in roles if row.kind == "value" and row.key not in seen_roles),
        tuple(row for row in regions if row.kind == "value" and row.key not in seen_regions),
    )
