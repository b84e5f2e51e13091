"""Lists of all weeks and Atom feeds, a page a language, from the listing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from reports.files import write_whole
from reports.language import Language, language
from reports.plain import plain
from reports.site.listing import Bar, Listed, Listing, Told
from reports.views.context import Link
from reports.weeks import parse_week

FEED_ENTRIES = 26
"""A feed announces the newest weeks; the list has all."""

BAR, GAP, HEIGHT = 3, 1, 18
"""Of a sparkline, in pixels."""


def write_pages(out: Path, listing: Listing, *, languages: Sequence[str]) -> None:
    """Write ``index.{en,ru}.html`` and ``feed.{en,ru}.atom``; what would be the same is left alone."""
    trends = sorted(path.parent.name for path in out.glob("trends/*/report.json"))
    for code in languages:
        weeks = [one for one in listing.weeks if (out / one.week / f"report.{code}.html").exists()]
        spans = [name for name in trends if (out / "trends" / name / f"report.{code}.html").exists()]
        for name, text in (
            (f"index.{code}.html", index(weeks, code, trends=spans)),
            (f"feed.{code}.atom", feed(weeks, code, listing)),
        ):
            path = out / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                write_whole(path, text)


def index(weeks: Sequence[Listed], code: str, *, trends: Sequence[str] = ()) -> str:
    """The list of all weeks, newest first."""
    from reports.render import environment  # noqa: PLC0415 - it draws pages of reports too

    words = language(code)
    newest = weeks[0].week if weeks else None
    lines = [
        {
            "week": one.week,
            "days": words.days(parse_week(one.week, "UTC")),
            "requests": words.number(one.requests),
            "people": words.people_span(one.people),
            "postings": words.number(one.postings),
            "spark": sparkline(one, words),
            "marks": " ".join(f"[{mark}]" for mark in marks(one, newest)),
        }
        for one in weeks
    ]
    others = [
        Link(f"index.{o}.html", language(o).text("title.read_in"), o) for o in ("en", "ru") if o != code
    ]
    names = {
        "t": words.text,
        "language": words,
        "lines": lines,
        "latest": weeks[0] if weeks else None,
        "links": [*others, Link(f"feed.{code}.atom", words.text("index.feed"))],
        "trends": trends,
    }
    return environment().get_template("index.html.j2").render(names)


def feed(weeks: Sequence[Listed], code: str, listing: Listing) -> str:
    """An Atom feed (RFC 4287) of the newest weeks and alerts; a revised week is the same entry, updated."""
    from reports.render import environment  # noqa: PLC0415

    words = language(code)
    entries = [
        {
            "id": uuid.uuid5(uuid.UUID(listing.id), one.week).urn,
            "title": _title(one, words),
            "href": f"{one.week}/report.{code}.html",
            "published": plain(one.first_written),
            "updated": plain(one.written),
            "summary": one.facts.get(code) or _summary(one, words),
        }
        for one in weeks[:FEED_ENTRIES]
    ]
    entries += [_alert(told, listing, code, weeks) for told in listing.alerts]
    entries.sort(key=lambda entry: entry["updated"], reverse=True)
    names = {
        "t": words.text,
        "code": code,
        "id": uuid.uuid5(uuid.UUID(listing.id), code).urn,
        # a feed without entries was last updated never
        "updated": max((entry["updated"] for entry in entries), default="1970-01-01T00:00:00Z"),
        "entries": entries,
    }
    return environment().get_template("feed.atom.j2").render(names)


def _alert(told: Told, listing: Listing, code: str, weeks: Sequence[Listed]) -> dict[str, str]:
    """An alert as an entry: to its post, else to the report of its week, else to the list."""
    known = any(one.week == told.week for one in weeks)
    page = f"{told.week}/report.{code}.html" if known else f"index.{code}.html"
    at = plain(told.at)
    return {
        "id": uuid.uuid5(uuid.UUID(listing.id), f"alert {told.alert} {told.subject}").urn,
        "title": f"{told.alert}: {told.what}",
        "href": told.permalink or page,
        "published": at,
        "updated": at,
        "summary": told.what,
    }


def marks(one: Listed, newest: str | None) -> tuple[str, ...]:
    """A week's marks; it stays provisional only while no later week is listed."""
    return (*one.marks, *(("p",) if one.provisional and one.week == newest else ()))


def sparkline(one: Listed, words: Language) -> Markup:
    """The weeks up to this one as bars; incomplete ones are hollow, unknown ones left out."""
    most = max((bar.requests for bar in one.history if bar.requests), default=0)
    if not most:
        return Markup("")
    full = "".join(_bar(place, bar, most) for place, bar in enumerate(one.history) if bar.complete)
    hollow = "".join(_bar(place, bar, most) for place, bar in enumerate(one.history) if not bar.complete)
    known = [bar.requests for bar in one.history if bar.requests is not None and bar.complete]
    label = words.text(
        "index.spark", n=len(one.history), low=min(known, default=0), high=max(known, default=0)
    )
    width = len(one.history) * (BAR + GAP)
    return Markup(
        '<svg class="spark" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<path d="{}" fill="#1f65a8"/><path d="{}" fill="#fff" stroke="#6b6b6b" stroke-width=".8"/></svg>'
    ).format(width, HEIGHT, width, HEIGHT, label, full, hollow)


def _bar(place: int, bar: Bar, most: int) -> str:
    if not bar.requests:
        return ""
    height = max(1, round((HEIGHT - 1) * bar.requests / most))
    return f"M{place * (BAR + GAP)} {HEIGHT}v-{height}h{BAR}v{height}z"


def _title(one: Listed, words: Language) -> str:
    title = words.text("title.page", days=words.days(parse_week(one.week, "UTC")))
    return f"{title}, {words.text('title.revision', n=one.revision)}" if one.revision > 1 else title


def _summary(one: Listed, words: Language) -> str:
    if one.requests is None:
        return words.text("facts.unknown")
    return words.text("facts.requests", n=one.requests) + "."
