"""Which role words of a post name workers that are asked for, and which are only mentioned."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from parser.activities import people_needed
from parser.classes import LETTERS, compile_rule
from parser.closing import CLOSED, closed_lines
from parser.post import Post, RoleMatch, post_of
from parser.repeats import has_count, once
from parser.stems import stems
from parser.titles import card_roles

_MENTIONED = compile_rule(
    "(?:<help>(?:<to|adj>)*|<not><adj>?|<from>|<skill><adj|word|task>?|<address|street><dot|"
    "colon|quote>*|<behind>|<in><crew>?"
    "|<we>|<to>|<per>|<each>)$"
)
_REFUSED = compile_rule("<not><any_need>")
_ASKER = compile_rule("<word>{0,2}<seek><adj>{0,2}<role>")
_FOR = compile_rule("(?<!<vacancy>)<for><adj>?(?:<role>{1,3}<and|comma><adj>?){0,3}$")
_WORK_AS = compile_rule("<vacancy|any_need|task>(?:<adj|on|colon|quote|po>){0,2}$")
_HEAD_BEFORE = compile_rule(
    "^(?:<bullet|sign|quote|hash|star|dash|blank|number|dot|rpar|lpar|adj|plus|times|colon|"
    "letter|ge|le|heads|people|po|vacancy|kind|need|more>)*$"
)
_HEAD_AFTER = compile_rule(
    "(?:$|<stop|dash|colon|comma|lpar|rpar|slash|bullet|sign|quote|star|number|plus|and|in|"
    "on|from|for|po|pay|ge|le|stavka|hour|shift|role|hash|mask|adj|approx|times|latin|letter|equal|money>)"
)
_LINKED = compile_rule(
    "(?:<comma|and|slash|or|line|bullet|dash|star|plus|hash|semi|blank|colon|adj|rpar|lpar|"
    "number|dot|quote|sign|heads|people|more>)*$"
)
_SAME_LIST = compile_rule("<comma|and|slash>{1,2}<adj>{0,2}")
_NEED_ALONE = compile_rule(
    "(?:<any_need|rel|bullet|sign|excl|star|quote|colon|dash|adj|more|people|heads|in|on|"
    "word|task|site|settle|role|number|dot|comma|for|po>)*<any_need>(?:<!line|para>)*$"
)
_CLAUSE_NEED = compile_rule("<any_need>")
_BETWEEN = compile_rule(
    "(?:<comma|dash|colon|lpar|line|word|task|adj|measure|site>)*(?:<num1><money|measure><dot>?<comma>?)?<po>?"
)
_GLUED = tuple(LETTERS["dash"] + LETTERS[name] for name in ("word", "adj", "agent", "site"))
_PREFIX = LETTERS["latin"] + LETTERS["dash"]
_CREW = LETTERS["crew"]
_PLACES_IN_CREW = compile_rule("<seat|people|heads>$")
_INTO = (LETTERS["in"], LETTERS["to"])
_QUOTED = LETTERS["quote"]
_LINE, _PARA, _DASH, _SLASH = (LETTERS[name] for name in ("line", "para", "dash", "slash"))
_LONG, _TRADES, _CLOSE, _FAR = 14, 2, 3, 6
_TO_CLOSED = compile_rule("<dash|colon|lpar|was>{0,2}")
_LIST_BEFORE_COUNT = compile_rule("<comma|and|slash>{1,2}<adj|number>{0,2}")
_OVER_LIST = compile_rule(
    "(?:<in|on|comma|and|word|adj|site|settle|dot>){0,9}<colon>(?:<line|para|bullet|dash|sign>|<num1><rpar|dot>)*<number>?"
)
_AND_HELPER = compile_rule("<comma|and|plus|slash>{1,2}<adj|number>{0,2}")


@dataclass(slots=True)
class Wanted:
    """A role and how sure it is asked for: 2 by its clause or count, 1 by its place, 0 by nothing better."""

    role: RoleMatch
    level: int


class RoleChooser:
    """Leaves in ``post.roles`` the roles that are asked for, each once."""

    def __init__(self, name: str = "headcount_roles") -> None:
        """Nothing to set up."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Choose the roles of one Doc."""
        post = post_of(doc)
        post.listed = bool(post.roles)
        post.titles = card_roles(post)
        if post.titles:
            counted = {id(count.role) for count in post.counts if count.verdict == "headcount"}
            others = (role for role in post.roles if id(role) in counted and role not in post.titles)
            post.roles = sorted([*post.titles, *others], key=lambda role: role.start)
        if post.roles:
            post.roles = choose(post)
        return doc


