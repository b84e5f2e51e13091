"""The tables of the annex: what each sheet holds, as rows of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reports.breakdowns import Breakdown
from reports.evidence import Evidence
from reports.figures import WeeklyFigures
from reports.language import Language, language
from reports.people import People
from reports.plain import plain
from reports.tally import Mark, Tally
from reports.views.names import large_title, place_name, row_name
from reports.views.quality import quality_entries


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name (31 characters at most), its headings, its rows; None is an empty cell."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


PEOPLE = ("table.people_lower", "table.people_upper", "table.people_open")

POINT = (
    "table.requests", *PEOPLE, "numbers.postings", "numbers.channels", "annex.watched", "series.covered",
    "series.marks",
)  # fmt: skip
"""Columns of ``point_cells``."""


class Point(Protocol):
    """A week or another period with what it holds."""

    @property
    def tally(self) -> Tally | None: ...  # noqa: D102
    @property
    def reached(self) -> int: ...  # noqa: D102
    @property
    def watched(self) -> int: ...  # noqa: D102
    @property
    def covered(self) -> float | None: ...  # noqa: D102
    @property
    def marks(self) -> tuple[Mark, ...]: ...  # noqa: D102


def tables(figures: WeeklyFigures, *, revision: int) -> list[Table]:
    """Return all sheets: about, the series, breakdowns, sections, requests with their postings, coverage."""
    subject = figures.subject
    found = [
        _about(figures, revision),
        _series(figures),
        breakdown_table(figures.roles),
        breakdown_table(figures.regions),
        breakdown_table(figures.origins),
    ]
    if subject.occupied is not None:
        found.append(breakdown_table(subject.occupied.regions, name="subject.occupied_sheet"))
    if subject.routes is not None:
        found.append(breakdown_table(subject.routes))
    if subject.offers is not None:
        found.append(_offers(figures))
    return [
        *found,
        _largest(figures),
        _requests(figures.evidence),
        _postings(figures.evidence),
        _channels(figures),
    ]


def both(key: str) -> str:
    """A heading in both languages."""
    return f"{language('en').text(key)} / {language('ru').text(key)}"


def sheet(key: str) -> str:
    """A sheet's name in both languages; no slash may be in it."""
    return f"{language('en').text(key)} – {language('ru').text(key)}"


def people_cells(people: People | None) -> tuple[object, ...]:
    """Minimum, maximum, how many are open-ended."""
    return ("[x]",) * 3 if people is None else (people.lower, people.upper, people.open_ended)


def point_cells(point: Point) -> tuple[object, ...]:
    """What a period holds, and how much of it was read."""
    tally = point.tally
    return (
        tally.requests if tally else "[x]",
        *people_cells(tally.people if tally else None),
        tally.postings if tally else "[x]",
        point.reached,
        point.watched,
        point.covered,
        marks(point.marks),
    )


def heads(*keys: str) -> tuple[str, ...]:
    """Headings in both languages."""
    return tuple(both(key) for key in keys)


def breakdown_table(breakdown: Breakdown, *, name: str = "") -> Table:
    """A breakdown with its rows in both languages and the ids of the requests behind each."""
    english, russian = language("en"), language("ru")
    rows = [
        (
            row.rank,
            row_name(row, breakdown.by, english),
            row_name(row, breakdown.by, russian),
            row.key if row.kind == "value" else None,
            row.requests,
            row.share,
            *people_cells(row.people),
            marks(row.marks),
            row.reviewed,
            " ".join((*row.request_ids, *row.total_ids)),
        )
        for row in breakdown.rows
    ]
    columns = (
        "table.rank", "table.name_en", "table.name_ru", "table.key", "table.requests", "table.share",
        *PEOPLE, "series.marks", "quality.reviewed", "table.ids",
    )  # fmt: skip
    return Table(sheet(name or f"annex.{breakdown.by}"), heads(*columns), tuple(rows))


def marks(given: Iterable[str]) -> str:
    """Marks in their brackets."""
    return " ".join(f"[{mark}]" for mark in given)


def _about(figures: WeeklyFigures, revision: int) -> Table:
    english, russian = language("en"), language("ru")
    rows: list[tuple[object, ...]] = [
        (both("series.week"), figures.week.name),
        (both("annex.days"), f"{english.days(figures.week)} / {russian.days(figures.week)}"),
        (both("annex.timezone"), figures.timezone),
        (both("annex.revision"), revision),
        (both("annex.written"), _moment(figures.as_of.written)),
        (both("annex.head"), figures.as_of.archive_head),
        (both("annex.window"), figures.window_days),
        (both("annex.similarity"), figures.similarity),
        (both("series.marks"), marks(figures.headline.marks)),
        (both("table.requests"), "[x]" if figures.headline.requests is None else figures.headline.requests),
        *zip(heads(*PEOPLE), people_cells(figures.headline.people), strict=True),
        (both("numbers.postings"), "[x]" if figures.headline.postings is None else figures.headline.postings),
        (both("numbers.channels"), figures.coverage.reached),
    ]
    for one, other in zip(quality_entries(figures, english), quality_entries(figures, russian), strict=True):
        said = "; ".join((one.value, *one.notes))
        rows.append((f"{one.label} / {other.label}", said))
    rows += [(f"[{mark}]", both(f"read.{mark}")) for mark in "bupxr"]
    return Table(sheet("annex.about"), heads("annex.what", "annex.value"), tuple(rows))


