"""``упаковщики 10 муж, 15 жен``: two numbers of one role, of men and of women."""

from __future__ import annotations

from itertools import chain, pairwise

from parser.classes import compile_rule
from parser.post import Count, Post
from parser.stems import begins

_BETWEEN = compile_rule("<comma|and|plus|slash|semi|line|bullet|dot>{0,2}")


def both_sexes(post: Post, bound: dict[int, list[Count]], loose: list[Count]) -> None:
    """Give two such numbers beside each other the role that one of them has, which then has both."""
    counts = sorted([*chain.from_iterable(bound.values()), *loose], key=lambda count: count.start)
    for pair in pairwise(counts):
        if not _beside(post, *pair):
            continue
        for role in post.roles:
            own = bound.get(id(role), [])
            if any(count is one for count in own for one in pair):
                lost = [count for count in loose if any(count is one for one in pair)]
                own.extend(lost)
                loose[:] = [count for count in loose if not any(count is one for one in lost)]
                for one in pair:
                    one.role = role
                break


def _beside(post: Post, one: Count, other: Count) -> bool:
    if not _BETWEEN.fullmatch(post.letters, one.end, other.start):
        return False
    first, second = (post.slice(count.start, count.end).lower() for count in (one, other))
    men, women = bool(begins("man").search(first)), bool(begins("woman").search(first))
    return men != women and bool(begins("woman" if men else "man").search(second))
