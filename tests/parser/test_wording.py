"""What the words of a post weigh by themselves: learned, bounded, blind to signs and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from parser import wording
from parser.post import post_of

if TYPE_CHECKING:
    from parser.pipeline import Parser

PIECES = sorted(wording.table())


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=60))
def test_words_never_decide_alone(stems: list[str]) -> None:
    """Whatever the words: within the bounds that the first look relies on."""
    assert wording.LEAST <= wording.weight(stems) <= wording.MOST


def test_signs_and_figures_have_no_piece() -> None:
    """Only words count, by their first letters."""
    assert [wording.stem(norm) for norm in ("требуются", "5000", "!", "\n", "на")] == [
        "требу",
        "",
        "",
        "",
        "на",
    ]


def test_neighbours_count_as_pairs() -> None:
    """Signs between two words do not part them."""
    assert list(wording.pieces(["нужны", "", "швеи"])) == ["нужны", "швеи", "нужны швеи"]


def test_the_decision_shows_what_wording_added(reader: Parser) -> None:
    """The same weight that the table gives for the words of the post."""
    post = post_of(reader.nlp("Требуются швеи, 5 человек, Тверь"))
    stems = [wording.stem(reader.nlp.vocab.strings[norm]) for norm in post.norms]
    assert post.wording == wording.weight(stems) != 0.0
