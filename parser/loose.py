"""Counts without a role word: what is to be done, and whether several counts are several demands."""

from __future__ import annotations

from parser.activities import (
    WORKERS,
    activity_near,
    fallback_noun,
    item_title,
    named_there,
    person_needed,
    title_before,
)
from parser.cards import card_title
from parser.classes import compile_rule
from parser.objects import object_of_work
from parser.post import Count, Demand, GeoMatch, Post, RoleMatch
from parser.tables import LINE_OF_WORK, ROW, WORKS_EACH

_WORK_GAP = compile_rule("(?:<on|for|po|dash|colon|lpar>)<adj>?")
_ITEM_GAP = compile_rule("<word|adj|on|in|site|task>{0,3}<dash|colon|lpar>?")
_OF_SEX, _STEM = ("женщ", "мужч", "девуш", "парн", "девч"), 4
_ROW_WORDS = compile_rule(
    "(?P<words><word|adj|task|site|agent|latin>{1,4})(?:<lpar><!rpar>{0,6}<rpar>)?<dash|colon>?$"
)
_WORK_BESIDE = compile_rule(
    "<dash|colon|lpar|on|for>?(?P<what><task|act|word>)(?=<comma|stop|rpar|semi|slash>|$)"
)
_TASK_OF_LINE = compile_rule("(?:^|<!on|from>)(?P<what><adj>?<task|act>(?:<word|act>)?)")
_WORK_OF_LINE = compile_rule(
    "(?P<what><on|for>?<adj>?(?:<word|act|measure|site|task|inf>)(?:<word|adj|from|on|in>?<word|act>)?)"
)
_WORK_BEFORE = compile_rule(
    "(?:^|<stop|comma|semi|colon|and|bullet|dash>)(?P<what><on|in><adj>?<word|act|site|room|task|measure>"
    "(?:<inf><word>?|<word>)?|<inf><word>)<dash|colon>?$"
)
_BACK = 6
_IN = compile_rule("<in|on|to>")
_NOUN_GAP = compile_rule("(?:<po|on|in|for|word|task|adj|behind|act|site>){1,6}(?:<dash|colon>)")


def without_roles(post: Post, loose: list[Count]) -> None:
    """No role word: the activity is the role's text, else the counted noun; the title of a job-board card."""
    chosen = _distinct_loose(post, loose)
    role: RoleMatch | None
    if not chosen:
        title = card_title(post)
        rule = "activity without a number" if title is None else "title of a card"
        if title is not None:
            role = RoleMatch(*title, "title", *WORKERS, None, direct=True)
        else:
            role = activity_near(post, None) or person_needed(post) or fallback_noun(post, None)
        if role is not None:
            post.demands.append(Demand(role, None, None, None, rule, 0.75, role.start, role.end))
        return
    for count in chosen:
        role = (
            (_item_activity(post, count) or _task_of_line(post, count) if len(chosen) > 1 else None)
            or item_title(post, count)
            or _words_of_row(post, count)
            or activity_near(post, count if len(chosen) > 1 else None)
            or title_before(post, count)
            or noun_or_object(post, count)
        )
        if role is not None:
            demand = Demand(role, count, count.minimum, count.maximum, count.rule, 0.85, role.start, role.end)
            post.demands.append(demand)


def noun_or_object(post: Post, count: Count) -> RoleMatch | None:
    """The counted noun with its work, or, if it says no more than how many, what the work is done on."""
    noun = fallback_noun(post, count)
    if noun is None or noun.end > count.end:
        return noun
    return object_of_work(post, count) or noun


def _distinct_loose(post: Post, loose: list[Count]) -> list[Count]:
    if len(loose) < 2:
        return loose
    lines = [post.line_of(count.figure[0]) for count in loose]
    placed = [place_of(post, count, loose) for count in loose]
    if all(placed) and len(set(placed)) == len(placed):
        return loose
    whom = [_whom(post, count) for count in loose]
    if all(whom) and len(set(whom)) == len(whom):
        return loose
    own = [_item_activity(post, count) for count in loose]
    if all(act is not None for act in own) and len({id(act) for act in own}) == len(own):
        return loose
    acts = [_has_activity(post, line) for line in lines]
    if len(set(lines)) == len(lines) and all(acts):
        return loose
    return loose[:1]


