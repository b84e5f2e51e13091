"""The week's requests by role, region and origin, each in exactly one row, so that every table sums up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reports.comparison import NO_RANK, share
from reports.identity import UniqueRequest
from reports.people import People, people
from reports.places import place
from reports.tally import Mark

By = Literal["role", "region", "origin", "route"]
RowKind = Literal["value", "several", "not_split", "not_stated"]
Key = tuple[RowKind, str]
_KIND_ORDER: dict[RowKind, int] = {"value": 0, "several": 1, "not_split": 2, "not_stated": 3}


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``en`` and ``ru`` are its name, None for the rows that have none of their own."""

    kind: RowKind
    """A value, or one of the rows that have none."""
    key: str
    """Role label, ISO 3166 code, or code and basis of an origin; the kind itself for the other rows."""
    en: str | None
    """Name in English."""
    ru: str | None
    """Name in Russian."""
    requests: int
    """Unique requests of this row."""
    reviewed: int
    """How many of these requests a person confirmed or corrected."""
    people: People
    """People asked for in this row, totals over several roles included."""
    share: float | None
    """Part of all requests of the week, None on a base under 10."""
    rank: int | None
    """Place by requests, equal for equals; None under 5 requests and for rows that are no value."""
    marks: tuple[Mark, ...]
    """[u] under 5 requests."""
    request_ids: tuple[str, ...]
    """The unique requests."""
    total_ids: tuple[str, ...]
    """Totals over several roles, whose people are in ``people`` but which are no requests."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Rows that sum to the headline: ranked ones, then those under 5, then what has no value."""

    by: By
    """By what."""
    rows: tuple[Row, ...]
    """Values by their requests, most first; then several, not split, not stated."""

    @property
    def ranked(self) -> tuple[Row, ...]:
        """Rows of 5 requests and more, most first."""
        return tuple(row for row in self.rows if row.rank is not None)

    @property
    def unranked(self) -> tuple[Row, ...]:
        """Rows of a value with fewer than 5 requests: in the order of their counts, which is no ranking."""
        return tuple(row for row in self.rows if row.kind == "value" and row.rank is None)

    @property
    def rest(self) -> tuple[Row, ...]:
        """Rows "several", "not split" and "not stated", where they hold anything."""
        return tuple(row for row in self.rows if row.kind != "value")


Label = Callable[[str], tuple[str, str]]


def by_role(requests: Sequence[UniqueRequest]) -> Breakdown:
    """Break down by role. A total over several roles stands in "not split" with its people and no request."""
    russian = {
        request.first.role: request.first.role_ru
        for request in reversed(requests)
        if request.first.role is not None and request.first.role_ru is not None
    }
    return break_down("role", requests, role_key, lambda role: (role, russian.get(role, role)))


def by_region(requests: Sequence[UniqueRequest]) -> Breakdown:
    """Break down by where the work is; a request over several regions stands in "several"."""
    return break_down("region", requests, region_key, lambda code: (place(code).en, place(code).ru))


def by_origin(requests: Sequence[UniqueRequest]) -> Breakdown:
    """Break down by where workers should come from; stated and inferred ones are rows of their own."""

    def label(key: str) -> tuple[str, str]:
        code = key.partition("/")[0]
        return place(code).en, place(code).ru

    return break_down("origin", requests, origin_key, label)


def role_key(request: UniqueRequest) -> Key:
    """Kind and key of the row that a request counts in, by role."""
    if request.is_total:
        return ("not_split", "not_split")
    role = request.first.role
    return ("not_stated", "not_stated") if role is None else ("value", role)


def region_key(request: UniqueRequest) -> Key:
    """The same, by where the work is."""
    return one_of({region.iso for region in request.first.regions})


def origin_key(request: UniqueRequest) -> Key:
    """The same, by where workers should come from, as ``KP/stated``."""
    return one_of({f"{origin.iso}/{origin.basis}" for origin in request.first.origins})


def one_of(values: set[str]) -> Key:
    """The row of a request that has these values of a kind: the one, "several", or "not stated"."""
    if not values:
        return ("not_stated", "not_stated")
    return ("several", "several") if len(values) > 1 else ("value", next(iter(values)))


def break_down(
    by: By, requests: Iterable[UniqueRequest], key_of: Callable[[UniqueRequest], Key], label: Label
) -> Breakdown:
    """Put each request into the row of its key; ``label`` names a value in English and Russian."""
    groups: dict[Key, list[UniqueRequest]] = {}
    for request in requests:
        groups.setdefault(key_of(request), []).append(request)
    counts = {key: sum(not request.is_total for request in group) for key, group in groups.items()}
    base = sum(counts.values())
    valued = sorted((count for (kind, _), count in counts.items() if kind == "value"), reverse=True)
    rows = []
    for (kind, name), group in groups.items():
        count = counts[kind, name]
        ranked = kind == "value" and count >= NO_RANK
        ids = [(request.is_total, request.first.request_id) for request in group]
        en, ru = label(name) if kind == "value" else (None, None)
        rows.append(
            Row(
                kind,
                name,
                en,
                ru,
                count,
                sum(request.first.reviewed and not request.is_total for request in group),
                people(group),
                share(count, base),
                valued.index(count) + 1 if ranked else None,
                ("u",) if kind == "value" and not ranked else (),
                tuple(request_id for total, request_id in ids if not total),
                tuple(request_id for total, request_id in ids if total),
            )
        )
    return Breakdown(by, tuple(sorted(rows, key=_row_order)))


def _row_order(row: Row) -> tuple[int, int, str]:
    return (_KIND_ORDER[row.kind], -row.requests, row.en or row.key)
