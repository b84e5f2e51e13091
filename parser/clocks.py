"""Dates and times in figures: ``18.11.25``, ``11.06``, ``9:00``, ``9.00-18.00``."""

from __future__ import annotations

from collections.abc import Callable

from parser.classes import LETTERS, compile_rule
from parser.post import Post

_CLOCK = compile_rule("(?P<head><num1>)(?P<tail><colon|dot><num1>)(?P<year><dot><num1|num4>)?")
_FIGURES = tuple(LETTERS[name] for name in ("scale", "money", "measure"))
_ROUND_MINUTES = (0, 10, 15, 20, 30, 40, 45, 50)


def clock(post: Post, start: int, spelling: Callable[[int], str]) -> tuple[int, int, str] | None:
    """The token after a date or time that begins at ``start``, its first figure, and which of both it is."""
    match = _CLOCK.match(post.letters, start)
    if match is None or post.starts[match.end("tail") - 1] != post.ends[match.end("tail") - 2]:
        return None
    if post.ends[start] != post.starts[start + 1]:
        return None
    # "06:00. 24 человека": what stands after a blank is no year
    year = bool(match["year"]) and glued(post, match.end("tail"))
    end = match.end() if year else match.end("tail")
    first = digits(spelling(post.norms[start]))
    tail = spelling(post.norms[start + 2])
    colon = post.letters[start + 1] == LETTERS["colon"]
    if (colon and first < 25 and len(tail) == 2 and int(tail) < 60) or (
        not colon and len(tail) == 2 and first < 25 and int(tail) in _ROUND_MINUTES and not year
    ):
        shape = "time"
    elif not colon and len(tail) == 2 and 0 < first < 32 and 0 < int(tail) < 13:
        shape = "date"
    else:
        return None
    if post.letters[end : end + 1] in _FIGURES and not year:
        return None
    return end, first, shape


def digits(text: str) -> int:
    """The number that the digits of a token make."""
    return int("".join(char for char in text if char.isdecimal()) or "0")


def glued(post: Post, at: int) -> bool:
    """Whether a sign stands between two tokens with no blank on either side."""
    return (
        post.ends[at - 1] == post.starts[at]
        and at + 1 < len(post.starts)
        and post.ends[at] == post.starts[at + 1]
    )
