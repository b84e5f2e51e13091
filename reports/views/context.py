"""Everything that a template is given, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reports.evidence import LargeRequest
from reports.figures import WeeklyFigures
from reports.language import Language
from reports.links import postings_of
from reports.links import requests as requests_of
from reports.views.names import large_places, large_title
from reports.views.numbers import big_numbers, marks_text, number_notes
from reports.views.prose import facts
from reports.views.quality import quality_entries
from reports.views.rows import all_lines, page_one_lines
from reports.views.sections import (
    channel_lines,
    last_week_text,
    newcomers_text,
    off_map_notes,
    origin_lines,
    series_notes,
    week_lines,
)
from reports.views.subject import subject_sections


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
    href: str


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
        "kicker": _kicker(figures, language, issue=issue, revision=revision),
        "links": links,
        "facts": facts(figures, language),
        "marks": marks_text(figures),
        "numbers": big_numbers(figures, language),
        "median_label": text("numbers.median", n=norm_weeks),
        "number_notes": number_notes(figures, language),
        "nothing": text("facts.unknown" if head.requests is None else "roles.none"),
        "series": week_lines(figures, language),
        "series_notes": series_notes(figures, language),
        "headline_requests": language.number(head.requests),
        "headline_href": requests_of(figures.week.name),
        "headline_people_href": requests_of(figures.week.name, totals=True),
        "headline_people": language.people_span(head.people),
        "roles": page_one_lines(figures.roles, language, figures.week.name),
        "all_roles": all_lines(figures.roles, language, figures.week.name),
        "unranked_roles": bool(figures.roles.unranked),
        "regions": page_one_lines(figures.regions, language, figures.week.name),
        "all_regions": all_lines(figures.regions, language, figures.week.name),
        "unranked_regions": bool(figures.regions.unranked),
        "map_notes": [text("map.read"), *off_map_notes(figures, language)],
        "off_map": off_map_notes(figures, language),
        "quality": quality_entries(figures, language),
        "written": _written(figures, language),
        "largest": [_large(request, figures, language) for request in figures.largest],
        "origins": origin_lines(figures, language),
        "subject": subject_sections(figures, language),
        "newcomers": newcomers_text(figures, language),
        "last_week": last_week_text(figures, language),
        "channels": channel_lines(figures, language),
        "channels_summary": text(
            "channels.summary",
            n=figures.coverage.watched,
            gaps=figures.coverage.gaps,
            late=figures.coverage.late,
        ),
        "reading": [
            line.format(window=figures.window_days, similarity=language.percent(figures.similarity))
            for line in language.strings["read"]["text"]
        ],
        "caveats": language.strings["caveats"]["text"],
        "cite": text(
            "cite.text",
            title=title,
            issue=f"{issue}, {text('title.revision', n=revision)}" if revision > 1 else issue,
            moment=language.moment(figures.as_of.written, figures.timezone),
            head=figures.as_of.archive_head,
        ),
    }


def _kicker(figures: WeeklyFigures, language: Language, *, issue: str, revision: int) -> list[str]:
    words = [issue]
    if revision > 1:
        words.append(language.text("title.revision", n=revision))
    if figures.as_of.in_progress:
        words.append(language.text("title.in_progress"))
    if figures.as_of.provisional:
        words.append(language.text("title.provisional"))
    return words


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
        postings_of(request.request_id),
    )