def choose(post: Post) -> list[RoleMatch]:
    """The roles asked for, in order."""
    joined = _join(post)
    counted = {id(count.role) for count in post.counts if count.verdict == "headcount" and count.role}
    found: list[Wanted] = []
    for role in joined:
        level = _level(post, role, counted=id(role) in counted, before=found)
        if level >= 0:
            found.append(Wanted(role, level))
    _link_back(post, found)
    found = [wanted for wanted in found if not _header(post, wanted.role, found, counted)]
    best = max((wanted.level for wanted in found), default=0)
    if best < 1 and people_needed(post):
        return []
    kept = [wanted.role for wanted in found if wanted.level >= min(best, 1)]
    return once(post, _with_helpers(post, kept), counted)


def _with_helpers(post: Post, roles: list[RoleMatch]) -> list[RoleMatch]:
    """``монтажник дверей + помощник``: helpers who are listed right after somebody asked for."""
    for noun in post.generics:
        if post.slice(noun.start, noun.end).lower().startswith(stems("helper")) and any(
            _AND_HELPER.fullmatch(post.letters, role.end, noun.start)
            for role in roles
            if role.end < noun.start
        ):
            helper = RoleMatch(noun.start, noun.end, "generic", noun.role, noun.role_ru, None, direct=True)
            roles = sorted([*roles, helper], key=lambda role: role.start)
    return roles


def _join(post: Post) -> list[RoleMatch]:
    """``повар-кассир``, ``монолитчики(бетонщики)`` and ``швея/оверлочница`` are one role each."""
    letters = post.letters
    out: list[RoleMatch] = []
    for role in post.roles:
        if out:
            last = out[-1]
            gap = letters[last.end : role.start]
            glued = post.ends[last.end - 1] == post.starts[last.end] if last.end < role.start else False
            bar = gap == _SLASH and post.slice(last.end, role.start).startswith("|")
            if (
                gap in (_DASH, _SLASH)
                and glued
                and not bar
                and post.ends[last.end] == post.starts[role.start]
            ):
                last.end = role.end
                continue
            if gap == LETTERS["lpar"] and letters[role.end : role.end + 1] == LETTERS["rpar"]:
                last.end = role.end + 1
                continue
        out.append(role)
    for role in out:
        # "врач-терапевт": what is glued on by a hyphen belongs to the role
        if letters[role.end : role.end + 2] in _GLUED and _touching(post, role.end):
            role.end += 2
        # "DevOps-инженер": so does what is glued on before it
        if letters[role.start - 2 : role.start] == _PREFIX and _touching(post, role.start - 1):
            role.start -= 2
    return out


def _touching(post: Post, at: int) -> bool:
    return (
        at + 1 < len(post.starts)
        and post.ends[at - 1] == post.starts[at]
        and post.ends[at] == post.starts[at + 1]
    )


def _level(  # noqa: PLR0911, C901  a decision list
    post: Post, role: RoleMatch, *, counted: bool, before: list[Wanted]
) -> int:
    letters = post.letters
    if post.line_of(role.start) in closed_lines(post) or (not counted and _closed_here(post, role)):
        return -1
    if counted or any(role is title for title in post.titles):
        return 2
    left = letters[max(0, role.start - 4) : role.start]
    if _MENTIONED.search(left) or _REFUSED.match(letters, role.end) or _ASKER.match(letters, role.end):
        return -1
    if _theirs(post, role) or _from_to(post, role):
        return -1
    if post.slice(role.start, min(len(post.starts), role.end + 1)).lower() in stems("no role"):
        return -1
    if left[-1:] == _QUOTED and letters[role.end : role.end + 1] == _QUOTED and not _by_trade(post, role):
        return -1
    if not role.direct and not _WORK_AS.search(left):
        return -1
    if _FOR.search(letters, max(0, role.start - _LONG), role.start) or _into_crew(post, role):
        return -1
    if _counted_next(post, role) or _counted_further(post, role):
        return 2
    start, end = post.sentence_of(role.start)
    if _CLAUSE_NEED.search(letters, start, end):
        return 2
    if before and before[-1].level == 2 and _LINKED.match(letters[before[-1].role.end : role.start]):
        return 2
    if before and before[-1].level == 1 and _SAME_LIST.fullmatch(letters[before[-1].role.end : role.start]):
        return 1
    return _heading(post, role)


def _by_trade(post: Post, role: RoleMatch) -> bool:
    """``по специальности «штукатур-маляр»``: a trade is quoted, and no firm's name."""
    before = post.slice(role.start - 2, role.start - 1).lower() if role.start > 1 else ""
    return before.startswith(stems("trade"))


def _closed_here(post: Post, role: RoleMatch) -> bool:
    """``сварщик — 5 мест, стропальщик — мест нет``: a role of several that is filled."""
    return len(post.roles) > 1 and any(
        trigger.verdict in CLOSED
        and 0 <= trigger.start - role.end < _CLOSE
        and _TO_CLOSED.fullmatch(post.letters, role.end, trigger.start)
        for trigger in post.triggers
    )


