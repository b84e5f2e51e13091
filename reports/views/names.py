"""Names of roles, places and origins in one language."""

from __future__ import annotations

from collections.abc import Iterable

from reports.breakdowns import By, Row
from reports.evidence import LargeRequest
from reports.language import Language
from reports.places import place


def row_name(row: Row, by: By, language: Language) -> str:
    """Name a row of a breakdown: its own name with what must be said about it, or "several", "not stated"."""
    if row.kind != "value":
        return language.text(f"rows.{row.kind}")
    if by == "role":
        return _own(row, language)
    if by == "region":
        return place_name(row.key, language)
    if by == "route":
        return language.text(f"subject.route_names.{row.key}")
    basis = row.key.partition("/")[2]
    return language.text(f"origins.{basis}", name=_own(row, language))


def place_name(code: str, language: Language) -> str:
    """Name a region; work abroad and regions under occupation are said to be that."""
    where = place(code)
    if where.scope == "country":
        return language.text("places.country")
    name = where.ru if language.code == "ru" else where.en
    return name if where.scope == "region" else language.text(f"places.{where.scope}", name=name)


def in_order(rows: Iterable[Row], by: By, language: Language) -> list[Row]:
    """Order rows by requests, equal ones by their names in this language."""
    return sorted(rows, key=lambda row: (-row.requests, row_name(row, by, language).casefold()))


def large_title(request: LargeRequest, language: Language) -> str:
    """Name a large request's role."""
    if request.entry == "total":
        return language.text("largest.several_roles")
    role = (request.role_ru or request.role) if language.code == "ru" else request.role
    return role if role is not None else language.text("largest.no_role")


def large_places(request: LargeRequest, language: Language) -> str:
    """Name where a large request's work is."""
    return ", ".join(place_name(code, language) for code in request.regions) or language.text(
        "largest.no_region"
    )


def _own(row: Row, language: Language) -> str:
    return str(row.ru if language.code == "ru" else row.en)
