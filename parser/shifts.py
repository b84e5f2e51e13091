"""So many a shift, site or floor, times so many of these: ``по 5 в смену, 3 смены``, ``по двое на пост``."""

from __future__ import annotations

import itertools
import re

from parser.classes import LETTERS, compile_rule
from parser.post import Count, Post
from parser.values import Value

_A_SHIFT = (
    compile_rule(
        "(?P<k><number>)(?:<heads|people|role|adj>){0,3}(?:<in|on><each>?<adj>?<shift|crew>|<each><shift>)"
    ),
    compile_rule(
        "(?P<k><number>)(?:<dash><number>)?<heads|people|role|adj>{0,3}<in><each>(?=<comma|dot|semi|rpar|line>|$)"
    ),
    compile_rule(
        "<in|on><each>?<adj>?<shift|crew>(?:<dash|colon>|<any_need>)?<po>?(?P<k><number>)(?=<heads|people|role|adj|comma|dot|line>|$)"
    ),
    compile_rule(
        "<in|on><each>(?:<dash|colon>)?<po>?(?P<k><number>)(?=<heads|people|role|adj|comma|dot|line>|$)"
    ),
)
_SHIFTS = (
    compile_rule("(?P<n><number>)<adj>?<shift|crew>(?!<dash|slash|po>)"),
    compile_rule("<shift|crew><dash|colon>?(?P<n><number>)(?!<hour|heads|people|role|slash|colon|dash|day>)"),
)
_FIRST = re.compile(
    r"(?:днем|в? ?день|в? ?дневную(?: смену)?|в первую(?: смену)?|утром|в утро)[\s:—–-]+(?:по )?$"
)
_SECOND = re.compile(
    r"[^\d\n]{0,12}?[\s,;и/]+(?:а )?(?:ночью|в? ?ночь|в? ?ночную(?: смену)?|во вторую(?: смену)?|"
    r"вечером|в вечер)[\s:—–-]+(?:по )?"
)
_EACH_CREW = compile_rule("<each>")
_GROUPS = compile_rule(
    "(?P<n><number>)<adj>{0,2}<shift|crew|measure|site|settle|address|word|task>(?:<!stop|number>){0,4}<on|in|for>?"
    "<each>(?:<word|shift|crew|measure|site|settle>)?(?:<dash|colon|comma|po|any_need>){0,3}(?P<k><number>)"
)
_PAIRED = compile_rule("(?P<n><num1>)<times>(?P<k><num1>)(?=<adj>?<role|heads|people>)")
_OF_SIZE = compile_rule("<crew>(?:<out|from|dash|on|po>)(?P<k><number>)")
_UNCOUNTED = ("part", "other", "found", "crew size")
_LABEL, _MOST_BY_DAY = 24, 200
_ON_NOUN = compile_rule(
    "<heads|people|role|adj>{0,2}<on|in|for>"
    "(?:<each>(?P<noun><word|site|settle|measure|shift|crew|item>)?|(?P<noun2><word|site|settle|measure|crew|address|item>))"
)
_SITES = compile_rule("<number><adj>{0,2}<site|settle|shift|crew|measure|word|item>")
_NUMBER = compile_rule("<number>")
_STEM = 4
_EACH_SITE = compile_rule(
    "<on|in|for><each>(?P<noun><word|site|settle|measure|shift|crew|room|item|address>)?(?:<word|adj>)?(?:<colon|dash|comma>|<any_need>){1,2}"
)
_SITE = compile_rule("<adj>{0,2}<word|site|settle|shift|crew|measure|address|latin|room|item>")
_UNCOUNTED_SITES = ("other", "part", "size", "crews", "shifts", "found")
_ON_EACH = compile_rule("<on|in|for><each><site|settle>?<any_need>?<po>$")
_NUMBER_OF_SITES = compile_rule("(?P<n><number>)<adj>{0,2}<site|settle|shift>")
_AFTER_LIST = compile_rule("<comma|dash|colon><po>")
_INTO_PLACE = compile_rule("<in|on><each><settle|site|word><colon|dash|lpar>|<in|on|colon>")
_LIST_GAP = compile_rule("<comma|and>{1,2}<in|on>?")
# A day has few shifts; "30 смен" is how long one works.
_MOST, _MOST_CREWS, _REACH = 4, 50, 12
_OPEN = ("headcount", "other", "staff", "crew size", "shifts", "crews")


