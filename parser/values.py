"""Figures and number words as values with bounds: ``от 50 до 60``, ``двадцать пять``, ``1,5 тыс``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parser.classes import LETTERS, compile_rule
from parser.clocks import clock, digits, glued
from parser.post import Post

_NUM1, _NUM3, _NUM4, _KEYCAP = (LETTERS[name] for name in ("num1", "num3", "num4", "keycap"))
_DIGITS = {_NUM1, _NUM3, _NUM4, _KEYCAP}
_CARDINAL, _COLLECTIVE, _COUPLE, _SCALE, _HALF = (
    LETTERS[name] for name in ("cardinal", "collective", "couple", "scale", "half")
)
_WORDS = {_CARDINAL, _COLLECTIVE, _COUPLE, _SCALE, _HALF}
_DOT, _COMMA, _DASH, _MONEY, _MEASURE = (
    LETTERS[name] for name in ("dot", "comma", "dash", "money", "measure")
)
_ENDINGS = {LETTERS[name] for name in ("card", "times")}
_ORDINAL = LETTERS["ordn"]
_TENS = (10.0, 12.0, 100.0)  # counted in: "десятка два", "сотни три"
_ROUND = (100, 1000)
_WHO = {LETTERS[name] for name in ("role", "people")}
_SHORT = {"к", "т", "k"}

_START = compile_rule("<number>")
# more dots than three lead to a column
_LINK = compile_rule("(?:<dash>|<dot>{2,3}|<blank>?<or>)(?=<number>)")
_ELLIPSIS = compile_rule("<dot|bullet>(?=<digits>)")
_UP_TO = compile_rule("(?:<money|measure|heads|people>|<dot>){0,2}<le>(?=<number>)")
_PLUS = compile_rule(
    "<plus>(?!<number>)|<and>?<ge>+(?=<stop|heads|people|role|comma|rpar>|$)(?!<ge><number>)"
)
_FRACTION = compile_rule("<slash>(<num1|num3>)(?:<slash>(<digits>))?")
_LEFT = compile_rule("(?:(?P<ge><ge>+)|(?P<le><le>+)|(?P<approx>(?:<approx|tilde>)+))<approx>*$")
_PERSONS = {"ое", "оих", "их", "ро", "рых", "еро", "ерых"}
_BEFORE_STOP = compile_rule("<stop|comma|rpar|rel|on|people|heads|role|weekday|bullet|need>|$")
_AFTER_NUMBER_WORDS = compile_rule("<cardinal>")


_PAY, _WIDEST = 1000, 100
"""From here on a number may be pay, and no range's ends differ by so many times."""


@dataclass(slots=True)
class Value:
    """A number read at tokens ``start`` to ``end``; bounds words are inside, its noun is not.

    ``bound`` is exact, from, to or range; ``fraction`` holds what stands after a slash (``3000/8``);
    ``persons`` is set by the ending of a collective (``4ро``), ``priced`` where a dash leads to a number so
    much greater that it is a column of pay (``повар - 3 - 65 000``) and no upper end.
    """

    start: int
    end: int
    figure: tuple[int, int]
    minimum: int | None
    maximum: int | None
    bound: str = "exact"
    ordinal: bool = False
    short: bool = False
    decimal: bool = False
    words: bool = False
    persons: bool = False
    fraction: int | None = None
    link: str = ""
    shape: str = ""
    skip: int = 0
    priced: bool = False

    @property
    def size(self) -> int:
        """The greater bound."""
        return max(self.minimum or 0, self.maximum or 0)


