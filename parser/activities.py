"""What is to be done where a post names no role: an activity, a verb, or the counted noun itself."""

from __future__ import annotations

import re

from parser.agreeing import parses, tags
from parser.classes import LETTERS, compile_rule
from parser.post import Count, Post, RoleMatch
from parser.stems import stems

WORKERS = ("workers", "рабочие")
_CLAUSE = compile_rule("(?:<in|on|from|po|for|and>?<word|task|adj|act|measure|site|latin|room>){0,4}")
_NEXT_ACTIVITY = compile_rule("(?:<comma|and|slash|plus>)+(?=<act|inf>)")
_TASK = compile_rule(
    "(?:^|<line|para|dot|comma|bullet|excl|colon|dash|rel|for|on|number|heads|people|lpar|need|needinf>)"
    "(?P<what><adj>?<task>(?:<colon|dash>)?(?:<on|in|from|po|for>?<quote>?<adj>{0,2}<word|"
    "task|measure|site|latin|act|inf|room>){1,3}|<task>(?=<stop|comma|rpar|number>|$))"
)
_ON_WORK = compile_rule("(?:<pp|inf|aux|rel|task>)<on|for>(?P<what><adj>?<word>)")
_OF_DOING = re.compile("(?:[вдзкрст]ку|[аяе]ние|тие|[аяи]цию|борку|чистку|монтаж|ремонт)$")
_NOT_ASKED = (LETTERS["will"], LETTERS["not"])
_ON_WHAT = compile_rule("(?:<on|for|po|in><adj|word|latin|quote>{0,2}<word|adj|act|site|role>)")
_PEOPLE = compile_rule("<pp|crew>+")
_WORD_NEEDED = compile_rule(
    "<need|hire|seek>(?:<number|adj|rel|dash|colon|line|bullet|on>){0,4}(?P<who><word>)"
)
_ITEM = compile_rule(
    "(?:^|<line|para|comma|semi|colon|dot>)(?:<bullet|dash|star|quote|sign>|<num1><rpar|dot>)*"
    "(?P<name><adj>{0,2}<word|agent|task>(?:<word|adj|latin>){0,3})(?:<dash|colon|lpar|comma>){1,2}$"
)
_OPENING = compile_rule(
    "(?:^|<line|para|comma|semi|colon|dot|excl|bullet>)"
    "(?P<name><adj>{0,2}(?P<who><word|agent>)(?:<adj>{0,2}<word>)?)(?=<comma|dash|dot|colon|line|lpar|in|on>)"
)
_DOER = re.compile(
    "(?:арь|аря|ари|арей|ист|исты|иста|истов|тель|тели|телей|ник|ники|ников|ница|ницы|ниц|ер|еры|еров|ера)$"
)
_ADJECTIVE = LETTERS["adj"]
_INF = LETTERS["inf"]
_NEED = compile_rule("<any_need>")
_JUST_NEEDED = compile_rule("<need|hire|seek|vacancy>(?:<adj|rel|on|colon|line|number|ge|le>){0,4}$")
_FOR_WORK = compile_rule("(?:<any_need|rel>{0,2})<on|for|po|in><adj>?")


def activity_near(post: Post, count: Count | None) -> RoleMatch | None:
    """The activity asked for: in the count's line if given, else in a need's sentence, else the first."""
    activities = post.activities
    if count is not None:
        start, end = post.lines[post.line_of(count.figure[0])]
        activities = [act for act in activities if start <= act.start < end] or activities
    people = people_needed(post)
    chosen = next((act for act in activities if _needed(post, act)), None)
    if people is not None and (
        chosen is None or post.slice(people.start, people.end).lower().startswith(stems("helper"))
    ):
        return people
    if chosen is None:
        chosen = activities[0] if activities else None
    return _verb(post) if chosen is None else _with_people(post, _extended(post, chosen))


def _with_people(post: Post, act: RoleMatch) -> RoleMatch:
    """``рабочие на разгрузку вагонов``: the work and those who are to do it."""
    for noun in post.generics:
        if noun.end < act.start and _FOR_WORK.fullmatch(post.letters[noun.end : act.start]):
            act.start = noun.start
            break
    return act


def people_needed(post: Post) -> RoleMatch | None:
    """Whom a need names that are no mere "people": ``требуются сотрудники``, ``нужны мужчины и женщины``."""
    for noun in post.generics:
        if _JUST_NEEDED.search(post.letters, max(0, noun.start - 6), noun.start) and not post.slice(
            noun.start, noun.end
        ).lower().startswith(stems("anybody")):
            return noun
    return None


def _needed(post: Post, act: RoleMatch) -> bool:
    start, end = post.sentence_of(act.start)
    return bool(_NEED.search(post.letters, start, end)) or any(
        start <= count.figure[0] < end for count in post.counts if count.verdict == "headcount"
    )


def _extended(post: Post, act: RoleMatch) -> RoleMatch:
    """An activity with its object and the activities listed with it."""
    letters, end = post.letters, act.end
    limit = min(post.sentence_of(act.start)[1], act.start + 14)
    while end < limit:
        match = _CLAUSE.match(letters, end, limit)
        grown = match.end() if match else end
        joined = _NEXT_ACTIVITY.match(letters, grown, limit)
        if joined is None:
            end = max(end, grown)
            break
        end = joined.end() + 1
    while end > act.end and letters[end - 1] in _TRAILING:
        end -= 1
    return RoleMatch(act.start, end, "activity", act.role, act.role_ru, act.isco08, direct=True)


