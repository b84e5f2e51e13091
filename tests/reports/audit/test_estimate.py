"""What a sample says of all, where all is known: intervals hold the truth as often as they say."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

import pytest

from reports.audit.estimate import Measure, precision, read, recall, truth
from reports.audit.intervals import LEVEL, Estimate
from reports.audit.sample import strata
from storage.audits import NOTHING, AuditPost, Counted, Word
from tests.reports.audit.conftest import Rates

if TYPE_CHECKING:
    from tests.reports.audit.conftest import Auditing, Pair

MEASURES: dict[str, Measure] = {
    "requests": lambda counted: counted.requests,
    "lower": lambda counted: counted.lower,
    "upper": lambda counted: counted.upper,
}
WEEK = "2026-W46"
WEEKS = 400
LUCK = 3 * sqrt(LEVEL * (1 - LEVEL) / WEEKS)
"""Three standard errors of a share of so many weeks."""


def audited(auditing: Auditing, pairs: list[Pair], week: str, size: int) -> dict[str, Estimate | None]:
    """Every estimate from a sample of a week."""
    reads = [read(one, week) for one in strata(auditing.posts(pairs, week, size), week) if one.posts]
    marked = [one for one in reads if one.name != "unmarked"]
    unmarked = next((one for one in reads if one.name == "unmarked"), None)
    return {
        "precision": precision(marked),
        "recall": recall(marked, unmarked),
        **{name: truth(marked, unmarked, measure) for name, measure in MEASURES.items()},
    }


def true_values(pairs: list[Pair]) -> dict[str, float]:
    """The same of all posts."""
    marked = [truth for machine, truth in pairs if machine.is_request]
    right = sum(truth.is_request for truth in marked)
    return {
        "precision": right / len(marked),
        "recall": right / sum(truth.is_request for _, truth in pairs),
        **{name: sum(measure(truth) for _, truth in pairs) for name, measure in MEASURES.items()},
    }


@pytest.mark.parametrize(
    ("rates", "size"),
    [
        (Rates(posts=600, asking=0.3, precision=0.95, recall=0.95, wrong_numbers=0.1), 60),
        (Rates(posts=600, asking=0.3, precision=0.85, recall=0.8, wrong_numbers=0.2), 150),
        (Rates(posts=1200, asking=0.15, precision=0.9, recall=0.9, wrong_numbers=0.1), 150),
        (Rates(posts=200, asking=0.4, precision=0.97, recall=0.9, wrong_numbers=0.05, spread=0.6), 60),
    ],
)
def test_intervals_hold_the_truth_as_often_as_they_say(auditing: Auditing, rates: Rates, size: int) -> None:
    """Over many weeks with known errors; they may be wider where few errors can be seen, never narrower."""
    chance = random.Random(20261116)
    held: Counter[str] = Counter()
    for number in range(WEEKS):
        pairs = auditing.week(rates, chance)
        known = true_values(pairs)
        for name, found in audited(auditing, pairs, f"week {number}", size).items():
            assert found is not None
            held[name] += found.low - 1e-9 <= known[name] <= found.high + 1e-9
    shares = {name: held[name] / WEEKS for name in held}
    assert all(share >= LEVEL - LUCK for share in shares.values()), shares
    # of shares the interval is not wider than it says either
    assert shares["recall"] <= LEVEL + LUCK, shares


def test_reading_every_post_leaves_no_doubt(auditing: Auditing) -> None:
    """All estimates are the truth, with no width."""
    rates = Rates(posts=120, asking=0.4, precision=0.8, recall=0.7, wrong_numbers=0.3)
    pairs = auditing.week(rates, random.Random(3))
    found = audited(auditing, pairs, "2026-W46", 120)
    for name, value in true_values(pairs).items():
        estimate = found[name]
        assert estimate is not None
        assert estimate.low == pytest.approx(value)
        assert estimate.value == pytest.approx(value)
        assert estimate.high == pytest.approx(value)


def ordered(auditing: Auditing, read_: set[int], *, audit: str | None = WEEK) -> list[AuditPost]:
    """Fifty posts in the order of their stratum, those at some places read."""
    posts = auditing.posts([(auditing.counted(1, 0, 0), NOTHING)] * 50, WEEK, 0)
    (marked,) = [one for one in strata(posts, WEEK) if one.posts]
    word = Word("Anna", audit, NOTHING)
    return [replace(post, words=(word,) if place in read_ else ()) for place, post in enumerate(marked.posts)]


def count(posts: list[AuditPost]) -> int:
    """How many posts count as read in the week's audit."""
    return sum(len(read(one, WEEK).words) for one in strata(posts, WEEK))


def test_posts_read_out_of_turn_are_not_counted(auditing: Auditing) -> None:
    """Who looked at the doubtful ones first would find the machine worse than it is."""
    assert count(ordered(auditing, {*range(10)})) == 10
    assert count(ordered(auditing, {*range(10), *range(30, 40)})) == 10
    outside = ordered(auditing, {10, 11, 12}, audit=None)
    audited = ordered(auditing, {*range(10)})
    assert count([*audited[:10], *outside[10:]]) == 10


def test_words_from_outside_of_the_audit_count_among_those_read_in_it(auditing: Auditing) -> None:
    """Nobody is asked twice for what they have judged."""
    outside = ordered(auditing, {3, 4}, audit=None)
    audited = ordered(auditing, {*range(10)})
    assert count([*audited[:3], *outside[3:5], *audited[5:]]) == 10


def test_a_late_post_takes_little_of_an_audit(auditing: Auditing) -> None:
    """One in ten may be without a word; where more are, only what is before them counts."""
    assert count(ordered(auditing, {*range(30)} - {4})) == 29
    assert count(ordered(auditing, {*range(30)} - {2, 4, 6})) == 27
    assert count(ordered(auditing, {*range(30)} - {20, 21, 22, 23, 24, 25})) == 20


def test_a_machine_that_is_always_wrong_has_no_recall_to_speak_of(auditing: Auditing) -> None:
    """Precision is 0; what share was found cannot be said."""
    pairs: list[tuple[Counted, Counted]] = [(auditing.counted(1, 5, 5), NOTHING)] * 30
    found = audited(auditing, [*pairs, *[(NOTHING, NOTHING)] * 30], "2026-W46", 40)
    assert found["recall"] is None
    assert found["precision"] is not None
    assert (found["precision"].value, found["precision"].low) == (0, 0)


def test_numbers_that_the_machine_never_saw_are_counted(auditing: Auditing) -> None:
    """Where it read none in posts that ask, there is no ratio; people's mean stands for them."""
    unnumbered, asking = auditing.counted(1, 0, 0), auditing.counted(1, 10, 10)
    made_up = auditing.counted(1, 1, 1)
    pairs = [(unnumbered, asking)] * 100 + [(made_up, NOTHING)] * 20
    found = audited(auditing, pairs, WEEK, 80)["lower"]
    assert found is not None
    assert found.low <= 1000 <= found.high
    assert found.value > 500


def test_misses_raise_the_corrected_figure(auditing: Auditing) -> None:
    """Unmarked posts are sampled for that."""
    asking = auditing.counted(1, 10, 10)
    pairs = [(asking, asking)] * 40 + [(NOTHING, asking)] * 10 + [(NOTHING, NOTHING)] * 50
    found = audited(auditing, pairs, "2026-W46", 60)["requests"]
    assert found is not None
    assert found.low <= 50 <= found.high
    assert found.value > 42
