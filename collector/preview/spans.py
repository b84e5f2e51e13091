"""What a page of posts vouches for. Gaps in ids prove nothing (an album shows one of its ids): time does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from collector.preview.page import Page
from storage import Span


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a page joins on to what was read: an id that was asked from, and up to when that is covered."""

    post_id: int
    date: datetime


def newest_span(page: Page, since: datetime | None) -> Span:
    """Of a channel's newest page: from its first post (or ``since``) to the moment it was made."""
    from_id, from_date = _start(page, since)
    _, last = _dates(page)
    return Span(from_id, max(page.ids[-1], from_id), from_date, max(page.captured, last, from_date))


def span_after(page: Page, edge: Edge) -> Span:
    """Of a page asked for by ``after``: from there on, where it is the newest to the moment it was made."""
    first, last = _dates(page)
    end = max(last, page.captured) if page.after is None else last
    return Span(edge.post_id, page.ids[-1], min(edge.date, first), max(end, edge.date))


def span_before(page: Page, edge: Edge, since: datetime | None) -> Span:
    """Of a page asked for by ``before``: from its first post (or ``since``) to where it was asked from."""
    from_id, from_date = _start(page, since)
    return Span(min(from_id, edge.post_id), edge.post_id, from_date, max(edge.date, from_date))


def page_span(page: Page) -> Span:
    """Of a page of which nothing else is known: from its first post to its last, or to the end it shows."""
    from_id, from_date = _start(page, None)
    _, last = _dates(page)
    end = last if page.after is not None else max(last, page.captured)
    return Span(from_id, page.ids[-1], from_date, end)


def _start(page: Page, since: datetime | None) -> tuple[int, datetime]:
    """The id and date it begins with: id 1 on a channel's first page, ``since`` where that cuts it."""
    first, _ = _dates(page)
    if since is not None and first < since:
        older = [block.answer.post_id for block in page.blocks if (block.answer.date or since) < since]
        return max(older) + 1, since
    return (1 if page.before is None else page.ids[0]), first


def _dates(page: Page) -> tuple[datetime, datetime]:
    dates = [block.answer.date for block in page.blocks if block.answer.date is not None]
    return min(dates), max(dates)
