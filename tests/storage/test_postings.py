"""Postings: each post by its first archived version that is a request, and what later ones did to it."""

from pathlib import Path
from typing import Any

import pytest

from storage import OriginRef, Posting, RegionRef, Watched, Writer

PARSER = ("1.0", "sha256:aa")


def postings(desk: Any) -> list[Posting]:
    """All of them."""
    found: list[Posting] = desk.writer.postings(desk.day(-99), desk.day(99))
    return found


def read(desk: Any, *readings: Any) -> None:
    """Save readings."""
    desk.writer.save_extractions(*PARSER, list(readings))


def test_an_entry_says_who_is_asked_for_where_and_in_which_words(desk: Any, reading: Any) -> None:
    """With the post it stands in and the hash of what was archived."""
    desk.save(desk.answer(3, forwarded_from="Other"))
    read(desk, reading(1, key="abc", fleeting=True))
    (one,) = postings(desk)
    assert one.request_id == "1234500001/3#1"
    assert (one.entry, one.role, one.role_ru, one.isco08) == (
        "request",
        "sewing machine operator",
        "швея",
        "8153",
    )
    assert (one.headcount_min, one.headcount_max, one.headcount_text) == (5, 5, "5")
    assert one.regions == (RegionRef("RU-TVE", "text"),)
    assert one.origins == (OriginRef("KP", "stated"),)
    assert (one.text, one.text_key, one.fleeting, one.forwarded) == ("Нужны 5 швей", "abc", True, True)
    assert one.permalink == "https://t.me/c/1234500001/3"
    assert one.sha256 == desk.posts()[3]["sha256"]
    assert one.date == desk.day(3 / 24)
    assert one.later is None


def test_posts_of_the_span_in_order(desk: Any, reading: Any) -> None:
    """By date, channel, id and place in the post; the end is exclusive; chatter is none."""
    desk.save(desk.answer(2), desk.answer(1), desk.answer(5), desk.answer(4))
    desk.save(desk.answer(1), channel=77)
    read(
        desk,
        reading(1, requests=[{}, {"role": "cook"}]),
        reading(2),
        reading(3),
        reading(4, requests=[]),
        reading(5),
    )
    found = desk.writer.postings(desk.day(1 / 24), desk.day(5 / 24))
    assert [one.request_id for one in found] == [
        "77/1#1",
        "1234500001/1#1",
        "1234500001/2#1",
        "1234500001/2#2",
    ]


def test_the_first_version_that_is_a_request_counts(desk: Any, reading: Any) -> None:
    """Not chatter that became one, and not what came later."""
    desk.save(desk.answer(1, "Скоро новости"), as_of=1)
    desk.save(desk.answer(1, "Нужны 5 швей", edited=desk.day(2)), as_of=2)
    desk.save(desk.answer(1, "Нужны 50 швей", edited=desk.day(3)), as_of=3)
    raised = {"headcount_min": 50, "headcount_max": 50}
    read(desk, reading(1, requests=[]), reading(2), reading(3, requests=[raised]))
    (one,) = postings(desk)
    assert (one.text, one.headcount_min, one.later) == ("Нужны 5 швей", 5, "raised")


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_the_first_is_first_whatever_came_in_first(desk: Any, reading: Any, order: tuple[int, ...]) -> None:
    """Also where the first version was the latest again for a while."""
    answers = {
        1: ("Нужны 5 швей", None), 2: ("Нужны 6 швей", desk.day(2)), 3: ("Нужны 5 швей", desk.day(3)),
    }  # fmt: skip
    for as_of in order:
        text, edited = answers[as_of]
        desk.save(desk.answer(1, text, edited=edited), as_of=as_of)
    read(desk, *(reading(version) for version in desk.version_ids()))
    (one,) = postings(desk)
    assert one.text == "Нужны 5 швей"
    assert one.sha256 == desk.versions(1)[0]["sha256"]


@pytest.mark.parametrize(
    ("before", "after", "later"),
    [
        ((5, 5), (9, 9), "raised"),
        ((5, 5), (3, 3), "lowered"),
        ((5, 5), (5, 5), None),
        ((5, 10), (5, 20), "raised"),
        ((100, None), (50, None), "lowered"),
        ((None, 50), (None, 70), "raised"),
        ((None, None), (5, 5), None),
        ((5, 5), (None, None), None),
    ],
)
def test_what_the_latest_version_did_to_an_entry(
    desk: Any, reading: Any, before: tuple[Any, Any], after: tuple[Any, Any], later: str | None
) -> None:
    """Raised, lowered, or neither that can be told."""
    desk.save(desk.answer(1, "one"), as_of=1)
    desk.save(desk.answer(1, "other", edited=desk.day(2)), as_of=2)
    sizes = [{"headcount_min": low, "headcount_max": high} for low, high in (before, after)]
    read(desk, reading(1, requests=[sizes[0]]), reading(2, requests=[sizes[1]]))
    assert [one.later for one in postings(desk)] == [later]


@pytest.mark.parametrize("end", [{"closed": True}, {"requests": []}])
def test_a_request_is_closed_by_its_own_words_or_by_taking_it_back(
    desk: Any, reading: Any, end: dict[str, Any]
) -> None:
    """The latest version says that it is filled, or no longer asks."""
    desk.save(desk.answer(1, "one"), as_of=1)
    desk.save(desk.answer(1, "other", edited=desk.day(2)), as_of=2)
    read(desk, reading(1), reading(2, **end))
    assert [one.later for one in postings(desk)] == ["closed"]


