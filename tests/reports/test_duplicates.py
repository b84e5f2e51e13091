"""The rule of near-duplicates on labelled pairs, and the days that texts name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parser import load
from parser.days import days
from reports.identity import Rule
from tools.pairs import PROSE, asked, joined, measure, pairs


def test_pairs_are_many_half_of_them_hard_and_none_twice() -> None:
    """Or the figures in the docs would say less than they seem to."""
    labelled = pairs()
    assert len({(pair.a, pair.b) for pair in labelled}) == len(labelled) >= 300
    assert 2 * sum(pair.hard for pair in labelled) >= len(labelled)
    assert all(pair.a != pair.b for pair in labelled)


def test_the_rule_finds_reposts_and_leaves_other_demands_apart() -> None:
    """At the default threshold, with the parser's own reading of each text."""
    measured = measure(load(), pairs())
    by_threshold, by_kind = measured.by_threshold, measured.by_kind
    assert by_threshold[Rule().similarity].precision >= 0.97
    assert by_threshold[Rule().similarity].recall >= 0.97
    # a threshold that decides nothing would not need to be set
    assert by_threshold[0.9].recall < by_threshold[0.7].recall
    for kind in ("other city", "other town of the region", "other number", "other day"):
        assert by_kind[kind].found <= 2, kind


def test_pairs_of_prose_are_many_and_their_halves_share_no_kind() -> None:
    """What is looked at must say nothing of what is only scored."""
    tune, test = pairs(PROSE, "tune"), pairs(PROSE, "test")
    assert len(pairs(PROSE)) == len(tune) + len(test) >= 240
    assert not {pair.kind for pair in tune} & {pair.kind for pair in test}
    assert len({pair.kind for pair in tune + test}) >= 12
    assert 2 * sum(pair.hard for pair in tune + test) >= len(tune) + len(test)
    assert all(pair.why for pair in tune + test)
    assert len({pair.id for pair in tune + test}) == len(tune) + len(test)
    # the same words on another day are a pair too
    assert all(pair.a != pair.b or pair.hours != 20 for pair in tune + test)


def test_reposts_in_prose_are_found_as_the_docs_say() -> None:
    """A little under the figures of docs/duplicates.md: a rule that does worse must be noticed."""
    tune, test = (measure(load(), pairs(PROSE, half)).by_threshold[0.7] for half in ("tune", "test"))
    assert tune.precision >= 0.93
    assert tune.recall >= 0.74
    assert test.precision >= 0.76
    assert test.recall >= 0.70


def test_bullets_and_quotation_marks_are_no_part_of_a_signature() -> None:
    """They are what a repost changes first; words and digits are."""
    signature = load().fingerprint("Гостиница «Причал»: горничные – 5 человек").sketch
    assert load().fingerprint('Гостиница "Причал", горничные, 5 человек').sketch == signature
    assert load().fingerprint("Гостиница «Причал»: горничные – 6 человек").sketch != signature


def test_a_request_of_a_list_is_found_again_when_the_list_has_grown() -> None:
    """The pair is about one line; what stands beside it is another request."""
    reader, date = load(), datetime(2026, 11, 16, tzinfo=UTC)
    first = asked(reader, "Тверь, нужны: сварщики 5 чел, повара 2 чел", channel=1, date=date)
    second = asked(reader, "Тверь, нужны: сварщики 5 чел, повара 2 чел, маляры 3 чел", channel=2, date=date)
    assert not joined(first, second)
    assert joined(first, second, only={1})
    assert not joined(first, second, only={3})


def test_a_pair_that_asks_for_nobody_is_no_pair() -> None:
    """Nothing is joined where nothing was read."""
    first = asked(load(), "Всем доброе утро, друзья!", channel=1, date=datetime(2026, 11, 16, tzinfo=UTC))
    assert first == []
    assert not joined(first, first)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("набор до 25 ноября", "25.11"),
        ("с 20 по 25 ноября", "20.11 25.11"),
        ("20-25 ноября, 1-го дек.", "20.11 25.11 1.12"),
        ("выезд 25.11.2026 или 05.12", "25.11 5.12"),
        ("к 30 числа", "30.0"),
        ("заїзд 3 грудня", "3.12"),
        ("starts 25 november", "25.11"),
        ("смена 60/30, пятимайская улица 5, зп 12.50, 5 маркеров, с 8.00 до 20.00", ""),
    ],
)
def test_days_that_a_text_names(text: str, named: str) -> None:
    """As day and month, however they are written; shifts, prices and times are none."""
    found = days(text)
    assert " ".join(sorted(found.split())) == " ".join(sorted(named.split()))
