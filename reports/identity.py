"""Which postings are one request: the unit that every figure counts.

Two entries are one request if role, counts, regions, places, origins and days named are equal and the texts
of their posts are near-duplicates with contacts and emoji masked. A posting is compared with the first
posting of each request that it may repeat, never with a later one, so that small edits do not add up to
another text. Of several it repeats the one most like it, the latest of those equally like. Entries of one
post are never one request: each line asks for people of its own, so the second equal line of a post can
only repeat the second equal line of another.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from operator import attrgetter
from typing import Any, Generic, Literal, Protocol, TypeVar

from storage.rows import OriginRef, Posting, RegionRef

FLEETING_WINDOW = timedelta(hours=24)
"""The window of fleeting texts that are no forwards: day labour that is posted anew is new demand."""

SKETCH_BITS = 256
"""Bits of a text's signature, above which it says how many runs the text has; see ``similarity``."""
WITHIN = 0.9
"""Part of a text's runs that a longer one must have for it to be within that one, cut or quoted."""
LEAST = 0.3
"""What two texts have in common at least before one may be within the other: less is told too roughly."""


class Entry(Protocol):
    """One appearance of one entry, with its words (``storage.Posting``) or without (``storage.Asked``)."""

    @property
    def date(self) -> datetime: ...  # noqa: D102 - as storage.rows has them
    @property
    def channel_id(self) -> int: ...  # noqa: D102
    @property
    def post_id(self) -> int: ...  # noqa: D102
    @property
    def n(self) -> int: ...  # noqa: D102
    @property
    def request_id(self) -> str: ...  # noqa: D102
    @property
    def entry(self) -> Literal["request", "total"]: ...  # noqa: D102
    @property
    def role(self) -> str | None: ...  # noqa: D102
    @property
    def role_ru(self) -> str | None: ...  # noqa: D102
    @property
    def headcount_min(self) -> int | None: ...  # noqa: D102
    @property
    def headcount_max(self) -> int | None: ...  # noqa: D102
    @property
    def regions(self) -> tuple[RegionRef, ...]: ...  # noqa: D102
    @property
    def origins(self) -> tuple[OriginRef, ...]: ...  # noqa: D102
    @property
    def text_key(self) -> str: ...  # noqa: D102
    @property
    def fleeting(self) -> bool: ...  # noqa: D102
    @property
    def forwarded(self) -> bool: ...  # noqa: D102
    @property
    def sketch(self) -> int: ...  # noqa: D102
    @property
    def bands(self) -> tuple[int, ...]: ...  # noqa: D102


E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Rule:
    """What the settings decide of the rule, and every report prints."""

    days: int = 60
    """How long after its first posting a request can be repeated; a later posting is a new request."""
    similarity: float = 0.7
    """How alike two texts must be, 0.6 to 1: the part of their runs of five characters in common."""

    @property
    def window(self) -> timedelta:
        """The days as a span of time."""
        return timedelta(days=self.days)


DEFAULT_RULE = Rule()


@dataclass(frozen=True, slots=True)
class Unique(Generic[E]):
    """One request, or total over several roles, with its postings by (date, channel id, post id)."""

    postings: tuple[E, ...]

    @property
    def first(self) -> E:
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


UniqueRequest = Unique[Posting]
"""A request with its words."""

AnyRequest = Unique[Any]
"""A request to count, with or without its words."""


def posting_order(posting: Entry) -> tuple[datetime, int, int, int]:
    """Order that makes figures the same whatever the order of import."""
    return (posting.date, posting.channel_id, posting.post_id, posting.n)


def unique_requests(postings: Iterable[E], rule: Rule = DEFAULT_RULE) -> tuple[Unique[E], ...]:
    """Group postings into requests, ordered by first posting.

    The postings must reach back far enough to hold the first posting of each request whose date matters.
    """
    window = rule.window
    groups: list[list[E]] = []
    under: dict[Hashable, deque[list[E]]] = {}
    for posting, keys in _keyed(sorted(postings, key=posting_order)):
        if not keys:
            groups.append([posting])
            continue
        found: dict[int, list[E]] = {}
        oldest = posting.date - window
        for key in keys:
            if recent := under.get(key):
                # what lies too far back for this posting does so for all that follow
                while recent and recent[0][0].date < oldest:
                    recent.popleft()
                found.update((id(group), group) for group in recent)
        group = _repeated(posting, found.values(), window, rule.similarity) if found else None
        if group is not None:
            group.append(posting)
            continue
        new = [posting]
        groups.append(new)
        for key in keys:
            under.setdefault(key, deque()).append(new)
    return tuple(Unique(tuple(group)) for group in groups)


def similarity(one: int, other: int) -> float:
    """Estimate from two signatures what part of their runs of characters two texts have in common.

    Each bit is of one MinHash: it is equal if the hashes are, and by chance in half of the other cases. If
    nearly all of the shorter text is in the longer, they are as alike as texts of one length would be of
    which that part of each is in the other. A signature that does not say how many runs there are is of a
    text of unknown length, which is within no other.
    """
    differing = (one ^ other) & _BITS
    common = 1 - 2 * differing.bit_count() / SKETCH_BITS
    shorter, longer = sorted((one >> SKETCH_BITS, other >> SKETCH_BITS))
    if common < LEAST or not shorter:
        return common
    within = min(1.0, common / (1 + common) * (shorter + longer) / shorter)
    return max(common, within / (2 - within)) if within >= WITHIN else common


