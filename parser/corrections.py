"""Numbers that another number of the post corrects: ``не 10, а 15``, ``было 5, стало 8``, ``4 … (2/4)``."""

from __future__ import annotations

import itertools
import re

from parser.classes import LETTERS, compile_rule
from parser.post import Count, Post
from parser.stems import begins, either_of

#: Numbers of these verdicts may be what is asked for after all.
_OPEN = {"headcount", "other", "found", "staff", "refused", "offer"}
_NOT = LETTERS["not"]
_BUT = re.compile(r"[^\d\n]{0,24}?[\s,—–-]+(?:а|но)\s+(?:уже |целых |все |всего )?(?:нужно |надо )?")
_THEN = re.compile(rf"(?:{either_of('earlier')})[\s:—–-]+(?:\w+ ){{0,2}}$")
_MENDING = rf"\b(?:{either_of('mending')})\b"
_NOW = re.compile(
    rf"[^\d\n]{{0,24}}?[\s,.;:()—–-]+(?:{either_of('now')})[\s:—–-]+(?:\w+ ){{0,2}}"
    rf"|[^\d\n]{{0,24}}?{_MENDING}[\s:.—–-]+(?:\w+ ){{0,2}}"
)
_AT_LAST = re.compile(rf"[^\d\n]{{0,70}}?[\s,.;—–-]+(?:{either_of('by now')})\s+(?:\w+ ){{0,2}}")
_MENDED = re.compile(_MENDING)
_ARROW = re.compile(r"\s*(?:-+>|→|➡️?|=>)\s*")
_RAISED = re.compile(rf"(?:{either_of('raised')})\w*\s+(?:\w+ ){{0,3}}?до\s*$")
_FRACTION = re.compile(r"(\d+)\s*/\s*(\d+)")
_OUT_OF = re.compile(r"\s+из\s+(?:\w+х\s+)?")
#: The rule of a number of people found, of those wanted.
OF_WANTED = "so many of the wanted"
_BETTER = re.compile(
    r"[\s,;(–—-]+(?:а |можно и |но )?(?:лучше|желательно|в идеале|можно|край)\s+|[^\d\n]{0,60}\bможно и\s+"
)
_AND = compile_rule("<comma|and>{1,2}")
_THERE = ("staff", "found", "offer")
_CREW_OF = compile_rule("(?<!<any_need>)<crew><from|out|dash>?$")
_WANTED = compile_rule("<any_need|more>(?:<adj>|<more>)*$")
_BRACKETS = compile_rule("<lpar><!rpar|line|para>{1,40}<rpar>")
_STRUCK = compile_rule("<tilde><tilde>(?:<!line|para|tilde>){1,12}<tilde><tilde>")
_LEFT_AGAIN = compile_rule("(?:^|<line|para>)<bullet|star|plus>*<left><any_need|dash|colon>*$")
_BACK, _MOST, _TEAMS = 60, 100, 10


def better_so_many(post: Post) -> None:
    """``минимум трое, лучше пятеро`` is three to five."""
    text = post.text.lower()
    for low, high in itertools.pairwise(post.counts):
        gap = text[post.ends[low.end - 1] : post.starts[high.start]]
        ready = high.verdict == "headcount" or high.rule == "nothing counted"
        rises = (low.minimum or 0) < (high.maximum or 0)
        if low.verdict == "headcount" and ready and rises and _BETTER.fullmatch(gap):
            low.maximum, low.end = high.maximum, high.end
            high.verdict, high.rule, high.role = "part", "upper bound of the number before", None


def goes_with(post: Post) -> None:
    """``трудятся 4 повара и 2 кассира``: what an "and" adds to people who are there is there, too."""
    for one, other in itertools.pairwise(post.counts):
        if (
            one.verdict in _THERE
            and other.verdict == "headcount"
            and _AND.fullmatch(post.letters, one.end, other.start)
        ):
            other.verdict, other.rule, other.role = one.verdict, "with the number before", None
    _in_brackets(post)


def _in_brackets(post: Post) -> None:
    """``Команда: 7 человек (3 тестировщика, 2 аналитика)``: whoever is in it is there."""
    teams = (count for count in post.counts if count.verdict in _THERE)
    for team in itertools.islice(teams, _TEAMS):
        inside = _BRACKETS.match(post.letters, team.end)
        for count in post.counts if inside else ():
            if inside and inside.start() < count.start < inside.end() and count.verdict == "headcount":
                count.verdict, count.rule, count.role = team.verdict, "with the number before", None


