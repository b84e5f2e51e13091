"""``weeks.json``: what lists and feeds say of each week, so that no report has to be read again for them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from reports.errors import WrittenReportError
from reports.figures import WeeklyFigures
from reports.files import write_whole
from reports.language import LANGUAGES, language
from reports.people import People
from reports.plain import RECORD, Published, plain, read_published
from reports.views.prose import facts

NAME = "weeks.json"
SCHEMA = "headcount/weeks/2"
WEEKS = "[0-9][0-9][0-9][0-9]-W[0-9][0-9]"


@dataclass(frozen=True, slots=True)
class Bar:
    """One week of the sparkline: its requests, None where nothing is known."""

    requests: int | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One week of the lists."""

    week: str
    size: int
    """Bytes of its ``report.json``: another size means that somebody put another report there."""
    revision: int
    first_written: datetime
    written: datetime
    requests: int | None
    people: People | None
    postings: int | None
    marks: tuple[str, ...]
    provisional: bool
    history: tuple[Bar, ...]
    facts: dict[str, str] = field(default_factory=dict)
    """The bold paragraph of page one by language; empty for reports that were not written here."""


@dataclass(frozen=True, slots=True)
class Told:
    """An alert as feeds tell it; nothing in it names a person."""

    alert: str
    subject: str
    week: str
    what: str
    at: datetime
    permalink: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """All weeks of a folder and its last alerts, newest first; ``id`` names the folder's feeds for good."""

    id: str
    weeks: tuple[Listed, ...]
    alerts: tuple[Told, ...] = ()


def read_listing(out: Path) -> Listing:
    """Read ``weeks.json`` and what it lacks; weeks whose report is gone and foreign files are left out."""
    kept = _kept(out / NAME)
    known = {listed.week: listed for listed in kept.weeks}
    weeks = []
    for path in sorted(out.glob(f"{WEEKS}/{RECORD}"), reverse=True):
        listed = known.get(path.parent.name)
        if listed is None or listed.size != path.stat().st_size:
            found = _read(path)
            listed = replace(found, first_written=listed.first_written) if found and listed else found
        if listed is not None:
            weeks.append(listed)
    return Listing(kept.id, tuple(weeks), kept.alerts)


def save_listing(out: Path, listing: Listing) -> None:
    """Write ``weeks.json``; the same is left alone."""
    body = {"schema": SCHEMA, **plain_listing(listing)}
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    path = out / NAME
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_whole(path, text)


def with_figures(listing: Listing, figures: WeeklyFigures, *, size: int, revision: int) -> Listing:
    """Put a week that was just written in place of what the listing had of it."""
    before = next((one for one in listing.weeks if one.week == figures.week.name), None)
    listed = Listed(
        figures.week.name,
        size,
        revision,
        before.first_written if before else figures.as_of.written,
        figures.as_of.written,
        figures.headline.requests,
        figures.headline.people,
        figures.headline.postings,
        tuple(figures.headline.marks),
        figures.as_of.provisional,
        tuple(
            Bar(None if point.tally is None else point.tally.requests, point.complete)
            for point in figures.history
        ),
        {code: " ".join(facts(figures, language(code))) for code in LANGUAGES},
    )
    others = (one for one in listing.weeks if one.week != listed.week)
    return replace(listing, weeks=_newest_first([listed, *others]))


def plain_listing(listing: Listing) -> dict[str, Any]:
    """The listing as plain JSON values."""
    weeks = [
        asdict(listed) | {"first_written": plain(listed.first_written), "written": plain(listed.written)}
        for listed in listing.weeks
    ]
    alerts = [asdict(told) | {"at": plain(told.at)} for told in listing.alerts]
    return {"id": listing.id, "weeks": weeks, "alerts": alerts}


def _newest_first(weeks: Iterable[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(weeks, key=lambda listed: listed.week, reverse=True))


def _kept(path: Path) -> Listing:
    """What is on disk, as far as it can be used: it can always be made anew from the reports."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        if body["schema"] != SCHEMA:
            return Listing(str(uuid.uuid4()), ())
        alerts = tuple(Told(**each | {"at": datetime.fromisoformat(each["at"])}) for each in body["alerts"])
        return Listing(str(uuid.UUID(body["id"])), tuple(_listed(each) for each in body["weeks"]), alerts)
    except (OSError, ValueError, KeyError, TypeError):
        return Listing(str(uuid.uuid4()), ())


def _listed(each: dict[str, Any]) -> Listed:
    people = each["people"]
    return Listed(
        **each
        | {
            "first_written": datetime.fromisoformat(each["first_written"]),
            "written": datetime.fromisoformat(each["written"]),
            "people": None if people is None else People(**people),
            "marks": tuple(each["marks"]),
            "history": tuple(Bar(**bar) for bar in each["history"]),
        }
    )


def _read(path: Path) -> Listed | None:
    """Read a report that the listing does not know."""
    try:
        found = read_published(path)
    except WrittenReportError:
        return None
    return None if found is None else _of_published(found, path)


def _of_published(found: Published, path: Path) -> Listed:
    return Listed(
        path.parent.name,
        path.stat().st_size,
        found.revision,
        found.written,
        found.written,
        found.requests,
        found.people,
        found.postings,
        found.marks,
        found.provisional,
        tuple(Bar(requests, complete) for requests, complete in found.history),
    )
