"""Which posts of a week an audit reads: a stratified random sample that anybody can draw again.

Every post has a random number of its own, a hash over the week and the post, that never changes. Within a
stratum posts are read in the order of these numbers, so that the posts read so far are a simple random sample
however far the reading got, and one that stays valid as late posts come in (Ohlsson's permanent random
numbers). Nothing of the sample has to be stored.

E. Ohlsson (1995), Coordination of samples using permanent random numbers, in: Cox et al. (eds), Business
Survey Methods, Wiley, 153-169.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from storage.audits import AuditPost
from storage.facts import id_ranges

LARGEST = 10
"""Posts that the machine reads most people in, a stratum of their own: a few of them make most of a sum."""

Name = Literal["largest", "marked", "unmarked"]


@dataclass(frozen=True, slots=True)
class Stratum:
    """Posts that the machine decided alike, in the order in which an audit reads them."""

    name: Name
    posts: tuple[AuditPost, ...]


def strata(posts: Sequence[AuditPost], week: str) -> tuple[Stratum, ...]:
    """The largest requests, the other requests, and what the machine took for none. Any may be empty."""
    ordered = sorted(posts, key=lambda post: number(post, week))
    marked = [post for post in ordered if post.machine.is_request]
    by_size = sorted(marked, key=lambda post: -post.machine.upper)
    large = {(post.channel_id, post.post_id) for post in by_size[:LARGEST] if post.machine.upper > 0}
    return (
        Stratum("largest", tuple(post for post in marked if (post.channel_id, post.post_id) in large)),
        Stratum("marked", tuple(post for post in marked if (post.channel_id, post.post_id) not in large)),
        Stratum("unmarked", tuple(post for post in ordered if not post.machine.is_request)),
    )


def number(post: AuditPost, week: str) -> str:
    """A post's permanent random number in a week's audit, in hex."""
    return sha256(f"{week}/{post.channel_id}/{post.post_id}".encode()).hexdigest()


def ids_of(posts: Iterable[AuditPost]) -> tuple[str, ...]:
    """Posts as ranges of ids."""
    return id_ranges(sorted((post.channel_id, post.post_id) for post in posts))


def sample(found: Sequence[Stratum], size: int) -> list[AuditPost]:
    """So many posts in the order in which to read them, strata mixed so that each gets its share at any time.

    The largest get a sixth, all of them where it is enough; the rest is halved between what the machine
    marked and what it did not, as far as there are so many.
    """
    quota = _quotas({stratum.name: len(stratum.posts) for stratum in found}, size)
    places = [
        ((at + 0.5) / quota[stratum.name], order, post)
        for order, stratum in enumerate(found)
        for at, post in enumerate(stratum.posts[: quota[stratum.name]])
    ]
    return [post for _, _, post in sorted(places, key=lambda place: place[:2])]


def _quotas(there: dict[Name, int], size: int) -> dict[Name, int]:
    largest = min(there["largest"], -(-size // 6))
    rest = size - largest
    marked = min(there["marked"], max(rest // 2, rest - there["unmarked"]))
    return {"largest": largest, "marked": marked, "unmarked": min(there["unmarked"], rest - marked)}
