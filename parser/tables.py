"""Rows of a table: lines that each end in a bare number, and works with a number each."""

from __future__ import annotations

from parser.classes import LETTERS, compile_rule
from parser.post import Count, Post
from parser.verdicts import GRADE

#: The rule of a number at the end of a row; what stands before it in the row is what it counts.
ROW = "number at the end of a row"
WORKS_EACH = "works with a number each"
LINE_OF_WORK = "line of a number and its work"
_LINE_START = compile_rule("<bullet|star|dash|quote|plus>*")
_OF_LINE = compile_rule("<on|for><adj>?<word|act|measure|site|task>|<inf|act>|<task><word>")
_ROW_END = compile_rule("<heads|people>?<dot|semi|comma|rpar|excl|bullet>*<line|para>*")
_ROW_NOT = compile_rule(
    "<street|address|hour|day|year|month|weekday|pay|money|currency|age|measure|skill|distance|percent|mask|number>"
)
_PARENTHESIS = compile_rule("<lpar><!rpar>{0,6}<rpar>")
_NAMED = compile_rule("<word|adj|role|act|task|site|agent|latin>")
_ASKED_OVER = compile_rule("<vacancy|any_need|seat|left>")
_WORK = compile_rule(
    "<act|task>(?:<word|adj|on|in|site|task>){0,3}<dash|colon>?(?P<k><num1>)(?=<comma|line|para|semi|dot|and>|$)"
)
_GRADED = compile_rule("<number>(?:<dash><number>)?<money|measure|letter>?<dot>?")
_COMMA = LETTERS["comma"]
_ASKED = (LETTERS["role"], LETTERS["act"], LETTERS["rpar"])
_LONGEST_ROW = 80
_MOST_A_ROW, _MOST_A_WORK, _LEAST = 100, 20, 2
_OVER = 3


def by_rows(post: Post) -> None:
    """Make headcounts of the numbers that end rows: each with a role, or all under a line that asks."""
    grades: dict[int, list[Count]] = {}
    for count in post.counts:
        if count.rule == GRADE:
            grades.setdefault(post.line_of(count.start), []).append(count)
    found = [
        (line, count)
        for count in post.counts
        for line in (post.line_of(count.start),)
        if _row(post, line, count, grades)
    ]
    if len(found) < _LEAST or not any(count.rule == "nothing counted" for _, count in found):
        return
    first = found[0][0]
    above = post.letters[post.lines[max(0, first - _OVER)][0] : post.lines[first][0]]
    headed = bool(_ASKED_OVER.search(above))
    for line, count in found:
        start = post.lines[line][0]
        role = next(
            (role for role in reversed(post.roles) if start <= role.start and role.end <= count.start), None
        )
        if count.rule == "nothing counted" and (role is not None or headed) and count.maximum:
            count.verdict, count.rule, count.role = "headcount", ROW, role


def _row(post: Post, line: int, count: Count, grades: dict[int, list[Count]]) -> bool:
    start, end = post.lines[line]
    if end - start > _LONGEST_ROW or not (
        (count.verdict == "headcount" or count.rule == "nothing counted")
        and max(count.minimum or 0, count.maximum or 0) <= _MOST_A_ROW
        and _ROW_END.fullmatch(post.letters, max(count.end, count.figure[1]), end)
    ):
        return False
    before = post.letters[start : count.start]
    for grade in grades.get(line, ()):
        graded = _GRADED.match(post.letters, grade.start) if grade.start < count.start else None
        before = before.replace(graded[0], "", 1) if graded else before
    return (
        bool(_NAMED.search(before))
        and not _ROW_NOT.search(_PARENTHESIS.sub("", before)[3:])
        and (not before.endswith(_COMMA) or before[-2:-1] in _ASKED or _settled(post, count.start - 1))
    )


def by_lines_of_work(post: Post) -> None:
    """``2 на мешки с цементом`` under ``4 грузчика``: lines that begin with people and their work."""
    lines = {
        post.line_of(count.start)
        for count in post.counts
        if count.verdict == "headcount" and _opens_line(post, count)
    }
    for count in post.counts if lines else ():
        line = post.line_of(count.start)
        small = count.minimum == count.maximum and 0 < (count.maximum or 0) <= _MOST_A_WORK
        if (
            count.rule == "nothing counted"
            and small
            and {line - 1, line + 1} & lines
            and _opens_line(post, count)
        ):
            work = _OF_LINE.match(post.letters, count.figure[1])
            if work is not None:
                count.verdict, count.rule, count.noun = "headcount", LINE_OF_WORK, "bare"
                lines.add(line)


def _opens_line(post: Post, count: Count) -> bool:
    start = post.lines[post.line_of(count.start)][0]
    return bool(_LINE_START.fullmatch(post.letters, start, count.start))


def _settled(post: Post, end: int) -> bool:
    """Whether a place, a role or work stands before a comma: ``Вокзальная, 45`` is a house."""
    return post.letters[end - 1] in _ASKED or any(geo.end == end for geo in post.geos)


def by_works(post: Post) -> None:
    """``чистка лука 3, нарезка 2``: several works with a small number each."""
    numbers = {match.start("k") for match in _WORK.finditer(post.letters)}
    found = [
        count
        for count in post.counts
        if count.figure[0] in numbers
        and count.rule == "nothing counted"
        and 0 < (count.maximum or 0) <= _MOST_A_WORK
    ]
    if len(found) >= _LEAST:
        for count in found:
            count.verdict, count.rule = "headcount", WORKS_EACH
