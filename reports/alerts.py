"""What of the last weeks meets a condition that a person asked to be told of: an alert for each.

Alerts are news: looked at are the requests first posted in the week in progress and the four before, which
is more than any laptop sleeps. What is told once is never told again, whatever is imported later: each alert
has a subject, and a subject that an earlier one had is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from reports.comparison import ENOUGH_WEEKS
from reports.conditions import Condition, channel_of, line, meets
from reports.coverage import ChannelHours
from reports.identity import UniqueRequest, unique_requests
from reports.source import Archive
from reports.unusual import Unusual, unusual_week
from reports.weeks import Week, earlier, week_of
from storage.rows import Channel, Posting

FRESH = 5
"""Weeks that are looked at, the one in progress among them."""

HISTORY = 26
"""Weeks before each of them in which nobody may have posted for something to be a newcomer."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to be told, with nothing in it that names a person.

    ``subject`` is what it is about, in words that stay the same: ``request 123/45#0``, ``role welder``,
    ``region RU-TVE``, ``channel 123``, ``sender 123/45`` (by the post that made them known),
    ``week 2026-W47``.
    """

    alert: str
    kind: Literal["request", "newcomer", "week"]
    subject: str
    week: str
    """The ISO week of the post, or the week itself."""
    what: str
    """What is to be told, in one line."""
    permalink: str | None
    date: datetime | None
    request_ids: tuple[str, ...]
    sha256: str | None
    """Of the first posting's raw answer, as the report's evidence has it."""


class Source(Archive, Protocol):
    """What alerts ask of an archive beyond what reports do."""

    def senders(self, start: datetime, end: datetime) -> Mapping[tuple[int, int], str]:
        """Who sent the posts of the span, as (channel id, post id), where that is known."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read for all conditions; ``weeks`` ends with the one in progress."""

    weeks: Sequence[Week]
    postings: Sequence[Posting]
    requests: Sequence[UniqueRequest]
    channels: Mapping[int, Channel]
    hours: ChannelHours
    complete: Sequence[bool]
    """Of each week, whether it was collected."""
    senders: Mapping[tuple[int, int], str]

    @property
    def fresh(self) -> Sequence[Week]:
        return self.weeks[-FRESH:]

    def place(self, moment: datetime) -> int:
        """Which of the weeks a moment is in."""
        return next(n for n, week in enumerate(self.weeks) if week.start <= moment < week.end)


def find_alerts(
    archive: Source,
    conditions: Sequence[Condition],
    *,
    timezone: str,
    now: datetime,
    complete: str,
    fired: Collection[tuple[str, str]],
) -> list[Alert]:
    """Find what is to be told, in order of the conditions.

    ``complete`` is the last week that may be said to be over; ``fired`` are the (alert, subject) pairs of
    earlier alerts.
    """
    if not conditions:
        return []
    seen = _read(archive, timezone=timezone, now=now)
    return [
        alert
        for condition in conditions
        for alert in (
            _weeks(condition, seen, complete=complete, fired=fired)
            if condition.unusual
            else _newcomers(condition, seen)
            if condition.newcomer
            else _requests(condition, seen, fired)
        )
        if (alert.alert, alert.subject) not in fired
    ]


def _read(archive: Source, *, timezone: str, now: datetime) -> _Seen:
    current = week_of(now, timezone)
    weeks = tuple(earlier(current, back, timezone) for back in reversed(range(FRESH + HISTORY)))
    start, end = weeks[0].start, weeks[-1].end
    postings = tuple(archive.postings(start, end))
    channels = {channel.channel_id: channel for channel in archive.channels()}
    hours = ChannelHours(archive.coverage(start, end), origin=start)
    return _Seen(
        weeks,
        postings,
        unique_requests(postings),
        channels,
        hours,
        [hours.week(week, tuple(channels.values())).complete for week in weeks],
        archive.senders(start, end),
    )


