"""Roles that the lexicon lacks, in lists whose other items are roles with counts."""

from __future__ import annotations

import itertools

from parser.activities import named_there
from parser.agreeing import tags
from parser.classes import compile_rule
from parser.post import Count, GeoMatch, Post, RoleMatch
from parser.stems import stems

_ITEM_START = compile_rule(
    "(?:^|<line|para|comma|semi|colon|dot>)(?:<bullet|dash|star|quote|hash|num1|rpar|and>"
    ")*(?P<name>(?:<word|task|adj|agent|latin|site|aux|inf|people|act>)(?:<word|task|adj|latin|letter|"
    "on|in|po|for|site|shift|behind|aux|crew>){0,4})(?:<comma><hour|shift|adj>)?<dash|colon|times|lpar>*$"
)
_ROLE_OF_LIST = compile_rule(
    "(?:^|<line|para|comma|semi|colon|dot|rpar|bullet>)<role>+(?:<word|task|adj|latin|on|in|site|measure>){0,4}<dash|colon|lpar>?$"
)
_ITEM_END = compile_rule("(?:<comma|line|para|semi|lpar|rpar|dot|and>|$)")
_STREET = compile_rule("<street|address>")
_SEPARATED = compile_rule("(?<!<street>)(?:<dash|colon|times|lpar>)$")
_REACH = 30
_RUN_OF_NUMBERS = compile_rule("<number>(?:<comma|and|slash>{1,2}<number>){1,30}(?:<stop|heads|rpar|word>|$)")
_LINE_OF_PLACE = compile_rule(
    "<bullet|star|dash>*(?:<!number|line|para>){1,6}(?P<run><number>(?:<comma|and|slash|plus>{1,2}<number>)+)(?=<stop|comma|lpar>|$)"
)
_LINE_OF_ITEM = compile_rule(
    "<bullet|star|dash>*(?:<!number|stop|comma>){1,6}<le|ge>*<number>(?:<dash><number>|<plus>)?<line|para>*"
)
_IN_ORDER = "numbers in the order of roles"
_OF_STREET = compile_rule("<street>(?:<dot|adj>){0,2}$")
_PLACE_GAP = compile_rule("<dash|colon|lpar>?")
_PLACE_END = compile_rule("(?:<role|heads|people>)*(?:<comma|line|para|semi|rpar|dot|and>|$)")
_TO_PLACE = compile_rule("<heads|people>?(?:<in|on|to|lpar|near>)<settle>?<dot>?")
_YONDER = compile_rule("<yonder>")
_BRACKETED = compile_rule("<lpar><!rpar><rpar>")
#: The rule of a number that stands right beside a place, one of several.
OF_PLACE = "number of a place"
_MOST_A_PLACE, _LEAST_PLACES, _MOST_RUNS = 300, 2, 100
_BEFORE_RUN = compile_rule("<comma|dash|colon|lpar>")
_BETWEEN_ROLES = compile_rule("<comma|and|slash>{1,2}<adj>{0,2}")


def by_analogy(post: Post) -> None:
    """Make a role of what stands before a number where the neighbouring items are roles with numbers."""
    sure = [count for count in post.counts if count.verdict == "headcount" and _of_role(post, count)]
    if not sure:
        return
    for count in post.counts:
        if count.verdict == "headcount" and count.role is None and count.noun == "people":
            ready = True
        elif count.rule == "nothing counted" and 0 < max(count.minimum or 0, count.maximum or 0) <= 300:
            line = post.letters[slice(*post.lines[post.line_of(count.start)])]
            ready = bool(_ITEM_END.match(post.letters, count.end)) and not _STREET.search(line)
        else:
            continue
        if not ready or not any(_alike(post, count, other) for other in sure):
            continue
        if count.noun != "people" and not _separated(post, count, sure):
            continue
        item = _ITEM_START.search(post.letters, max(0, count.start - 9), count.start)
        if item is None or any(
            item.start("name") < role.end and role.start < count.start for role in post.roles
        ):
            continue
        if named_there(post, *item.span("name")) or not _nominal(post, *item.span("name")):
            continue
        role = RoleMatch(
            item.start("name"), item.end("name"), "title", "workers", "рабочие", None, direct=True
        )
        count.verdict, count.rule, count.role = "headcount", "item like its neighbours", role
        post.roles.append(role)
        post.roles.sort(key=lambda other: other.start)


def _of_role(post: Post, count: Count) -> bool:
    return count.role is not None or bool(
        _ROLE_OF_LIST.search(post.letters, max(0, count.start - 9), count.start)
    )


def _nominal(post: Post, start: int, end: int) -> bool:
    """Whether a noun is among the words, so that they can be a trade: ``то есть`` is none."""
    return post.language == "en" or any("NOUN" in tags(post, token)[0] for token in range(start, end))


def _separated(post: Post, count: Count, sure: list[Count]) -> bool:
    """A dash or colon before the number, or a neighbour on the line that has none either."""
    if _SEPARATED.search(post.letters, max(0, count.start - 2), count.start):
        return True
    line = post.line_of(count.start)
    if _whole_line(post, count) and sum(_whole_line(post, other) for other in sure) > 1:
        return True
    return any(other.rule == "role and number" and post.line_of(other.start) == line for other in sure)


