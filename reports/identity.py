"""Which postings are one request: the unit that every figure counts.

Two entries are one request if role, counts, regions and origins are equal and their posts' texts are equal
with contacts and emoji masked (``Posting.text_key``). Entries of one post are never one request: each line
asks for people of its own, so the second equal line of a post can only repeat the second equal line of
another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.rows import Posting

WINDOW = timedelta(days=60)
"""How long after its first posting a request can be repeated; a later posting is a new request."""

FLEETING_WINDOW = timedelta(hours=24)
"""The same for fleeting texts that are no forwards: day labour that is posted anew is new demand."""


@dataclass(frozen=True, slots=True)
class UniqueRequest:
    """One request, or total over several roles, with its postings by (date, channel id, post id)."""

    postings: tuple[Posting, ...]

    @property
    def first(self) -> Posting:
        """The earliest posting: it dates the request and says what was asked for."""
        return self.postings[0]

    @property
    def is_total(self) -> bool:
        """True for the people of a post over several roles with no split: no request of its own."""
        return self.first.entry == "total"

    @property
    def date(self) -> datetime:
        """When the request was first posted."""
        return self.first.date

    @property
    def channels(self) -> int:
        """In how many channels it was posted."""
        return len({posting.channel_id for posting in self.postings})


def posting_order(posting: Posting) -> tuple[datetime, int, int, int]:
    """Order that makes figures the same whatever the order of import."""
    return (posting.date, posting.channel_id, posting.post_id, int(posting.request_id.rpartition("#")[2]))


def unique_requests(postings: Iterable[Posting]) -> tuple[UniqueRequest, ...]:
    """Group postings into requests, ordered by first posting.

    The postings must reach back far enough to hold the first posting of each request whose date matters.
    """
    ordered = sorted(postings, key=posting_order)
    times = Counter(posting.text_key for posting in ordered)
    groups: list[list[Posting]] = []
    current: dict[Hashable, list[Posting]] = {}
    twins: Counter[Hashable] = Counter()
    for posting in ordered:
        if times[posting.text_key] == 1:  # most texts are posted once, and need no comparison
            groups.append([posting])
            continue
        same = _sameness(posting)
        post = (posting.channel_id, posting.post_id, same)
        twins[post] += 1
        key = (same, twins[post])
        group = current.get(key)
        if group is not None and _repeats(group[0], posting):
            group.append(posting)
        else:
            current[key] = [posting]
            groups.append(current[key])
    return tuple(UniqueRequest(tuple(group)) for group in groups)


class Grouping:
    """``unique_requests`` of a stream: postings come one by one, in their order.

    What lies too far back to be repeated is forgotten, so that memory does not grow with the years.
    """

    def __init__(self) -> None:
        self._first: dict[Hashable, Posting] = {}
        self._twins: Counter[Hashable] = Counter()
        self._post = (0, 0)
        self._forget_at: datetime | None = None

    def first_of(self, posting: Posting) -> Posting:
        """The first posting of the request that this one is of: itself, if it repeats none."""
        post = (posting.channel_id, posting.post_id)
        if post != self._post:
            self._post = post
            self._twins.clear()
        same = _sameness(posting)
        self._twins[same] += 1
        key = (same, self._twins[same])
        first = self._first.get(key)
        if first is None or not _repeats(first, posting):
            first = self._first[key] = posting
            self._forget(posting.date)
        return first

    def _forget(self, now: datetime) -> None:
        if self._forget_at is None or now >= self._forget_at:
            self._forget_at = now + WINDOW
            old = [key for key, first in self._first.items() if now - first.date > WINDOW]
            for key in old:
                del self._first[key]


def _sameness(posting: Posting) -> Hashable:
    # sets as text: a tuple of plain values is cheap to keep by the hundred thousand
    return (
        posting.text_key,
        posting.entry,
        posting.role,
        posting.headcount_min,
        posting.headcount_max,
        " ".join(sorted({region.iso for region in posting.regions})),
        " ".join(sorted({f"{origin.iso}/{origin.basis}" for origin in posting.origins})),
    )


def _repeats(first: Posting, posting: Posting) -> bool:
    age = posting.date - first.date
    if posting.fleeting and not posting.forwarded:
        return age <= FLEETING_WINDOW
    return age <= WINDOW
