"""Whether a name in its context is a place of work: no street, firm, person or place people come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from parser.analogy import OF_PLACE
from parser.classes import LETTERS, compile_rule
from parser.closing import CLOSED
from parser.misreading import ADJECTIVAL, FACILITY, SETTLEMENT, asker_from, misread
from parser.post import GeoMatch, Post
from parser.stems import stems

_STREET_BEFORE = compile_rule("<street>(?:(?:<dot|adj|quote|letter|number>){0,3}|<word><dash>)$")
_STREET_AFTER = compile_rule(
    "<word|task>?<street>(?!<site|settle>)|<dash>?<num1|num3>(?:<letter|slash|comma|line|dot|"
    "rpar>|$)(?!<num1>)"
)
_HOUSE_AFTER = compile_rule("(?:<comma>)?<num1|num3>(?:<letter|slash|comma|line|dot|rpar|word|task>|$)")
_FIRM_BEFORE = compile_rule("<firm><we|word>?(?:<in|on|near|dot|comma|colon|letter|dash|adj|quote>){0,3}$")
_ORIGIN_BEFORE = compile_rule(
    "<origin>(?:<from|dash|colon|comma|and|slash|nation|lpar|letter|or|word|task>){0,3}$"
)
_OF_PEOPLE_THERE = compile_rule("<skill>$")  # "опыт Кузбасса, Воркуты приветствуется"
_INITIALS_AFTER = compile_rule("<letter><dot>(?:<letter><dot>)?")
_CLAUSE_OF_PLACE = compile_rule("(?:<!stop|comma|number|semi>){1,7}")
_ALONE_ON_LINE = compile_rule("<dot|colon|dash|excl|bullet>*<line|para>+")
_NOT_WANTED = compile_rule("<not><any_need>")
_CLOSED, _OPENING = (*CLOSED, "withdrawn"), 3
_NAMED_FIRM = compile_rule("<quote>(?!<line|para>)")
# "Херсонским фермерам требуются", "Амурский застройщик набирает": whose they are is where they work
_EMPLOYER = compile_rule(
    "(?:<word|task|agent|aux|adj>{1,3}<any_need>|<word|task|agent|aux|adj|role>{1,3}<colon>(?!<line>))"
)
_OPENS = compile_rule("(?:^|<stop>)<bullet|quote|star|hash>*$")
_BACK = 12  # so many signs at most open a sentence
_AT_WORKS = compile_rule("<in|on|for>$")
_QUOTED_PLACE = compile_rule("(?:^|<in|to|settle|stop|colon|comma>)<quote>$")
_OF_SOMEBODY = compile_rule("<on>$")
_ALONE_BEFORE = compile_rule("(?:^|<stop|comma>)<bullet|star|hash>*$")
_ALONE_AFTER = compile_rule("<stop>|$")
_PLACE_CUE = compile_rule("(?:<in|po|to|on|near>|<hash|colon>)<quote|adj>?$")
_FIELD_BEFORE = compile_rule("(?:^|<line|para|comma|heads|excl>)<bullet|star|hash|quote>*$")
_FIELD_AFTER = compile_rule("<stop|comma|rpar>|$")
_LISTED = compile_rule("<comma|dot|lpar|dash|slash|excl|semi>$")
_PERSON_NEAR = compile_rule("<mask>(?:<comma|dash|dot|blank|line|lpar>){0,3}$")
_PERSON_AFTER = compile_rule("(?:<comma|dash|dot|blank|line|rpar|colon>){0,3}<mask>")
_PLACE_AFTER = compile_rule("<in|on|comma|line|para|dot|rpar|excl|dash|colon|need>|$")
_BETWEEN = compile_rule("(?:^|<stop|comma|lpar|bullet>)$")
_NO_HOUSE = compile_rule("(?:<stop|rpar|colon>|<comma>(?!<num1|num3>))|$")
_TO_OR_FROM = (LETTERS["le"], LETTERS["ge"])
_PLAIN = (LETTERS["word"], LETTERS["adj"])  # "Ферма" is a word that the contexts know
_KNOWN_KINDS = ("stanitsa", "village", "khutor", "settlement", "district", "town")
_SIDE_BY_SIDE = compile_rule("<comma|and|slash>{1,2}")
_COUNTRYWIDE = compile_rule("<in|po|site><adj>?$")
_FIELD_START = compile_rule("(?:^|<line|para|bullet>)<letter|dot|quote|star|hash>*$")
_FIELD_END = compile_rule("(?:<comma|line|para|dot|rpar|excl|bullet|slash|lpar|dash|colon|need|hire>|$)")
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
LARGE, _TOWN, _SMALL = 50_000, 10_000, 3_000


def work_places(post: Post, geo: GeoMatch) -> list[dict[str, Any]]:  # noqa: PLR0911, C901  a decision list
    """The candidates of a name that its context allows as a place of work."""
    letters = post.letters
    left, right = letters[max(0, geo.start - 5) : geo.start], letters[geo.end : geo.end + 4]
    text = post.slice(geo.start, geo.end).lower()
    if _STREET_BEFORE.search(left) or _FIRM_BEFORE.search(left) or _ORIGIN_BEFORE.search(left):
        return []
    if _from_there(post, geo):
        return []
    if right[:1] == LETTERS["quote"] and left[-1:] == right[:1] and not _QUOTED_PLACE.search(left):
        return []  # a restaurant "Прага" is not in Prague
    if (
        _OF_SOMEBODY.search(left)
        and text.endswith("на")
        and all(c["name"].lower() == text[:-1] for c in geo.candidates)
    ):
        return []  # "на Гагарина" is a street: the town would be "в Гагарине"
    settled = bool(SETTLEMENT.search(left))
    if not settled and _INITIALS_AFTER.match(post.letters, geo.end) and text[-1:] in "ау":
        return []  # "спросить Ростова Д. И."
    if misread(post, geo, left, right):
        return []
    if not settled and text.endswith("ого") and not FACILITY.match(right):
        return []  # "на углу Дзержинского": towns named so stand in the nominative or locative
    full = [c for c in geo.candidates if c["layer"] == "region" and c["kind"] != "adjective"]
    if full:
        if full[0]["iso"] == "RU" and not _COUNTRYWIDE.search(left) and geo.end - geo.start < 3:
            whole = full[0]["kind"] != "colloquial"  # "РФ, РБ" are citizenships; "Урал" by itself is where
            if (
                whole
                or not (_LISTED.search(left) or _FIELD_START.search(left))
                or not _FIELD_END.match(right)
            ):
                return []
        return [c for c in full if not c["cue"] or cued(post, geo, c)]
    if (
        not settled
        and text.endswith(ADJECTIVE_ENDINGS)
        and _STREET_AFTER.match(right)
        and not _counted(post, geo.end)
    ):
        return []
    others = list(_others(post, geo, left, right))
    if not settled and any(c["layer"] == "region" for c in others):
        return others
    return [*_towns(post, geo, left, right, settled=settled), *others]


def _towns(post: Post, geo: GeoMatch, left: str, right: str, *, settled: bool) -> list[dict[str, Any]]:
    towns = [c for c in geo.candidates if c["layer"] == "place"]
    if towns and (settled or any(_named(post, geo, c, left, right) for c in towns)):
        return towns
    return []


def _others(post: Post, geo: GeoMatch, left: str, right: str) -> Iterator[dict[str, Any]]:
    """Countries as places of work, adjectives before what stands there."""
    if right[:1] == LETTERS["comma"] and post.slice(geo.start, geo.end).lower().endswith(("ское", "цкое")):
        return  # "Ивановское, Ярославская область" is a village
    for candidate in geo.candidates:
        if candidate["layer"] == "country":
            foreign = candidate["kind"] == "country" and candidate["iso"] != "RU"
            if foreign and _abroad(post, geo, left):
                yield candidate
        elif candidate["kind"] == "adjective" and (
            (FACILITY.match(right) and not _uncued(post, geo, candidate))
            or _whose(post, geo, candidate)
            or _oblast(post, geo, candidate, left, right)
        ):
            yield candidate


def _oblast(post: Post, geo: GeoMatch, candidate: dict[str, Any], left: str, right: str) -> bool:
    """``90 человек, Белгородская`` and ``Каменка Пензенской``: the noun "oblast" goes without saying."""
    text = post.slice(geo.start, geo.end)
    if (
        candidate["layer"] != "region"
        or not text.istitle()
        or not text.endswith(("ская", "ской", "цкая", "цкой"))
    ):
        return False
    for other in post.geos:
        if other.end == geo.start:
            return any(c["layer"] == "place" and c["iso"] == candidate["iso"] for c in other.candidates)
    lone = all(c["kind"] == "adjective" for c in geo.candidates)
    field = bool(_FIELD_BEFORE.search(left) and _FIELD_AFTER.match(right))
    return lone and field and text.endswith("ая")


def on_the_way(post: Post, geo: GeoMatch) -> bool:
    """``билет до Ростова``, ``до Курска и Орла``, ``80 км от Москвы``: how one gets to where the work is."""
    return any(post.letters[at.start - 1 : at.start] in _TO_OR_FROM for at in _back_in_list(post, geo))


def filled_there(post: Post, geo: GeoMatch) -> bool:
    """``Анапа – стоп``, ``на Барнаул пока не надо``, ``РЯЗАНЬ`` over ``набор закрыт``."""
    line = post.line_of(geo.start)
    clause = _CLAUSE_OF_PLACE.match(post.letters, geo.end)
    spans = [(geo.end, clause.end() if clause else geo.end)]
    if _ALONE_ON_LINE.fullmatch(post.letters, geo.end, post.lines[line][1]) and line + 1 < len(post.lines):
        spans.append(post.lines[line + 1])
    for n, (start, end) in enumerate(spans):
        counted = any(count.verdict == "headcount" and start <= count.start < end for count in post.counts)
        last = min(end, start + _OPENING) if n else end  # a line below says it at once
        closed = any(t.verdict in _CLOSED and start <= t.start < last for t in post.triggers)
        if not counted and (closed or _NOT_WANTED.search(post.letters, start, end)):
            return True
    return False


def _from_there(post: Post, geo: GeoMatch) -> bool:
    """``из Уфы и Казани``: every place of the list after "from"."""
    for at in _back_in_list(post, geo):
        if post.letters[at.start - 1 : at.start] == LETTERS["out"]:
            return at.start > 0 and not asker_from(post, at)
        before = max(0, at.start - 5)
        if at is not geo and _FIRM_BEFORE.search(post.letters, before, at.start):
            return True
        if _OF_PEOPLE_THERE.search(post.letters, before, at.start):
            return True
        # "швеи из Вьетнама, Ногинск": the nominative is where to
        if post.letters[at.start - 1 : at.start] == LETTERS["comma"] and _nominative(post, at):
            return False
    return False


def _back_in_list(post: Post, geo: GeoMatch) -> Iterator[GeoMatch]:
    """A place, and those before it that it is listed with."""
    ends = {other.end: other for other in post.geos}
    at: GeoMatch | None = geo
    while at is not None:
        yield at
        before = (ends.get(at.start - gap) for gap in (1, 2))
        at = next((other for other in before if other and _joined(post, other, at)), None)


def _nominative(post: Post, geo: GeoMatch) -> bool:
    text = post.slice(geo.start, geo.end).lower().replace("ё", "е")
    return any(c["name"].lower().replace("ё", "е") == text for c in geo.candidates)


def _joined(post: Post, first: GeoMatch, second: GeoMatch) -> bool:
    if not 0 < second.start - first.end < 3:
        return False
    gap = post.letters[first.end : second.start]
    return bool(_SIDE_BY_SIDE.fullmatch(gap))


def _whose(post: Post, geo: GeoMatch, candidate: dict[str, Any]) -> bool:
    """``Амурский застройщик набирает``, ``на подмосковную овощебазу``, ``Тверской «Химик»``, lists."""
    letters = post.letters
    end = post.sentence_of(geo.start)[1]
    if _NAMED_FIRM.match(letters, geo.end):
        return True
    if candidate["layer"] != "region":
        return False
    if _OPENS.search(letters, max(0, geo.start - _BACK), geo.start) and _EMPLOYER.match(
        letters, geo.end, end
    ):
        return not any(
            c["kind"] != "adjective" and c["layer"] != "country"
            for other in post.geos
            for c in other.candidates
        )
    if geo.end < end and _AT_WORKS.search(letters, max(0, geo.start - 1), geo.start):
        noun = post.slice(geo.end, geo.end + 1).lower()
        if any(part in noun for part in stems("works")):
            return True
    return any(other.start == geo.end or _listed_with(post, geo, other) for other in post.geos)


def _listed_with(post: Post, geo: GeoMatch, other: GeoMatch) -> bool:
    """Names of subjects side by side: ``Коми и Архангельская``."""
    isos = {c["iso"] for c in other.candidates if c["layer"] == "region"}
    if other is geo or not isos or post.slice(geo.start, geo.end).lower().endswith(("ское", "цкое")):
        return False
    if any(c["layer"] == "place" and c["iso"] in isos for c in geo.candidates):
        return False  # "Николаевская, Краснодарский край" is a stanitsa of that krai
    first, second = (geo, other) if geo.start < other.start else (other, geo)
    return _joined(post, first, second)


def _uncued(post: Post, geo: GeoMatch, candidate: dict[str, Any]) -> bool:
    return bool(candidate["cue"]) and not cued(post, geo, candidate)


def _named(post: Post, geo: GeoMatch, candidate: dict[str, Any], left: str, right: str) -> bool:
    """Whether a bare name is the place: written with a capital or large enough; ordinary words need more."""
    capital = post.text[post.starts[geo.start]].isupper()
    shouted = post.slice(geo.start, geo.end).isupper() and geo.end - geo.start < 4
    if candidate["kind"] == "raion":
        return True
    typed_low = not capital and post.text.islower()
    if typed_low and candidate["population"] >= _TOWN:
        if geo.end == len(post.letters) or not (candidate["word"] or candidate["common"]):
            return True
        return candidate["population"] >= LARGE and _by_name(post, geo, candidate, left, right)
    if candidate["word"] or candidate["common"]:
        return capital and _placed(post, geo, left, right, lone=candidate["population"] >= LARGE)
    if capital and (not shouted or _ends_post_or_line(candidate, right)):
        return True
    return candidate["population"] >= LARGE or bool(
        _PLACE_CUE.search(left) and candidate["population"] >= _SMALL
    )


def _by_name(post: Post, geo: GeoMatch, candidate: dict[str, Any], left: str, right: str) -> bool:
    """In a post without capitals, the name of a city as it is, neither an adjective nor beside a phone."""
    text = post.slice(geo.start, geo.end).lower().replace("ё", "е")
    named = text == candidate["name"].lower().replace("ё", "е") and not text.endswith(ADJECTIVE_ENDINGS)
    return named and not _PERSON_NEAR.search(left) and not _PERSON_AFTER.match(right)


def _ends_post_or_line(candidate: dict[str, Any], right: str) -> bool:
    """``ПЛОТНИКИ 2 ЧЕЛ ЗВЕНИГОРОД``: in capitals throughout, a town at the end of its line."""
    return candidate["population"] >= _SMALL and bool(_ALONE_AFTER.match(right))


def _placed(  # noqa: PLR0911  a decision list
    post: Post, geo: GeoMatch, left: str, right: str, *, lone: bool
) -> bool:
    """An ordinary word needs to stand as a place: after a preposition; a large city also by itself."""
    if _PLACE_CUE.search(left) or _delimited(post, geo, left, right):
        return True
    if _PERSON_NEAR.search(left) or _PERSON_AFTER.match(right) or _HOUSE_AFTER.match(right):
        return False
    text = post.slice(geo.start, geo.end).lower()
    if text.endswith(ADJECTIVAL) and _FIELD_START.search(left):
        return bool(_PLACE_AFTER.match(right))
    if _ALONE_BEFORE.search(left) and _ALONE_AFTER.match(right) and geo.candidates[0]["kind"] == "stanitsa":
        return True
    if (
        _ALONE_BEFORE.search(left)
        and _ALONE_AFTER.match(right)
        and not text.endswith(ADJECTIVE_ENDINGS)
        and any(c["population"] >= _SMALL for c in geo.candidates)
    ):
        return True
    if lone and _in_list(post, geo):
        return True
    return lone and bool((_FIELD_START.search(left) or _LISTED.search(left)) and _FIELD_END.match(right))


def _delimited(post: Post, geo: GeoMatch, left: str, right: str) -> bool:
    """``Каневская, завтра``, ``кафе, Джубга``: a known settlement's name between commas or stops."""
    if not _BETWEEN.search(left) or not _NO_HOUSE.match(right):
        return False
    text = post.slice(geo.start, geo.end).lower().replace("ё", "е")
    if any(c["layer"] == "region" for c in geo.candidates) or len({c["iso"] for c in geo.candidates}) > 1:
        return False
    if text.endswith(("ий", "ый", "ой")):
        return False  # "Пашковский" by itself may be any part of any town
    if _PERSON_NEAR.search(left) or _PERSON_AFTER.match(right):
        return False
    unlisted = post.letters[geo.start] in _PLAIN
    return any(
        (c["kind"] in _KNOWN_KINDS or (c["kind"] == "place" and c["population"] >= _SMALL and unlisted))
        and c["name"].lower().replace("ё", "е") == text
        for c in geo.candidates
    )


