"""Roles and numbers in turn without signs between: ``слесари 7 экскаваторщик 1 сварщик 2``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parser.agreeing import nominative
from parser.classes import compile_rule
from parser.post import Count, Post, RoleMatch

_RULE = "role and number, in turn"
_MOST = 300
_TO_NUMBER = compile_rule(
    "(?:<word|adj|latin|letter|on|in|from|for|measure|site|any_need|task|approx|people>){0,4}"
)
_TO_ROLE = compile_rule("<heads|people|seat|stavka|dot|adj|and>{0,3}")
_OWN_NOUN = compile_rule("<heads|seat|stavka>")


@dataclass(slots=True)
class _Pair:
    """A role and the number after it."""

    role: RoleMatch
    count: Count


def in_turn(post: Post) -> None:
    """Bind each number to the role before it where a row of them begins with a role and comes out even."""
    if len(post.roles) < 2:
        return
    for row, even in _rows(post):
        if len(row) > 1 and (even or _own_nouns(post, row) or _disagree(post, row)):
            for pair in row:
                _bind(post, pair)


def _rows(post: Post) -> Iterator[tuple[list[_Pair], bool]]:
    """Runs of pairs, role first; whether the run ends with its last number and not with one more role."""
    counts = {count.figure[0]: count for count in post.counts if _countable(count)}
    starts = {role.start: role for role in post.roles}
    row: list[_Pair] = []
    at_role: RoleMatch | None = None
    for token in sorted({*counts, *starts}):
        if token in starts:
            role = starts[token]
            if row and (at_role or not _TO_ROLE.fullmatch(post.letters, row[-1].count.figure[1], role.start)):
                yield row, at_role is None
                row = []
            at_role = role
        elif at_role and _TO_NUMBER.fullmatch(post.letters, at_role.end, counts[token].start):
            row.append(_Pair(at_role, counts[token]))
            at_role = None
        else:
            if row:
                yield row, at_role is None
            row, at_role = [], None
    if row:
        yield row, at_role is None


def _countable(count: Count) -> bool:
    ready = count.verdict == "headcount" or count.rule == "nothing counted"
    return ready and 0 < max(count.minimum or 0, count.maximum or 0) <= _MOST


def _own_nouns(post: Post, row: list[_Pair]) -> bool:
    return all(_OWN_NOUN.match(post.letters, pair.count.figure[1]) for pair in row)


def _disagree(post: Post, row: list[_Pair]) -> bool:
    """Whether a role after a number stands in the nominative, as what a number counts does not."""
    following = [pair.role for pair in row[1:]]
    return any(
        max(pair.count.minimum or 0, pair.count.maximum or 0) > 1 and nominative(post, role.start)
        for pair, role in zip(row, following, strict=False)
    )


def _bind(post: Post, pair: _Pair) -> None:
    count = pair.count
    if count.rule in ("number and role", "nothing counted") or count.role is None:
        count.role, count.verdict, count.rule = pair.role, "headcount", _RULE
        own = _OWN_NOUN.match(post.letters, count.figure[1])
        count.end = own.end() if own else count.figure[1]
