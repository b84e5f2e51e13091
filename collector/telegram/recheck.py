"""Reading young posts again: for edits, counters, and what is no longer there.

Every id of a window is asked for, not only those that are known: the answer then vouches for the whole
window. When not all windows can be asked in a pass, those come first of which the last look is longest ago
for their age, so that young posts are seen often and old ones seldom.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from collector.passes import Keeper
from collector.telegram.history import History
from collector.telegram.pages import PAGE, Page, Pages
from storage import Checked, Reach, Span

LEAST = 100
"""Requests of a channel's pass that re-checks may take in any case (10,000 posts). They may take more than
that as long as it is no more than half of the channel's requests."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Ids that are asked for together, and the known posts among them."""

    first: int
    last: int
    posts: tuple[Checked, ...]

    def due(self, at: datetime) -> float:
        """How long ago the last look is, by the age of the youngest post."""
        age = max((at - self.posts[-1].date).total_seconds(), 1.0)
        return (at - min(post.checked for post in self.posts)).total_seconds() / age


async def recheck(
    keeper: Keeper, pages: Pages, history: History, *, reach: Reach | None, requests: int
) -> None:
    """Re-check posts that earlier passes read (``reach``); ``requests`` is what this pass took so far."""
    if reach is None or keeper.scope.recheck_days == 0:
        return
    at = pages.now()
    since = at - timedelta(days=keeper.scope.recheck_days)
    young = [
        post
        for post in keeper.archive.young_posts(pages.channel_id, "telegram", since=since)
        if reach.from_id <= post.post_id <= reach.to_id
    ]
    windows = sorted(_windows(young, reach.to_id), key=lambda window: window.due(at), reverse=True)
    lacked: list[int] = []
    asked = 0
    done: list[_Window] = []
    unreadable: set[int] = set()
    try:
        for number, window in enumerate(windows[: max(LEAST, requests)]):
            page = await pages.by_ids(window.first, window.last)
            given = {post.id for post in page.posts} | set(page.unreadable)
            lacked += [post.post_id for post in window.posts if post.post_id not in given]
            asked += len(window.posts)
            history.save_answers(page, at)
            unreadable |= set(page.unreadable)
            done.append(window)
            keeper.progress(f"{keeper.wanted.name}: checking again", number + 1, len(windows))
    finally:
        # first what is gone: that a window was read says that its other posts are there
        if keeper.missing(lacked, asked=asked, as_of=at, channel_id=pages.channel_id):
            _vouch(history, done, unreadable, at)


def _windows(posts: Sequence[Checked], last: int) -> Iterable[_Window]:
    """Windows of 100 ids that hold the posts, none beyond the ``last`` id that was read."""
    start = 0
    while start < len(posts):
        first = posts[start].post_id
        end = start
        while end < len(posts) and posts[end].post_id < first + PAGE:
            end += 1
        yield _Window(first, min(first + PAGE - 1, last), tuple(posts[start:end]))
        start = end


def _vouch(history: History, done: list[_Window], unreadable: set[int], at: datetime) -> None:
    """Record what was read, neighbouring windows as one span."""
    done.sort(key=lambda window: window.first)
    spans: list[Span] = []
    for window in done:
        dates = [post.date for post in window.posts]
        if spans and spans[-1].to_id + 1 == window.first:
            before = spans.pop()
            spans.append(Span(before.from_id, window.last, before.from_date, max(before.to_date, *dates)))
        else:
            spans.append(Span(window.first, window.last, min(dates), max(dates)))
    for span in spans:
        within = tuple(sorted(one for one in unreadable if span.from_id <= one <= span.to_id))
        history.save(Page(unreadable=within), span, at)
