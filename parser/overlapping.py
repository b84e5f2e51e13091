"""Which of the lexicon's matches hold where several lie over one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from parser.classes import LETTERS, compile_rule
from parser.post import Trigger

#: Token where a match starts to where it ends and what it means.
Found = dict[int, tuple[int, dict[str, Any]]]
_COMMA = LETTERS["comma"]
_LONGEST = 12  # no title has more words
_ASKED_FOR = compile_rule(
    "(?:<any_need><adj|number|plus|ge|le|approx|more|colon|rel>{0,4}|<number><plus>?<adj>?)$"
)
_HEADS_POST, _NEEDED = (
    compile_rule("<comma|line|dash|lpar|colon|number|on|in|from|for>"),
    compile_rule("<any_need|number>"),
)
_COUNTED = compile_rule(
    "<dash|colon|lpar|rpar>{0,2}<number>{1,2}<heads>|<dash|colon|lpar|rpar>{0,2}<number>(?:<comma|line|para|semi|rpar>|$)"
)


def evident(letters: list[str], start: int, end: int) -> bool:
    """``требуются моторист`` and ``мотористы - 6 человек``: a title that lacks its cue but is asked for."""
    return bool(
        _ASKED_FOR.search("".join(letters[max(0, start - 5) : start]))
        or (
            start == 0
            and _HEADS_POST.match("".join(letters[end : end + 1]))
            and _NEEDED.search("".join(letters))
        )
        or _COUNTED.match("".join(letters[end : end + 4]))
    )


def listed(roles: Found, letters: list[str], start: int, end: int) -> bool:
    """``старпом, механик, матросы``: between titles of one list."""
    if letters[end : end + 1] == [_COMMA] and roles.get(end + 1, (0, {}))[1].get("kind") == "title":
        return True
    return letters[start - 1 : start] == [_COMMA] and any(
        until == start - 1 and meaning["kind"] == "title"
        for begin in range(max(0, start - _LONGEST), start - 1)
        for until, meaning in ([roles[begin]] if begin in roles else [])
    )


def better(end: int, meaning: dict[str, Any], known: tuple[int, dict[str, Any]] | None) -> bool:
    """Longer, or as long and to be preferred."""
    return known is None or end > known[0] or (end == known[0] and _prefer(meaning, known[1]))


def _prefer(new: dict[str, Any], old: dict[str, Any]) -> bool:
    """Titles before activities before generic words; a direct case before an oblique one."""
    order = {"title": 0, "activity": 1, "generic": 2}
    rank = (order.get(new["kind"], 0), not new.get("direct", True))
    return rank < (order.get(old["kind"], 0), not old.get("direct", True))


def disjoint(found: dict[int, tuple[int, Any]]) -> Iterator[tuple[int, tuple[int, Any]]]:
    """Matches from the left, each starting after the one before."""
    last = -1
    for start in sorted(found):
        if start >= last:
            yield start, found[start]
            last = found[start][0]


def overlay(found: Found, letters: list[str]) -> None:
    """Write the letters of matches into the class letters."""
    for start, (end, meaning) in disjoint(found):
        letters[start:end] = [meaning["letter"]] * (end - start)


def longest(triggers: list[Trigger]) -> list[Trigger]:
    """Drop triggers that lie inside a longer one."""
    kept: list[Trigger] = []
    for trigger in sorted(triggers, key=lambda t: (t.start, -t.end)):
        if not kept or trigger.end > kept[-1].end or trigger.start >= kept[-1].end:
            kept.append(trigger)
    return kept


def pieces(pattern: Any, letters: str) -> Iterator[tuple[int, int]]:
    """Token bounds between separators, the separators belonging to the piece before."""
    start = 0
    for match in pattern.finditer(letters):
        yield start, match.end()
        start = match.end()
    if start < len(letters) or not letters:
        yield start, len(letters)
