"""The scorer counts as its words say."""

from __future__ import annotations

from typing import Any

import pytest

from tools.scoring.fit import rising, share
from tools.scoring.metrics import Scores, overlap
from tools.scoring.rules import Judged, calibration, precision


def request(role: str, low: int | None, high: int | None, code: str | None = None) -> dict[str, Any]:
    """One request of a label or reading."""
    return {"role_text": role, "headcount_min": low, "headcount_max": high, "isco08": code}


def post(*requests: dict[str, Any], regions: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """A label or reading."""
    found = [{"iso": iso} for iso in regions]
    return {"is_request": bool(requests), "requests": list(requests), "regions": found, **more}


def test_what_agrees_is_right_in_every_measure() -> None:
    """Roles by a shared word, counts exactly, regions by code, ISCO by digits."""
    scores = Scores()
    scores.add(
        post(request("сварщики на объект", 5, 5, "7212"), regions=("RU-TVE",)),
        post(request("сварщики", 5, 5, "7212"), regions=("RU-TVE",)),
    )
    for tally in (scores.requests, scores.counts, scores.roles, scores.joint, scores.regions):
        assert (tally.right, tally.given, tally.wanted) == (1, 1, 1)
    assert scores.codes[4].right == scores.codes[2].right == 1
    assert scores.off == 0


def test_a_wrong_count_leaves_the_role_right() -> None:
    """The joint measure wants both; the people are off by the middle of the range."""
    scores = Scores()
    scores.add(post(request("швеи", 50, 60)), post(request("швеи", 50, 50)))
    assert (scores.roles.right, scores.joint.right, scores.counts.right) == (1, 0, 0)
    assert (scores.off, scores.people) == (5, 55)


def test_what_a_false_alarm_says_counts_against_it() -> None:
    """A post that asks for nobody has nothing to be found."""
    scores = Scores()
    scores.add(post(), post(request("повар", 2, 2), regions=("RU-MOW",)))
    assert (scores.requests.given, scores.requests.wanted) == (1, 0)
    assert scores.joint.precision == 0.0
    assert scores.regions.given == 1


def test_a_total_is_a_count_too() -> None:
    """Without being anybody's own."""
    total = {"headcount_min": 30, "headcount_max": 30}
    scores = Scores()
    scores.add(
        post(request("повар", None, None), total=total), post(request("повар", None, None), total=total)
    )
    assert (scores.counts.right, scores.joint.right) == (1, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("повар-кассир", "кассир", True), ("ИТ", "ит", True), ("швея", "повар", False), ("", "повар", False)],
)
def test_roles_overlap_by_a_word_or_as_a_part(one: str, other: str, *, same: bool) -> None:
    """Either way round."""
    assert overlap(one, other) == overlap(other, one) == same


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
