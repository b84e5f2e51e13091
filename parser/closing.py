"""Rows of a list that its own text marks as filled: ``изолировщик 6 — набрали``, ``сварщик 3 — ищем``."""

from __future__ import annotations

from parser.post import Post

#: Verdicts of words that say of a role, or of a whole post, that it is filled; ``taken`` of a role alone.
CLOSED = ("closed", "taken")


def closed_lines(post: Post) -> set[int]:
    """Lines with a role and a word that it is filled, where other lines have roles and no such word.

    A post whose rows are all filled, or that is one row, is closed as a whole and keeps its numbers.
    """
    marks = [trigger.start for trigger in post.triggers if trigger.verdict in CLOSED]
    if not marks:
        return set()
    filled: set[int] = set()
    for mark in marks:
        line = post.line_of(mark)
        if any(post.lines[line][0] <= role.start < mark for role in post.roles):
            filled.add(line)
    rows = {post.line_of(role.start) for role in post.roles}
    return filled if rows - filled else set()