def correct(post: Post) -> None:
    """Let the corrected number stand and the earlier one go."""
    text = post.text.lower().replace("ё", "е")
    for old, new in itertools.pairwise(post.counts):
        if new.verdict in _OPEN and old.verdict in _OPEN and _replaced(post, text, old, new):
            _replace(old, new)
    for count in post.counts:
        before = text[max(0, post.starts[count.figure[0]] - _BACK) : post.starts[count.figure[0]]]
        ready = count.verdict == "headcount" or (count.rule == "nothing counted" and bool(post.roles))
        if ready and count.minimum is None and _RAISED.search(before):
            count.minimum, count.verdict, count.rule = (
                count.maximum,
                "headcount",
                "number raised or lowered to",
            )
    _struck_out(post)
    _left_at_last(post)
    _out_of(post, text)
    _found_of_wanted(post)
    _crew_size(post)


def _struck_out(post: Post) -> None:
    """``~~8 чел~~ 3 чел``: what is struck out, in Telegram's Markdown, yields to what is not."""
    struck = [match.span() for match in itertools.islice(_STRUCK.finditer(post.letters), _MOST)]
    counts = [count for count in post.counts if count.verdict == "headcount"] if struck else []
    old = [count for count in counts if any(start <= count.figure[0] < end for start, end in struck)]
    for count in old if len(old) < len(counts) else ():
        count.verdict, count.rule, count.role = "found", "struck out", None


def _left_at_last(post: Post) -> None:
    """``осталось 7``, under it ``осталось 4``: of falling numbers left, line by line, the last holds."""
    left = [
        count
        for count in post.counts
        if count.verdict == "headcount"
        and _LEFT_AGAIN.search(post.letters, max(0, count.start - 6), count.start)
    ]
    for old, new in itertools.pairwise(left):
        if (new.maximum or 0) < (old.minimum or 0):
            old.verdict, old.rule, old.role = "found", "number that another corrects", None


def _replaced(post: Post, text: str, old: Count, new: Count) -> bool:
    before = text[max(0, post.starts[old.start] - _BACK) : post.starts[old.start]]
    gap = text[post.ends[old.figure[1] - 1] : post.starts[new.start]]
    if _ARROW.fullmatch(gap):
        return old.verdict == "headcount" or new.verdict == "headcount"
    if post.letters[old.start - 1 : old.start] == _NOT and _BUT.fullmatch(gap):
        return True
    then = bool(_THEN.search(before))
    return bool(_NOW.fullmatch(gap) and (then or _MENDED.search(gap))) or bool(
        then and _AT_LAST.fullmatch(gap)
    )


def _replace(old: Count, new: Count) -> None:
    new.verdict, new.rule = "headcount", "number that corrects another"
    new.noun, new.role = new.noun or old.noun, new.role or old.role
    old.verdict, old.rule, old.role = "found", "number that another corrects", None


def _out_of(post: Post, text: str) -> None:
    """``набрано 6 из 10`` leaves four."""
    for part, whole in itertools.pairwise(post.counts):
        if not _OUT_OF.fullmatch(text[post.ends[part.figure[1] - 1] : post.starts[whole.start]]):
            continue
        start, end = post.lines[post.line_of(part.start)]
        around = text[post.starts[max(start, part.start - 3)] : post.ends[min(end, whole.end + 4) - 1]]
        found, wanted = part.maximum or 0, whole.maximum or 0
        if (
            0 < found < wanted
            and part.verdict not in ("time", "date", "pay")
            and begins("taken").search(around)
        ):
            whole.verdict, whole.rule = "headcount", "found of wanted"
            whole.minimum = whole.maximum = wanted - found
            whole.role = whole.role or part.role
            part.verdict, part.rule, part.role = "found", OF_WANTED, None


def _crew_size(post: Post) -> None:
    """``звено 8 человек, берём троих``: the whole crew beside those asked for."""
    counts = [count for count in post.counts if count.verdict == "headcount"]
    if not any(_WANTED.search(post.letters, max(0, count.start - 4), count.start) for count in counts):
        return
    for count in counts:
        if count.noun == "people" and _CREW_OF.search(post.letters, max(0, count.start - 3), count.start):
            count.verdict, count.rule = "crew size", "size of a whole crew"


def _found_of_wanted(post: Post) -> None:
    """``Грузчиков: 4 … ищем (2/4)``: so many of the number named before are found."""
    wanted = {
        count.maximum: count
        for count in reversed(post.counts)
        if count.verdict == "headcount" and count.minimum == count.maximum
    }
    for part in post.counts:
        if part.rule != "figures around a slash":
            continue
        match = _FRACTION.match(post.text, post.starts[part.figure[0]])
        if match is None or not 0 < int(match[1]) < int(match[2]):
            continue
        count = wanted.get(int(match[2]))
        if count is not None:
            count.minimum = count.maximum = int(match[2]) - int(match[1])
            count.rule = "found of wanted"
            return