def by_shifts(post: Post) -> None:
    """Multiply what is asked for in a shift by the number of shifts named beside it."""
    counts = {count.figure[0]: count for count in post.counts}
    for rule in _A_SHIFT:
        for match in rule.finditer(post.letters):
            count = counts.get(match.start("k"))
            if count is None or count.crews or count.verdict not in _OPEN or count.verdict == "crews":
                continue
            times = _shifts_near(post, match, counts)
            if times is None:
                continue
            count.multiply(times, "so many a shift")


def by_crews(post: Post) -> None:
    """``2 бригады: 8 бетонщиков и 4 арматурщика каждая``: who is in each crew, times the crews."""
    several = (count for count in post.counts if count.verdict == "crews" and _several(count))
    for crews in itertools.islice(several, _MOST_CREWS):
        end = post.sentence_of(crews.start)[1]
        inside = [c for c in post.counts if crews.end <= c.start < end and c.verdict == "headcount"]
        if not _EACH_CREW.search(post.letters, crews.end, end) or any(count.crews for count in inside):
            continue
        for count in inside:
            count.multiply(crews.maximum or 1, "so many in each crew")


def by_groups(post: Post) -> None:
    """``4 секции, на каждую 10 маляров``, ``2х12 каменщиков``, ``звено из пяти, нужно два звена``."""
    counts = {count.figure[0]: count for count in post.counts}
    for rule in (_GROUPS, _PAIRED):
        for match in rule.finditer(post.letters):
            groups, size = counts.get(match.start("n")), counts.get(match.start("k"))
            if groups and size and size.verdict == "headcount" and not size.crews and _several(groups):
                size.multiply(groups.maximum or 1, "so many in each group")
                groups.verdict, groups.rule, groups.role = "crews", "number of groups", None
    crews = next((count for count in post.counts if count.verdict == "crews" and _several(count)), None)
    sizes = [counts.get(match.start("k")) for match in _OF_SIZE.finditer(post.letters)]
    if crews and len(sizes) == 1 and sizes[0] and sizes[0].verdict in _UNCOUNTED:
        sizes[0].multiply(crews.maximum or 1, "so many in each crew")


def by_sites(post: Post) -> None:
    """``Сеть из 5 заправок. На каждую: 2 оператора и кассир 1``: what each of so many sites asks for."""
    for match in itertools.islice(_EACH_SITE.finditer(post.letters), _MOST_CREWS):
        end = post.sentence_of(match.end() - 1)[1]
        inside = [c for c in post.counts if match.end() <= c.start < end and c.verdict == "headcount"]
        sites = _sites_before(post, match)
        if inside and sites and not any(count.crews for count in inside):
            for count in inside:
                count.multiply(sites.maximum or 1, "so many at each site")


def _sites_before(post: Post, match: re.Match[str]) -> Count | None:
    """The number of sites named before: with the same noun, or the only number of sites of any kind."""
    stem = post.slice(match.start("noun"), match.end("noun")).lower()[:_STEM] if match["noun"] else ""
    sites = [
        count
        for count in post.counts
        if 0 < match.start() - count.start < 2 * _REACH
        and count.verdict in _UNCOUNTED_SITES
        and _several(count)
        and _SITE.match(post.letters, count.figure[1])
    ]
    same = [c for c in sites if stem and post.slice(c.figure[1], c.figure[1] + 2).lower().find(stem) >= 0]
    if same:
        return same[-1]
    return sites[0] if len(sites) == 1 else None


def _several(groups: Count) -> bool:
    return groups.minimum == groups.maximum and 1 < (groups.maximum or 0) <= _MOST_CREWS