_BITS = (1 << SKETCH_BITS) - 1


def _keyed(ordered: list[E]) -> Iterator[tuple[E, Sequence[Hashable]]]:
    """Each posting with the keys of which it shares one with all that it may repeat; most share none."""
    times = Counter(chain.from_iterable(posting.bands for posting in ordered))
    shared = {band for band, count in times.items() if count > 1}
    twins: Counter[Hashable] = Counter()
    for posting in ordered:
        bands = shared.intersection(posting.bands)
        if not bands:
            yield posting, ()
            continue
        of_post = (posting.channel_id, posting.post_id, posting.bands)
        twin = twins[of_post]
        twins[of_post] += 1
        yield posting, _keys(posting, bands, twin)


def _keys(posting: Entry, bands: Iterable[int], twin: int) -> list[Hashable]:
    # a channel's own region is no part of the bands, which the settings cannot change
    given = next((region.iso for region in posting.regions if region.basis == "channel"), None)
    # most have neither, and a number is quicker to find than a tuple
    return [(band, twin, given) for band in bands] if twin or given else list(bands)


class Grouping(Generic[E]):
    """``unique_requests`` of a stream: postings come one by one, in their order.

    What lies too far back to be repeated is forgotten, so that memory does not grow with the years.
    """

    def __init__(self, rule: Rule = DEFAULT_RULE) -> None:
        self._rule = rule
        self._under: dict[Hashable, list[list[E]]] = {}
        self._twins: Counter[Hashable] = Counter()
        self._post = (0, 0)
        self._forget_at: datetime | None = None

    def first_of(self, posting: E) -> E:
        """The first posting of the request that this one is of: itself, if it repeats none."""
        post = (posting.channel_id, posting.post_id)
        if post != self._post:
            self._post = post
            self._twins.clear()
        twin = self._twins[posting.bands]
        self._twins[posting.bands] += 1
        keys = _keys(posting, posting.bands, twin)
        found = {id(group): group for key in keys for group in self._under.get(key, ())}
        group = _repeated(posting, found.values(), self._rule.window, self._rule.similarity)
        if group is not None:
            return group[0]
        for key in keys:
            self._under.setdefault(key, []).append([posting])
        self._forget(posting.date)
        return posting

    def _forget(self, now: datetime) -> None:
        if self._forget_at is None or now >= self._forget_at:
            self._forget_at = now + self._rule.window
            for key, groups in list(self._under.items()):
                groups[:] = [group for group in groups if now - group[0].date <= self._rule.window]
                if not groups:
                    del self._under[key]


def _repeated(posting: E, groups: Iterable[list[E]], window: timedelta, least: float) -> list[E] | None:
    """Return the request that a posting repeats: the most alike, then the latest."""
    window = _its_window(posting, window)
    date, text_key, sketch = posting.date, posting.text_key, posting.sketch
    best: tuple[float, tuple[datetime, int, int, int], list[E]] | None = None
    for group in groups:
        first = group[0]
        if date - first.date > window:
            continue
        alike = 1.0 if first.text_key == text_key else similarity(first.sketch, sketch)
        if alike < least:
            continue
        rank = (alike, posting_order(first), group)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return best[2] if best else None


def _its_window(posting: Entry, window: timedelta) -> timedelta:
    return min(window, FLEETING_WINDOW) if posting.fleeting and not posting.forwarded else window


class Earlier(Generic[E]):
    """What lies before a span and decides which postings in it are a request's first, found step by step."""

    def __init__(self, rule: Rule) -> None:
        self._window, self._least = rule.window, rule.similarity
        self._under: dict[int, list[E]] = {}
        self._of_post: dict[tuple[int, int], list[E]] = {}
        self._followed: set[tuple[int, int]] = set()
        self.found: list[E] = []

    def follow(self, new: Sequence[E], like: Iterable[E]) -> list[E]:
        """Of ``like`` and all before it: what ``new`` would repeat, what that would repeat, and so on.

        ``like`` must hold all that has a band in common with ``new``, in whole posts: which of equal lines
        repeats which depends on all lines of a post. Returned is only what was not found before.
        """
        self._add(like)
        grown: list[E] = []
        queue = list(new)
        while queue:
            posting = queue.pop()
            for entry in self._near(posting):
                post = (entry.channel_id, entry.post_id)
                if post not in self._followed and _repeated(posting, ([entry],), self._window, self._least):
                    self._followed.add(post)
                    grown += self._of_post[post]
                    queue += self._of_post[post]
        self.found += grown
        return grown

    def _add(self, entries: Iterable[E]) -> None:
        fresh: dict[tuple[int, int], list[E]] = {}
        changed: set[int] = set()
        for entry in entries:
            post = (entry.channel_id, entry.post_id)
            if post not in self._of_post:
                fresh.setdefault(post, []).append(entry)
                for band in entry.bands:
                    self._under.setdefault(band, []).append(entry)
                changed.update(entry.bands)
        self._of_post |= fresh
        for band in changed:
            self._under[band].sort(key=_date)

    def _near(self, posting: E) -> Iterable[E]:
        """Entries that share a band with a posting and are no later, and not too early."""
        found: dict[int, E] = {}
        for band in posting.bands:
            if entries := self._under.get(band):
                low = bisect_left(entries, posting.date - self._window, key=_date)
                high = bisect_right(entries, posting.date, key=_date)
                found.update((id(entry), entry) for entry in entries[low:high])
        return found.values()


_date = attrgetter("date")
