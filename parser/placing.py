"""Whether a name in its context is a place of work: no street, firm, person or place people come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from parser.classes import LETTERS, compile_rule
from parser.post import GeoMatch, Post

_STREET_BEFORE = compile_rule("<street>(?:<dot|adj|quote|letter|number>){0,3}$")
_STREET_AFTER = compile_rule(
    "<word|task>?<street>(?!<site|settle>)|<dash>?<num1|num3>(?:<letter|slash|comma|line|dot|"
    "rpar>|$)(?!<num1>)"
)
_HOUSE_AFTER = compile_rule("(?:<comma>)?<num1|num3>(?:<letter|slash|comma|line|dot|rpar|word|task>|$)")
_FIRM_BEFORE = compile_rule("<firm>(?:<in|dot|comma|colon|letter|dash|adj>){0,3}$")
_ORIGIN_BEFORE = compile_rule(
    "<origin>(?:<from|dash|colon|comma|and|slash|nation|lpar|letter|or|word|task>){0,3}$"
)
_FACILITY = compile_rule(
    "(?:<comma|and|slash>+<adj|word>){0,4}<site|settle>|(?:<adj>)?(?:<site|settle|address|"
    "crew|room>)|<word|task>?<site|settle>|<letter><dot>"
)
_PLACE_CUE = compile_rule("(?:<in|po|to|on>|<hash|colon>)<quote|adj>?$")
_SETTLEMENT = compile_rule("(?:<settle>(?:<dot|colon|line>)?|<from|address|letter|times><dot>)(?:<quote>)?$")
_LISTED = compile_rule("<comma|dot|lpar|dash|slash|excl|semi>$")
_PERSON_NEAR = compile_rule("<mask>(?:<comma|dash|dot|blank|line|lpar>){0,3}$")
_PERSON_AFTER = compile_rule("(?:<comma|dash|dot|blank|line|rpar|colon>){0,3}<mask>")
_PLACE_AFTER = compile_rule("<in|on|comma|line|para|dot|rpar|excl|dash|need>|$")
_ADJECTIVE_PLACES = ("ское", "цкое", "ский", "цкий", "ская", "цкая")
_COUNTRYWIDE = compile_rule("<in|po|site><adj>?$")
_FIELD_START = compile_rule("(?:^|<line|para|bullet>)<letter|dot|quote|star|hash>*$")
_FIELD_END = compile_rule("(?:<comma|line|para|dot|rpar|excl|bullet|slash|lpar|dash>|$)")
ADJECTIVE_ENDINGS = (
    "ая",
    "ий",
    "ый",
    "ой",
    "ое",
    "ую",
    "ого",
    "ому",
    "ом",
    "им",
    "ым",
    "ей",
    "ські",
    "ська",
)
#: From so many people on, a town is written of without ado; from so many on, after a preposition.
LARGE, _SMALL = 50_000, 3_000


def work_places(post: Post, geo: GeoMatch) -> list[dict[str, Any]]:  # noqa: PLR0911  a decision list
    """The candidates of a name that its context allows as a place of work."""
    letters = post.letters
    left, right = letters[max(0, geo.start - 5) : geo.start], letters[geo.end : geo.end + 4]
    text = post.slice(geo.start, geo.end).lower()
    if _STREET_BEFORE.search(left) or _FIRM_BEFORE.search(left) or _ORIGIN_BEFORE.search(left):
        return []
    if left[-1:] == LETTERS["out"]:
        return []
    settled = bool(_SETTLEMENT.search(left))
    if not settled and text.endswith("ого") and not _FACILITY.match(right):
        return []  # "на углу Дзержинского": towns named so stand in the nominative or locative
    full = [c for c in geo.candidates if c["layer"] == "region" and c["kind"] != "adjective"]
    if full:
        if full[0]["iso"] == "RU" and not _COUNTRYWIDE.search(left) and geo.end - geo.start < 3:
            return []
        return [c for c in full if not c["cue"] or cued(post, geo, c)]
    if (
        not settled
        and text.endswith(ADJECTIVE_ENDINGS)
        and _STREET_AFTER.match(right)
        and not _counted(post, geo.end)
    ):
        return []
    return [*_towns(post, geo, left, right, settled=settled), *_others(post, geo, left, right)]


def _towns(post: Post, geo: GeoMatch, left: str, right: str, *, settled: bool) -> list[dict[str, Any]]:
    towns = [c for c in geo.candidates if c["layer"] == "place"]
    if towns and (settled or any(_named(post, geo, c, left, right) for c in towns)):
        return towns
    return []


def _others(post: Post, geo: GeoMatch, left: str, right: str) -> Iterator[dict[str, Any]]:
    """Countries as places of work, adjectives before what stands there."""
    for candidate in geo.candidates:
        if candidate["layer"] == "country":
            foreign = candidate["kind"] == "country" and candidate["iso"] != "RU"
            if foreign and _abroad(post, geo, left):
                yield candidate
        elif (
            candidate["kind"] == "adjective" and _FACILITY.match(right) and not _uncued(post, geo, candidate)
        ):
            yield candidate


def _uncued(post: Post, geo: GeoMatch, candidate: dict[str, Any]) -> bool:
    return bool(candidate["cue"]) and not cued(post, geo, candidate)


def _named(post: Post, geo: GeoMatch, candidate: dict[str, Any], left: str, right: str) -> bool:
    """Whether a bare name is the place: written with a capital or large enough; ordinary words need more."""
    capital = post.text[post.starts[geo.start]].isupper()
    shouted = post.slice(geo.start, geo.end).isupper() and geo.end - geo.start < 4
    if candidate["kind"] == "raion":
        return True
    if candidate["word"] or candidate["common"]:
        return capital and _placed(post, geo, left, right, lone=candidate["population"] >= LARGE)
    if capital and not shouted:
        return True
    return candidate["population"] >= LARGE or bool(
        _PLACE_CUE.search(left) and candidate["population"] >= _SMALL
    )


def _placed(post: Post, geo: GeoMatch, left: str, right: str, *, lone: bool) -> bool:
    """An ordinary word needs to stand as a place: after a preposition; a large city also by itself."""
    if _PLACE_CUE.search(left):
        return True
    if _PERSON_NEAR.search(left) or _PERSON_AFTER.match(right) or _HOUSE_AFTER.match(right):
        return False
    if post.slice(geo.start, geo.end).lower().endswith(_ADJECTIVE_PLACES) and _FIELD_START.search(left):
        return bool(_PLACE_AFTER.match(right))
    return lone and bool((_FIELD_START.search(left) or _LISTED.search(left)) and _FIELD_END.match(right))


def _counted(post: Post, token: int) -> bool:
    return any(count.verdict == "headcount" and count.start <= token < count.end for count in post.counts)


def _abroad(post: Post, geo: GeoMatch, left: str) -> bool:
    """Work in a country: after ``в`` or ``на``, as a field of its own, not in a list of citizenships."""
    if left[-1:] in (LETTERS["in"], LETTERS["on"]):
        return True
    right = post.letters[geo.end : geo.end + 1]
    return bool(_FIELD_START.search(left) and _FIELD_END.match(right))


def cued(post: Post, geo: GeoMatch, candidate: dict[str, Any]) -> bool:
    """Whether one of a candidate's cues stands anywhere else in the text."""
    start, end = post.span(geo.start, geo.end)
    rest = (post.text[:start] + " " + post.text[end:]).lower().replace("ё", "е")
    return any(cue in rest for cue in candidate["cue"])
