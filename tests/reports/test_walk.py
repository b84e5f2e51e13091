"""All weeks in turn give what each week's report gives, and forget nothing that counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports import weekly_figures
from reports.identity import Grouping, posting_order, unique_requests
from reports.walk import walk_weeks
from storage.rows import Channel, Coverage, Posting

if TYPE_CHECKING:
    from tests.reports.conftest import Maker, MemoryArchive


class Numbered:
    """An archive of rows, each numbered as if every posting were a version of its own."""

    def __init__(self, archive: MemoryArchive) -> None:
        self._archive = archive

    def numbered_postings(self, start: datetime, end: datetime) -> Sequence[tuple[int, Posting]]:
        """Of a span."""
        return list(enumerate(self._archive.postings(start, end), start=1))

    def channels(self) -> Sequence[Channel]:
        """All."""
        return self._archive.channels()

    def coverage(self, start: datetime, end: datetime) -> Sequence[Coverage]:
        """Of a span."""
        return self._archive.coverage(start, end)

    def first_date(self) -> datetime | None:
        """Of all posts."""
        return self._archive.first_date()


def test_each_week_has_the_figures_of_its_report(make: Maker) -> None:
    """The headline, and the series' row of the same week."""
    archive = make.made_up(a_week=15)
    walked = list(walk_weeks(Numbered(archive), timezone="Europe/Moscow", now=make.now))
    assert len(walked) > 26
    assert [(week.number, week.of) for week in walked] == [
        (n, len(walked)) for n in range(1, len(walked) + 1)
    ]
    points = {week.point.week: week.point for week in walked}
    figures = weekly_figures(archive, "2026-W47", timezone="Europe/Moscow", now=make.now)
    for point in figures.history:
        assert points[point.week] == point
    tally = points["2026-W47"].tally
    assert tally is not None
    head = figures.headline
    assert (tally.requests, tally.people, tally.postings) == (head.requests, head.people, head.postings)


def test_an_empty_archive_has_no_weeks(make: Maker) -> None:
    """And neither has one whose only post is from the future."""
    archive = make.archive()
    assert list(walk_weeks(Numbered(archive), timezone="UTC", now=make.now)) == []
    archive.rows.append(make.posting(make.now + timedelta(days=30)))
    assert list(walk_weeks(Numbered(archive), timezone="UTC", now=make.now)) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.integers(0, 200), min_size=8, max_size=8),
    st.lists(
        st.tuples(st.integers(0, 7), st.sampled_from("ab"), st.integers(5, 6), st.booleans(), st.booleans()),
        max_size=25,
    ),
)
def test_postings_one_by_one_are_grouped_as_all_at_once(
    make: Maker, days: list[int], entries: list[tuple[int, str, int, bool, bool]]
) -> None:
    """Repeats, twins within a post, and windows that begin anew, whatever was forgotten between.

    ``days`` are the ages of eight posts; an entry is (post, text, headcount, fleeting, forwarded).
    """
    postings = sorted(
        (
            make.posting(
                make.now - timedelta(days=days[post]),
                1 + post % 2,
                post,
                n,
                text=text * 70,
                headcount_min=people,
                headcount_max=people,
                fleeting=fleeting,
                forwarded=forwarded,
            )
            for n, (post, text, people, fleeting, forwarded) in enumerate(entries)
        ),
        key=posting_order,
    )
    grouping: Grouping[Posting] = Grouping()
    one_by_one = {posting.request_id: grouping.first_of(posting).request_id for posting in postings}
    at_once = {
        posting.request_id: request.first.request_id
        for request in unique_requests(postings)
        for posting in request.postings
    }
    assert one_by_one == at_once