def _in_list(post: Post, geo: GeoMatch) -> bool:
    """Beside another place, or one of several with a number each: ``Тверь и Орёл``, ``Уфа 6, Орёл 2``."""
    if any(_joined(post, *pair) for other in post.geos for pair in ((geo, other), (other, geo))):
        return True
    return any(count.rule == OF_PLACE and 0 <= count.start - geo.end < 2 for count in post.counts)


def _counted(post: Post, token: int) -> bool:
    return any(count.verdict == "headcount" and count.start <= token < count.end for count in post.counts)


def _abroad(post: Post, geo: GeoMatch, left: str) -> bool:
    """Work in a country: after ``в`` or ``на``, as a field of its own, not in a list of citizenships."""
    if left[-1:] in (LETTERS["in"], LETTERS["on"]):
        return True
    right = post.letters[geo.end : geo.end + 1]
    if _LISTED.search(left) and _ALONE_AFTER.match(right) and not _among_countries(post, geo):
        return True
    return bool(_FIELD_START.search(left) and _FIELD_END.match(right))


def _among_countries(post: Post, geo: GeoMatch) -> bool:
    """``КНДР, Вьетнам`` are where workers come from; a country in the genitive, too."""
    text = post.slice(geo.start, geo.end).lower()
    if not any(c["name"].lower() == text for c in geo.candidates):
        return True
    others = (g for g in post.geos if g is not geo and any(c["layer"] == "country" for c in g.candidates))
    return any(True for _ in others)


def cued(post: Post, geo: GeoMatch, candidate: dict[str, Any]) -> bool:
    """Whether one of a candidate's cues stands anywhere else in the text."""
    start, end = post.span(geo.start, geo.end)
    rest = (post.text[:start] + " " + post.text[end:]).lower().replace("ё", "е")
    return any(cue in rest for cue in candidate["cue"])
