"""The title of a job-board card: its first line over a town, or what follows ``на открытую вакансию``."""

from __future__ import annotations

import re
from bisect import bisect_left

from parser.activities import WORKERS, somebody
from parser.classes import compile_rule
from parser.post import Post, RoleMatch

_TITLE = compile_rule(
    "<bullet|star|quote|hash|colon|po|line>*(?P<title><adj>{0,2}(?P<who><word|agent|people|site|task>)(?:<po|from>?(?:<word|adj|latin|"
    "task|act|site|measure|settle|agent|firm|people|amount>)){0,7})(?=<in|on|lpar|slash|comma|dot|line|para|quote|dash>|$)"
)
_ADDRESS = compile_rule(
    "(?:<!line|para|number|role|any_need>){0,8}<comma>(?:<address|street>?<dot>?(?:<!line|para>){0,8}<num1|num3>|<settle>)"
)
_BREAK = compile_rule("<line|para>")
_NO_TITLE = compile_rule("<number|any_need|excl|quest|mask>")
_VACANCY = re.compile(r"на (?:открытую |открытые )?ваканси[юи]\b[:\s]*(?:по\s+)?[«\"]?")
_LONGEST, _TOWN = 12, 50_000


def card_roles(post: Post) -> list[RoleMatch]:
    """The roles of a card's title, one that no list knows among them; empty if the post is no such card."""
    return _over_town(post) or _after_vacancy(post)


def _over_town(post: Post) -> list[RoleMatch]:
    if len(post.lines) < 3 or post.lines[0][1] > _LONGEST or _NO_TITLE.search(post.letters, *post.lines[0]):
        return []
    start, end = post.lines[1]
    town = any(
        geo.start == start and any(c["population"] >= _TOWN for c in geo.candidates) for geo in post.geos
    )
    if not town and not _ADDRESS.match(post.letters, start, end):
        return []
    return _named(post, *post.lines[0])


def _after_vacancy(post: Post) -> list[RoleMatch]:
    match = _VACANCY.search(post.text.lower())
    if match is None or any(role.start < post.lines[0][1] for role in post.roles):
        return []
    start = bisect_left(post.starts, match.end())
    if start >= len(post.starts):
        return []
    start += bool(_BREAK.match(post.letters, start))
    end = post.lines[post.line_of(min(start, len(post.starts) - 1))][1]
    return _named(post, start, min(end, start + _LONGEST))


def _named(post: Post, start: int, end: int) -> list[RoleMatch]:
    """Roles that begin there, or a title that the dictionary of forms knows as somebody."""
    known = [role for role in post.roles if start <= role.start < end]
    if known and known[0].start - start < 3:
        return known
    match = _TITLE.match(post.letters, start, end)
    if match is None or not somebody(post, match.start("who")):
        return known
    return [RoleMatch(*match.span("title"), "unlisted", *WORKERS, None, direct=True)]
