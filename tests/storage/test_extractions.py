"""Readings: what is read, by which parser, and what is left to read."""

from typing import Any

ONE, TWO = ("1.0", "sha256:aa"), ("2.0", "sha256:aa")


def left(desk: Any, parser: tuple[str, str], *, again: bool = False, batch: int = 2) -> list[int]:
    """Numbers of the versions that a parser has to read, through all batches."""
    return [one.version for found in desk.writer.unparsed(*parser, again=again, batch=batch) for one in found]


def test_what_is_new_is_to_be_read_once(desk: Any, reading: Any) -> None:
    """Batch by batch; an interrupted run goes on where it was."""
    desk.save(*(desk.answer(n, f"Нужны {n} швей") for n in range(1, 6)))
    assert desk.writer.count_unparsed(*ONE) == desk.writer.count_versions() == 5
    assert left(desk, ONE) == [1, 2, 3, 4, 5]
    desk.writer.save_extractions(*ONE, [reading(1), reading(2), reading(3, requests=[])])
    assert left(desk, ONE) == [4, 5]
    assert desk.writer.count_unparsed(*ONE) == 2
    assert desk.writer.save_extractions(*ONE, [reading(4, requests=[]), reading(5)]) == 1
    assert left(desk, ONE) == []
    desk.save(desk.answer(1, "Нужны 7 швей", edited=desk.day(3)))
    assert left(desk, ONE) == [6]


def test_the_text_and_place_come_with_it(desk: Any) -> None:
    """A picture without text is read as an empty text."""
    desk.save(desk.answer(1, "", media="photo"), desk.answer(2, "Нужны 5 швей"))
    found = next(iter(desk.writer.unparsed(*ONE)))
    assert [(one.text, one.channel_id, one.post_id) for one in found] == [
        ("", 1234500001, 1), ("Нужны 5 швей", 1234500001, 2),
    ]  # fmt: skip


def test_two_parsers_in_turn_never_take_the_other_ones_readings_for_theirs(desk: Any, reading: Any) -> None:
    """A reading is one parser's; where it was replaced, the first has to read again."""
    desk.save(*(desk.answer(n) for n in range(1, 6)))
    desk.writer.save_extractions(*ONE, [reading(n) for n in range(1, 6)])
    assert left(desk, TWO) == [1, 2, 3, 4, 5]
    desk.writer.save_extractions(*TWO, [reading(1), reading(2)])
    assert left(desk, TWO) == [3, 4, 5]
    assert left(desk, ONE) == [1, 2, 3, 4, 5]
    desk.writer.save_extractions(*ONE, [reading(1)])
    assert left(desk, TWO) == [1, 2, 3, 4, 5]
    assert [(use.parser, use.posts) for use in desk.writer.parsers(desk.day(0), desk.day(9))] == [
        ("1.0", 4), ("2.0", 1),
    ]  # fmt: skip
    assert not desk.writer.one_parser(desk.day(0), desk.day(9))
    assert desk.writer.one_parser(desk.day(0), desk.day(0))


def test_all_can_be_read_again_by_the_same_parser(desk: Any, reading: Any) -> None:
    """And nothing is left to read after it, nor while it goes on."""
    desk.save(*(desk.answer(n) for n in range(1, 6)))
    desk.writer.save_extractions(*ONE, [reading(n) for n in range(1, 6)])
    assert left(desk, ONE, again=True) == [1, 2, 3, 4, 5]
    desk.writer.save_extractions(*ONE, [reading(1), reading(2)])
    assert left(desk, ONE) == []


def test_another_lexicon_is_another_parser(desk: Any, reading: Any) -> None:
    """A word added moves figures as much as a rule does."""
    desk.save(desk.answer(1))
    desk.writer.save_extractions(*ONE, [reading(1)])
    assert left(desk, ("1.0", "sha256:bb")) == [1]


def test_nothing_saved_moves_nothing(desk: Any) -> None:
    """An empty batch is no progress."""
    desk.save(desk.answer(1))
    assert desk.writer.save_extractions(*ONE, []) == 0
    assert left(desk, ONE) == [1]


def test_a_reading_is_kept_as_canonical_json_with_its_entries_beside(desk: Any, reading: Any) -> None:
    """Requests, a total, regions once each, places and origins with their spans."""
    desk.save(desk.answer(1))
    total = {"headcount_min": 9, "headcount_max": None, "text": "от 9", "span": [0, 4]}
    several = [{"regions": ["RU-TVE", "RU-MOW", "RU-TVE"]}, {"role": "cook", "headcount_span": None}]
    desk.writer.save_extractions(*ONE, [reading(1, requests=several, total=total)])
    assert desk.sql("SELECT n, entry, role, headcount_min, headcount_start FROM requests") == [
        (1, "request", "sewing machine operator", 5, 6), (2, "request", "cook", 5, None),
        (3, "total", None, 9, 0),
    ]  # fmt: skip
    assert desk.sql("SELECT n, iso FROM request_regions ORDER BY 1, 2") == [
        (1, "RU-MOW"), (1, "RU-TVE"), (2, "RU-TVE"), (3, "RU-TVE"),
    ]  # fmt: skip
    assert desk.sql("SELECT place, text, start FROM places") == [("Тверь", "Тверь", 14)]
    assert desk.sql("SELECT iso, basis FROM origins") == [("KP", "stated")]
    assert desk.sql("SELECT reading FROM extractions")[0][0].startswith('{"confidence":0.97,"hours":[],')
