"""Everything that a template is given, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reports.comparison import NO_RANK
from reports.evidence import LargeRequest
from reports.figures import WeeklyFigures
from reports.language import Language
from reports.views.names import large_places, large_title
from reports.views.numbers import big_numbers
from reports.views.prose import facts
from reports.views.quality import quality_entries
from reports.views.rows import all_lines, page_one_lines
from reports.views.sections import (
    channel_lines,
    last_week_text,
    map_notes,
    newcomers_text,
    origin_lines,
    series_notes,
    week_lines,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A relative link; ``lang`` where it leads to another language."""

    href: str
    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class LargeText:
    """One of the largest requests in words."""

    request: LargeRequest
    size: str
    title: str
    places: str
    quote: str
    moment: str


def context(
    figures: WeeklyFigures, language: Language, *, revision: int, links: list[Link]
) -> dict[str, Any]:
    """Return the names that both templates use; all values are plain text, which HTML has to escape."""
    text, head = language.text, figures.headline
    days = language.days(figures.week)
    issue = text("title.issue", number=str(figures.week.number), year=str(figures.week.year))
    title = text("title.page", days=days)
    norm_weeks = len(figures.comparison.norms.weeks) if figures.comparison else 8
    return {
        "f": figures,
        "t": text,
        "language": language,
        "page_title": title,
        "days": days,
        "issue": issue,
        "revision": revision,
        "links": links,
        "facts": facts(figures, language),
        "marks": "".join(f" [{mark}]" for mark in head.marks if mark != "x"),
        "numbers": big_numbers(figures, language),
        "median_label": text("numbers.median", n=norm_weeks),
        "comparable": _comparable(figures, language),
        "typical": _typical(figures, language),
        "series": week_lines(figures, language),
        "series_notes": series_notes(figures, language),
        "headline_requests": "[x]" if head.requests is None else language.number(head.requests),
        "headline_people": language.span(
            head.people.lower, head.people.upper, more=bool(head.people.open_ended)
        ),
        "roles": page_one_lines(figures.roles, language),
        "all_roles": _rest(all_lines(figures.roles, language), page_one_lines(figures.roles, language)),
        "few_roles": any(row.requests < NO_RANK for row in figures.roles.unranked),
        "regions": page_one_lines(figures.regions, language),
        "all_regions": _rest(all_lines(figures.regions, language), page_one_lines(figures.regions, language)),
        "map_notes": map_notes(figures, language),
        "quality": quality_entries(figures, language),
        "written": _written(figures, language),
        "largest": [_large(request, figures, language) for request in figures.largest],
        "origins": origin_lines(figures, language),
        "newcomers": newcomers_text(figures, language),
        "last_week": last_week_text(figures, language),
        "channels": channel_lines(figures, language),
        "channels_summary": text(
            "channels.summary",
            n=figures.coverage.watched,
            gaps=figures.coverage.gaps,
            late=figures.coverage.late,
        ),
        "reading": [line.format(window=figures.window_days) for line in language.strings["read"]["text"]],
        "caveats": language.strings["caveats"]["text"],
        "cite": text(
            "cite.text",
            title=title,
            issue=f"{issue}, {text('title.revision', n=revision)}" if revision > 1 else issue,
            moment=language.moment(figures.as_of.written, figures.timezone),
            head=figures.as_of.archive_head,
        ),
    }


def _comparable(figures: WeeklyFigures, language: Language) -> str:
    comparison = figures.comparison
    if comparison is None or comparison.all_channels:
        return ""
    this = comparison.this
    span = language.span(this.people.lower, this.people.upper, more=bool(this.people.open_ended))
    return language.text(
        "numbers.comparable",
        n=comparison.channels,
        requests=this.requests,
        people=span,
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


def _rest(everything: list[Any], shown: list[Any]) -> list[Any]:
    return everything if len(everything) != len(shown) else []


def _written(figures: WeeklyFigures, language: Language) -> str:
    moment = language.moment(figures.as_of.written, figures.timezone)
    if figures.as_of.last_read is None:
        return language.text("cite.never_read", moment=moment)
    read = language.moment(figures.as_of.last_read, figures.timezone)
    return language.text("cite.written", moment=moment, read=read)


def _large(request: LargeRequest, figures: WeeklyFigures, language: Language) -> LargeText:
    return LargeText(
        request,
        language.headcount(request.headcount_min, request.headcount_max),
        large_title(request, language),
        large_places(request, language),
        request.quote,
        language.moment(request.date, figures.timezone),
    )
