"""``в бригаду из 4 каменщиков ищем пятого``: where so many are there, the next one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from parser.classes import compile_rule
from parser.post import Count, Post, RoleMatch

_NEXT = compile_rule(
    "<any_need|more|enough|left>(?:<more|adj|comma|dash|po|role|people>){0,3}?(?P<nth><nth>)"
    "(?P<who><comma>?<adj>?<role|pp|heads>)?(?=<stop|comma|rpar|in|to|on|role|word>|$)"
)
# a post asks for the next one a few times at most
_MOST = 10
_RULE, _THERE = "the next after those there", "so many are there, and one more is asked for"


def one_more(post: Post, numbers: Mapping[str, list[Any]], spelling: Any) -> None:
    """Count one where an ordinal that is asked for follows on a number of the post; that one is there.

    ``numbers`` maps a number word to kind and value; ``spelling`` a NORM hash to its string.
    """
    first: dict[int | None, Count] = {}
    for count in post.counts:
        if count.minimum == count.maximum:
            first.setdefault(count.minimum, count)
    for match in islice(_NEXT.finditer(post.letters), _MOST):
        at = match.start("nth")
        which = int(numbers[spelling(post.norms[at])][1])
        there = first.get(which - 1)
        if there is None or there.end > at:
            continue
        role = _role(post, there, *match.span())
        there.verdict, there.rule, there.role = "found", _THERE, None
        end = match.end("who") if match["who"] else at + 1
        post.counts.append(Count(at, end, (at, at + 1), 1, 1, "headcount", _RULE, "people", role))
    post.counts.sort(key=lambda count: count.start)


def _role(post: Post, there: Count, start: int, end: int) -> RoleMatch | None:
    """The role beside the ordinal, of those who are there, or the last before."""
    named = next((role for role in post.roles if start <= role.start < end), None)
    before = (role for role in reversed(post.roles) if role.end <= start)
    return named or there.role or next(before, None)
