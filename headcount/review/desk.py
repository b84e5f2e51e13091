"""A reviewer's desk: which post is next under a choice of filters, and what was skipped in this sitting."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Literal, get_args
from urllib.parse import urlencode

from reports.audit.sample import sample, strata
from reports.errors import ReportError
from reports.weeks import parse_week
from storage import Archive, Wanted

Show = Literal["stake", "largest", "unsure", "random", "audit"]
SHOWS: tuple[Show, ...] = get_args(Show)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reviewer wants to see. An empty ``week`` is every week; an audit and the largest have one."""

    show: Show = "stake"
    week: str = ""
    channel: str = ""
    role: str = ""
    lang: str = "en"

    def query(self, **changes: str) -> str:
        """As the query of an address, what is empty left out."""
        values = {name: getattr(self, name) for name in ("show", "week", "channel", "role", "lang")} | changes
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True, slots=True)
class Next:
    """The next version to look at, None if there is none, and how far one is."""

    version: int | None
    left: int
    of: int | None = None
    """Posts of the audit's sample; None outside of audits."""


@dataclass
class Desk:
    """One reviewer's sitting. Skipped posts come again in the next one."""

    reviewer: str
    timezone: str
    week: str
    """The week meant where one is needed and none is chosen."""
    audit_size: int
    seed: int = field(default_factory=lambda: random.SystemRandom().randrange(2**31, 2**32 - 5))
    skipped: set[int] = field(default_factory=set)
    done: list[int] = field(default_factory=list)
    """Versions reviewed, each once, in the order in which they first were."""

    def before(self, version: int | None) -> int | None:
        """The version reviewed before this one in this sitting, or the last one; None if there is none."""
        at = self.done.index(version) if version in self.done else len(self.done)
        return self.done[at - 1] if at else None

    def next(self, archive: Archive, filters: Filters) -> Next:
        """The first post that is wanted, not reviewed and not skipped.

        Raises:
            ReportError: there is no such week.
        """
        if filters.show == "audit":
            return self._next_of_audit(archive, filters.week or self.week)
        week = filters.week or (self.week if filters.show == "largest" else "")
        span = parse_week(week, self.timezone) if week else None
        wanted = Wanted(
            order=filters.show,
            start=span.start if span else None,
            end=span.end if span else None,
            channel_id=_channel(archive, filters.channel),
            role=filters.role or None,
            seed=self.seed,
        )
        queue = archive.review_queue(wanted, limit=len(self.skipped) + 1)
        first = next((version for version in queue.versions if version not in self.skipped), None)
        return Next(first, queue.length)

    def _next_of_audit(self, archive: Archive, week: str) -> Next:
        """An audit is each reviewer's own: posts that another has judged come all the same."""
        span = parse_week(week, self.timezone)
        chosen = sample(strata(archive.audit_posts(span.start, span.end), week), self.audit_size)
        mine = [post for post in chosen if self.reviewer not in {word.reviewer for word in post.words}]
        first = next((post.version for post in mine if post.version not in self.skipped), None)
        return Next(first, len(mine), len(chosen))

    def audit_of(self, filters: Filters) -> str | None:
        """The week whose audit a word under these filters belongs to."""
        return (filters.week or self.week) if filters.show == "audit" else None


def _channel(archive: Archive, name: str) -> int | None:
    """A channel's id by its name; 0, which no channel has, for a name that the archive does not know."""
    if not name:
        return None
    return archive.channel_named(name.removeprefix("@")) or 0


def is_week(name: str, timezone: str) -> bool:
    """Whether this is the name of an ISO week."""
    try:
        parse_week(name, timezone)
    except ReportError:
        return False
    return True