def test_an_entry_that_later_versions_leave_out_is_neither(desk: Any, reading: Any) -> None:
    """Another role took its place: nothing is known of the first."""
    desk.save(desk.answer(1, "one"), as_of=1)
    desk.save(desk.answer(1, "other", edited=desk.day(2)), as_of=2)
    read(desk, reading(1), reading(2, requests=[{"role": "cook"}]))
    assert [one.later for one in postings(desk)] == [None]


def test_a_channels_region_stands_in_where_the_text_names_none(desk: Any, reading: Any) -> None:
    """And says that it did."""
    desk.save(desk.answer(1))
    desk.writer.watch([Watched("1234500001", "RU-KDA")])
    read(desk, reading(1, requests=[{"regions": []}, {"role": "cook"}]))
    assert [one.regions for one in postings(desk)] == [
        (RegionRef("RU-KDA", "channel"),), (RegionRef("RU-TVE", "text"),),
    ]  # fmt: skip


def test_more_posts_than_a_query_takes_values(path: Path, open_desk: Any, reading: Any) -> None:
    """Nothing is lost at the border of a batch."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.save(*(desk.answer(n) for n in range(1, 1203)))
        read(desk, *(reading(n, key=f"key {n}") for n in range(1, 1203)))
        assert len(postings(desk)) == 1202


def test_posts_are_counted_by_what_is_known_of_them(desk: Any, reading: Any) -> None:
    """The data-quality box of the report."""
    desk.save(
        desk.answer(1), desk.answer(2, "", media="photo"), desk.answer(3, "", service="pin_message"),
        desk.answer(4, "Hello"), desk.answer(5, "Bonjour"), desk.answer(6), desk.answer(7, "later"),
    )  # fmt: skip
    desk.save(desk.answer(6, "Нужны 6 швей", edited=desk.day(31)), as_of=31)
    read(
        desk, reading(1, confidence=0.7), reading(2, requests=[]), reading(3, requests=[]),
        reading(4, requests=[], language="en"), reading(5, requests=[], language="fr"),
        reading(6), reading(7, requests=[]), reading(8, requests=[]),
    )  # fmt: skip
    counts = desk.writer.post_counts(desk.day(0), desk.day(1))
    assert (counts.posts, counts.service, counts.picture_only, counts.requests) == (7, 1, 1, 2)
    assert (counts.unparsed, counts.other_language, counts.edited) == (0, 1, 1)
    assert (counts.missing, counts.low_confidence) == (0, 1)
    desk.save(desk.answer(8), desk.answer(9, "", service="pin_message"))
    assert desk.writer.post_counts(desk.day(0), desk.day(1)).unparsed == 1
    assert desk.writer.post_counts(desk.day(50), desk.day(51)).posts == 0


def test_the_text_of_a_post_by_its_channel(desk: Any) -> None:
    """By id or by username; the latest."""
    desk.save(desk.answer(1, "one"), as_of=1)
    desk.save(desk.answer(1, "other", edited=desk.day(2)), as_of=2)
    desk.writer.save_channel(
        1234500001, title="x", kind="channel", as_of=desk.day(40), run=desk.run, username="Example_Jobs"
    )
    assert desk.writer.post_text("1234500001", 1) == desk.writer.post_text("example_jobs", 1) == "other"
    assert desk.writer.post_text("example_jobs", 2) is None


def test_the_largest_entries_up_to_a_moment(desk: Any, reading: Any) -> None:
    """By the upper end or else the minimum of the version that counts; what states no number is left out."""
    desk.save(*(desk.answer(n) for n in range(1, 7)), as_of=1)
    desk.save(desk.answer(2, "Нужны 900 швей", edited=desk.day(2)), as_of=2)
    sizes = {
        1: (5, 50),
        2: (7, 7),
        3: (100, None),
        4: (None, None),
        5: (None, 60),
        6: (800, 800),
        7: (900, 900),
    }
    read(
        desk,
        *(
            reading(version, requests=[{"headcount_min": low, "headcount_max": high}])
            for version, (low, high) in sizes.items()
        ),
    )
    found = desk.writer.largest(desk.day(5.5 / 24), limit=5)
    assert [one.post_id for one in found] == [3, 5, 1, 2]
    assert [one.post_id for one in desk.writer.largest(desk.day(1), limit=1)] == [2]


def test_pay_and_hours_that_a_post_offers(desk: Any, reading: Any) -> None:
    """All of them, whichever entry they belong to."""
    desk.save(desk.answer(1))
    pay = {"min": 60000, "max": None, "currency": "RUB", "per": "month", "text": "x", "span": [0, 1]}
    hours = {"per_day": 11, "days_per_week": None, "text": "x", "span": [0, 1]}
    read(desk, reading(1, requests=[{}, {"role": "cook"}], pay=[pay, pay | {"per": None}], hours=[hours]))
    for one in postings(desk):
        assert one.pay == ((60000, None, "RUB", "month"), (60000, None, "RUB", None))
        assert one.hours == ((11, None),)