def _whole_line(post: Post, count: Count) -> bool:
    """``икрянщики 20`` as a line of its own: words, and a number at the end."""
    start, end = post.lines[post.line_of(count.start)]
    return bool(_LINE_OF_ITEM.fullmatch(post.letters, start, end)) and count.figure[0] > start


def _alike(post: Post, count: Count, other: Count) -> bool:
    """Whether two counts are items of one list: near, and of the same make."""
    if abs(count.start - other.start) > _REACH:
        return False
    same_noun = (count.noun == "people") == (other.noun == "people")
    return same_noun or post.line_of(count.start) != post.line_of(other.start)


def respectively(post: Post) -> None:
    """``ГРОЗ и проходчики, 30 и 20``: as many numbers as roles right before them go by order."""
    _by_lines(post)
    for run in itertools.islice(_RUN_OF_NUMBERS.finditer(post.letters), _MOST_RUNS):
        counts = [count for count in post.counts if run.start() <= count.figure[0] < run.end()]
        roles = [role for role in post.roles if role.end < run.start()][-len(counts) :]
        if len(counts) < 2 or len(roles) != len(counts) or any(c.verdict == "pay" for c in counts):
            continue
        said = post.slice(run.end() - 1, run.end()).lower().startswith(stems("respectively"))
        if not said and not _BEFORE_RUN.fullmatch(post.letters[roles[-1].end : run.start()]):
            continue
        if said or all(
            _BETWEEN_ROLES.fullmatch(post.letters[one.end : other.start])
            for one, other in itertools.pairwise(roles)
        ):
            for role, count in zip(roles, counts, strict=True):
                count.verdict, count.rule, count.role = "headcount", _IN_ORDER, role


def _by_lines(post: Post) -> None:
    """``Охранники и уборщицы:`` over ``Клин — 4 и 2``: a number for each role in turn."""
    line = post.line_of(post.roles[0].start) if len(post.roles) > 1 else 0
    roles = [role for role in post.roles if post.line_of(role.start) == line]
    if len(roles) < 2:
        return
    rows: list[list[Count]] = []
    for start, end in post.lines[line + 1 : line + 1 + _MOST_RUNS]:
        run = _LINE_OF_PLACE.match(post.letters, start, end)
        counts = [
            count for count in post.counts if run and run.start("run") <= count.figure[0] < run.end("run")
        ]
        if len(counts) != len(roles) or not any(start <= geo.start < end for geo in post.geos):
            break
        rows.append(counts)
    for counts in rows if len(rows) > 1 else ():
        for role, count in zip(roles, counts, strict=True):
            count.verdict, count.rule, count.role = "headcount", _IN_ORDER, role


def by_places(post: Post) -> None:
    """``Сварщики: Пермь - 5, Уфа - 7``, ``охранники, 5 в Тулу, 3 в Орёл``: numbers beside places.

    They are of the last role before them; of the post's only one, also where it follows.
    """
    if not post.roles:
        return
    ends = {geo.end for geo in post.geos if _is_place(post, geo)}
    ends |= {
        end + 3 for end in ends if _BRACKETED.match(post.letters, end) and end + 2 in ends
    }  # "Нягань (ХМАО) 8"
    ends |= {match.end() for match in _YONDER.finditer(post.letters)}
    starts = {geo.start for geo in post.geos if _is_place(post, geo)}
    found: dict[int, list[Count]] = {}
    roles: dict[int, RoleMatch] = {}
    for count in post.counts:
        if _after_place(post, count, ends) or _before_place(post, count, starts):
            role = next((role for role in reversed(post.roles) if role.end <= count.start), post.roles[0])
            if len(post.roles) == 1 or post.line_of(role.start) == post.line_of(count.start):
                roles[id(role)] = role
                found.setdefault(id(role), []).append(count)
    for key, counts in found.items():
        if len(counts) >= _LEAST_PLACES and any(count.rule == "nothing counted" for count in counts):
            for count in counts:
                count.verdict, count.rule, count.role = "headcount", OF_PLACE, roles[key]


def _is_place(post: Post, geo: GeoMatch) -> bool:
    return any(
        c["layer"] in ("place", "region") and c["kind"] != "adjective" for c in geo.candidates
    ) and not _OF_STREET.search(post.letters, max(0, geo.start - 3), geo.start)


def _after_place(post: Post, count: Count, places: set[int]) -> bool:
    """Whether a number stands right after a place, at most a sign between; ``places`` by where they end."""
    at = count.start
    beside = at in places or (at - 1 in places and _PLACE_GAP.fullmatch(post.letters, at - 1, at))
    ends = count.verdict == "headcount" or bool(_PLACE_END.match(post.letters, count.figure[1]))
    return bool(beside) and ends and _may_be_people(count)


def _before_place(post: Post, count: Count, starts: set[int]) -> bool:
    """Whether a place stands right after a number, as where these people go: ``5 в Тулу``, ``4 (Орёл)``."""
    gap = _TO_PLACE.match(post.letters, count.figure[1])
    return gap is not None and gap.end() in starts and _may_be_people(count)


def _may_be_people(count: Count) -> bool:
    return (count.verdict == "headcount" or count.rule == "nothing counted") and 0 < max(
        count.minimum or 0, count.maximum or 0
    ) <= _MOST_A_PLACE
