"""What is left of a number: ``всего 40, из них 25 обвальщиков, остальные — укладчики``."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from parser.classes import compile_rule
from parser.columns import LONGEST
from parser.corrections import OF_WANTED
from parser.post import Count, Post, RoleMatch
from parser.stems import begins

_OF_TOTAL = "the rest of a total"
_LACKING = "those of so many who are not there yet"
_REST_OF_ROLE = compile_rule(
    "<rest>(?:<dash|colon|comma|heads|people|on|for|any_need|was>|<adj>){0,3}(?P<role><role>)"
)
_REST = compile_rule("(?<!<in|on|to|from|for>)<rest>(?!<number>)")
_LACK = compile_rule("<more|left|any_need|rest|total|enough>")
_FAR, _MOST, _BESIDE, _TOLD = 60, 20, 3, 30
_THERE = ("found", "staff", "offer", "crew size")
_OPEN = (*_THERE, "headcount", "other", "part", "size", "room", "refused", "measure")
_OF_THEM = re.compile(r"[\s,(—–-]*(?:а )?из (?:них|которых)\s+(?:уже\s+)?")


def by_rest(post: Post) -> None:
    """Count the rest of a total as the people of the role that it is, and those still lacking of a number."""
    if len(post.letters) > LONGEST:
        return
    for match in islice(_REST_OF_ROLE.finditer(post.letters), _MOST):
        role = next((role for role in post.roles if role.start == match.start("role")), None)
        if role is not None and not any(count.role is role for count in post.counts):
            _rest_of_role(post, match.start(), role)
    for match in islice(_REST.finditer(post.letters), _MOST):
        _rest_of_number(post, match.start())
    _of_them(post)
    _difference(post)
    _waves(post)


def _rest_of_role(post: Post, at: int, role: RoleMatch) -> None:
    before = [count for count in post.counts if at - _FAR <= count.start < at and _exact(count)]
    totals = [n for n, count in enumerate(before) if count.verdict == "headcount" and count.noun != "role"]
    if not totals:
        return
    total, parts = before[totals[0]], [c for c in before[totals[0] + 1 :] if _part(post, c)]
    left = (total.maximum or 0) - sum(count.maximum or 0 for count in parts)
    if not parts or left <= 0:
        return
    for count in parts:
        count.role = count.role or next(
            (r for r in post.roles if 0 <= r.start - count.figure[1] < _BESIDE), None
        )
        count.verdict, count.rule = "headcount", "part of a total"
    total.verdict, total.rule, total.role = "part", "total of what follows", None
    post.counts.append(Count(at, at + 1, (at, at + 1), left, left, "headcount", _OF_TOTAL, "role", role))
    post.counts.sort(key=lambda count: count.start)


def _part(post: Post, count: Count) -> bool:
    """``25 обвальщиков``, also where "из них" before it made it a number of people who are there."""
    beside = any(0 <= role.start - count.figure[1] < _BESIDE for role in post.roles)
    return count.verdict == "headcount" or (count.verdict in ("part", "found") and beside)


def _rest_of_number(post: Post, at: int) -> None:
    """``60 человек, 22 уже на объекте, остальных ждём``."""
    before = [count for count in post.counts if at - _FAR <= count.start < at and _exact(count)]
    whole = next((n for n in reversed(range(len(before))) if before[n].verdict == "headcount"), len(before))
    if whole + 1 >= len(before) or before[whole].crews:
        return
    asked, there = before[whole : whole + 2]
    after = post.ends[there.figure[1] - 1]
    told = post.text[after : min(post.starts[at], after + _TOLD)].lower()
    left = (asked.maximum or 0) - (there.maximum or 0)
    if left <= 0 or there.verdict not in _OPEN or there.rule == OF_WANTED:
        return
    if there.verdict in _THERE or begins("taken").search(told) or begins("present").search(told):
        asked.minimum = asked.maximum = left
        asked.rule = _LACKING
        there.verdict, there.rule, there.role = "found", OF_WANTED, None


def _of_them(post: Post) -> None:
    """``восемь мест, из них три уже заняты``."""
    for whole, taken in pairwise(post.counts):
        if (
            whole.verdict != "headcount"
            or taken.verdict not in _OPEN
            or not (_exact(whole) and _exact(taken))
        ):
            continue
        gap = post.text[post.ends[whole.end - 1] : post.starts[taken.start]].lower()
        after = post.ends[taken.figure[1] - 1]
        told = post.text[after : after + _TOLD].lower()
        left = (whole.maximum or 0) - (taken.maximum or 0)
        if (
            _OF_THEM.fullmatch(gap)
            and begins("taken").search(told.partition(".")[0])
            and left > 0
            and not whole.crews
        ):
            whole.minimum = whole.maximum = left
            whole.rule = _LACKING
            taken.verdict, taken.rule, taken.role = "found", OF_WANTED, None


def _difference(post: Post) -> None:
    """``по графику 60, по факту 34, добрать недостающих 26``: the difference is wanted."""
    counts = [count for count in post.counts if _exact(count)]
    for one, other, left in zip(counts, counts[1:], counts[2:], strict=False):
        small, taken = left.maximum or 0, other.maximum or 0
        if (one.maximum or 0) - taken != small or left.start - one.end > _FAR or left.rule == _OF_TOTAL:
            continue
        ready = {one.verdict, other.verdict, left.verdict} <= set(_OPEN) and not (one.crews or left.crews)
        if not ready or "headcount" not in (one.verdict, left.verdict):
            continue
        roles = {count.role.role for count in (one, other, left) if count.role}
        told = post.text[post.ends[one.figure[1] - 1] : post.starts[left.start]].lower()
        there = other.verdict in _THERE or begins("taken").search(told) or begins("present").search(told)
        if len(roles) > 1 or not there or not _LACK.search(post.letters, other.end, left.end + 2):
            continue
        left.role = left.role or one.role or other.role
        left.noun = left.noun or one.noun or "bare"
        left.verdict, left.rule = "headcount", _LACKING
        for count in (one, other):
            count.verdict, count.rule, count.role = "found", OF_WANTED, None


def _waves(post: Post) -> None:
    """``примем 8, на следующей неделе 5, потом ещё 7, вместе 20``: numbers that a total adds up."""
    for n, total in enumerate(post.counts):
        if total.rule != "total and number" or not _exact(total):
            continue
        found: list[Count] = []
        for count in reversed(post.counts[:n]):
            if (
                len(found) == _MOST
                or not _exact(count)
                or (count.verdict != "headcount" and count.rule != "nothing counted")
            ):
                break
            found.append(count)
            if sum(one.maximum or 0 for one in found) == total.maximum and len(found) > 1:
                break
        roles = {count.role.role for count in found if count.role}
        if sum(one.maximum or 0 for one in found) == total.maximum and len(found) > 1 > len(roles) - 1:
            for count in found:
                total.role = total.role or count.role
                count.verdict, count.rule, count.role = "part", "part of a total", None


def _exact(count: Count) -> bool:
    return count.minimum == count.maximum and bool(count.maximum)
