"""Bringing in Telegram Desktop's HTML exports: all pages of one folder are one chat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from collector.desktop.html import HtmlPage, read_html
from collector.errors import NotAnExport
from collector.minimise import Minimiser
from storage import Found, Run, Source, Span, Writer

MOST = 1 << 26
"""Bytes a page may have; Desktop writes a thousand messages on one."""
SOURCES: tuple[Source, ...] = ("telegram", "preview", "export")
_NUMBER = re.compile(r"messages(\d*)\.html")


@dataclass
class HtmlImported:
    """What a folder gave; ``faults`` by file."""

    channel_id: int
    found: Found = field(default_factory=Found)
    messages: int = 0
    faults: list[tuple[Path, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def import_html(
    archive: Writer, pages: Sequence[Path], *, run: Run, minimiser: Minimiser, timezone: tzinfo | None
) -> HtmlImported:
    """Bring in the pages of one export.

    Raises:
        NotAnExport: nothing proves which of the archive's channels it is of.
        NeedsTimezone: its times are local.
        OSError: a page cannot be read.
    """
    looks = [_look(path, minimiser, timezone) for path in sorted(pages, key=page_number)]
    dates = {number: date for look in looks for number, date in look.dates.items()}
    if not dates:
        raise NotAnExport("holds no message")
    channel_id = _channel(archive, looks[0].title, dates)
    as_of = max(dates.values())
    imported = HtmlImported(channel_id, messages=len(dates))
    for look in looks:  # read again: all pages at once may be more than memory holds
        answers = _read(look.path, minimiser, timezone).answers
        imported.found += archive.save(channel_id, answers, source="export", as_of=as_of, run=run)
        imported.faults += [(look.path, fault) for fault in look.faults]
    marked, doubted = archive.cover(channel_id, _spans(looks), source="export", as_of=as_of, run=run)
    if services := sum(look.services for look in looks):
        imported.notes.append(f"{services} service messages were passed by: they carry no time there")
    if marked:
        imported.notes.append(f"{marked} posts of earlier exports are missing from a newer one")
    if doubted:
        too_many = f"{doubted} posts of earlier exports are lacking, too many to believe"
        imported.notes.append(f"{too_many}: none is marked")
    return imported


@dataclass(frozen=True, slots=True)
class _Look:
    """What is kept in mind of a page."""

    path: Path
    title: str | None
    dates: dict[int, datetime]
    faults: tuple[str, ...]
    services: int


def _look(path: Path, minimiser: Minimiser, timezone: tzinfo | None) -> _Look:
    page = _read(path, minimiser, timezone)
    dates = {answer.post_id: answer.date for answer in page.answers if answer.date is not None}
    return _Look(path, page.title, dates, page.faults, page.services)


def page_number(path: Path) -> int:
    """Where a page stands in its export: ``messages.html`` is the first."""
    found = _NUMBER.fullmatch(path.name)
    return int(found[1] or 1) if found else 0


def _read(path: Path, minimiser: Minimiser, timezone: tzinfo | None) -> HtmlPage:
    with path.open("rb") as file:
        content = file.read(MOST + 1)
    if len(content) > MOST:
        raise NotAnExport("is far too large for a page")
    return read_html(content, policy=minimiser, zone=timezone)


def _channel(archive: Writer, title: str | None, dates: dict[int, datetime]) -> int:
    """The channel of that title in the archive that has one of these posts, with its number and date.

    An HTML export says neither a channel's number nor whether a chat is public: only what is known to be so
    may come in.
    """
    first = min(dates.values())
    named = [one.channel_id for one in archive.channels() if " ".join(one.title.split()) == title]
    proven = [one for one in named if _shares(archive, one, dates, first)]
    if len(proven) == 1:
        return proven[0]
    raise NotAnExport(
        "does not say which channel it is of, and none of its posts is in a channel of that title in the "
        "archive: collect the channel or import its result.json first"
    )


def _shares(archive: Writer, channel_id: int, dates: dict[int, datetime], first: datetime) -> bool:
    known = {
        post.post_id: post.date
        for source in SOURCES
        for post in archive.young_posts(channel_id, source, since=first)
    }
    shared = known.keys() & dates.keys()
    return bool(shared) and all(known[number] == dates[number] for number in shared)


def _spans(looks: Sequence[_Look]) -> list[Span]:
    """Unbroken stretches: pages that follow each other and are whole."""
    spans: list[Span] = []
    last = -1
    for look in looks:
        if not look.dates or look.faults:
            last = -1
            continue
        span = Span(min(look.dates), max(look.dates), min(look.dates.values()), max(look.dates.values()))
        number = page_number(look.path)
        if spans and number == last + 1:
            before = spans.pop()
            span = Span(before.from_id, span.to_id, before.from_date, max(before.to_date, span.to_date))
        spans.append(span)
        last = number
    return spans
