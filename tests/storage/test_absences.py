"""Missing, never "deleted": what newer exports lack, what is doubted, what comes back."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from storage import Writer


def missing(desk: Any) -> list[int]:
    """Posts that count as missing."""
    return [post_id for post_id, row in desk.posts().items() if row["missing_since"]]


def test_a_post_that_a_newer_export_lacks_is_missing(desk: Any) -> None:
    """Of the ids that it spans; what lies beyond them it says nothing about."""
    assert desk.read(range(1, 30), as_of=10) == (0, 0)
    assert desk.read([2, 3, 4, 6, 7, 8], as_of=20) == (1, 0)
    assert missing(desk) == [5]


def test_an_older_export_brought_in_later_shows_the_same(desk: Any) -> None:
    """The posts that the newer one had lacked already."""
    desk.read([2, 3, 4, 6, 7, 8], as_of=20)
    assert desk.read(range(1, 30), as_of=10) == (1, 0)
    assert missing(desk) == [5]


def test_what_comes_back_is_there_again(desk: Any) -> None:
    """And both are on record."""
    desk.read(range(1, 9), as_of=10)
    desk.read([1, 2, 3, 5, 6, 7, 8], as_of=20)
    desk.read(range(1, 9), as_of=30)
    assert missing(desk) == []
    assert desk.sql("SELECT grade FROM disappearances ORDER BY id") == [
        ("absent from export",),
        ("reappeared",),
    ]


def test_an_older_answer_brings_nothing_back(desk: Any) -> None:
    """It was there before; that it is gone was seen later."""
    desk.read(range(1, 9), as_of=10)
    desk.read([1, 2, 3, 5, 6, 7, 8], as_of=20)
    desk.read(range(1, 9), as_of=5)
    assert missing(desk) == [4]


def test_too_many_gone_at_once_are_doubted(desk: Any) -> None:
    """More than a fifth, and more than ten: an export of something else, or cut; nothing is marked."""
    desk.read(range(1, 101), as_of=10)
    assert desk.read([*range(1, 70), 100], as_of=20) == (0, 30)
    assert missing(desk) == []


def test_ten_gone_are_believed_however_small_the_channel(desk: Any) -> None:
    """A moderator cleans up a small channel."""
    desk.read(range(1, 13), as_of=10)
    assert desk.read([1, 12], as_of=20) == (10, 0)


def test_marks_are_withdrawn_when_more_exports_make_them_doubtful(desk: Any) -> None:
    """An older export shows that the newer one lacks far more than was known."""
    desk.read([1, 5, 100], as_of=10)
    assert desk.read([1, 100], as_of=20) == (1, 0)
    assert missing(desk) == [5]
    assert desk.read(range(1, 101), as_of=8) == (0, 98)
    assert missing(desk) == []
    assert desk.sql("SELECT grade FROM disappearances ORDER BY id DESC LIMIT 1") == [("absence doubted",)]


def test_a_live_read_that_came_later_speaks_for_itself(desk: Any) -> None:
    """What a live read has seen after an export is not missing because the export lacked it."""
    desk.read(range(1, 9), as_of=10)
    desk.save(*(desk.answer(n) for n in range(1, 9)), as_of=30, source="telegram")
    desk.cover(1, 8, as_of=30, source="telegram")
    assert desk.read([1, 2, 3, 5, 6, 7, 8], as_of=20) == (0, 0)


def test_another_channel_is_another_matter(desk: Any) -> None:
    """Ids are a channel's own."""
    desk.read(range(1, 9), as_of=10)
    desk.save(desk.answer(1), desk.answer(8), as_of=20, channel=77)
    assert desk.cover(1, 8, as_of=20, channel=77) == (0, 0)
    assert missing(desk) == []


def test_the_same_read_is_covered_once(desk: Any) -> None:
    """A second import of an export adds nothing; a newer read of the same posts does."""
    for as_of, rows in ((10, 1), (10, 1), (12, 2)):
        desk.read(range(1, 9), as_of=as_of)
        assert desk.sql("SELECT count(*) FROM coverage") == [(rows,)]


EXPORTS = [
    (10, [*range(1, 30)]),
    (20, [1, 2, 3, *range(6, 30)]),
    (30, [1, 2, 3, 4, *range(6, 25), 29]),
    (15, [10, 12, 13, 14, 15]),
    (25, [20, 24]),
]


@pytest.mark.parametrize("order", list(permutations(range(5)))[::11])
def test_the_order_of_import_makes_no_difference(
    path: Path, open_desk: Any, checked: Any, order: list[int]
) -> None:
    """Five exports, partly of spans, in eleven orders: the same posts are missing."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        for index in order:
            desk.read(EXPORTS[index][1], as_of=EXPORTS[index][0])
        assert missing(desk) == [5, 25, 26, 27, 28]
        desk.end()
    assert checked(path).damage == ()
