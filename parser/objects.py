"""Work that is named only by what it is done on: ``цемент в подвал, двое, по 1500``."""

from __future__ import annotations

from parser.activities import WORKERS, named_there
from parser.agreeing import tags
from parser.classes import compile_rule
from parser.post import Count, Post, RoleMatch

_CLAUSE = compile_rule(
    "(?:^|<stop|comma|bullet|plus>)<bullet|star|dash|quote>*(?P<what><adj>?(?P<noun><word|measure>)"
    "(?:<adj|word|on|in|from|for|measure|number|num1|site>){0,4})(?=<stop|comma|bullet|plus|dash>|$)"
)
_NO_OBJECTS = ("Name", "Surn", "Patr", "Geox", "anim", "Abbr")


def object_of_work(post: Post, count: Count) -> RoleMatch | None:
    """The first clause that opens with a thing, which is no place; the count stands in another."""
    for match in _CLAUSE.finditer(post.letters):
        start, end = match.span("what")
        apart = end <= count.start or start >= count.end
        if apart and not named_there(post, start, end) and _thing(post, match.start("noun")):
            return RoleMatch(start, end, "activity", *WORKERS, None, direct=True)
    return None


def _thing(post: Post, token: int) -> bool:
    """Whether the dictionary knows a word first of all as the name of a thing."""
    tag = tags(post, token)[0]
    return tag.startswith("NOUN") and "inan" in tag and not any(name in tag for name in _NO_OBJECTS)