class ValueReader:
    """Reads the values of a post from its class string."""

    def __init__(self, numbers: Mapping[str, list[Any]], spelling: Any) -> None:
        """``numbers`` maps a number word to kind and value; ``spelling`` a NORM hash to its string."""
        self.numbers = numbers
        self.spelling = spelling

    def read(self, post: Post) -> Iterator[Value]:
        """All values from left to right, ranges and bounds joined."""
        letters = post.letters
        position = 0
        while True:
            match = _START.search(letters, position)
            if match is None:
                return
            value = self._shaped(post, match.start()) or self._range(post, match.start())
            position = max(value.end, value.skip, match.end())
            yield value

    def _shaped(self, post: Post, start: int) -> Value | None:
        """A date or a time."""
        found = clock(post, start, self.spelling)
        if found is None:
            return None
        end, first, shape = found
        return Value(start, end, (start, end), first, first, shape=shape)

    def _range(self, post: Post, start: int) -> Value:
        letters = post.letters
        value = self._single(post, start)
        first = value.minimum or 0
        bound = _LEFT.search(letters, max(0, start - 4), start)
        opened = bool(bound and bound.lastgroup == "ge")
        link = _LINK.match(letters, value.end) or (_UP_TO.match(letters, value.end) if opened else None)
        if link is None and post.text.startswith("…", post.ends[value.end - 1]):
            link = _ELLIPSIS.match(letters, value.end)
        other = None
        if link is not None and not value.ordinal:
            other = self._single(post, link.end())
        elif letters[value.end : value.end + 1] == _COMMA or value.words:
            other = self._either(post, value)
        if other is not None and not other.ordinal:
            second = other.minimum or 0
            if (
                value.words
                and other.words
                and not opened
                and not first % 10
                and 10 < first < 100
                and second < 10
            ):
                value.minimum = value.maximum = first + second  # "twenty-five"
                value.end, value.figure = other.end, (value.figure[0], other.end)
                return value
            if second >= 1000 > first and second // 1000 > first and _scaled(letters, other):
                first *= 1000
            if not opened and second > _WIDEST * max(first, 1) and second >= _PAY:
                self._bounds(post, value, bound)
                value.priced = True
                return value
            low, high = sorted((first, second))
            value.minimum, value.maximum, value.end = low, high, other.end
            value.figure = (value.figure[0], other.end)
            value.bound, value.link = "range" if low != high else "exact", "le" if opened else "dash"
            value.short = value.short or other.short
            value.start = bound.start() if bound and opened else start
            value.fraction = other.fraction
            return value
        self._bounds(post, value, bound)
        return value

    def _bounds(self, post: Post, value: Value, bound: re.Match[str] | None) -> None:
        """``от``, ``до``, ``+`` and the like on a single number."""
        letters = post.letters
        if value.words and _another(post, value.end):
            value.maximum, value.end, value.bound = 2 * (value.minimum or 0), value.end + 2, "range"
            return
        plus = _PLUS.match(letters, value.end)
        blank = post.ends[value.end - 1] != post.starts[value.end] if plus else False
        if blank and letters[value.end + 1 : value.end + 2] in _WHO:
            plus = None  # "трое + помощники": a plus between people adds
        if bound:
            value.start = bound.start()
            if bound.lastgroup == "ge":
                value.bound, value.maximum = "from", None
            elif bound.lastgroup == "le":
                value.bound, value.minimum = "to", None
        elif plus and not value.ordinal:
            value.bound, value.maximum, value.end = "from", None, plus.end()

    def _either(self, post: Post, value: Value) -> Value | None:
        """``1,2 грузчика``, ``два три человека``, ``десять пятнадцать``: neighbours, one or the other."""
        letters, at = post.letters, value.end
        if letters[at : at + 1] == _COMMA and letters[at + 1 : at + 2] == _NUM1 and value.size < 10:
            at += 1
        elif not (value.words and _AFTER_NUMBER_WORDS.match(letters, at)):
            return None
        other = self._single(post, at)
        first, second = value.minimum or 0, other.minimum or 0
        neighbours = second == first + 1 and second < 11
        return other if neighbours or (at == value.end and _rounded(first, second)) else None

    def _single(self, post: Post, start: int) -> Value:
        if post.letters[start] in _DIGITS:
            return self._figure(post, start)
        return self._part(post, self._words(post, start))

    def _part(self, post: Post, value: Value) -> Value:
        """``четверть сотни``: a part of one round number."""
        before = self.spelling(post.norms[value.start - 1]) if value.start else ""
        kind, part = self.numbers.get(before, ("", 1))
        if kind == "fraction" and value.end == value.start + 1 and value.minimum in _ROUND:
            start, number = value.start - 1, round((value.minimum or 0) * part)
            return Value(start, value.end, (start, value.end), number, number, words=True)
        return value

    def _figure(self, post: Post, start: int) -> Value:  # noqa: C901  step by step along the tokens
        letters = post.letters
        number = float(digits(self.spelling(post.norms[start])))
        end = start + 1
        decimal = False
        if letters[start] in (_NUM1, _NUM3) and number:
            while True:
                gap = 1 if letters[end : end + 1] in (_DOT, _COMMA) and glued(post, end) else 0
                if (
                    letters[end + gap : end + gap + 1] != _NUM3
                    or post.starts[end + gap] - post.ends[end + gap - 1] > 1
                ):
                    break
                number = number * 1000 + digits(self.spelling(post.norms[end + gap]))
                end += gap + 1
        if (
            end == start + 1
            and letters[end : end + 1] in (_COMMA, _DOT)
            and letters[end + 1 : end + 2] == _NUM1
        ):
            tail = self.spelling(post.norms[end + 1])
            if glued(post, end) and letters[end + 2 : end + 3] in (
                _SCALE,
                _MEASURE,
                _MONEY,
                LETTERS["hour"],
                LETTERS["percent"],
                LETTERS["times"],
                LETTERS["stavka"],
            ):
                number, end, decimal = float(f"{int(number)}.{tail}"), end + 2, True
        value = Value(start, end, (start, end), None, None, decimal=decimal)
        if letters[end : end + 1] == _SCALE:
            number *= self.numbers[self.spelling(post.norms[end])][1]
            end += 1
            if (
                letters[end : end + 1] == _DOT
                and end + 1 < len(letters)
                and post.text[post.starts[end + 1]].islower()
            ):
                end += 1
            value.decimal = False
        elif end < len(letters) and post.ends[end - 1] == post.starts[end] and letters[end] != _MONEY:
            suffix = self.spelling(post.norms[end])
            if suffix in _SHORT:
                number, end, value.short, value.decimal = number * 1000, end + 1, True, False
            else:
                end = self._ending(post, end, value)
        value.end = end
        value.figure = (start, end)
        value.minimum = value.maximum = int(number)
        fraction = _FRACTION.match(letters, end)
        if fraction and post.ends[end - 1] == post.starts[end] and post.slice(end, end + 1) != "|":
            value.fraction = int(digits(self.spelling(post.norms[end + 1])))
            value.skip = fraction.end()
        return value

    def _ending(self, post: Post, end: int, value: Value) -> int:
        """Step over ``-х``, ``ти``, ``-ми`` glued to a figure; ``-й``, ``-го`` make it an ordinal.

        Endings of collectives (``2-ое``, ``4ро``, ``5-рых``) say that persons are counted.
        """
        letters = post.letters
        at = end
        if letters[at] == _DASH and at + 1 < len(letters) and post.ends[at] == post.starts[at + 1]:
            at += 1
        ending = self.spelling(post.norms[at])
        if (ending in _PERSONS or (at > end and ending == "е")) and _BEFORE_STOP.match(letters, at + 1):
            value.persons = True
            return at + 1
        if letters[at] in _ENDINGS and (
            letters[at + 1 : at + 2] not in _DIGITS or not letters[at + 1 : at + 2]
        ):
            return at + 1
        if letters[at] == _ORDINAL:
            value.ordinal = True
            return at + 1
        return end

    def _words(self, post: Post, start: int) -> Value:
        letters = post.letters
        total, current, last, end = 0.0, 0.0, 10000.0, start
        while end < len(letters) and letters[end] in _WORDS:
            kind, number = self.numbers[self.spelling(post.norms[end])]
            if kind == "scale" or (kind in ("collective", "couple") and number >= 10 and current):
                current, last = (current or 1) * number, 10000.0
                if kind == "scale":
                    total, current, last = total + current, 0.0, number
            elif kind in ("collective", "couple", "half"):
                if current or total:
                    break
                current, last = number, 0.0
            elif current in _TENS and not last and 1 < number < 10:
                current, last = current * number, 0.0  # "десятка два"
            elif current and not _continues(last, number):
                break
            else:
                current, last = current + number, number
            end += 1
            if kind != "scale" and not last:
                following = letters[end : end + 1]
                if following not in (_SCALE, _COLLECTIVE) and not (
                    following == _CARDINAL and current in _TENS
                ):
                    break
                last = 0.0
        end = max(end, start + 1)
        number = int(total + current)
        return Value(start, end, (start, end), number, number, words=True)


def _rounded(first: int, second: int) -> bool:
    """``человек пятнадцать двадцать``: round numbers side by side are from the one to the other."""
    return 5 <= first < second <= 2 * first and not first % 5 and not second % 5


def _another(post: Post, at: int) -> bool:
    """``сотня-другая``: one or two of them."""
    if post.letters[at : at + 1] != _DASH or at + 1 == len(post.letters):
        return False
    return post.slice(at + 1, at + 2).lower() in ("другая", "другой", "другую")


def _continues(last: float, number: float) -> bool:
    """Whether a cardinal may follow another in one number: ``сто`` + ``двадцать`` + ``пять``."""
    if last >= 1000:
        return True
    if last >= 100:
        return number < 100
    return 20 <= last < 100 and number < 10


def _scaled(letters: str, value: Value) -> bool:
    return _SCALE in letters[value.start : value.end] or value.short