def _series(figures: WeeklyFigures) -> Table:
    rows = [(point.week, point.monday.isoformat(), *point_cells(point)) for point in figures.history]
    return Table(sheet("annex.series"), heads("series.week", "series.from", *POINT), tuple(rows))


def _offers(figures: WeeklyFigures) -> Table:
    assert figures.subject.offers is not None
    rows = [
        (
            both("numbers.pay") if row.what == "pay" else both(f"subject.{row.what}"),
            row.currency,
            None if row.per is None else both(f"subject.per.{row.per}"),
            row.role,
            row.role_ru,
            row.requests,
            row.median_low,
            row.median_high,
            row.lowest,
            row.highest,
            " ".join(row.request_ids),
        )
        for row in figures.subject.offers.rows
    ]
    columns = (
        "subject.offer", "annex.currency", "annex.per", "annex.role_en", "annex.role_ru", "table.requests",
        "annex.median_low", "annex.median_high", "annex.lowest", "annex.highest", "table.ids",
    )  # fmt: skip
    return Table(sheet("annex.offers"), heads(*columns), tuple(rows))


def _largest(figures: WeeklyFigures) -> Table:
    english, russian = language("en"), language("ru")
    rows = [
        (
            one.headcount_min,
            one.headcount_max,
            large_title(one, english),
            large_title(one, russian),
            _places(one.regions, english),
            one.quote,
            _moment(one.date),
            one.channel,
            one.permalink,
            one.postings,
            one.channels,
            int(one.reviewed),
            one.sha256,
            one.request_id,
        )
        for one in figures.largest
    ]
    columns = (
        "annex.min", "annex.max", "annex.role_en", "annex.role_ru", "annex.regions", "annex.quote",
        "annex.date", "channels.channel", "annex.permalink", "numbers.postings", "annex.in_channels",
        "largest.reviewed", "largest.hash", "annex.id",
    )  # fmt: skip
    return Table(sheet("annex.largest"), heads(*columns), tuple(rows))


def _requests(evidence: Sequence[Evidence]) -> Table:
    rows = [
        (
            one.request_id,
            one.entry,
            one.role,
            one.isco08,
            one.headcount_min,
            one.headcount_max,
            " ".join(region.iso for region in one.regions),
            " ".join(f"{origin.iso}/{origin.basis}" for origin in one.origins),
            _moment(one.date),
            one.permalink,
            len(one.postings),
            one.confidence,
            int(one.reviewed),
            one.sha256,
        )
        for one in evidence
    ]
    columns = (
        "annex.id", "annex.entry", "annex.role_en", "annex.isco", "annex.min", "annex.max", "annex.regions",
        "annex.origins", "annex.date", "annex.permalink", "numbers.postings", "annex.confidence",
        "largest.reviewed", "largest.hash",
    )  # fmt: skip
    return Table(sheet("annex.requests"), heads(*columns), tuple(rows))


def _postings(evidence: Sequence[Evidence]) -> Table:
    rows = [
        (one.request_id, posting.request_id, _moment(posting.date), posting.permalink)
        for one in evidence
        for posting in one.postings
    ]
    columns = ("annex.id", "annex.posting_id", "annex.date", "annex.permalink")
    return Table(sheet("annex.postings"), heads(*columns), tuple(rows))


def _channels(figures: WeeklyFigures) -> Table:
    rows = [
        (
            row.name, row.title, row.channel_id, row.expected, row.covered, row.gaps, row.late,
            None if row.last_covered is None else _moment(row.last_covered),
        )
        for row in figures.coverage.channels
    ]  # fmt: skip
    columns = (
        "channels.channel", "annex.title", "annex.channel_id", "annex.expected", "channels.covered",
        "channels.gaps", "channels.late", "channels.last",
    )  # fmt: skip
    return Table(sheet("annex.channels"), heads(*columns), tuple(rows))


def _places(codes: Sequence[str], words: Language) -> str:
    return ", ".join(place_name(code, words) for code in codes)


def _moment(moment: datetime) -> str:
    return str(plain(moment))
