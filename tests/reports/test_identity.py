from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.identity import SKETCH_BITS, Rule, similarity, unique_requests
from storage.rows import OriginRef, Posting, RegionRef

if TYPE_CHECKING:
    from tests.reports.conftest import Maker

DAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


def test_a_repost_in_another_channel_is_the_same_request(make: Maker) -> None:
    """Two postings, one request, dated by the first."""
    first = make.posting(DAY)
    second = make.moved(first, DAY + timedelta(days=3), channel=2, post=8)
    (request,) = unique_requests([second, first])
    assert (request.date, len(request.postings), request.channels) == (DAY, 2, 2)


@pytest.mark.parametrize(
    "change",
    [
        {"role": "cook"},
        {"headcount_min": 9},
        {"headcount_max": None},
        {"regions": (RegionRef("RU-TVE", "text"),)},
        {"origins": (OriginRef("KP", "stated"),)},
        {"origins": (OriginRef("KP", "inferred"),)},
        {"text_key": "other words"},
        {"entry": "total"},
    ],
    ids=str,
)
def test_another_role_count_region_origin_or_text_is_another_request(
    make: Maker, change: dict[str, object]
) -> None:
    """All of them must be equal."""
    first = make.posting(DAY, origins=(OriginRef("UZ", "inferred"),))
    second = make.moved(first, DAY + timedelta(hours=1), channel=2, post=8, **change)
    assert len(unique_requests([first, second])) == 2


def test_the_order_in_which_regions_are_named_makes_no_difference(make: Maker) -> None:
    """Regions are a set, wherever the archive took them from."""
    regions = (RegionRef("RU-TVE", "text"), RegionRef("RU-MOW", "text"))
    first = make.posting(DAY, regions=regions)
    second = make.moved(first, DAY, channel=2, post=8, regions=regions[::-1])
    assert len(unique_requests([first, second])) == 1


def test_the_window_runs_from_the_first_posting(make: Maker) -> None:
    """A request posted monthly is new again after 60 days, not kept alive by each posting."""
    first = make.posting(DAY)
    later = [
        make.moved(first, DAY + timedelta(days=days), channel=1, post=days) for days in (30, 60, 61, 90, 121)
    ]
    requests = unique_requests([first, *later])
    assert [[posting.post_id for posting in request.postings] for request in requests] == [
        [1, 30, 60],
        [61, 90, 121],
    ]


def test_fleeting_texts_repeat_only_within_a_day(make: Maker) -> None:
    """Day labour that is posted anew is new demand."""
    first = make.posting(DAY, fleeting=True)
    same_day = make.moved(first, DAY + timedelta(hours=24), channel=2, post=2)
    next_day = make.moved(first, DAY + timedelta(hours=25), channel=2, post=3)
    requests = unique_requests([first, same_day, next_day])
    assert [len(request.postings) for request in requests] == [2, 1]


def test_forwards_of_fleeting_texts_repeat_later_too(make: Maker) -> None:
    """A forward is no new demand; it belongs to the latest request of these words."""
    first = make.posting(DAY, fleeting=True)
    anew = make.moved(first, DAY + timedelta(days=2), channel=1, post=2)
    forward = replace(make.moved(first, DAY + timedelta(days=5), channel=2, post=3), forwarded=True)
    requests = unique_requests([first, anew, forward])
    assert [len(request.postings) for request in requests] == [1, 2]


def test_equal_lines_of_one_post_are_requests_of_their_own(make: Maker) -> None:
    """Two sites with ten welders each are twenty welders; a repost of the post repeats both."""
    lines = [make.posting(DAY, n=0), make.posting(DAY, n=1)]
    again = [make.moved(line, DAY + timedelta(days=1), channel=2, post=9) for line in lines]
    requests = unique_requests([*lines, *again])
    assert [len(request.postings) for request in requests] == [2, 2]


def test_equal_moments_are_ordered_by_channel_and_post(make: Maker) -> None:
    """The lower channel id is the first posting, and post 9 comes before post 10."""
    first = make.posting(DAY, 2, 9)
    others = [make.moved(first, DAY, channel=2, post=10), make.moved(first, DAY, channel=3, post=1)]
    (request,) = unique_requests([*others, first])
    assert [posting.permalink.rpartition("example_")[2] for posting in request.postings] == [
        "2/9",
        "2/10",
        "3/1",
    ]


def test_tenth_line_of_a_post_comes_after_the_second(make: Maker) -> None:
    """Places in a post are numbers, not text."""
    lines = [make.posting(DAY, n=n, headcount_min=n, headcount_max=n) for n in range(12)]
    assert [request.first.headcount_min for request in unique_requests(lines[::-1])] == list(range(12))


@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_any_order_of_import_gives_the_same_requests(chance: random.Random, count: int) -> None:
    """What was imported first makes no difference to what counts as first."""
    postings = [_random_posting(chance, number) for number in range(count)]
    shuffled = chance.sample(postings, len(postings))
    assert unique_requests(postings) == unique_requests(shuffled)


@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_every_posting_is_in_exactly_one_request(chance: random.Random, count: int) -> None:
    """Nothing is lost and nothing counted twice, and no request outlives its window."""
    postings = [_random_posting(chance, number) for number in range(count)]
    requests = unique_requests(postings)
    assert sorted(p.request_id for r in requests for p in r.postings) == sorted(
        p.request_id for p in postings
    )
    for request in requests:
        assert all(posting.date - request.date <= timedelta(days=60) for posting in request.postings)
        assert all(similarity(p.sketch, request.first.sketch) >= 0.7 for p in request.postings)
        assert len({posting.headcount_min for posting in request.postings}) == 1


