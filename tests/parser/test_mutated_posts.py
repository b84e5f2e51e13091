"""Gold posts cut, spliced, shuffled, repeated, strewn with odd signs: a small run of tools/torment.py."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.torment import MUTATIONS, ODD, UNITS, misquoted, mutated, sources, torment

if TYPE_CHECKING:
    from parser.pipeline import Parser


def test_no_mutated_post_breaks_the_parser(reader: Parser) -> None:
    """The same 1,500 each time; the tool makes 100,000."""
    assert list(torment(reader, mutated(1_500, seed=11))) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150)
@given(
    text=st.sampled_from(sources()),
    changes=st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=4),
    chance=st.randoms(use_true_random=False),
    odd=st.lists(st.sampled_from(ODD), max_size=3),
)
def test_whatever_is_done_to_a_post_its_spans_quote_it(
    reader: Parser, text: str, changes: list[object], chance: object, odd: list[str]
) -> None:
    """Also after JSON's escapes, which can hold lone surrogates."""
    for change in changes:
        text = change(text, chance, [text])  # type: ignore[operator]
    text = json.loads(json.dumps("".join(odd) + text))
    assert list(misquoted(text, reader.read(text).to_dict())) == []


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_endless_repeats_are_read_and_quoted(reader: Parser, unit: str) -> None:
    """Two thousand times the same."""
    text = f"Нужны 5 сварщиков {unit * 2000}"
    assert list(misquoted(text, reader.read(text).to_dict())) == []
