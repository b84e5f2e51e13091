"""What counting reads: entries without their words, and those whose texts are like one another."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage import Asked, OriginRef, RegionRef, Watched, Writer

PARSER = ("1.0", "sha256:aa")


def asked(desk: Any) -> list[Asked]:
    """All entries."""
    found: list[Asked] = desk.writer.asked(desk.day(-99), desk.day(99))
    return found


def like(desk: Any, *entries: Asked, since: float = -99, until: float = 99) -> list[tuple[int, int]]:
    """Posts and places in them of the entries like these."""
    found = desk.writer.asked_like(entries, since=desk.day(since), until=desk.day(until))
    return [(one.post_id, one.n) for one in found]


def read(desk: Any, *readings: Any) -> None:
    """Save readings."""
    desk.writer.save_extractions(*PARSER, list(readings))


def test_entries_without_words_are_those_with_words(desk: Any, reading: Any) -> None:
    """Whoever counts a year and whoever quotes a week of it count the same."""
    desk.writer.watch([Watched("77", "RU-KDA")])
    desk.save(desk.answer(2, "Нужны 5 швей"), desk.answer(1, forwarded_from="Other"))
    desk.save(desk.answer(1, "Нужны 6 швей", edited=desk.day(2), date=desk.day(1)), channel=77, as_of=3)
    desk.save(desk.answer(1, "Нужны 7 швей", edited=desk.day(1), date=desk.day(1)), channel=77, as_of=2)
    total = {"headcount_min": 9, "headcount_max": None, "text": "9", "span": [6, 7]}
    read(
        desk,
        reading(1, requests=[{}, {"role": "cook", "regions": ["RU-MOW", "RU-TVE"]}], total=total),
        reading(2, fleeting=True, key="b"),
        reading(3, requests=[{"regions": [], "headcount_min": 6}]),
        reading(4, requests=[{"regions": [], "headcount_min": 7}]),
    )
    desk.writer.watch([Watched("77", "RU-KDA")])
    names = (
        "date", "channel_id", "post_id", "n", "entry", "role", "role_ru", "headcount_min", "headcount_max",
        "regions", "origins", "text_key", "fleeting", "forwarded", "sketch", "bands",
    )  # fmt: skip
    short, full = asked(desk), desk.writer.postings(desk.day(-99), desk.day(99))
    assert [[getattr(one, name) for name in names] for one in short] == [
        [getattr(one, name) for name in names] for one in full
    ]
    # the post that was edited counts as it was first, though that version came in last
    assert [(one.channel_id, one.n, one.headcount_min) for one in short if one.channel_id == 77] == [
        (77, 1, 7)
    ]
    assert short[-1].regions == (RegionRef("RU-KDA", "channel"),)
    assert short[0].origins == (OriginRef("KP", "stated"),)


@pytest.mark.parametrize("others", [0, 60], ids=["all are read through", "bands are looked up"])
def test_texts_that_share_a_part_of_their_signature_are_found(desk: Any, reading: Any, others: int) -> None:
    """Where all that must be equal is; whole posts, since their other lines matter too."""
    desk.save(*(desk.answer(n) for n in range(1, 7 + others)))
    read(
        desk,
        reading(1, key="a"),
        reading(2, key="a"),
        reading(3, key="b"),
        reading(4, key="a", requests=[{}, {"role": "cook"}]),
        reading(5, key="a", requests=[{"headcount_max": 6}]),
        reading(6, key="a", requests=[{"regions": ["RU-MOW"]}]),
    )
    first = next(one for one in asked(desk) if one.post_id == 1)
    assert like(desk, first) == [(2, 1), (4, 1), (4, 2)]
    assert like(desk, first, since=2.5 / 24) == [(4, 1), (4, 2)]
    assert like(desk, first, until=4 / 24) == [(2, 1)]
    assert like(desk) == []


def test_what_is_known_does_not_come_again_and_no_beginning_is_the_first_post(
    desk: Any, reading: Any
) -> None:
    """Whoever follows repeats back asks of any age, and for what was not fetched yet."""
    desk.save(*(desk.answer(n) for n in range(1, 4)))
    read(desk, *(reading(n, key="a") for n in (1, 2, 3)))
    first, second, third = asked(desk)
    found = desk.writer.asked_like([third], since=None, until=desk.day(99))
    assert [entry.post_id for entry in found] == [1, 2]
    found = desk.writer.asked_like([third], since=None, until=desk.day(99), known={first.version})
    assert found == [second]


def test_another_place_or_day_in_the_same_region_is_no_part_in_common(desk: Any, reading: Any) -> None:
    """Two towns of one region are two demands."""
    desk.save(*(desk.answer(n) for n in range(1, 5)))
    town = {"iso": "RU-TVE", "text": "Тверь", "span": [14, 19]}
    readings = [reading(n, regions=[{**town, "place": place}]) for n, place in ((1, "Тверь"), (2, "Ржев"))]
    readings += [reading(n, regions=[{**town, "place": "Тверь"}]) for n in (3, 4)]
    read(desk, *readings[:3], replace_days(readings[3]))
    first = next(one for one in asked(desk) if one.post_id == 1)
    assert like(desk, first) == [(3, 1)]


def replace_days(reading: Any) -> Any:
    """The same reading of a text that names a day."""
    return replace(reading, days="25.11")


def test_what_is_read_anew_leaves_nothing_of_the_earlier_reading(desk: Any, reading: Any) -> None:
    """Or texts would be like what they once were."""
    desk.save(desk.answer(1), desk.answer(2))
    read(desk, reading(1, key="a"), reading(2, key="a"))
    read(desk, reading(2, key="b"))
    first, second = asked(desk)
    assert like(desk, first) == like(desk, second) == []
    read(desk, reading(2, requests=[]))
    assert desk.sql("SELECT count(*) FROM near") == [(1,)]


def test_more_entries_than_a_query_takes_values(path: Path, open_desk: Any, reading: Any) -> None:
    """Nothing is lost, however many are looked up at once."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.save(*(desk.answer(n) for n in range(1, 1203)))
        read(desk, *(reading(n, key=f"key {n % 601}") for n in range(1, 1203)))
        found = asked(desk)
        assert len(found) == 1202
        assert len(like(desk, *found[:601])) == 601
