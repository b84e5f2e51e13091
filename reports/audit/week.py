"""A week's audit in figures, and the headline as it would be without the machine's errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.audit.agreement import Agreement, agreement
from reports.audit.estimate import Measure, Read, precision, read, recall, truth
from reports.audit.intervals import Estimate
from reports.audit.sample import Name, ids_of, strata
from reports.people import People
from storage.audits import AuditPost

FEW = 10
"""Posts read, among marked and among unmarked ones, under which nothing is estimated [u]."""


@dataclass(frozen=True, slots=True)
class StratumRead:
    """How many posts of a stratum there are, and how many people read in the order of its sample."""

    name: Name
    """The largest, other requests, or what the machine took for none."""
    posts: int
    """Posts of the stratum."""
    read: int
    """How many of them count as its sample."""
    post_ids: tuple[str, ...]
    """As ranges: ``channel id/first-last``, or ``channel id/id``."""
    read_ids: tuple[str, ...]
    """These posts, as ranges, too."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What the audit found. Estimates have 95 % intervals, and are None while too few posts were read."""

    strata: tuple[StratumRead, ...]
    """How far each part of the sample was read."""
    read: int
    """Posts read in all."""
    precision: Estimate | None
    """Of the posts that the machine took for requests, the share that are."""
    recall: Estimate | None
    """Of the posts that are requests, the share that it took for such."""
    requests: Estimate | None
    """The week's unique requests, corrected for what the machine missed and made up."""
    people_lower: Estimate | None
    """The lower end of people asked for, corrected so."""
    people_upper: Estimate | None
    """The upper end, corrected so."""
    agreement: Agreement | None
    """How far reviewers agree; None if no post was judged twice."""


def audit(posts: Sequence[AuditPost], week: str, *, requests: int, people: People) -> Audit | None:
    """Estimate from a week's posts; ``requests`` and ``people`` are the report's. None if nobody read any.

    Repeats are taken to be hit by errors as first postings are: the headline is multiplied by what the sample
    says of all posts over what the archive has of them, corrections included.
    """
    found = strata(posts, week)
    parts = [read(stratum, week) for stratum in found if stratum.posts]
    count = sum(len(part.words) for part in parts)
    if not count:
        return None
    marked = [part for part in parts if part.name != "unmarked"]
    unmarked = next((part for part in parts if part.name == "unmarked"), None)
    enough = _enough(marked) and (unmarked is None or _enough([unmarked]))

    def corrected(raw: int, measure: Measure) -> Estimate | None:
        now = sum(measure(post.words[-1].said if post.words else post.machine) for post in posts)
        return _rounded(truth(marked, unmarked, measure).times(raw / now)) if enough and now else None

    return Audit(
        tuple(_stratum(part) for part in parts),
        count,
        _rounded(precision(marked)) if enough else None,
        _rounded(recall(marked, unmarked)) if enough else None,
        corrected(requests, lambda counted: counted.requests),
        corrected(people.lower, lambda counted: counted.lower),
        corrected(people.upper, lambda counted: counted.upper),
        agreement(found, week),
    )


def _stratum(part: Read) -> StratumRead:
    return StratumRead(part.name, len(part.posts), len(part.words), ids_of(part.posts), ids_of(part.sampled))


def _enough(parts: Sequence[Read]) -> bool:
    """Whether each stratum was begun, and enough was read in all of them together."""
    there, read_ = sum(len(part.posts) for part in parts), sum(len(part.words) for part in parts)
    return bool(parts) and all(part.words for part in parts) and read_ >= min(FEW, there)


def _rounded(estimate: Estimate | None) -> Estimate | None:
    """As many places as are the same on every machine: figures that did not change must not seem to."""
    if estimate is None:
        return None
    return Estimate(round(estimate.value, 6), round(estimate.low, 6), round(estimate.high, 6))
