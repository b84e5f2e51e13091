"""Breakdowns as lines of a table, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports import links
from reports.breakdowns import Breakdown, Row
from reports.language import Language
from reports.people import People
from reports.views.names import in_order, row_name

SHOWN = 10
"""Rows of a breakdown on page one; where there are more, the others become one row."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a breakdown. ``part`` is its requests as a part of the largest row's, for the bar."""

    rank: str
    name: str
    requests: str
    reviewed: str
    """How many of them people checked; empty where they checked none."""
    people: str
    share: str
    part: float
    special: bool
    requests_href: str
    people_href: str
    """Where their questions are in ``headcount browse``; empty for several rows in one."""


def page_one_lines(breakdown: Breakdown, language: Language, week: str) -> list[Line]:
    """Return the rows of a week's breakdown for page one, few enough to take in; they sum to the headline."""
    valued = in_order((*breakdown.ranked, *breakdown.unranked), breakdown.by, language)
    if len(valued) <= SHOWN + 1:
        return all_lines(breakdown, language, week)
    lines = _Lines(breakdown, language, week)
    return [*lines.of(valued[:SHOWN]), lines.joined(valued[SHOWN:]), *lines.of(breakdown.rest)]


def all_lines(breakdown: Breakdown, language: Language, week: str) -> list[Line]:
    """Return every row of a week's breakdown."""
    valued = in_order((*breakdown.ranked, *breakdown.unranked), breakdown.by, language)
    return _Lines(breakdown, language, week).of((*valued, *breakdown.rest))


class _Lines:
    def __init__(self, breakdown: Breakdown, language: Language, week: str) -> None:
        self._by = breakdown.by
        self._week = week
        self._language = language
        self._most = max((row.requests for row in breakdown.rows if row.kind == "value"), default=0)

    def of(self, rows: Sequence[Row]) -> list[Line]:
        return [
            self._line(row_name(row, self._by, self._language), [row], row.rank, special=row.kind != "value")
            for row in rows
        ]

    def joined(self, rows: Sequence[Row]) -> Line:
        return self._line(self._language.text("rows.others", n=len(rows)), rows, None, special=True)

    def _line(self, name: str, rows: Sequence[Row], rank: int | None, *, special: bool) -> Line:
        requests = sum(row.requests for row in rows)
        key = (
            links.row_key(rows[0].kind, rows[0].key) if len(rows) == 1 and self._by in links.COLUMNS else None
        )
        ids = [request_id for row in rows for request_id in row.request_ids]
        totals = [request_id for row in rows for request_id in row.total_ids]
        reviewed = sum(row.reviewed for row in rows)
        shares = [row.share for row in rows if row.share is not None]
        return Line(
            "" if rank is None else self._language.number(rank),
            name,
            self._language.number(requests),
            self._language.text("rows.checked", n=reviewed) if reviewed else "",
            self._people([row.people for row in rows]),
            self._language.percent(sum(shares)) if shares else "",
            0.0 if special or not self._most else requests / self._most,
            special,
            links.these(ids) if key is None else links.requests(self._week, by=self._by, row=key),
            links.these(ids + totals)
            if key is None
            else links.requests(self._week, by=self._by, row=key, totals=True),
        )

    def _people(self, parts: Sequence[People]) -> str:
        if not any(part.stated for part in parts):
            return self._language.text("people.none")
        more = any(part.open_ended for part in parts)
        return self._language.span(sum(p.lower for p in parts), sum(p.upper for p in parts), more=more)