def _counted_next(post: Post, role: RoleMatch) -> bool:
    """A number right after the role, with or without a noun."""
    return any(
        count.verdict == "headcount" and _BETWEEN.fullmatch(post.letters[role.end : count.start])
        for count in post.counts
        if 0 <= count.start - role.end < _FAR
    )


def _counted_further(post: Post, role: RoleMatch) -> bool:
    """``сиделки с проживанием 15/15, шесть человек``: people counted later in the clause, no role between."""
    end = post.sentence_of(role.start)[1]
    following = min((other.start for other in post.roles if other.start > role.start), default=end)
    return any(
        role.end <= count.start < min(end, following)
        and count.verdict == "headcount"
        and count.noun == "people"
        for count in post.counts
    )


def _link_back(post: Post, found: list[Wanted]) -> None:
    """``горничная, администратор, 2 повара``: what stands in one list with a role asked for is asked for."""
    for wanted, following in itertools.pairwise(reversed(found)):
        gap = post.letters[following.role.end : wanted.role.start]
        if wanted.level == 2 and following.level < 2 and _LIST_BEFORE_COUNT.fullmatch(gap):
            following.level = 2


def _header(post: Post, role: RoleMatch, found: list[Wanted], counted: set[int]) -> bool:
    """``Строители в Лисичанск: кровельщики 12, плиточники 9``: the word over a list of counted trades."""
    if has_count(post, role, counted):
        return False
    others = [wanted.role for wanted in found if wanted.role is not role]
    after = [other for other in others if other.start > role.start]
    if (
        len(after) < _TRADES
        or len(after) < len(others)
        or not all(has_count(post, o, counted) for o in after)
    ):
        return False
    return bool(_OVER_LIST.fullmatch(post.letters[role.end : after[0].start]))


def _theirs(post: Post, role: RoleMatch) -> bool:
    """``свой повар``, ``наши бригадиры``, ``мастер на месте``: who is there already."""
    before = post.slice(role.start - 1, role.start).lower() if role.start else ""
    after = (
        post.slice(role.end, min(len(post.starts), role.end + 3)).lower()
        if role.end < len(post.starts)
        else ""
    )
    return before in stems("ours") or after.lstrip("—–-:, ").startswith(stems("there"))


def _from_to(post: Post, role: RoleMatch) -> bool:
    """``от маляра до токаря``: examples of what may be asked for."""
    before, after = post.letters[role.start - 1 : role.start], post.letters[role.end : role.end + 1]
    if before == LETTERS["ge"] and after == LETTERS["le"]:
        return True
    return before == LETTERS["le"] and any(
        other.end == role.start - 1 and post.letters[other.start - 1 : other.start] == LETTERS["ge"]
        for other in post.roles
    )


def _into_crew(post: Post, role: RoleMatch) -> bool:
    """``в бригаду каменщиков нужен подсобник`` asks for no bricklayers."""
    at = role.start if post.base[role.start] == _CREW else role.start - 1
    into = at > 0 and post.base[at] == _CREW and post.base[at - 1] in _INTO
    # "три места в бригаду арматурщиков" are for such
    return into and not _PLACES_IN_CREW.search(post.letters, max(0, at - 3), at - 1)


def _heading(post: Post, role: RoleMatch) -> int:
    """A role that opens a line: 2 in a list under a need, 1 as a title, 0 elsewhere in the text."""
    letters = post.letters
    line = post.line_of(role.start)
    start, end = post.lines[line]
    if not _HEAD_BEFORE.match(letters[start : role.start]):
        start, end = post.sentence_of(role.start)
        if end - start > _LONG or not _HEAD_BEFORE.match(letters[start : role.start]):
            return 0
    if not _HEAD_AFTER.match(letters[role.end : end]):
        return 0
    if _sectioned(post, role.start):
        return 0
    for previous in range(line - 1, max(-1, line - 12), -1):
        piece = letters[post.lines[previous][0] : post.lines[previous][1]].rstrip(_LINE + _PARA)
        if not piece:
            continue
        if _NEED_ALONE.match(piece):
            return 2
        if not _list_line(post, previous):
            break
    return 1


def _list_line(post: Post, line: int) -> bool:
    start, end = post.lines[line]
    return any(start <= role.start < end for role in post.roles) and end - start < 25


def _sectioned(post: Post, token: int) -> bool:
    """Whether the line stands under ``Обязанности:`` or the like."""
    opened = [t for t in post.triggers if t.verdict == "section" and t.start < token]
    if not opened:
        return False
    last = opened[-1]
    return not _CLAUSE_NEED.search(post.letters, last.end, token)


@Language.factory("headcount_roles", requires=["doc.user_data"])
def create_roles(nlp: Language, name: str) -> RoleChooser:  # noqa: ARG001
    """Make the component."""
    return RoleChooser(name)