def _requests(condition: Condition, seen: _Seen, fired: Collection[tuple[str, str]]) -> Iterator[Alert]:
    for request in seen.requests:
        if request.date < seen.fresh[0].start or not meets(condition, request):
            continue
        subjects = [f"request {posting.request_id}" for posting in request.postings]
        # an earlier posting that comes in late makes no new request of one that was told
        if not any((condition.name, subject) in fired for subject in subjects):
            yield _of_request(
                condition, seen, request, kind="request", subject=subjects[0], what=line(request)
            )


def _newcomers(condition: Condition, seen: _Seen) -> Iterator[Alert]:
    """Posters, roles and regions of requests that meet the condition, at their first such request."""
    known: set[tuple[str, str]] = set()
    for request in sorted(seen.requests, key=lambda request: request.date):
        if not meets(condition, request):
            continue
        for kind, key, subject, name in _marks(seen, request):
            if (kind, key) in known:
                continue
            known.add((kind, key))
            if request.date < seen.fresh[0].start:
                continue
            weeks = _weeks_before(seen, request, of_channel=kind in ("channel", "sender"))
            if weeks >= ENOUGH_WEEKS:
                what = f"{kind} {name} was not seen in the {weeks} weeks collected before: {line(request)}"
                yield _of_request(condition, seen, request, kind="newcomer", subject=subject, what=what)


def _marks(seen: _Seen, request: UniqueRequest) -> Iterator[tuple[str, str, str, str]]:
    """What may be new in a request: its kind, key, subject and name."""
    first = request.first
    channel = seen.channels.get(first.channel_id)
    sender = seen.senders.get((first.channel_id, first.post_id))
    if sender is not None and channel is not None and channel.kind == "group":
        # named by its post: what a sender is called may have to be removed some day
        yield "sender", sender, f"sender {first.channel_id}/{first.post_id}", f"in {channel_of(first)}"
    else:
        yield "channel", str(first.channel_id), f"channel {first.channel_id}", channel_of(first)
    if first.role is not None:
        yield "role", first.role, f"role {first.role}", first.role
    for region in first.regions:
        yield "region", region.iso, f"region {region.iso}", region.iso


def _weeks_before(seen: _Seen, request: UniqueRequest, *, of_channel: bool) -> int:
    """Of the 26 weeks before a request's, how many were collected, of all channels or its own."""
    place = seen.place(request.date)
    start = max(0, place - HISTORY)
    if not of_channel:
        return sum(seen.complete[start:place])
    own = (seen.channels[request.first.channel_id],)
    return sum(seen.hours.week(week, own).complete for week in seen.weeks[start:place])


def _weeks(
    condition: Condition, seen: _Seen, *, complete: str, fired: Collection[tuple[str, str]]
) -> Iterator[Alert]:
    for place, week in enumerate(seen.weeks):
        if week not in seen.fresh or week.name > complete or (condition.name, f"week {week.name}") in fired:
            continue
        found = unusual_week(
            seen.weeks[max(0, place - HISTORY + 1) : place + 1],
            seen.postings,
            seen.hours,
            tuple(seen.channels.values()),
            lambda request: meets(condition, request),
        )
        if found is not None:
            yield _of_week(condition, seen, week, found)


def _of_request(
    condition: Condition,
    seen: _Seen,
    request: UniqueRequest,
    *,
    kind: Literal["request", "newcomer"],
    subject: str,
    what: str,
) -> Alert:
    first = request.first
    week = seen.weeks[seen.place(request.date)].name
    ids = (first.request_id,)
    return Alert(condition.name, kind, subject, week, what, first.permalink, first.date, ids, first.sha256)


def _of_week(condition: Condition, seen: _Seen, week: Week, found: Unusual) -> Alert:
    norm = found.norm
    what = (
        f"{week.name}: {found.count} requests, {found.position} the range {norm.low}-{norm.high} "
        f"(median {norm.median:g}) of the {found.weeks} complete weeks before"
    )
    ids = tuple(
        request.first.request_id
        for request in seen.requests
        if week.start <= request.date < week.end and not request.is_total and meets(condition, request)
    )
    return Alert(condition.name, "week", f"week {week.name}", week.name, what, None, None, ids, None)
