"""What a first and a second look turn away is never what the whole pipeline takes for a request."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parser.lexicon.rows import bundled
from parser.post import post_of

if TYPE_CHECKING:
    from parser.pipeline import Parser

GOLD = Path(__file__).parent.parent.parent / "dataset" / "posts"
WORDS = sorted(
    {row["phrase"] for row in bundled("triggers.csv")}
    | {row["word"] for row in bundled("contexts.csv")}
    | {row["word"] for row in bundled("numbers.csv")}
    | {row["title"] for row in bundled("roles.csv")[::40]}
)
SIGNS = [
    "\n",
    ",",
    "+",
    "×",
    ".",
    ":",
    "—",
    "/",
    "(",
    "!",
    "5",
    "3000",
    "40",
    "₽",
    "Тверь",
    "разгрузить",
    "ё-моё",
]
POSTS = st.lists(st.sampled_from(WORDS) | st.sampled_from(SIGNS), max_size=14).map(" ".join)


def fully(reader: Parser, text: str) -> bool:
    """The whole pipeline's answer, no look before it."""
    reading = post_of(reader.nlp(text)).reading
    assert reading is not None
    return reading.is_request


@pytest.mark.parametrize("path", sorted(GOLD.glob("*/*.jsonl")), ids=lambda path: path.stem)
def test_no_gold_post_is_turned_away_wrongly(reader: Parser, path: Path) -> None:
    """And what passes is read as by the whole pipeline, value for value."""
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    for text, reading in zip(texts, reader.pipe(texts), strict=True):
        whole = post_of(reader.nlp(text)).reading
        assert whole is not None
        assert reading.is_request == whole.is_request
        if reading.is_request:
            assert reading == whole


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=400)
@given(text=POSTS)
def test_no_heap_of_the_lexicons_own_words_is_turned_away_wrongly(reader: Parser, text: str) -> None:
    """Whatever the lexicon's phrases and signs make together."""
    assert next(reader.pipe([text])).is_request == fully(reader, text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=100)
@given(text=POSTS)
def test_a_post_alone_is_read_as_in_a_stream(reader: Parser, text: str) -> None:
    """Only the numbers of what was turned away are told by ``read`` alone."""
    assert reader.read(text).to_dict() == next(reader.pipe([text])).to_dict()
