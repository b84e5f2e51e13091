"""Names of places that the word before, after or inside shows to be something else."""

from __future__ import annotations

from collections.abc import Callable

from parser.classes import LETTERS, compile_rule
from parser.post import GeoMatch, Post

SETTLEMENT = compile_rule("(?:<settle>(?:<dot|colon|line>)?|<from|address|letter|times><dot>)(?:<quote>)?$")
FACILITY = compile_rule(
    "(?:<comma|and|slash>+<adj|word>){0,4}<site|settle>|(?:<adj>)?(?:<site|settle|address|"
    "crew|room>)|<word|task>?<site|settle>|<letter><dot>"
)
#: How places are named by an adjective: ``Ивановское``, ``Каневская``.
ADJECTIVAL = ("ское", "цкое", "ский", "цкий", "ская", "цкая")
_ADJECTIVES = ("ый", "ий", "ой", "ая", "ое")
_ENDS_NAME = compile_rule(
    "<comma|line|para|dot|rpar|excl|bullet|slash|lpar|dash|colon|need|hire|settle|site|in|on|po|and|quote|"
    "number>|$"
)
_CLOCK_BEFORE = compile_rule("<number|po>$")
_PART_BEFORE, _PART_AFTER = compile_rule("<part><dot>?<quote>?$"), compile_rule("<quote>?<part>")
_FIRM_OPENS = compile_rule("<quote>$")
_OFFICE_BEFORE = compile_rule("<lpar><address><colon|dash|in>$")
_ON_STREET = compile_rule("<on>$")
_HOUSE = compile_rule("<comma>?<num1|num3>(?:<letter|slash|comma|line|dot|rpar|word|task>|$)")
_INTO = compile_rule("<in|on>$")
_LEAVING = compile_rule("<from>$")
_PHONE_BEFORE = compile_rule("<mask><lpar|comma|dash>{0,2}$")
_FIRM_BEFORE = compile_rule("<quote><lpar>(?:<settle><dot>?)?$")
_INVITES = compile_rule("<rpar><any_need>")
_PHONE_AFTER = compile_rule("<rpar>?<colon|dash|lpar>{0,2}<mask>")
_WHO_ASKS = (
    "заказчик",
    "работодател",
    "заявк",
    "запрос",
    "хозя",
    "фермер",
    "застройщик",
    "подрядчик",
    "завод",
)
_TAKEN = (LETTERS["role"], LETTERS["act"])
_INITIALS = 4
_PART_AT_MOST = 50_000

#: What a rule sees: the post, the name, its text in lower case, the letters before and after it.
_Rule = Callable[[Post, GeoMatch, str, str, str], bool]


def misread(post: Post, geo: GeoMatch, left: str, right: str) -> bool:
    """Whether a name is no place here; candidates that the form rules out are dropped."""
    text = post.slice(geo.start, geo.end).lower().replace("ё", "е")
    rules = _ALWAYS if SETTLEMENT.search(left) else (*_ALWAYS, *_UNLESS_SETTLED)
    return any(rule(post, geo, text, left, right) for rule in rules)


def of_contact(post: Post, geo: GeoMatch) -> bool:
    """``«Вектор» (г. Самара) приглашает``, ``8(495)… (Москва)``: where a firm or a phone is."""
    left, right = post.letters[max(0, geo.start - 4) : geo.start], post.letters[geo.end : geo.end + 4]
    if _PHONE_BEFORE.search(left) or _PHONE_AFTER.match(right):
        return True
    return bool(_FIRM_BEFORE.search(left) and _INVITES.match(right))


def _names(geo: GeoMatch) -> list[str]:
    return [c["name"].lower().replace("ё", "е") for c in geo.candidates]


def _common(geo: GeoMatch) -> bool:
    return all(c["common"] or c["word"] for c in geo.candidates)


def _of_street(_post: Post, _geo: GeoMatch, _text: str, _left: str, right: str) -> bool:
    """``Борисова улица``."""
    return right[:1] == LETTERS["street"]


def _occupation(post: Post, geo: GeoMatch, _text: str, _left: str, _right: str) -> bool:
    """``Плотник. Строитель``: the town would be ``г. Строитель``."""
    return post.letters[geo.start] in _TAKEN and _common(geo)


def _adjective(_post: Post, geo: GeoMatch, text: str, _left: str, right: str) -> bool:
    """``Горный инженер``, ``Дружный коллектив``, ``по Восточному``."""
    if text.endswith(("ому", "ему")):
        return _common(geo)
    return text.endswith(_ADJECTIVES) and not _ENDS_NAME.match(right) and _common(geo)


