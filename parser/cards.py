"""Job-board cards: a title, a line of pay, a place."""

from __future__ import annotations

from parser.classes import compile_rule
from parser.post import Post

_PAY_LINE = compile_rule(
    "(?:<bullet|ge|le|approx|blank|pay|colon>)*<number>{1,3}(?:<dash|le><number>"
    "{1,3})?(?:<currency|money|dot>)(?:<in|behind|slash>?<month|day|shift|hour|money>"
    ")?(?:<line|para|dot|comma|bullet|excl>|$)"
)
_TITLE_WORDS = compile_rule("(?:<!line|para|comma|lpar|excl|dot|mask|need|seek|hire|needinf>){1,6}")
_WORDY = compile_rule("<word|adj|role|act|pp|agent|task|site|latin|vacancy>")
_TITLE = 26


def card_title(post: Post) -> tuple[int, int] | None:
    """The title of a job-board card: a short first line over a line that is all pay."""
    if len(post.lines) < 2 or post.lines[0][1] > _TITLE:
        return None
    for start, end in post.lines[1:4]:
        if _PAY_LINE.match(post.letters[start:end]):
            match = _TITLE_WORDS.match(post.letters)
            return match.span() if match and _WORDY.search(match[0]) else None
    return None
