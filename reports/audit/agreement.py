"""How far reviewers agree beyond chance, where two or more judged the same posts: Krippendorff's alpha.

K. Krippendorff (2019), Content Analysis, 4th ed., Sage, chapter 12.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.audit.sample import Stratum, ids_of
from storage.audits import AuditPost, Counted


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha is 1 where reviewers always agree, 0 where they do as by chance; None if all said the same."""

    posts: int
    """Posts of the sample that two or more reviewers judged."""
    post_ids: tuple[str, ...]
    """These posts, as ranges: ``channel id/first-last``, or ``channel id/id``."""
    decision: float | None
    """On whether a post asks for people."""
    entries: float | None
    """On all that it asks for: roles, numbers and regions, as wholly the same or not."""


def agreement(strata: Sequence[Stratum], week: str) -> Agreement | None:
    """Compare what reviewers said in a week's audit; None if no post was judged twice.

    Words from outside of the audit are left out: whoever gave them may have seen another's.
    """
    posts = [post for stratum in strata for post in stratum.posts]
    twice = [post for post in posts if len([word for word in post.words if word.audit == week]) > 1]
    if not twice:
        return None
    decision = _alpha(twice, week, lambda said: str(said.is_request))
    entries = _alpha(twice, week, lambda said: repr(said.entries))
    return Agreement(len(twice), ids_of(twice), decision, entries)


def _alpha(posts: Sequence[AuditPost], week: str, label: Callable[[Counted], str]) -> float | None:
    # importing NLTK takes a second, which only double-coded weeks need
    from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415

    data = [
        (word.reviewer, f"{post.channel_id}/{post.post_id}", label(word.said))
        for post in posts
        for word in post.words
        if word.audit == week
    ]
    if len({said for *_, said in data}) == 1:
        return None
    return round(float(AnnotationTask(data=data).alpha()), 6)
