"""The one number of a post that asks for people and counts nobody yet: ``Гиды, Дербент, 5–7, опыт``."""

from __future__ import annotations

import re

from parser.classes import compile_rule
from parser.post import Count, Post

RULE = "number alone in a post that asks"
_MOST, _SHORT = 300, 40
_BEFORE = compile_rule("<comma|dash|colon|lpar|dot|excl|line|para>$")
_AFTER = compile_rule("<comma|rpar|line|para|semi|excl>|<dot>(?!<num1|num3>)|$")
_ASKS = compile_rule("<any_need|role|nation>")
_ADDRESS = compile_rule("<street|address|quest>")
_AS_MANY = re.compile(r"(?:ещё |еще )?столько же\b")
_ALIKE = "as many again"


def lone_number(post: Post) -> None:
    """In a short post, count the only number by itself between commas or stops, if no other counts people."""
    if len(post.letters) > _SHORT or any(count.verdict == "headcount" for count in post.counts):
        return
    if not _ASKS.search(post.letters) or _ADDRESS.search(post.letters):
        return
    unread = [count for count in post.counts if count.rule == "nothing counted"]
    if unread and _alone(post, unread[0]) and not any(_alone(post, count) for count in unread[1:]):
        unread[0].verdict, unread[0].rule, unread[0].noun = "headcount", RULE, "bare"


def as_many(post: Post) -> None:
    """``8 монтажников, на Карелию столько же``: the number before, once more."""
    text = post.text.lower()
    if "столько же" not in text:
        return
    for match in _AS_MANY.finditer(text):
        same = next(
            (
                c
                for c in reversed(post.counts)
                if c.verdict == "headcount" and post.ends[c.end - 1] <= match.start()
            ),
            None,
        )
        tokens = [token for token, start in enumerate(post.starts) if match.start() <= start < match.end()]
        if same is not None and tokens:
            start, end = tokens[0], tokens[-1] + 1
            again = Count(
                start,
                end,
                (start, end),
                same.minimum,
                same.maximum,
                "headcount",
                _ALIKE,
                same.noun,
                same.role,
            )
            post.counts.insert(post.counts.index(same) + 1, again)


def _alone(post: Post, count: Count) -> bool:
    return (
        count.rule == "nothing counted"
        and count.maximum is not None
        and 0 < count.maximum <= _MOST
        and bool(_BEFORE.search(post.letters, max(0, count.start - 1), count.start))
        and bool(_AFTER.match(post.letters, count.figure[1]))
    )
