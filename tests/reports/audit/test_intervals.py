"""Intervals against published values, and what any interval must do."""

from __future__ import annotations

from math import inf, isclose

import pytest

from reports.audit.intervals import Estimate, ratio, student, total, wilson

MANY = 10**9


@pytest.mark.parametrize(
    ("found", "sampled", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_the_published_one(found: int, sampled: int, low: float, high: float) -> None:
    """Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3."""
    estimate = wilson(found / sampled, sampled, MANY)
    assert (round(estimate.low, 4), round(estimate.high, 4)) == (low, high)


def test_the_more_of_a_population_was_seen_the_narrower_and_all_of_it_is_certain() -> None:
    """The finite population correction."""
    widths = [(found := wilson(0.9, 50, of)).high - found.low for of in (MANY, 500, 100, 60, 51)]
    assert widths == sorted(widths, reverse=True)
    assert wilson(0.9, 50, 50) == Estimate(0.9, 0.9, 0.9)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_none_and_all_are_ends_of_their_own_interval(share: float) -> None:
    """No interval leaves its estimate out, nor 0 to 1."""
    found = wilson(share, 12, 400)
    assert 0 <= found.low <= share <= found.high <= 1
    assert found.high - found.low > 0.1


def test_unequal_weights_widen() -> None:
    """A design effect of 4 leaves a quarter of the sample."""
    weighted, fewer = wilson(0.5, 100, MANY, effect=4), wilson(0.5, 25, MANY)
    assert isclose(weighted.low, fewer.low, rel_tol=1e-6)
    assert isclose(weighted.high, fewer.high, rel_tol=1e-6)


def test_a_sum_of_parts_without_error_has_none_and_one_part_keeps_its_ends() -> None:
    """Sums add the squares of each side's distances."""
    certain = Estimate(3, 3, 3)
    assert total([certain, certain]) == Estimate(6, 6, 6)
    found = total([Estimate(10, 7, 18), certain, Estimate(10, 6, 16)])
    assert (found.value, found.low, found.high) == (23, 18, 33)


def test_a_ratio_by_a_certain_number_is_a_change_of_units() -> None:
    """And with nothing on top it begins at 0; where the bottom may be 0, it has no end."""
    found = ratio(Estimate(10, 7, 18), Estimate(2, 2, 2))
    assert [round(value, 9) for value in (found.value, found.low, found.high)] == [5, 3.5, 9]
    found = ratio(Estimate(0, 0, 4), Estimate(2, 1, 3))
    assert (found.value, found.low) == (0, 0)
    assert isclose(found.high, 4 / 3**0.5)
    assert ratio(Estimate(1, 0.5, 2), Estimate(2, 0, 3)).high == inf


@pytest.mark.parametrize(("degrees", "quantile"), [(4, 2.776), (10, 2.228), (30, 2.042), (1000, 1.962)])
def test_students_quantile_is_that_of_the_tables(degrees: int, quantile: float) -> None:
    """To a hundredth."""
    assert abs(student(degrees) - quantile) < 0.01