def _random_posting(chance: random.Random, number: int) -> Posting:
    channel, low = chance.randrange(1, 4), chance.choice([None, 5, 10])
    text, bits = chance.choice(["a", "b", "c"]), chance.choice([0, 0, 20, 45])
    return Posting(
        request_id=f"{channel}/{number}#0",
        entry="request",
        channel_id=channel,
        channel=None,
        channel_title="Example",
        post_id=number,
        n=0,
        permalink=f"https://t.me/c/{channel}/{number}",
        date=DAY + timedelta(hours=chance.choice([0, 1, 20, 30, 700, 1500, 4000])),
        sha256="0" * 64,
        text=text,
        text_key=f"{text} {bits}",
        fleeting=text == "c",
        forwarded=chance.random() < 0.3,
        role="welder",
        role_ru=None,
        isco08=None,
        role_text=None,
        headcount_min=low,
        headcount_max=low,
        headcount_text=None,
        regions=(),
        origins=(),
        sketch=_long((ord(text) << 100) ^ ((1 << bits) - 1), chance.choice([0, 100, 250])),
        bands=tuple(1000 * ord(text) + 10 * (low or 0) + n for n in range(8)),
        pay=(),
        hours=(),
        confidence=0.9,
        later=None,
    )


def _near(posting: Posting, bits: int) -> Posting:
    """The same posting with a text that differs from the first one's in so many bits of the signature."""
    return replace(posting, sketch=posting.sketch ^ ((1 << bits) - 1), text_key=f"{posting.text_key} {bits}")


def test_texts_that_are_nearly_the_same_are_one_request(make: Maker) -> None:
    """38 of 256 bits is 0.70 in common, 39 is less; the settings may ask for more."""
    first = make.posting(DAY)
    again = make.moved(first, DAY + timedelta(days=3), channel=2, post=8)
    assert len(unique_requests([first, _near(again, 38)])) == 1
    assert len(unique_requests([first, _near(again, 39)])) == 2
    assert len(unique_requests([first, _near(again, 38)], Rule(similarity=0.9))) == 2
    assert len(unique_requests([first, _near(again, 38)], Rule(days=2))) == 2


def test_small_edits_do_not_add_up_to_another_text(make: Maker) -> None:
    """A posting is compared with the first of a request, not with the one before it."""
    first = make.posting(DAY)
    postings = [first] + [
        _near(make.moved(first, DAY + timedelta(days=n), channel=2, post=n), bits)
        for n, bits in ((1, 30), (2, 60))
    ]
    assert [len(request.postings) for request in unique_requests(postings)] == [2, 1]


def test_a_posting_repeats_the_request_that_it_is_most_like(make: Maker) -> None:
    """Not the latest; of those equally like it, the latest."""
    first = make.posting(DAY)
    other = _near(make.moved(first, DAY + timedelta(days=1), channel=2, post=2), 50)
    third = _near(make.moved(first, DAY + timedelta(days=2), channel=3, post=3), 20)
    requests = unique_requests([first, other, third])
    assert [[p.post_id for p in request.postings] for request in requests] == [[1, 3], [2]]


def test_without_a_band_in_common_nothing_is_compared(make: Maker) -> None:
    """What an index cannot find must not be found in memory either, or figures would depend on the span."""
    first = make.posting(DAY)
    again = make.moved(first, DAY + timedelta(days=3), channel=2, post=8)
    assert len(unique_requests([first, replace(again, bands=tuple(n + 1 for n in again.bands))])) == 2
    assert len(unique_requests([first, replace(again, bands=(*again.bands[:1], 0, 0, 0, 0, 0, 0, 0))])) == 1


def _long(sketch: int, runs: int) -> int:
    """A signature that says how many runs its text has."""
    return sketch | runs << SKETCH_BITS


@pytest.mark.parametrize(
    ("bits", "runs", "least", "most"),
    [
        # 77 of 256 bits differ: 0.4 in common, which is all of a text that is 2.5 times shorter
        pytest.param(77, (100, 250), 0.99, 1.0, id="within"),
        pytest.param(77, (100, 100), 0.39, 0.41, id="equally long"),
        pytest.param(77, (100, 0), 0.39, 0.41, id="unknown"),
        # nine tenths of the shorter are too few
        pytest.param(77, (100, 200), 0.39, 0.41, id="six sevenths"),
        # 102: 0.2 in common, too little to tell one within the other from chance
        pytest.param(102, (100, 500), 0.19, 0.21, id="hardly alike"),
    ],
)
def test_a_text_within_a_longer_one_is_alike_to_it(
    bits: int, runs: tuple[int, int], least: float, most: float
) -> None:
    """Reposts are cut, or have a comment or the words of an agency around them."""
    one, other = _long(0, runs[0]), _long((1 << bits) - 1, runs[1])
    assert least <= similarity(one, other) <= most
    assert similarity(one, other) == similarity(other, one)


def test_texts_of_equal_length_are_as_alike_as_their_runs(make: Maker) -> None:
    """Whatever their length: the number of runs is no part of what is compared."""
    first = make.posting(DAY)
    again = make.moved(first, DAY, channel=2, post=8)
    for runs, requests in ((100, 2), (0, 2)):
        pair = (replace(one, sketch=_long(one.sketch, runs)) for one in (first, _near(again, 39)))
        assert len(unique_requests(pair)) == requests
