"""Weeks of posts with a known truth, and audits that read some of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from reports.audit.sample import sample, strata
from storage.audits import NOTHING, AuditPost, Counted, Word

Pair = tuple[Counted, Counted]
"""What the machine and what a person count in a post."""


@dataclass(frozen=True)
class Rates:
    """How often posts ask for people, and how the machine errs."""

    posts: int
    asking: float
    precision: float
    recall: float
    wrong_numbers: float
    spread: float = 1.0
    """Of the logarithm of people asked for."""


@dataclass(frozen=True)
class Auditing:
    """Makes posts, and has people read the sample of them."""

    def counted(self, requests: int, lower: int, upper: int) -> Counted:
        """What a request post comes to."""
        role = ("welder", lower, upper)
        return Counted(
            is_request=True, requests=requests, lower=lower, upper=upper, entries=(role,) * requests
        )

    def posts(self, pairs: Sequence[Pair], week: str, size: int) -> list[AuditPost]:
        """Posts of which the week's sample of this size was read by a person who is always right."""
        unread = [AuditPost(1, number, number, machine, ()) for number, (machine, _) in enumerate(pairs)]
        chosen = {post.post_id for post in sample(strata(unread, week), size)}
        return [
            AuditPost(1, number, number, machine, (Word("Anna", week, truth),) if number in chosen else ())
            for number, (machine, truth) in enumerate(pairs)
        ]

    def week(self, rates: Rates, chance: random.Random) -> list[Pair]:
        """Draw a week of posts."""
        made_up = rates.asking * rates.recall * (1 / rates.precision - 1) / (1 - rates.asking)
        pairs: list[Pair] = []
        for _ in range(rates.posts):
            if chance.random() < rates.asking:
                truth = self._request(rates, chance)
                machine = self._misread(truth, rates, chance) if chance.random() < rates.recall else NOTHING
                pairs.append((machine, truth))
            else:
                machine = self._request(rates, chance) if chance.random() < made_up else NOTHING
                pairs.append((machine, NOTHING))
        return pairs

    def _request(self, rates: Rates, chance: random.Random) -> Counted:
        requests = chance.choice((1, 1, 1, 2, 3))
        sizes = [
            max(1, int(chance.lognormvariate(1.6, rates.spread))) if chance.random() < 0.8 else 0
            for _ in range(requests)
        ]
        more = 0 if chance.random() < 0.8 else sum(sizes) // 2
        return self.counted(requests, sum(sizes), sum(sizes) + more)

    def _misread(self, truth: Counted, rates: Rates, chance: random.Random) -> Counted:
        if chance.random() >= rates.wrong_numbers:
            return truth
        times = chance.choice((0, 0.5, 2))
        requests = max(1, truth.requests + chance.choice((-1, 0, 1)))
        return self.counted(requests, int(truth.lower * times), int(truth.upper * times))


@pytest.fixture
def auditing() -> Auditing:
    """Hand out the maker of audits."""
    return Auditing()
