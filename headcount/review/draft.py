"""A reading as the fields of a form, and back: what a reviewer typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from headcount.review.choices import Choices

MOST_PEOPLE = 10_000_000
"""A larger number of people is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Row:
    """One request as typed. Spans are ``start-end`` in code points of the text, or empty."""

    role: str = ""
    least: str = ""
    most: str = ""
    where: str = ""
    role_span: str = ""
    count_span: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A region, or an origin, as typed; ``basis`` is of origins only."""

    iso: str = ""
    span: str = ""
    basis: str = "stated"


@dataclass(frozen=True, slots=True)
class Draft:
    """All fields of the form as text. Saving it says that the post is a request."""

    rows: tuple[Row, ...] = ()
    places: tuple[Named, ...] = ()
    origins: tuple[Named, ...] = ()
    total: Row = field(default_factory=Row)
    closed: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field: the key of the sentence that says so, and what was typed."""

    key: str
    typed: str


class DraftError(Exception):
    """The form cannot be saved as it is."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep what is wrong, for the page to say in its language."""
        super().__init__(", ".join(fault.key for fault in faults))
        self.faults = tuple(faults)


def draft_of(said: Mapping[str, Any], language: str) -> Draft:
    """The form's fields for what was said, in the shape that corrections are kept in."""
    role = "role_ru" if language == "ru" else "role"
    return Draft(
        rows=tuple(
            Row(
                _role_text(one[role] or one["role"], one["isco08"]),
                _number_text(one["headcount_min"]),
                _number_text(one["headcount_max"]),
                " ".join(one["regions"]),
                _span_text(one["role_span"]),
                _span_text(one["headcount_span"]),
            )
            for one in said["requests"]
        ),
        places=tuple(Named(one["iso"], _span_text(one["span"])) for one in said["regions"]),
        origins=tuple(Named(one["iso"], _span_text(one["span"]), one["basis"]) for one in said["origins"]),
        total=_total_row(said.get("total")),
        closed=bool(said.get("closed")),
    )


def draft_from(form: Mapping[str, Sequence[str]]) -> Draft:
    """The form's fields as a browser sent them, rows by their order."""

    def rows(*names: str) -> Iterable[tuple[str, ...]]:
        columns = [[value.strip() for value in form.get(name, ())] for name in names]
        return zip(*columns, strict=False)

    def one(name: str) -> str:
        return next(iter(form.get(name, ())), "").strip()

    return Draft(
        rows=tuple(
            Row(*values)
            for values in rows("role", "least", "most", "where", "role_span", "count_span")
            if any(values)
        ),
        places=tuple(Named(iso, span) for iso, span in rows("place_iso", "place_span") if iso or span),
        origins=tuple(
            Named(iso, span, basis)
            for iso, basis, span in rows("origin_iso", "origin_basis", "origin_span")
            if iso or span
        ),
        total=Row(least=one("total_least"), most=one("total_most"), count_span=one("total_span")),
        closed=one("closed") == "1",
        reason=one("reason"),
    )


def said_in(draft: Draft, text: str, choices: Choices, shown: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says, in the shape that corrections are kept in; ``shown`` is what it began with.

    Raises:
        DraftError: a role, place, number or span is none.
    """
    reader = _Reader(text, choices, shown)
    said: dict[str, Any] = {
        "is_request": True,
        "requests": [reader.request(row) for row in draft.rows],
        "regions": [reader.region(one) for one in draft.places],
        "origins": [reader.origin(one) for one in draft.origins],
    }
    if draft.total.least or draft.total.most:
        least, most = reader.bounds(draft.total)
        total = {"headcount_min": least, "headcount_max": most, "span": reader.span(draft.total.count_span)}
        said["total"] = total
    if not said["requests"] and "total" not in said:
        reader.faults.append(Fault("nothing_asked", ""))
    if draft.closed:
        said["closed"] = True
    named = {one["iso"] for one in said["regions"]}
    for request in said["requests"]:
        for iso in request["regions"]:
            if iso not in named:
                named.add(iso)
                said["regions"].append({"iso": iso, "place": None, "span": None})
    if reader.faults:
        raise DraftError(reader.faults)
    return said


NO_REQUEST: dict[str, Any] = {"is_request": False, "requests": [], "regions": [], "origins": []}
"""What is said of a post that asks for nobody."""


class _Reader:
    """Reads fields and gathers what is wrong with them, so that a reviewer is told all of it at once."""

    def __init__(self, text: str, choices: Choices, shown: Mapping[str, Any]) -> None:
        self._length = len(text)
        self._names = {(one["iso"], str(one["span"])): one["place"] for one in shown["regions"]}
        self._choices = choices
        self.faults: list[Fault] = []

    def request(self, row: Row) -> dict[str, Any]:
        role = self._choices.role(row.role)
        if role is None:
            self.faults.append(Fault("unknown_role", row.role))
        least, most = self.bounds(row)
        places = [self.place(typed) for typed in row.where.replace(",", " ").split()]
        return {
            "role": role.label if role else None,
            "role_ru": role.label_ru if role else None,
            "isco08": role.isco08 if role else None,
            "role_span": self.span(row.role_span),
            "headcount_min": least,
            "headcount_max": most,
            "headcount_span": self.span(row.count_span),
            "regions": list(dict.fromkeys(iso for iso in places if iso)),
        }

    def region(self, one: Named) -> dict[str, Any]:
        iso, span = self.place(one.iso), self.span(one.span)
        return {"iso": iso, "place": self._names.get((iso, str(span))), "span": span}

    def origin(self, one: Named) -> dict[str, Any]:
        iso = self._choices.country(one.iso)
        if iso is None:
            self.faults.append(Fault("unknown_country", one.iso))
        basis = "inferred" if one.basis == "inferred" else "stated"
        return {"iso": iso, "basis": basis, "span": self.span(one.span)}

    def place(self, typed: str) -> str | None:
        iso = self._choices.place(typed)
        if iso is None:
            self.faults.append(Fault("unknown_place", typed))
        return iso

    def bounds(self, row: Row) -> tuple[int | None, int | None]:
        least, most = self._number(row.least), self._number(row.most)
        if least is not None and most is not None and least > most:
            self.faults.append(Fault("turned_round", f"{least} > {most}"))
        return least, most

    def _number(self, typed: str) -> int | None:
        if not typed:
            return None
        if typed.isascii() and typed.isdecimal() and len(typed) < 10 and int(typed) <= MOST_PEOPLE:
            return int(typed)
        self.faults.append(Fault("not_a_number", typed))
        return None

    def span(self, typed: str) -> list[int] | None:
        if not typed:
            return None
        start, _, end = typed.partition("-")
        if all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (start, end)):
            span = [int(start), int(end)]
            if span[0] < span[1] <= self._length:
                return span
        self.faults.append(Fault("no_span", typed))
        return None


def _total_row(total: Mapping[str, Any] | None) -> Row:
    if total is None:
        return Row()
    least, most = _number_text(total["headcount_min"]), _number_text(total["headcount_max"])
    return Row(least=least, most=most, count_span=_span_text(total["span"]))


def _role_text(name: str | None, isco08: str | None) -> str:
    """A role as the list shows it: two of one name differ by their codes."""
    return f"{name} ({isco08})" if name and isco08 else name or ""


def _number_text(number: int | None) -> str:
    return "" if number is None else str(number)


def _span_text(span: Sequence[int] | None) -> str:
    return f"{span[0]}-{span[1]}" if span else ""
