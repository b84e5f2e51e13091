"""An audit as the report has it: when it is shown, what it corrects, how reviewers agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reports.audit.agreement import agreement
from reports.audit.sample import strata
from reports.audit.week import audit
from reports.people import People
from storage.audits import NOTHING, AuditPost, Word

if TYPE_CHECKING:
    from tests.reports.audit.conftest import Auditing

WEEK = "2026-W46"
PEOPLE = People(1000, 1200, 0, 100)


def test_without_a_post_read_there_is_no_audit(auditing: Auditing) -> None:
    """Nor in a week without posts."""
    assert audit([], WEEK, requests=0, people=PEOPLE) is None
    assert audit(auditing.posts([(NOTHING, NOTHING)] * 9, WEEK, 0), WEEK, requests=0, people=PEOPLE) is None


def test_under_ten_posts_of_a_kind_nothing_is_estimated(auditing: Auditing) -> None:
    """How many were read is said all the same."""
    asking = auditing.counted(1, 5, 5)
    pairs = [(asking, asking)] * 50 + [(NOTHING, NOTHING)] * 50
    found = audit(auditing.posts(pairs, WEEK, 16), WEEK, requests=50, people=PEOPLE)
    assert found is not None
    assert (found.read, found.precision, found.requests) == (16, None, None)
    enough = audit(auditing.posts(pairs, WEEK, 24), WEEK, requests=50, people=PEOPLE)
    assert enough is not None
    assert enough.precision is not None


def test_a_faultless_machine_leaves_the_headline_as_it_is(auditing: Auditing) -> None:
    """The estimate is the raw figure, whatever repeats did to it."""
    asking = auditing.counted(2, 5, 8)
    pairs = [(asking, asking)] * 50 + [(NOTHING, NOTHING)] * 50
    found = audit(auditing.posts(pairs, WEEK, 60), WEEK, requests=70, people=PEOPLE)
    assert found is not None
    values = [
        one and one.value for one in (found.requests, found.people_lower, found.people_upper, found.recall)
    ]
    assert values == [70, 1000, 1200, 1]


def test_made_up_requests_lower_the_headline_and_corrections_are_not_taken_off_twice(
    auditing: Auditing,
) -> None:
    """Half of what was marked is none: what people took out of the archive already is out of the headline."""
    asking = auditing.counted(1, 5, 5)
    pairs = [(asking, asking), (asking, NOTHING)] * 50
    everything = audit(auditing.posts(pairs, WEEK, 100), WEEK, requests=50, people=PEOPLE)
    assert everything is not None
    assert everything.requests is not None
    assert (everything.requests.low, everything.requests.value) == (50, 50)
    some = audit(auditing.posts(pairs, WEEK, 40), WEEK, requests=80, people=PEOPLE)
    assert some is not None
    assert some.requests is not None
    assert some.requests.value < 65
    assert some.requests.low < 50 < some.requests.high


def twice(
    auditing: Auditing, anna: str, boris: str, audits: tuple[str | None, str | None]
) -> list[AuditPost]:
    """Posts that two reviewers judged: 1 is a request, 0 is none."""
    said = {"1": auditing.counted(1, 5, 5), "0": NOTHING}
    posts = []
    for number, (a, b) in enumerate(zip(anna, boris, strict=True)):
        words = (Word("Anna", audits[0], said[a]), Word("Boris", audits[1], said[b]))
        posts.append(AuditPost(1, number, number, NOTHING, words))
    return posts


def test_agreement_is_krippendorffs_alpha(auditing: Auditing) -> None:
    """His own example of two observers and ten units: .095 (Computing Krippendorff's alpha, 2011, part A)."""
    posts = twice(auditing, "0100000010", "1110010000", (WEEK, WEEK))
    found = agreement(strata(posts, WEEK), WEEK)
    assert found is not None
    assert found.posts == 10
    assert found.decision == pytest.approx(0.095, abs=0.0005)
    assert found.entries == found.decision


def test_words_from_outside_of_the_audit_are_no_agreement(auditing: Auditing) -> None:
    """Who gave them may have seen the other's."""
    posts = twice(auditing, "0101", "0101", (WEEK, None))
    assert agreement(strata(posts, WEEK), WEEK) is None
    posts = twice(auditing, "0101", "0101", (WEEK, WEEK))
    found = agreement(strata(posts, WEEK), WEEK)
    assert found is not None
    assert found.decision == 1


def test_where_all_said_the_same_agreement_beyond_chance_is_not_known(auditing: Auditing) -> None:
    """Two who always say no would agree by chance too."""
    found = agreement(strata(twice(auditing, "0000", "0000", (WEEK, WEEK)), WEEK), WEEK)
    assert found is not None
    assert found.decision is None