def _initials(post: Post, geo: GeoMatch, text: str, _left: str, _right: str) -> bool:
    """``УК``, ``ИС``: short words in capitals are short for something."""
    short = geo.end - geo.start == 1 and len(text) < _INITIALS
    return short and post.slice(geo.start, geo.end).isupper() and _common(geo)


def _hyphened(post: Post, geo: GeoMatch, _text: str, left: str, _right: str) -> bool:
    """The tail of ``Новосибирск-Восточный``; ``Симферополь-Севастополь`` are two towns."""
    if left[-1:] != LETTERS["dash"] or geo.start < 2 or not _glued(post, geo.start - 2, geo.start + 1):
        return False
    return _common(geo) or not any(other.end == geo.start - 1 for other in post.geos)


def _in_a_firms_name(post: Post, geo: GeoMatch, _text: str, left: str, right: str) -> bool:
    """The head of ``«Ростов-Строй»``."""
    if right[:1] != LETTERS["dash"] or not _FIRM_OPENS.search(left):
        return False
    return _glued(post, geo.end - 1, min(geo.end + 2, len(post.starts)))


def _glued(post: Post, start: int, end: int) -> bool:
    """Whether nothing stands between the tokens."""
    return all(post.ends[i] == post.starts[i + 1] for i in range(start, end - 1))


def _part_of_town(_post: Post, geo: GeoMatch, _text: str, left: str, right: str) -> bool:
    """``мкр. Восточный``, ``Южный микрорайон``: not the villages of that name."""
    if not _PART_BEFORE.search(left) and not _PART_AFTER.match(right):
        return False
    return all(c["layer"] == "place" and c["population"] <= _PART_AT_MOST for c in geo.candidates)


def _office(_post: Post, _geo: GeoMatch, _text: str, left: str, _right: str) -> bool:
    """``(офис: Москва``."""
    return bool(_OFFICE_BEFORE.search(left))


def _street_unsaid(post: Post, geo: GeoMatch, _text: str, left: str, right: str) -> bool:
    """``на Ленина 45``, where ``на Ленина 45 человек`` would be a village."""
    if not _ON_STREET.search(left) or not _HOUSE.match(right) or not _common(geo):
        return False
    return not any(count.verdict == "headcount" and count.start == geo.end for count in post.counts)


def _municipal(post: Post, geo: GeoMatch, text: str, _left: str, _right: str) -> bool:
    """``МО Динской район`` is a municipality, ``МО Балашиха`` stands in Moscow oblast."""
    if text != "мо":
        return False
    following = [other for other in post.geos if other.start == geo.end]
    return bool(following) and not any(c["iso"] == "RU-MOS" for c in following[0].candidates)


def _of_person(post: Post, geo: GeoMatch, text: str, left: str, _right: str) -> bool:
    """``район Дзержинского``."""
    if not text.endswith("ского") or left[-1:] != LETTERS["settle"]:
        return False
    word = post.slice(geo.start - 1, geo.start).lower()
    return word.startswith("район") or not any(name.endswith("ское") for name in _names(geo))


def _form_of_adjective(_post: Post, geo: GeoMatch, text: str, left: str, right: str) -> bool:
    """``в Комсомольском``: a town in -ск would be ``в Комсомольске``."""
    if not text.endswith(("ском", "цком")) or not _INTO.search(left) or FACILITY.match(right):
        return False
    geo.candidates = [c for c in geo.candidates if not c["name"].endswith(("ск", "цк"))]
    return not geo.candidates


def asker_from(post: Post, geo: GeoMatch) -> bool:
    """``от заказчика из Луганска``: where those are who ask for workers is where the work is."""
    before = post.slice(geo.start - 2, geo.start - 1).lower() if geo.start > 1 else ""
    return before.startswith(_WHO_ASKS)


def _left_behind(post: Post, geo: GeoMatch, text: str, left: str, _right: str) -> bool:
    """``с Краснодара``, ``с крд`` is where one leaves from, ``с. Москва`` a village."""
    if asker_from(post, geo):
        return False
    return bool(_LEAVING.search(left)) and (text == "крд" or text not in _names(geo))


def _clock(_post: Post, _geo: GeoMatch, text: str, left: str, _right: str) -> bool:
    """``до 15.00 мск``."""
    return text == "мск" and bool(_CLOCK_BEFORE.search(left))


_ALWAYS: tuple[_Rule, ...] = (
    _clock,
    _hyphened,
    _municipal,
    _of_person,
    _form_of_adjective,
    _left_behind,
    _part_of_town,
    _in_a_firms_name,
    _office,
)
_UNLESS_SETTLED: tuple[_Rule, ...] = (_of_street, _occupation, _adjective, _initials, _street_unsaid)
