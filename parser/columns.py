"""Tables under a line that names their columns: ``профессия | разряд | потребность | тариф``."""

from __future__ import annotations

import re

from parser.post import Count, Post

#: The rule of a number in the column that says how many are asked for, and of the numbers beside it.
COLUMN, BESIDE = "number in the column of people", "number in another column"
_WANTED = re.compile(
    r"(?:потребн|кол-?во|количеств|чел|нужн|нужен|надо|требу|мест|ваканс|люд|план|кіл|потріб|need|qty|quantity|people)"
)
_FOUND = re.compile(r"(?:есть|в наличии|налич|было|набран|вышл|пришл|факт|є\b|have|found)")
_SEPARATORS = ("|", "/", ";", "\t")
_LEAST_CELLS = _LEAST_LINES = 2


def by_columns(post: Post) -> None:
    """Of each row, take the number that stands under the heading of people, less those who are there.

    A row belongs to the table as long as it has as many cells as the heading, and counts if it names a role:
    tables of vacancies by region are statistics.
    """
    if len(post.lines) < _LEAST_LINES or not any(sign in post.text for sign in _SEPARATORS):
        return
    wanted = found = None
    cells = 0
    sign = ""
    for start, end in post.lines:
        split = _cells(post, start, end, sign) if sign else []
        if sign and len(split) == cells:
            _read(post, split, wanted, found)
            continue
        sign, wanted, found, cells = _heading(post, start, end)


def _heading(post: Post, start: int, end: int) -> tuple[str, int | None, int | None, int]:
    """The sign between columns, where those of people wanted and there stand, and how many there are."""
    for sign in (sign for sign in _SEPARATORS if sign in post.text):
        split = _cells(post, start, end, sign)
        if len(split) < _LEAST_CELLS or any(_counts(post, cell) for cell in split):
            continue
        words = [post.slice(*cell).strip().lower() if cell[0] < cell[1] else "" for cell in split]
        wanted = next((n for n, word in enumerate(words) if _WANTED.match(word)), None)
        if wanted is not None:
            found = next((n for n, word in enumerate(words) if _FOUND.match(word)), None)
            return sign, wanted, found, len(split)
    return "", None, None, 0


def _cells(post: Post, start: int, end: int, sign: str) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end, as tokens."""
    cuts = [token for token in range(start, end) if post.slice(token, token + 1).strip(" ") == sign]
    if not cuts:
        return []
    return [
        (first, last) for first, last in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True)
    ]


def _counts(post: Post, cell: tuple[int, int]) -> list[Count]:
    return [count for count in post.counts if cell[0] <= count.figure[0] < cell[1]]


def _read(post: Post, cells: list[tuple[int, int]], wanted: int | None, found: int | None) -> None:
    if wanted is None:
        return
    asked = _counts(post, cells[wanted])
    roles = [role for role in post.roles if cells[0][0] <= role.start < cells[-1][1]]
    if not roles or len(asked) != 1 or asked[0].maximum is None:
        return
    count, there = asked[0], _counts(post, cells[found]) if found is not None else []
    for other in post.counts:
        if cells[0][0] <= other.figure[0] < cells[-1][1] and other is not count:
            other.verdict, other.rule, other.role = "other", BESIDE, None
    count.verdict, count.rule = "headcount", COLUMN
    count.role = next((role for role in reversed(roles) if role.end <= count.start), roles[0])
    if there and there[0].maximum is not None:
        left = (count.maximum or 0) - there[0].maximum
        count.minimum = count.maximum = left
        if left <= 0:
            count.verdict, count.rule, count.role = "found", "row whose people are all there", None