_TRAILING = "".join(
    LETTERS[name]
    for name in ("line", "para", "comma", "dot", "and", "in", "on", "from", "po", "for", "excl", "blank")
)


def _verb(post: Post) -> RoleMatch | None:
    """An infinitive outside contact and condition phrases: ``перенести консоли``."""
    task = _TASK.search(post.letters)
    if task is not None:
        start, end = task.span("what")
        return RoleMatch(start, end, "activity", *WORKERS, None, direct=True)
    for match in _ON_WORK.finditer(post.letters):
        at = match.start("what")
        word = post.slice(at, match.end()).lower().split()[-1]
        if _OF_DOING.search(word) and not named_there(post, at, match.end()):
            return _extended(post, RoleMatch(at, match.end(), "activity", *WORKERS, None, direct=True))
    taken = {token for trigger in post.triggers for token in range(trigger.start, trigger.end)}
    at = post.letters.find(_INF)
    while at >= 0:
        if at not in taken and post.letters[max(0, at - 1) : at] not in _NOT_ASKED and _is_verb(post, at):
            verb = RoleMatch(at, at + 1, "activity", *WORKERS, None, direct=True)
            return _extended(post, verb)
        at = post.letters.find(_INF, at + 1)
    return None


def _is_verb(post: Post, at: int) -> bool:
    """Whether the dictionary knows the word as an infinitive, or has never seen it and it ends as one."""
    return any("INFN" in tag for tag in tags(post, at)[:2])


def person_needed(post: Post) -> RoleMatch | None:
    """``требуется фармацевт``: a word right after a need that the dictionary knows as somebody."""
    match = _WORD_NEEDED.search(post.letters)
    if match is None:
        return None
    at = match.start("who")
    return RoleMatch(at, at + 1, "title", *WORKERS, None, direct=True) if somebody(post, at) else None


def somebody(post: Post, at: int) -> bool:
    """Whether a word is somebody: as the dictionary knows it, or by its ending if it is in no dictionary."""
    word = post.slice(at, at + 1).lower()
    for parse in parses(post, at)[:3]:
        tag = str(parse.tag)
        if tag.startswith("NOUN,anim") and not any(name in tag for name in ("Name", "Surn", "Patr")):
            return bool(parse.is_known or _DOER.search(word))
    return False


def named_there(post: Post, start: int, end: int) -> bool:
    """Whether a place, written with a capital, stands among the tokens ``start`` to ``end``."""
    return any(
        geo.start < end and geo.end > start and post.text[post.starts[geo.start]].isupper()
        for geo in post.geos
    )


def title_before(post: Post, count: Count) -> RoleMatch | None:
    """``Рыбаки ставных неводов, … добираем троих``: somebody who opens a clause before the number."""
    start = post.lines[max(0, post.line_of(count.start) - 1)][0]
    for match in _OPENING.finditer(post.letters, start, count.start):
        begin, end = match.span("name")
        if somebody(post, match.start("who")) and not named_there(post, begin, end):
            return RoleMatch(begin, end, "title", *WORKERS, None, direct=True)
    return None


def item_title(post: Post, count: Count) -> RoleMatch | None:
    """``Швейцар - 6 чел.``: what opens the line before a dash and a number of people, if it is somebody."""
    match = _ITEM.search(post.letters, max(0, count.start - 9), count.start)
    if match is None:
        return None
    start, end = match.span("name")
    if named_there(post, start, end):
        return None
    if not any(post.letters[at] != _ADJECTIVE and somebody(post, at) for at in range(start, end)):
        return None
    return RoleMatch(start, end, "title", *WORKERS, None, direct=True)


def fallback_noun(post: Post, count: Count | None) -> RoleMatch | None:
    """The counted noun, with what the people are for (``люди на фасад``)."""
    if count is not None:
        noun = next(
            (g for g in post.generics if count.start <= g.start < count.end or g.end == count.start), None
        )
        start = (
            noun.start
            if noun
            else max(count.figure[1], count.end - 1)
            if count.end > count.figure[1]
            else count.start
        )
        end = count.end
    else:
        noun = next(iter(post.generics), None)
        people = _PEOPLE.search(post.letters)
        if noun is not None:
            start, end = noun.start, noun.end
        elif people:
            start, end = people.span()
        else:
            return None
    reach = _ON_WHAT.match(post.letters, end, post.sentence_of(start)[1])
    if reach is None and count is not None:
        for other in post.generics:
            found = _ON_WHAT.match(post.letters, other.end, post.sentence_of(other.start)[1])
            if found and not named_there(post, other.end, found.end()):
                return RoleMatch(
                    other.start, found.end(), "generic", other.role, other.role_ru, None, direct=True
                )
    if reach and not named_there(post, end, reach.end()):
        end = reach.end()
    role = noun.role if noun else WORKERS[0]
    return RoleMatch(start, end, "generic", role, noun.role_ru if noun else WORKERS[1], None, direct=True)
