"""Numbers whose meaning a legend tells: ``набрано/надо`` over ``сварщики 3/4``; ``план 30, факт 22``."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from parser.columns import LONGEST, kind_of, take
from parser.corrections import OF_WANTED
from parser.post import Count, Post, RoleMatch
from parser.stems import begins

_BY_LEGEND = "figures under a legend"
_LEGEND = re.compile(
    r"([^\W\d][\w .]{1,20}?)\s?/\s?([^\W\d][\w .]{1,20}?)(?:\s?/\s?([^\W\d][\w .]{1,20}?))?(?=[\s:),.;]|$)"
)
_FIGURES = re.compile(r"(\d{1,4})\s?/\s?(\d{1,4})(?:\s?/\s?(\d{1,4}))?(?![\d/])")
_LABEL = re.compile(r"([^\W\d][^\d\n:;,|()—–]{0,30})[\s:—–-]*$")
_NEXT, _FAR, _MOST, _LABELLED = 4, 12, 20, 40
_SLASH = "figures around a slash"


def by_legends(post: Post) -> None:
    """Read figures around slashes by the words around slashes above, and plans beside those who are there."""
    if len(post.letters) > LONGEST:
        return
    text = post.text.lower()
    if any(count.rule == _SLASH for count in post.counts):
        _by_slashes(post, text)
    if begins("lacking").search(text):
        _by_labels(post, text)


def _by_slashes(post: Post, text: str) -> None:
    for legend in islice(_LEGEND.finditer(text), _MOST):
        kinds = [kind_of(words) for words in legend.groups("")]
        if ("there" not in kinds and "missing" not in kinds) or not {"wanted", "planned", "missing"} & set(
            kinds
        ):
            continue
        for count in post.counts:
            at = post.starts[count.figure[0]]
            figures = _FIGURES.match(text, at) if at > legend.end() and count.rule == _SLASH else None
            role = _before(post, count) if figures else None
            if figures and role:
                found = {
                    kind: int(number)
                    for kind, number in zip(kinds, figures.groups(), strict=True)
                    if kind and number
                }
                if (left := _lacking(found)) is not None:
                    take(post, count, role, left, _BY_LEGEND)
        return


def _lacking(found: dict[str, int]) -> int | None:
    if "missing" in found:
        return found["missing"]
    whole = found.get("wanted", found.get("planned"))
    return None if whole is None or "there" not in found else whole - found["there"]


def _by_labels(post: Post, text: str) -> None:
    """``Пекарь — по штату 3, работает 1``, where the post says that those who lack are wanted."""
    for pair in pairwise(post.counts):
        kinds = {_kind_before(post, text, count): count for count in pair}
        whole, there = kinds.get("planned"), kinds.get("there")
        apart = (
            post.line_of(pair[0].start) != post.line_of(pair[1].start) or pair[1].start - pair[0].end > _FAR
        )
        if whole is None or there is None or whole.maximum is None or there.maximum is None or apart:
            continue
        before = (role for role in reversed(post.roles) if role.start <= pair[0].end)
        role = whole.role or there.role or _before(post, pair[0]) or next(before, None)
        if role is not None:
            left = whole.maximum - there.maximum
            there.verdict, there.rule, there.role = "found", OF_WANTED, None
            take(post, whole, role, left, _BY_LEGEND)


def _kind_before(post: Post, text: str, count: Count) -> str:
    at = post.starts[count.figure[0]]
    start = max(post.starts[post.lines[post.line_of(count.start)][0]], at - _LABELLED)
    label = _LABEL.search(text, start, at)
    words = label[1].split() if label else []
    return next((kind for n in range(len(words)) if (kind := kind_of(" ".join(words[n:])))), "")


def _before(post: Post, count: Count) -> RoleMatch | None:
    line = post.line_of(count.start)
    before = [role for role in post.roles if role.end <= count.start and post.line_of(role.start) == line]
    return before[-1] if before and count.start - before[-1].end <= _NEXT else None
