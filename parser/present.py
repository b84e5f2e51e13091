"""Who is there already, and what seats and beds are of: numbers of people that nobody asks for."""

from __future__ import annotations

import re

from parser.agreeing import tags
from parser.classes import compile_rule
from parser.post import Post
from parser.stems import begins, stems
from parser.values import Value

_LODGING_BACK = 24  # so many tokens at most lie between a lodging and its beds
_LODGING = compile_rule("<room>(?:<!any_need|stop|role>)*$")
#: From more seats than so many on, they are of a vehicle that is named before.
LEAST_SEATS = 5
_NEAR = 40
_ASKS = compile_rule("<any_need|role>")
_ASKED_HERE = compile_rule("<any_need|more>")
_TEAM = compile_rule("(?P<team><crew|staff|people|word>)(?:<word|adj>)?<colon|dash>?$")
_AT_PLACE = compile_rule("<in|on><adj>?(?P<noun><word|site|room|address|measure|crew|task|act>)<word|adj>?$")
_OPENING_PLACE = compile_rule(
    "<in|on><adj>?(?P<noun><word|site|room|address|measure|crew|task|act>)<word|adj>?<number>"
)
_JUST_NOW = re.compile(r"(?:а |но )?сейчас\b")
_MEASURED = compile_rule("<number><adj>?<measure|hour|year|shift|percent>")


def lodged(post: Post, value: Value) -> bool:
    """``Жильё: хостел, 4 этажа, 210 мест``: places of what people sleep in."""
    start = max(post.sentence_of(value.start)[0], value.start - _LODGING_BACK)
    return bool(_LODGING.search(post.letters, start, value.start))


def ridden(post: Post, value: Value) -> bool:
    """``автобус (18 мест)``, ``Автобус из Орла по средам, 50 мест``: seats of what people ride in."""
    start = max(post.sentence_of(value.start)[0], value.start - _LODGING_BACK)
    return (
        start < value.start
        and bool(begins("vehicle").search(post.slice(start, value.start).lower()))
        and not _ASKS.search(post.letters, start, value.start)
    )


def of_team(post: Post, value: Value) -> bool:
    """``Команда: 7 человек`` in a post that names whom it asks for elsewhere."""
    start, end = _around(post, value)
    team = _TEAM.search(post.letters, start, value.start)
    return (
        team is not None
        and post.slice(team.start("team"), team.start("team") + 1).lower().startswith(stems("team"))
        and not _ASKED_HERE.search(post.letters, start, end)
        and not _ASKS.search(post.letters, start, value.start)
        and any(not start <= role.start < end for role in post.roles)
    )


def present(post: Post, value: Value) -> bool:
    """``Сейчас на кухне 14 человек``, ``3 лавы, на участке 32 человека``: who is there, in the locative."""
    start, end = _around(post, value)
    place = _AT_PLACE.search(post.letters, start, value.start)
    opening = _OPENING_PLACE.match(post.letters, start, value.end)
    within = start > post.lines[post.line_of(value.start)][0]
    if opening and within:
        place = opening
    if _JUST_NOW.match(post.slice(start, value.start).lower()) and not _ASKED_HERE.search(
        post.letters, start, end
    ):
        return any(not start <= role.start < end for role in post.roles)
    if (
        place is None
        or _ASKED_HERE.search(post.letters, start, end)
        or not _locative(post, place.start("noun"))
    ):
        return False
    if any(geo.start <= place.start("noun") < geo.end for geo in post.geos):
        return False
    elsewhere = any(not start <= role.start < end for role in post.roles)
    now = bool(opening and within) or bool(
        begins("present now").search(post.slice(start, value.start).lower())
    )
    return elsewhere and (now or bool(_MEASURED.search(post.letters, start, end)))


def _around(post: Post, value: Value) -> tuple[int, int]:
    """The sentence of a number, as far as it is near."""
    start, end = post.sentence_of(value.start)
    return max(start, value.start - _NEAR), min(end, value.end + _NEAR)


def _locative(post: Post, token: int) -> bool:
    nouns = [tag for tag in tags(post, token) if tag.startswith("NOUN")]
    return any("loct" in tag for tag in nouns) and not any("accs" in tag for tag in nouns)