def _whom(post: Post, count: Count) -> str:
    """Women or men, where a count says: ``женщин 45, мужчин 15``."""
    for noun in post.generics:
        if count.start - 1 <= noun.start < count.end and noun.end in (count.start, count.end):
            word = post.slice(noun.start, noun.end).lower()
            return word[:_STEM] if word.startswith(_OF_SEX) else ""
    return ""


def _item_activity(post: Post, count: Count) -> RoleMatch | None:
    """The activity right before a count (``монолит - 15 человек``) or after it (``5 чел на разгрузку``)."""
    for act in post.activities:
        if act.end <= count.start and _ITEM_GAP.fullmatch(post.letters[act.end : count.start]):
            return act
        if act.start >= count.end and _WORK_GAP.fullmatch(post.letters[count.end : act.start]):
            return act
    beside = _WORK_BESIDE.match(post.letters, count.end)
    if beside is None or named_there(post, *beside.span("what")):
        return None
    return RoleMatch(*beside.span("what"), "activity", *WORKERS, None, direct=True)


def _words_of_row(post: Post, count: Count) -> RoleMatch | None:
    """What stands before the number of a row: ``Зерноток (Ипатово) 12``."""
    if count.rule not in (ROW, WORKS_EACH):
        return None
    words = _ROW_WORDS.search(post.letters, post.lines[post.line_of(count.start)][0], count.start)
    if words is None:
        return None
    return RoleMatch(*words.span("words"), "activity", *WORKERS, None, direct=True)


def _has_activity(post: Post, line: int) -> bool:
    start, end = post.lines[line]
    return any(start <= act.start < end for act in post.activities) or bool(
        _TASK_OF_LINE.search(post.letters, start, end)
    )


def _task_of_line(post: Post, count: Count) -> RoleMatch | None:
    """``1) 8:00, вывоз грунта, 4 чел``: the work of a line among lines with work and people each."""
    task = _TASK_OF_LINE.search(post.letters, *post.lines[post.line_of(count.figure[0])])
    return None if task is None else RoleMatch(*task.span("what"), "activity", *WORKERS, None, direct=True)


def work_of(post: Post, count: Count) -> RoleMatch | None:
    """The work that a count names of its own: ``2 чел на плитку``, ``рабочие по уходу — 25 человек``."""
    for act in post.activities:
        if act.start >= count.end and _WORK_GAP.fullmatch(post.letters[count.end : act.start]):
            return act
    own = own_work(post, count)
    if own is not None:
        return own
    start = post.sentence_of(count.start)[0]
    for noun in post.generics:
        if (
            start <= noun.start
            and noun.end < count.start
            and _NOUN_GAP.fullmatch(post.letters[noun.end : count.start])
        ):
            return RoleMatch(
                noun.start, count.start - 1, "generic", noun.role, noun.role_ru, None, direct=True
            )
    return None


def own_work(post: Post, count: Count) -> RoleMatch | None:
    """``на кассу 4 человека``, ``на засолку 10 женщин``; ``2 на мешки``, ``1 долбить стену`` as lines."""
    if count.rule == LINE_OF_WORK:
        work = _WORK_OF_LINE.match(post.letters, count.figure[1])
    elif count.noun == "people" or count.rule == "number of persons in a word":
        # with the stop before the sentence, which the rule asks for
        start = max(0, post.sentence_of(count.start)[0] - 1, count.start - _BACK)
        work = _WORK_BEFORE.search(post.letters, start, count.start)
    else:
        return None
    if work is None or named_there(post, *work.span("what")):
        return None
    return RoleMatch(*work.span("what"), "activity", *WORKERS, None, direct=True)


def place_of(post: Post, count: Count, counts: list[Count]) -> str:
    """The place that goes with a count: the last named since the count before, on its line or above."""
    beside = next((geo for geo in post.geos if geo.start == count.end + 1), None)
    if beside and _IN.match(post.letters, count.end):
        return _name(beside)  # "5 человек в Твери и 3 человека в Орле"
    previous = max((other.end for other in counts if other.end <= count.start), default=0)
    line = post.line_of(count.figure[0])
    first = post.lines[max(0, line - 1)][0]
    before = [geo for geo in post.geos if max(previous, first) <= geo.start < count.start]
    if before:
        return _name(before[-1])
    following = min(
        (other.start for other in counts if other.start >= count.end), default=post.lines[line][1]
    )
    after = [geo for geo in post.geos if count.end <= geo.start < min(following, post.lines[line][1])]
    return _name(after[0]) if after else ""


def _name(geo: GeoMatch) -> str:
    first = geo.candidates[0]
    return f"{first['iso']} {first['name']}"
