"""The sample: random, the same for everybody, and each stratum's share at any time."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from reports.audit.sample import LARGEST, sample, strata
from storage.audits import NOTHING

if TYPE_CHECKING:
    from tests.reports.audit.conftest import Auditing

WEEK = "2026-W46"


def keys(posts: object) -> list[int]:
    """Ids of posts."""
    return [post.post_id for post in posts]  # type: ignore[attr-defined]


def test_the_sample_is_the_weeks_and_not_that_of_the_order_of_posts(auditing: Auditing) -> None:
    """Anybody can draw it again; another week's is another."""
    pairs = [
        (auditing.counted(1, n % 7, n % 7), NOTHING) if n % 3 else (NOTHING, NOTHING) for n in range(400)
    ]
    posts = auditing.posts(pairs, WEEK, 10)
    drawn = keys(sample(strata(posts, WEEK), 60))
    shuffled = random.Random(5).sample(posts, len(posts))
    by_number = lambda post: post.post_id  # noqa: E731
    assert keys(sample(strata(sorted(shuffled, key=by_number), WEEK), 60)) == drawn
    assert drawn != keys(sample(strata(posts, "2026-W47"), 60))
    assert len(set(drawn)) == 60


def test_posts_that_come_late_leave_the_order_of_the_others(auditing: Auditing) -> None:
    """What was read stays in the sample, but for what is pushed past its end."""
    pairs = [(NOTHING, NOTHING)] * 300
    early = strata(auditing.posts(pairs, WEEK, 10), WEEK)[2]
    late = strata(auditing.posts(pairs + pairs[:30], WEEK, 10), WEEK)[2]
    known = set(keys(early.posts))
    assert [number for number in keys(late.posts) if number in known] == keys(early.posts)


def test_the_largest_are_a_stratum_of_their_own(auditing: Auditing) -> None:
    """The ten with most people; who ask for no number are none of them."""
    pairs = [(auditing.counted(1, n, n), NOTHING) for n in range(40)] + [(NOTHING, NOTHING)] * 5
    largest, marked, unmarked = strata(auditing.posts(pairs, WEEK, 10), WEEK)
    assert sorted(keys(largest.posts)) == list(range(40 - LARGEST, 40))
    assert len(marked.posts) == 30
    assert sorted(keys(unmarked.posts)) == [40, 41, 42, 43, 44]
    silent = [(auditing.counted(1, 0, 0), NOTHING)] * 40
    assert strata(auditing.posts(silent, WEEK, 10), WEEK)[0].posts == ()


def test_each_stratum_gets_its_share_from_the_beginning(auditing: Auditing) -> None:
    """Who stops half-way has read half of each; a stratum that is short leaves its share to the others."""
    pairs = [(auditing.counted(1, n, n), NOTHING) for n in range(200)] + [(NOTHING, NOTHING)] * 300
    found = strata(auditing.posts(pairs, WEEK, 10), WEEK)
    where = {number: stratum.name for stratum in found for number in keys(stratum.posts)}
    drawn = [where[number] for number in keys(sample(found, 60))]
    assert {name: drawn.count(name) for name in ("largest", "marked", "unmarked")} == {
        "largest": 10, "marked": 25, "unmarked": 25,
    }  # fmt: skip
    half = drawn[:30]
    assert all(abs(2 * half.count(name) - drawn.count(name)) <= 2 for name in set(drawn))
    few = strata(auditing.posts(pairs[:12] + pairs[-300:], WEEK, 10), WEEK)
    assert len(sample(few, 60)) == 60
    assert len(sample(strata(auditing.posts(pairs[:5], WEEK, 10), WEEK), 60)) == 5
