"""The four numbers of page one, each beside last week's and the norm's."""

from __future__ import annotations

from dataclasses import dataclass

from reports import links
from reports.comparison import Norm, Norms
from reports.figures import WeeklyFigures
from reports.language import Language
from reports.views.audit import checked, corrected


@dataclass(frozen=True, slots=True)
class BigNumber:
    """One of the four numbers, with last week's and the norm's."""

    label: str
    value: str
    note: str
    last: str
    median: str
    range: str
    href: str
    """Where its question is in ``headcount browse``."""
    last_href: str
    norm_href: str
    """Where last week's is and the weeks of the norm are; empty where channels are left out."""
    marks: str = ""
    """As " [b] [u]", for the numbers that depend on what was posted."""


def big_numbers(figures: WeeklyFigures, language: Language) -> list[BigNumber]:
    """Return the four numbers of page one."""
    head, text = figures.headline, language.text
    last = figures.comparison.last if figures.comparison else None
    norms = figures.comparison.norms if figures.comparison else None
    before = figures.history[-2]
    open_ended = head.people.open_ended if head.people else 0
    per_request = head.postings_per_request
    marks = marks_text(figures)
    lasts = _last_hrefs(figures)
    weeks = (
        links.weeks(norms.weeks) if figures.comparison and norms and figures.comparison.all_channels else ""
    )
    return [
        BigNumber(
            text("numbers.requests"),
            language.number(head.requests),
            "",
            language.number(last.requests) if last else text("numbers.none"),
            *_norm(norms.requests if norms else None, language),
            links.requests(figures.week.name),
            lasts.requests,
            weeks,
            marks,
        ),
        BigNumber(
            text("numbers.people"),
            language.people_span(head.people),
            text("numbers.open_ended", n=open_ended) if open_ended else "",
            language.people_span(last.people) if last else text("numbers.none"),
            *_people_norm(norms, language),
            links.requests(figures.week.name, totals=True),
            lasts.people,
            weeks,
            marks,
        ),
        BigNumber(
            text("numbers.postings"),
            language.number(head.postings),
            "" if per_request is None else text("numbers.per_request", n=per_request),
            language.number(last.postings) if last else text("numbers.none"),
            *_norm(norms.postings if norms else None, language),
            links.postings(figures.week.name),
            lasts.postings,
            weeks,
            marks,
        ),
        BigNumber(
            text("numbers.channels"),
            language.number(figures.coverage.reached),
            text("numbers.of_watched", n=figures.coverage.watched),
            text("numbers.none") if before.tally is None else language.number(before.reached),
            *_norm(norms.reached if norms else None, language),
            links.channels(),
            "" if before.tally is None else links.weeks([before.week]),
            links.weeks(norms.weeks) if norms else "",
        ),
    ]


@dataclass(frozen=True, slots=True)
class _LastHrefs:
    requests: str = ""
    people: str = ""
    postings: str = ""


def _last_hrefs(figures: WeeklyFigures) -> _LastHrefs:
    """Where last week's numbers lead, on the channels that they are counted on."""
    if figures.comparison is None or figures.comparison.last is None:
        return _LastHrefs()
    week = figures.comparison.weeks[-2]
    requests, totals = week.request_ids or (), week.total_ids or ()
    return _LastHrefs(
        links.opened(week.receipt.requests) or links.these(requests),
        links.opened(week.receipt.people) or links.these((*requests, *totals)),
        links.opened(week.receipt.postings),
    )


def marks_text(figures: WeeklyFigures) -> str:
    """Return the week's marks as they follow a label; unknown numbers are [x] themselves."""
    return "".join(f" [{mark}]" for mark in figures.headline.marks if mark != "x")


def _norm(norm: Norm | None, language: Language) -> tuple[str, str]:
    """Return median and range, the range only where it is more than a point."""
    if norm is None:
        return language.text("numbers.none"), ""
    spread = "" if norm.low == norm.high else language.text("numbers.range", low=norm.low, high=norm.high)
    return language.number(norm.median), spread


def _people_norm(norms: Norms | None, language: Language) -> tuple[str, str]:
    if norms is None:
        return language.text("numbers.none"), ""
    lower, upper = norms.people_lower, norms.people_upper
    return (
        language.span(lower.median, upper.median),
        language.text("numbers.range", low=lower.low, high=upper.high),
    )


def number_notes(figures: WeeklyFigures, language: Language) -> list[str]:
    """Say on which channels numbers are compared, what is typical, what people checked, that they are few."""
    few = language.text("numbers.few") if "u" in figures.headline.marks else ""
    notes = (_comparable(figures, language), _typical(figures, language))
    reviewed = (checked(figures, language), corrected(figures, language))
    return [note for note in (*notes, *reviewed, few) if note]


def _comparable(figures: WeeklyFigures, language: Language) -> str:
    comparison = figures.comparison
    if comparison is None or comparison.all_channels:
        return ""
    this = comparison.this
    return language.text(
        "numbers.comparable",
        n=comparison.channels,
        requests=this.requests,
        people=language.people_span(this.people),
        postings=this.postings,
    )


def _typical(figures: WeeklyFigures, language: Language) -> str:
    head = figures.headline
    if head.typical is None or head.people_without_largest is None:
        return ""
    return language.text(
        "numbers.typical",
        typical=language.span(head.typical.lower, head.typical.upper),
        without=language.people(head.people_without_largest),
    )
