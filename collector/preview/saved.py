"""t.me/s pages that somebody saved, brought in as they would have been when they were read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from collector.errors import NotAnExport
from collector.minimise import Minimiser
from collector.preview.absences import lacked
from collector.preview.page import Landing, Page, is_feed, read_landing, read_page
from collector.preview.spans import page_span
from storage import Found, Run, Writer

MOST = 1 << 26
"""Bytes a saved page may have; real ones have a tenth of a megabyte."""


@dataclass
class SavedPage:
    """What a page brought in."""

    channel_id: int
    messages: int
    found: Found
    faults: list[tuple[Path, str]]
    notes: list[str] = field(default_factory=list)


def import_page(archive: Writer, path: Path, *, run: Run, minimiser: Minimiser) -> SavedPage:
    """Bring in one page. It vouches for the time from its first post to its last.

    Raises:
        NotAnExport: it is no page of posts, or does not say of which channel.
        OSError: it cannot be read.
    """
    page = _read(path, minimiser)
    if page.channel_id is None:
        raise NotAnExport("does not say which channel it is of: its posts carry no data-view, or of two")
    archive.save_channel(
        page.channel_id,
        title=page.title or page.username or "(no name)",
        kind="channel",
        username=page.username,
        as_of=page.captured,
        run=run,
    )
    whole = bool(page.blocks) and not page.is_search
    span = page_span(page) if whole else None
    gone, asked = lacked(archive, page.channel_id, page, (span.from_id, span.to_id)) if span else ([], 0)
    answers = [block.answer for block in page.blocks]
    found = archive.save_page(page.channel_id, answers, span, source="preview", as_of=page.captured, run=run)
    saved = SavedPage(page.channel_id, len(answers), found, [(path, fault) for fault in page.faults])
    if gone:
        marked, doubted = archive.mark_missing(
            page.channel_id, gone, asked=asked, source="preview", as_of=page.captured, run=run
        )
        if marked:
            saved.notes.append(f"{marked} posts of earlier pages are missing from it")
        if doubted:
            saved.notes.append(
                f"it lacks {doubted} posts of earlier pages, too many to believe: none is marked"
            )
    return saved


def _read(path: Path, minimiser: Minimiser) -> Page:
    with path.open("rb") as file:
        content = file.read(MOST + 1)
    if len(content) > MOST:
        raise NotAnExport("is far too large for a page")
    tree = LexborHTMLParser(content)
    if not is_feed(tree):
        landing = read_landing(tree)
        what = (
            "no page of posts" if landing is Landing.UNKNOWN else f"the page of {landing.value}, not of posts"
        )
        raise NotAnExport(f"is {what}")
    link = tree.css_first('link[rel="canonical"][href]')
    url = (link.attributes.get("href") or "") if link is not None else ""
    fetched = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    page = read_page(tree, policy=minimiser, fetched=fetched, url=url)
    if page.is_empty:
        raise NotAnExport("shows no posts")
    return page
