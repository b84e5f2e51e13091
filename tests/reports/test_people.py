from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from reports.identity import Unique, UniqueRequest
from reports.language import language
from reports.people import People, Typical, bounds, by_size, people, typical

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

DAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


def requests(make: Maker, *counts: tuple[int | None, int | None]) -> list[UniqueRequest]:
    """Make a request for each pair of minimum and maximum."""
    return [
        Unique((make.posting(DAY + timedelta(hours=n), post=n, headcount_min=low, headcount_max=high),))
        for n, (low, high) in enumerate(counts)
    ]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (50, 50, (50, 50)),
        (50, 60, (50, 60)),
        (100, None, (100, 100)),
        (None, 50, (0, 50)),
        (None, None, None),
    ],
    ids=["exact", "range", "from", "up to", "no number"],
)
def test_bounds_of_one_request(
    make: Maker, low: int | None, high: int | None, expected: tuple[int, int] | None
) -> None:
    """Nothing is added below "up to 50", nothing is invented above "from 100", no number adds nothing."""
    (request,) = requests(make, (low, high))
    assert bounds(request) == expected


def test_the_sum_is_a_range_that_says_how_many_are_open_ended(make: Maker) -> None:
    """The example of the report's rules."""
    summed = people(requests(make, (10, 10), (None, 50), (100, None), (None, None)))
    assert summed == People(110, 160, open_ended=1, stated=3)
    assert language("en").people(summed) == "110-160+ (1 open-ended)"
    assert language("ru").people(summed) == "110-160+ (1 без верхней границы)"


def test_one_number_is_printed_where_the_range_is_a_point() -> None:
    """Nobody reads 40-40."""
    assert language("en").people(People(40, 40, 0, 2)) == "40"
    assert language("en").people(People(40, 40, 2, 2)) == "40+ (2 open-ended)"
    assert language("en").people(People(1040, 20400, 0, 2)) == "1,040-20,400"
    assert language("ru").people(People(1040, 20400, 0, 2)) == "1\u00a0040-20\u00a0400"


def test_the_largest_is_of_the_highest_upper_end(make: Maker) -> None:
    """Open-ended before closed at the same number; those without a number have no size."""
    found = requests(make, (5, 5), (100, 100), (100, None), (None, 100), (None, None))
    assert [request.first.post_id for request in by_size(found)] == [2, 1, 3, 0]


def test_the_median_is_of_those_that_state_a_number(make: Maker) -> None:
    """Requests without a number are not zeros."""
    assert typical(requests(make, (2, 2), (4, 10), (None, 100), (None, None))) == Typical(2.0, 10.0)
    assert typical(requests(make, (None, None))) is None


def test_what_one_request_asks_for_in_words() -> None:
    """As the largest requests are headed."""
    words = [language("en").headcount(*pair) for pair in [(5, 5), (5, 6), (5, None), (None, 5), (None, None)]]
    assert words == ["5", "5-6", "5+", "up to 5", "no number"]
