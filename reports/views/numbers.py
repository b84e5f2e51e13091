"""The four numbers of page one, each beside last week's and the norm's."""

from __future__ import annotations

from dataclasses import dataclass

from reports.comparison import Norm
from reports.figures import WeeklyFigures
from reports.language import Language


@dataclass(frozen=True, slots=True)
class BigNumber:
    """One of the four numbers, with last week's and the norm's."""

    label: str
    value: str
    note: str
    last: str
    median: str
    range: str


def big_numbers(figures: WeeklyFigures, language: Language) -> list[BigNumber]:
    """Return the four numbers of page one."""
    head, text = figures.headline, language.text
    known = head.requests is not None
    comparison = figures.comparison
    last = comparison.last if comparison else None
    norms = comparison.norms if comparison else None
    before = figures.history[-2]
    none = text("numbers.none")

    def number(value: float | None) -> str:
        return none if value is None else language.number(value)

    def spread(norm: Norm | None) -> str:
        return text("numbers.range", low=norm.low, high=norm.high) if norm else ""

    people = language.span(head.people.lower, head.people.upper, more=bool(head.people.open_ended))
    per = text("numbers.per_request", n=head.postings_per_request) if head.postings_per_request else ""
    last_people = (
        language.span(last.people.lower, last.people.upper, more=bool(last.people.open_ended))
        if last
        else none
    )
    return [
        BigNumber(
            text("numbers.requests"),
            number(head.requests),
            "",
            number(last.requests if last else None),
            number(norms.requests.median if norms else None),
            spread(norms.requests if norms else None),
        ),
        BigNumber(
            text("numbers.people"),
            people if known else none,
            text("numbers.open_ended", n=head.people.open_ended) if head.people.open_ended else "",
            last_people,
            language.span(norms.people_lower.median, norms.people_upper.median) if norms else none,
            text("numbers.range", low=norms.people_lower.low, high=norms.people_upper.high) if norms else "",
        ),
        BigNumber(
            text("numbers.postings"),
            number(head.postings if known else None),
            per,
            number(last.postings if last else None),
            number(norms.postings.median if norms else None),
            spread(norms.postings if norms else None),
        ),
        BigNumber(
            text("numbers.channels"),
            language.number(figures.coverage.reached),
            text("numbers.of_watched", n=figures.coverage.watched),
            number(before.reached if before.tally is not None else None),
            number(norms.reached.median if norms else None),
            spread(norms.reached if norms else None),
        ),
    ]
