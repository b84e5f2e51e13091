from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from reports.coverage import ChannelHours
from reports.spans import add_span, part_outside
from reports.weeks import Week, parse_week
from storage.rows import Channel, Coverage

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

WEEK = parse_week("2026-W47", "Europe/Moscow")
HOUR = timedelta(hours=1)


def read(start: float, end: float, *, at: float | None = None, channel: int = 1) -> Coverage:
    """Make a read of these hours of the week, made at its end unless said otherwise."""
    made = end if at is None else at
    return Coverage(channel, hour(start), hour(end), hour(made), "telegram")


def hour(number: float) -> datetime:
    """Return the moment this many hours into the week."""
    return WEEK.start + number * HOUR


def count(make: Maker, *reads: Coverage, week: Week = WEEK, **channel: object) -> tuple[int, int, int]:
    """Count one channel's (expected, covered, late) hours."""
    found = ChannelHours(reads, origin=WEEK.start).week(week, [make.channel(1, **channel)])
    return found.expected, found.covered, found.late


def test_an_hour_is_covered_when_a_read_spans_all_of_it(make: Maker) -> None:
    """From half past two to half past five: three and four."""
    assert count(make, read(2.5, 5.5)) == (168, 2, 0)


def test_reads_together_span_an_hour(make: Maker) -> None:
    """Passes begin where the last one ended, in the middle of an hour, or a second later."""
    assert count(make, read(0, 10.5), read(10.5, 20)) == (168, 20, 0)
    assert count(make, read(0, 10.5), read(10.5 + 1 / 3600, 20)) == (168, 20, 0)
    assert count(make, read(0, 10.5), read(10.5 + 2 / 3600, 20)) == (168, 19, 0)


def test_hours_read_twice_count_once(make: Maker) -> None:
    """Every pass reads the last fortnight again."""
    assert count(make, read(0, 20), read(10, 30), read(0, 30, at=90)) == (168, 30, 0)


def test_hours_first_read_a_day_after_their_end_are_late_and_covered(make: Maker) -> None:
    """Hour 0 ends at 1: read at 25 it is on time, a second later it is late."""
    assert count(make, read(0, 10, at=25)) == (168, 10, 0)
    assert count(make, read(0, 10, at=25 + 1 / 3600)) == (168, 10, 1)
    assert count(make, read(0, 10, at=1000)) == (168, 10, 10)


def test_the_first_read_decides_whether_an_hour_is_late(make: Maker) -> None:
    """A second read, however late, changes nothing, in whatever order they are given."""
    assert count(make, read(0, 20, at=1000), read(5, 10)) == (168, 20, 15)
    assert count(make, read(5, 10), read(0, 20, at=1000)) == (168, 20, 15)


def test_an_hour_completed_by_a_late_read_is_late(make: Maker) -> None:
    """Half an hour read in time does not cover it."""
    assert count(make, read(0, 10.5), read(10.5, 12, at=1000)) == (168, 12, 2)


def test_what_no_read_spans_is_a_gap(make: Maker) -> None:
    """Each channel's gaps are its own."""
    channels = [make.channel(1), make.channel(2)]
    found = ChannelHours([read(0, 168), read(0, 100, channel=2)], origin=WEEK.start).week(WEEK, channels)
    assert (found.expected, found.covered, found.gaps) == (336, 268, 68)
    assert [row.gaps for row in found.channels] == [0, 68]
    assert not found.complete


def test_a_week_is_complete_from_nine_tenths_on(make: Maker) -> None:
    """151.2 of 168 hours: 152 will do, 151 will not."""
    for hours, complete in ((151, False), (152, True)):
        found = ChannelHours([read(0, hours)], origin=WEEK.start).week(WEEK, [make.channel(1)])
        assert found.complete is complete


def test_a_channel_that_was_never_read_is_a_gap(make: Maker) -> None:
    """It is watched, and nothing is known of it."""
    assert count(make) == (168, 0, 0)


def test_a_channel_counts_from_the_week_of_its_first_covered_hour(make: Maker) -> None:
    """Adding a channel makes no holes in the weeks before, but does in the week in which it was added."""
    before = parse_week("2026-W46", "Europe/Moscow")
    assert count(make, read(150, 168), week=before) == (0, 0, 0)
    assert count(make, read(150, 168)) == (168, 18, 0)


def test_a_channel_that_could_never_be_read_counts_from_its_first_failure(make: Maker) -> None:
    """Naming one that is private marks no week before."""
    assert count(make, why_not="Private.", why_not_since=hour(100)) == (168, 0, 0)
    assert count(make, why_not="Private.", why_not_since=hour(170)) == (0, 0, 0)


def test_channels_that_are_not_watched_are_not_expected(make: Maker) -> None:
    """One that was imported once and is not in the settings."""
    assert count(make, read(0, 100), watched=False) == (0, 0, 0)


def test_the_last_covered_hour_is_told_up_to_the_end_of_the_week(make: Maker) -> None:
    """A channel lost on Tuesday was read up to then; reads of the week after do not matter."""
    reads = [read(-50, 30.5), read(200, 300)]
    (row,) = ChannelHours(reads, origin=WEEK.start).week(WEEK, [make.channel(1)]).channels
    assert row.last_covered == hour(30)


def test_channels_covered_in_a_period_have_nine_tenths_of_all_its_hours() -> None:
    """A channel that was added in the middle was not covered in the period."""
    weeks = [parse_week("2026-W46", "Europe/Moscow"), WEEK]
    hours = ChannelHours([read(-168, 168), read(-100, 168, channel=2)], origin=WEEK.start)
    assert hours.covered_channels(weeks) == {1}
    assert hours.covered_channels([WEEK]) == {1, 2}
    assert hours.covered_channels([]) == set()


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda p: (p[0], p[0] + p[1])), max_size=12
)


@given(SPANS, st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda p: (p[0], p[0] + p[1])))
def test_unions_of_spans_hold_what_their_spans_hold(
    spans: list[tuple[int, int]], whole: tuple[int, int]
) -> None:
    """Against the plain way, one number at a time."""
    union: list[tuple[int, int]] = []
    for span in spans:
        merged = add_span(union, span, join=0)
        assert merged in union
    points = {point for low, high in spans for point in range(low, high)}
    assert {point for low, high in union for point in range(low, high)} == points
    assert union == sorted(union)
    outside = {point for low, high in part_outside(union, whole) for point in range(low, high)}
    assert outside == set(range(*whole)) - points


@given(st.lists(st.tuples(st.integers(-20, 200), st.integers(1, 60), st.integers(0, 80)), max_size=10))
def test_hours_are_covered_and_late_as_if_counted_one_by_one(parts: list[tuple[int, int, int]]) -> None:
    """Reads of whole hours in any order, against counting each hour by the earliest read that spans it."""
    reads = [read(low, low + long, at=low + long + after) for low, long, after in parts]
    channel = Channel(1, "example", "Example", "channel", None, True, None, None)
    found = ChannelHours(reads, origin=WEEK.start).week(WEEK, [channel])
    first: dict[int, int] = {}
    for low, long, after in parts:
        for number in range(max(low, 0), min(low + long, 168)):
            first[number] = min(first.get(number, 10_000), low + long + after)
    assert found.covered == len(first)
    assert found.late == sum(made > number + 1 + 24 for number, made in first.items())
