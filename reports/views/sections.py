"""The lesser sections of a report as lines of text, in one language."""

from __future__ import annotations

from dataclasses import dataclass

from reports import links
from reports.figures import WeeklyFigures
from reports.language import Language
from reports.places import place
from reports.views.names import in_order, row_name
from reports.views.rows import Line, all_lines


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One week of the series' table."""

    week: str
    monday: str
    requests: str
    people: str
    postings: str
    reached: str
    covered: str
    marks: str
    requests_href: str
    people_href: str
    postings_href: str


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """One channel's coverage, in hours."""

    name: str
    covered: str
    gaps: str
    late: str
    last: str
    href: str


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One figure of last week that moved."""

    figure: str
    published: str
    now: str


@dataclass(frozen=True, slots=True)
class LastWeekText:
    """What is said about last week's figures."""

    said: str
    lines: tuple[MovedLine, ...]
    posts: str


@dataclass(frozen=True, slots=True)
class Group:
    """Newcomers of one kind."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewcomersText:
    """What is said about newcomers; ``nothing`` where there are no groups."""

    heading: str
    groups: tuple[Group, ...]
    nothing: str


def week_lines(figures: WeeklyFigures, language: Language) -> list[WeekLine]:
    """Return the 26 weeks, newest first."""
    return [
        WeekLine(
            point.week,
            language.short_day(point.monday),
            language.number(point.tally.requests if point.tally else None),
            language.people_span(point.tally.people if point.tally else None),
            language.number(point.tally.postings if point.tally else None),
            "" if point.tally is None else language.number(point.reached),
            "" if point.covered is None else language.percent(point.covered),
            " ".join(f"[{mark}]" for mark in (*point.marks, *provisional_mark(figures, point.week))),
            links.requests(point.week),
            links.requests(point.week, totals=True),
            links.postings(point.week),
        )
        for point in reversed(figures.history)
    ]


def provisional_mark(figures: WeeklyFigures, week: str) -> tuple[str, ...]:
    """Return [p] for the reported week while it is provisional."""
    return ("p",) if week == figures.week.name and figures.as_of.provisional else ()


def channel_lines(figures: WeeklyFigures, language: Language) -> list[ChannelLine]:
    """Return watched channels, those with most gaps first."""
    rows = sorted(figures.coverage.channels, key=lambda row: (-row.gaps, row.name.casefold()))
    return [
        ChannelLine(
            row.name,
            f"{language.number(row.covered)} / {language.number(row.expected)}",
            language.number(row.gaps),
            language.number(row.late),
            language.text("channels.never")
            if row.last_covered is None
            else language.moment(row.last_covered, figures.timezone),
            links.coverage(row.channel_id),
        )
        for row in rows
    ]


def newcomers_text(figures: WeeklyFigures, language: Language) -> NewcomersText:
    """Name roles and regions that the weeks before did not have, with how often they were asked for."""
    new, text = figures.newcomers, language.text
    if not new.weeks:
        return NewcomersText(text("newcomers.heading_unknown"), (), text("newcomers.unknown"))
    groups = []
    if new.roles:
        names = [
            f"{row_name(row, 'role', language)} ({language.number(row.requests)})"
            for row in in_order(new.roles, "role", language)
        ]
        groups.append(Group(text("newcomers.role"), tuple(names)))
    if new.regions:
        names = [
            f"{row_name(row, 'region', language)} ({language.number(row.requests)})"
            for row in in_order(new.regions, "region", language)
        ]
        groups.append(Group(text("newcomers.region"), tuple(names)))
    return NewcomersText(text("newcomers.heading", n=new.weeks), tuple(groups), text("newcomers.none"))


def last_week_text(figures: WeeklyFigures, language: Language) -> LastWeekText:
    """Say what moved in last week's figures since their report was first written."""
    text, last, now = language.text, figures.last_week, figures.as_of
    week = figures.history[-2].week
    posts = text("last_week.posts", edited=now.last_week_edited, missing=now.last_week_missing)
    if last is None:
        return LastWeekText(text("last_week.unknown", week=week), (), posts)
    moment = language.moment(last.published, figures.timezone)
    if not last.moved:
        return LastWeekText(text("last_week.same", week=week, moment=moment), (), posts)
    lines = tuple(
        MovedLine(
            text(f"last_week.{each.figure}"),
            language.number(each.published),
            f"{language.number(each.now)} [r]",
        )
        for each in last.moved
    )
    return LastWeekText(text("last_week.moved", week=week, moment=moment), lines, posts)


def origin_lines(figures: WeeklyFigures, language: Language) -> list[Line]:
    """Return the rows of origins, none where no request names an origin."""
    named = any(row.kind != "not_stated" for row in figures.origins.rows)
    return all_lines(figures.origins, language, figures.week.name) if named else []


def series_notes(figures: WeeklyFigures, language: Language) -> list[str]:
    """Say how the chart of 26 weeks reads."""
    text = language.text
    notes = [text("series.read")]
    if any(not point.complete for point in figures.history):
        notes.append(text("series.shaded"))
    if figures.comparison is not None and figures.comparison.all_channels:
        notes.append(text("series.band", n=len(figures.comparison.norms.weeks)))
    reached = [point.reached for point in figures.history if point.tally is not None]
    if reached and min(reached) != max(reached):
        notes.append(text("series.channels", low=min(reached), high=max(reached)))
    return notes


def off_map_notes(figures: WeeklyFigures, language: Language) -> list[str]:
    """Say how many requests are not on the map, and how many regions are the channel's own."""
    from_channel = figures.quality.channel_region.count
    off_map = {"nowhere": 0, "several": 0, "country": 0, "abroad": 0}
    for row in figures.regions.rows:
        place_kind = off_map_kind(row.kind, row.key)
        if place_kind is not None:
            off_map[place_kind] += row.requests
    parts = [language.text(f"map.{name}", n=count) for name, count in off_map.items() if count]
    notes = []
    if parts:
        notes.append(language.text("map.line", parts="; ".join(parts)))
    if from_channel:
        sentence = language.text("map.channel_region", n=from_channel)
        notes.append(sentence[:1].upper() + sentence[1:] + ".")
    return notes


def off_map_kind(kind: str, key: str) -> str | None:
    """Say why a row of the regions is not on the map, None if it is."""
    if kind != "value":
        return "several" if kind == "several" else "nowhere"
    scope = place(key).scope
    return scope if scope in {"country", "abroad"} else None