def by_day_and_night(post: Post) -> None:
    """``днём десять, ночью пять``: what is asked for by day and by night is one sum."""
    text = post.text.lower().replace("ё", "е")
    for one, other in itertools.pairwise(post.counts):
        before = text[max(0, post.starts[one.start] - _LABEL) : post.starts[one.start]]
        gap = text[post.ends[one.end - 1] : post.starts[other.start]]
        if (
            not (_FIRST.search(before) and _SECOND.fullmatch(gap))
            or one.maximum is None
            or other.maximum is None
        ):
            continue
        if {one.verdict, other.verdict} <= set(_OPEN) and max(one.maximum, other.maximum) <= _MOST_BY_DAY:
            one.minimum, one.maximum = (one.minimum or 0) + (other.minimum or 0), one.maximum + other.maximum
            one.verdict, one.rule, one.noun = "headcount", "by day and by night", one.noun or "people"
            other.verdict, other.rule, other.role = "part", "by night, with the number by day", None


def _shifts_near(post: Post, match: re.Match[str], counts: dict[int, Count]) -> int | None:
    """The number of shifts closest to what is asked for in one."""
    low, high = max(0, match.start() - _REACH), match.end() + _REACH
    for rule in _SHIFTS:
        for found in rule.finditer(post.letters, low, high):
            count = counts.get(found.start("n"))
            if count is None or match.start() <= found.start("n") < match.end():
                continue
            most = _MOST_CREWS if LETTERS["crew"] in found[0] else _MOST
            if count.minimum == count.maximum and 1 < (count.minimum or 0) <= most:
                count.verdict, count.rule, count.role = "shifts", "number of shifts", None
                return count.minimum
    return None


def noun_named(post: Post, count: Count) -> int | None:
    """``5 этажей, по одной на этаж``, ``на три склада … по 15 на каждый``: where their number stands."""
    match = _ON_NOUN.match(post.letters, count.end)
    if match is None:
        return None
    low = max(0, count.start - 2 * _REACH)
    noun = match.start("noun") if match["noun"] else match.start("noun2") if match["noun2"] else None
    if noun is None:
        return max((found.start() for found in _SITES.finditer(post.letters, low, count.start)), default=None)
    stem = post.slice(noun, noun + 1).lower()[:_STEM]
    after = (noun + 1, min(len(post.letters), noun + _REACH))
    for first, last in ((low, count.start - 1), after):
        for token in range(first, last):
            if _NUMBER.match(post.letters, token):
                around = (*range(token + 1, min(token + 3, last)), *range(max(first, token - 1), token))
                if any(post.slice(near, near + 1).lower().startswith(stem) for near in around):
                    return token
    return None


def on_each(post: Post, value: Value) -> bool:
    """``на каждый город нужно по 4``, ``в Тверь и Орёл, по 4``: so many in each place named before."""
    if _ON_EACH.search(post.letters, max(0, value.start - 6), value.start):
        return True
    before = [geo for geo in post.geos if geo.end <= value.start][-2:]
    return len(before) > 1 > len(post.roles) - 1 and bool(
        _LIST_GAP.fullmatch(post.letters, before[0].end, before[1].start)
        and _AFTER_LIST.fullmatch(post.letters, before[1].end, value.start)
    )


def sites_named(post: Post, value: Value) -> int | None:
    """``На 4 объекта …, на каждый по 6``: where the number of sites stands."""
    if not _ON_EACH.search(post.letters, max(0, value.start - 6), value.start):
        return None
    found = _NUMBER_OF_SITES.search(post.letters, post.sentence_of(value.start)[0], value.start)
    return found.start("n") if found else None


def listed_places(post: Post, count: Count) -> int:
    """How many places are listed right after a count: ``по 10 грузчиков в Самару, Тольятти и Сызрань``."""
    into = _INTO_PLACE.match(post.letters, count.end)
    if into is None:
        return 0
    places, at = 0, into.end()
    for geo in post.geos:
        if geo.start == at or (places and 0 < geo.start - at < 3 and _LIST_GAP.match(post.letters, at)):
            places, at = places + 1, geo.end
    return places
