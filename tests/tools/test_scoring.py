"""Rules and bins are counted as their words say."""

from __future__ import annotations

from tools.scoring.fit import rising, share
from tools.scoring.rules import Judged, calibration, precision


def test_rules_and_bins_are_counted() -> None:
    """The most used rule first; a bin's mean beside what came true."""
    values = [Judged("post", "a", 0.91, right) for right in (True, True, False)] + [
        Judged("post", "b", 1.0, right=True)
    ]
    assert precision(values) == [("post", "a", 3, 2), ("post", "b", 1, 1)]
    low, high, count, said, right = calibration(values, "post")[0]
    assert (low, high, count) == (0.9, 0.95, 3)
    assert (round(said, 2), round(right, 2)) == (0.91, 0.67)


def test_fitted_shares_never_fall() -> None:
    """Neighbours that would are one bin; one right and one wrong are added to each."""
    good, bad = [(1.0, True)] * 8, [(2.0, False)] * 8
    assert share(good) == 0.9
    assert len(rising([good, bad])) == 1
    assert len(rising([bad, good])) == 2
