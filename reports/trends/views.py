"""Trends as words and tables in one language: what HTML and Markdown print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from reports.language import Language
from reports.trends.figures import PeriodPoint, Trend, TrendBy, TrendFigures, TrendLine
from reports.views.context import Link
from reports.views.names import place_name

SHOWN = 12
"""Values of a trend that have a panel and a column of their own; the others are one column."""


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value over the whole span."""

    name: str
    requests: str
    people: str
    median: str
    range: str
    mark: str
    special: bool


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period: the total, and each column's requests."""

    name: str
    marks: str
    total: str
    people: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrendText:
    """One trend: a table of values, and one of periods by values, whose cells sum to the totals."""

    name: TrendBy
    heading: str
    label: str
    values: tuple[ValueLine, ...]
    columns: tuple[str, ...]
    periods: tuple[PeriodLine, ...]
    panels: tuple[tuple[str, tuple[int | None, ...]], ...]
    description: str
    other_values: str
    """How many values have no panel of their own; empty if all have."""


def context(figures: TrendFigures, language: Language, links: list[Link]) -> dict[str, Any]:
    """Return the names that both templates use; all values are plain text, which HTML has to escape."""
    text = language.text
    first, last = figures.points[0].period, figures.points[-1].period
    span = f"{language.day(first.first_day)} – {language.day(last.last_day)}"
    return {
        "f": figures,
        "t": text,
        "language": language,
        "page_title": f"{text('trends.name')}, {span}",
        "span": span,
        "unit": text(f"trends.unit_{figures.unit}"),
        "periods": f"{first.name} – {last.name}",
        "links": links,
        "facts": _facts(figures, language),
        "notes": _notes(figures, language),
        "totals": [_period(point, (), language) for point in reversed(figures.points)],
        "trends": [trend_text(figures, trend, language) for trend in figures.trends],
        "written": text("cite.never_read", moment=language.moment(figures.written, figures.timezone))
        if figures.last_read is None
        else text(
            "cite.written",
            moment=language.moment(figures.written, figures.timezone),
            read=language.moment(figures.last_read, figures.timezone),
        ),
        "reading": [
            line.format(window=figures.window_days, similarity=language.percent(figures.similarity))
            for line in language.strings["read"]["text"][:3]
        ],
        "caveats": language.strings["caveats"]["text"],
    }


def trend_text(figures: TrendFigures, trend: Trend, language: Language) -> TrendText:
    """Put one trend into words."""
    text = language.text
    valued = [line for line in trend.lines if line.kind == "value"]
    rest = [line for line in trend.lines if line.kind != "value"]
    shown, others = valued[:SHOWN], valued[SHOWN:]
    columns = [line_name(line, trend.by, language) for line in shown]
    groups: list[Sequence[TrendLine]] = [[line] for line in shown]
    if others:
        columns.append(text("rows.others", n=len(others)))
        groups.append(others)
    for line in rest:
        columns.append(line_name(line, trend.by, language))
        groups.append([line])
    periods = [
        _period(point, [sum(line.requests[n] or 0 for line in group) for group in groups], language)
        for n, point in enumerate(figures.points)
    ]
    named = [(line_name(line, trend.by, language), line.requests) for line in shown if not line.marks]
    description = "; ".join(
        f"{name}: {language.number(line.total)}"
        for name, line in zip(columns, (line for line in shown if not line.marks), strict=False)
    )
    return TrendText(
        trend.by,
        text(f"trends.by_{trend.by}"),
        text(f"trends.label_{trend.by}"),
        tuple(_value(figures, line, trend.by, language) for line in (*valued, *rest)),
        tuple(columns),
        tuple(reversed(periods)),
        tuple(named),
        text("trends.alt", values=description),
        text("trends.others", n=len(valued) - len(named)) if len(valued) > len(named) else "",
    )


def line_name(line: TrendLine, by: TrendBy, language: Language) -> str:
    """Name a line: its own name with what must be said about it, or "several", "not stated"."""
    if line.kind != "value":
        return language.text(f"rows.{line.kind}")
    if by == "region":
        return place_name(line.key, language)
    name = str(line.ru if language.code == "ru" else line.en)
    if by == "origin":
        return language.text(f"origins.{line.key.partition('/')[2]}", name=name)
    return name


def _value(figures: TrendFigures, line: TrendLine, by: TrendBy, language: Language) -> ValueLine:
    complete = [
        count
        for point, count in zip(figures.points, line.requests, strict=True)
        if point.complete and count is not None
    ]
    people = language.people_span(line.people) if line.people.stated else language.text("people.none")
    return ValueLine(
        line_name(line, by, language),
        language.number(line.total),
        people,
        language.number(median(complete)) if complete else "[x]",
        language.span(min(complete), max(complete)) if complete else "[x]",
        " ".join(f"[{mark}]" for mark in line.marks),
        line.kind != "value",
    )


def _period(point: PeriodPoint, counts: Sequence[int], language: Language) -> PeriodLine:
    known = point.tally is not None
    return PeriodLine(
        point.period.name,
        " ".join(f"[{mark}]" for mark in point.marks),
        language.number(point.tally.requests if point.tally else None),
        language.people_span(point.tally.people if point.tally else None),
        tuple(language.number(count) if known else "[x]" for count in counts),
    )


def _facts(figures: TrendFigures, language: Language) -> str:
    text = language.text
    known = [point.tally for point in figures.points if point.tally is not None]
    complete = [point.tally.requests for point in figures.points if point.complete and point.tally]
    said = [
        text("trends.total", n=sum(tally.requests for tally in known), span=_people(figures, language)),
    ]
    if complete:
        said.append(
            text(
                f"trends.usual_{figures.unit}",
                n=len(complete),
                low=min(complete),
                high=max(complete),
                median=median(complete),
            )
        )
    missing = len(figures.points) - len(complete)
    if missing:
        said.append(text(f"trends.missing_{figures.unit}", n=missing))
    return " ".join(said)


def _people(figures: TrendFigures, language: Language) -> str:
    known = [point.tally.people for point in figures.points if point.tally is not None]
    return language.span(
        sum(one.lower for one in known),
        sum(one.upper for one in known),
        more=any(one.open_ended for one in known),
    )


def _notes(figures: TrendFigures, language: Language) -> list[str]:
    text = language.text
    notes = [text("trends.read")]
    if any(not point.complete for point in figures.points):
        notes.append(text("series.shaded"))
    reached = [point.reached for point in figures.points if point.tally is not None]
    if reached and min(reached) != max(reached):
        notes.append(text("series.channels", low=min(reached), high=max(reached)))
    if len(figures.rules) > 1:
        notes.append(text("trends.rules", n=len(figures.rules)))
    return notes
