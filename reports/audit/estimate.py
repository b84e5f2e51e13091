"""What the posts that people read say of all: precision, recall, and figures as they would be without errors.

Totals are stratified ratio estimates (Cochran, chapter 6): among posts that the machine marked, what people
counted over what the machine counted in the same posts, times what it counted in all of the stratum; among
unmarked posts, where it counted nothing, the mean of what people counted, times their number. The variance of
residuals says nothing while few errors were seen, so the share of posts that ask for people has Wilson's
interval, and each stratum takes the wider of the two.

W. G. Cochran (1977), Sampling Techniques, 3rd ed., Wiley: sections 2.12 and 6.3-6.11.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt
from statistics import stdev

from reports.audit.intervals import Estimate, Z, ratio, student, total, wilson
from reports.audit.sample import Name, Stratum
from storage.audits import AuditPost, Counted

ENOUGH = 5
"""Posts that ask, from which on their own sizes say how these vary."""

Measure = Callable[[Counted], float]


@dataclass(frozen=True, slots=True)
class Read:
    """A stratum as far as people read it: the posts that count as its sample, with the last word on each."""

    name: Name
    posts: tuple[AuditPost, ...]
    sampled: tuple[AuditPost, ...]
    words: tuple[Counted, ...]

    @property
    def pairs(self) -> list[tuple[Counted, Counted]]:
        """What the machine and what people counted in each post read."""
        return [(post.machine, word) for post, word in zip(self.sampled, self.words, strict=True)]

    @property
    def asking(self) -> int:
        """How many of the posts read ask for people."""
        return sum(word.is_request for word in self.words)

    @property
    def share(self) -> Estimate:
        """The share of the stratum's posts that ask for people."""
        return wilson(self.asking / len(self.words), len(self.words), len(self.posts))


def read(stratum: Stratum, week: str) -> Read:
    """The posts up to the last that was read in the week's audit, with the last word on each.

    Posts reviewed further on are not counted: which those are is no matter of chance. A tenth may be without
    a word, since posts come in late and some are skipped; where more are, less of the order counts as read.
    """
    unread = list(accumulate(not post.words for post in stratum.posts))
    in_audit = [any(word.audit == week for word in post.words) for post in stratum.posts]
    places = range(1, len(stratum.posts) + 1)
    read_to = max((n for n in places if in_audit[n - 1] and unread[n - 1] * 10 <= n), default=0)
    sampled = tuple(post for post in stratum.posts[:read_to] if post.words)
    return Read(stratum.name, stratum.posts, sampled, tuple(post.words[-1].said for post in sampled))


def precision(marked: Sequence[Read]) -> Estimate:
    """Of the posts that the machine took for requests, the share that are; the strata must have been read."""
    posts = sum(len(one.posts) for one in marked)
    found = total(one.share.times(len(one.posts) / posts) for one in marked)
    return Estimate(found.value, max(0.0, found.low), min(1.0, found.high))


def recall(marked: Sequence[Read], unmarked: Read | None) -> Estimate | None:
    """Of the posts that are requests, the share that the machine took for such; None if it took none."""
    right = total(one.share.times(len(one.posts)) for one in marked)
    if not right.value:
        return None
    if unmarked is None:
        return Estimate(1.0, 1.0, 1.0)
    missed = ratio(unmarked.share.times(len(unmarked.posts)), right)
    return Estimate(1 / (1 + missed.value), 1 / (1 + missed.high), 1 / (1 + missed.low))


def truth(marked: Sequence[Read], unmarked: Read | None, measure: Measure) -> Estimate:
    """The total over all posts of what people would count; its low end is at least what they did count."""
    parts = [_by_ratio(one, measure) for one in marked]
    if unmarked is not None:
        right = [measure(word) for one in marked for word in one.words if word.is_request]
        size = sum(right) / len(right) if right else 1.0
        parts.append(_by_mean(unmarked, measure, size, Z * stdev(right) if len(right) > 1 else 0.0))
    found = total(parts)
    seen = sum(measure(word) for one in (*marked, *([unmarked] if unmarked else [])) for word in one.words)
    return Estimate(found.value, min(found.value, max(found.low, seen)), found.high)


def _by_ratio(one: Read, measure: Measure) -> Estimate:
    """Of what the machine counted, the share in posts that do ask, times how far its counts there are off."""
    counts = [measure(machine) for machine, _ in one.pairs]
    there, whole = sum(counts), sum(measure(post.machine) for post in one.posts)
    asking = [(measure(machine), measure(word)) for machine, word in one.pairs if word.is_request]
    weight = sum(machine for machine, _ in asking)
    if not there or (asking and not weight):
        return _by_mean(one, measure, 0.0)
    effect = len(counts) * sum(count * count for count in counts) / there**2
    share = wilson(weight / there, len(counts), len(one.posts), effect=effect)
    factor = sum(word for _, word in asking) / weight if weight else 1.0
    off = [word - factor * machine for machine, word in asking]
    spread = _spread(off) / (weight / len(asking)) * _left(one) if weight else 0.0
    return _product(share.times(whole), factor, spread)


def _by_mean(one: Read, measure: Measure, size: float, spread: float = 0.0) -> Estimate:
    """The number of posts that ask, times how much each asks for: ``size`` of others where none was seen."""
    counts = [measure(word) for word in one.words if word.is_request]
    if counts:
        size = sum(counts) / len(counts)
        own = _spread(counts) if len(counts) >= ENOUGH else 0.0
        # a few posts show less of how sizes vary than there is
        spread = max(own, spread / sqrt(len(counts))) * _left(one)
    return _product(one.share.times(len(one.posts)), size, spread)


def _product(share: Estimate, factor: float, spread: float) -> Estimate:
    """An estimate times an independent factor that is uncertain by ``spread`` to either side."""
    value = share.value * factor
    below = sqrt(((share.value - share.low) * factor) ** 2 + (share.value * spread) ** 2)
    above = sqrt(((share.high - share.value) * factor) ** 2 + (share.value * spread) ** 2)
    return Estimate(value, max(0.0, value - below), value + above)


def _spread(values: Sequence[float]) -> float:
    """Half the width of the interval for the mean of a large population that these were drawn from."""
    if len(values) < 2:
        return 0.0
    mean = sum(values) / len(values)
    variance = sum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return student(len(values) - 1) * sqrt(variance / len(values))


def _left(one: Read) -> float:
    """The finite population correction of a standard error: 0 where every post was read."""
    return sqrt(1 - len(one.words) / len(one.posts))
