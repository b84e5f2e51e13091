"""How much of a week the archive has seen: hours of channels that completed reads span.

An hour of a channel is covered when reads together span all of it, whenever they were made; it is late if
that was more than 24 hours after its end. What no read spans is a gap.

A watched channel counts from the week of its first covered hour, or of its first failure if it was never
read, so that adding a channel makes no holes in the past. One that was never even tried counts always.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reports.spans import Span, add_span, part_outside
from reports.weeks import HOUR, Stretch
from storage.rows import Channel, Coverage

COMPLETE = 0.9
"""Share of channel-hours under which a week is marked [b], not compared and not in the norm."""

LATE_AFTER_HOURS = 24

HOUR_SECONDS = 3600

JOIN_SECONDS = 1
"""Telegram dates posts in whole seconds: reads that are one second apart leave no room between them."""


@dataclass(frozen=True, slots=True)
class ChannelCoverage:
    """One channel that was watched in a week, in hours."""

    channel_id: int
    """Telegram's bare id."""
    name: str
    """Username with @, or the title where there is none."""
    title: str
    """The channel's title."""
    expected: int
    """Hours of the week in which it was to be read."""
    covered: int
    """Of these, hours that completed reads span."""
    late: int
    """Of the covered hours, those that were first read over 24 hours after their end."""
    last_covered: datetime | None
    """End of the last covered hour up to the end of the week, None if nothing is covered before it."""

    @property
    def gaps(self) -> int:
        """Hours that no read spans."""
        return self.expected - self.covered


@dataclass(frozen=True, slots=True)
class WeekCoverage:
    """All watched channels in one week, in channel-hours."""

    week: str
    """ISO week, or the name of another period."""
    watched: int
    """Channels that were to be read."""
    reached: int
    """Channels with at least one covered hour."""
    expected: int
    """Their hours."""
    covered: int
    """Of these, hours that completed reads span."""
    late: int
    """Of the covered hours, those that were first read over 24 hours after their end."""
    channels: tuple[ChannelCoverage, ...]
    """Each watched channel."""

    @property
    def gaps(self) -> int:
        """Channel-hours that no read spans."""
        return self.expected - self.covered

    @property
    def share(self) -> float | None:
        """Covered part of the expected channel-hours, None where nothing is watched."""
        return self.covered / self.expected if self.expected else None

    @property
    def complete(self) -> bool:
        """True from 90 % on."""
        return self.expected > 0 and self.covered >= COMPLETE * self.expected


@dataclass(frozen=True, slots=True)
class _Seen:
    """Hours ``[low, high)`` of a channel, counted from the origin, that became covered by one read."""

    low: int
    high: int
    read_at: int
    """In seconds from the origin."""


class ChannelHours:
    """Covered hours of every channel, ready to be counted for any week."""

    def __init__(self, reads: Sequence[Coverage], *, origin: datetime) -> None:
        """Work out from all reads; hours are counted from ``origin``, the start of some week."""
        self._origin = origin
        by_channel: dict[int, list[Coverage]] = {}
        for read in reads:
            by_channel.setdefault(read.channel_id, []).append(read)
        self._seen = {channel: self._first_seen(reads) for channel, reads in by_channel.items()}

    def week(self, week: Stretch, channels: Collection[Channel]) -> WeekCoverage:
        """Count one week over the watched channels."""
        rows = tuple(
            row
            for channel in sorted(channels, key=lambda channel: channel.channel_id)
            if channel.watched and (row := self._channel(week, channel)).expected
        )
        return WeekCoverage(
            week.name,
            len(rows),
            sum(row.covered > 0 for row in rows),
            sum(row.expected for row in rows),
            sum(row.covered for row in rows),
            sum(row.late for row in rows),
            rows,
        )

    def covered_channels(self, weeks: Sequence[Stretch]) -> frozenset[int]:
        """Channels of which 90 % of the hours of these weeks together are covered."""
        hours = sum(week.hours for week in weeks)
        return frozenset(
            channel
            for channel in self._seen
            if hours and sum(self._covered(channel, week)[0] for week in weeks) >= COMPLETE * hours
        )

    def _channel(self, week: Stretch, channel: Channel) -> ChannelCoverage:
        low, high = self._hour(week.start), self._hour(week.end)
        seen = self._seen.get(channel.channel_id, [])
        tried = low if channel.why_not_since is None else self._hour(channel.why_not_since)
        since = min((part.low for part in seen), default=tried)
        covered, late = self._covered(channel.channel_id, week)
        last = max((min(part.high, high) for part in seen if part.low < high), default=None)
        return ChannelCoverage(
            channel.channel_id,
            channel_name(channel),
            channel.title,
            week.hours if since < high else 0,
            covered,
            late,
            None if last is None else self._origin + last * HOUR,
        )

    def _covered(self, channel: int, week: Stretch) -> tuple[int, int]:
        low, high = self._hour(week.start), self._hour(week.end)
        covered = late = 0
        for part in self._seen.get(channel, []):
            first, last = max(part.low, low), min(part.high, high)
            if first < last:
                covered += last - first
                # hour h ends at h + 1, and is late if it was read more than 24 hours after that
                late_before = _hour_up(part.read_at) - LATE_AFTER_HOURS - 1
                late += max(0, min(last, late_before) - first)
        return covered, late

    def _first_seen(self, reads: Sequence[Coverage]) -> list[_Seen]:
        spans: list[Span] = []
        done: list[Span] = []
        seen: list[_Seen] = []
        for read in sorted(reads, key=lambda read: (read.read_at, read.start, read.end)):
            start, end = self._seconds(read.start), self._seconds(read.end)
            whole_start, whole_end = add_span(spans, (start, end), join=JOIN_SECONDS)
            low = max(_hour_up(whole_start), start // HOUR_SECONDS)
            high = min(whole_end // HOUR_SECONDS, _hour_up(end))
            if low < high:
                seen += [
                    _Seen(*part, self._seconds(read.read_at)) for part in part_outside(done, (low, high))
                ]
                add_span(done, (low, high), join=0)
        return seen

    def _hour(self, moment: datetime) -> int:
        return self._seconds(moment) // HOUR_SECONDS

    def _seconds(self, moment: datetime) -> int:
        return (moment - self._origin) // timedelta(seconds=1)


def _hour_up(seconds: int) -> int:
    return -(-seconds // HOUR_SECONDS)


def channel_name(channel: Channel) -> str:
    """Name a channel as people do: @username, or its title where it has none."""
    return f"@{channel.username}" if channel.username else channel.title
