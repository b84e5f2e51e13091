"""A queue that is known already: what is left of it, and when it has to be looked for anew."""

from collections.abc import Callable
from typing import Any

import pytest

from storage import Signature, Wanted, said_of


@pytest.fixture
def known(desk: Any, reading: Callable[..., Any]) -> Any:
    """Five posts to review, and the first three of them."""
    desk.save(*(desk.answer(n, f"Нужны {n} швей") for n in range(1, 6)))
    desk.writer.save_extractions("1.0", "aa", [reading(n, key=str(n)) for n in range(1, 6)])
    desk.end()
    return desk.writer.review_queue(Wanted(), limit=3)


def test_what_was_reviewed_or_removed_since_is_left_out(
    desk: Any, known: Any, reading: Callable[..., Any]
) -> None:
    """And counted off."""
    assert (known.versions, known.length) == ((1, 2, 3), 5)
    assert desk.writer.still_waiting(known) == known
    word = reading(2, key="2")
    desk.writer.save_correction(
        2, reviewer="Anna", verdict="confirmed", said=said_of(word.reading, word.roles_ru),
        signature=Signature(word.sketch, word.bands, word.days),
    )  # fmt: skip
    desk.writer.redact(1234500001, 3, why="asked for", program="headcount test")
    left = desk.writer.still_waiting(known)
    assert (left.versions, left.length) == ((1,), 3)


def test_after_a_run_and_while_one_goes_on_it_is_looked_for_anew(desk: Any, known: Any) -> None:
    """New posts and new readings may be more pressing."""
    desk.run = desk.writer.start_run("parse", program="headcount test")
    assert desk.writer.still_waiting(known) is None
    assert desk.writer.still_waiting(desk.writer.review_queue(Wanted(), limit=3)) is None
    desk.end()
    assert desk.writer.still_waiting(known) is None
    found = desk.writer.review_queue(Wanted(), limit=3)
    assert desk.writer.still_waiting(found) == found
