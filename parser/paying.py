"""Pay and working hours, by the class letters around a number."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from parser.classes import LETTERS, compile_rule
from parser.matching import lexicon_of
from parser.post import Count, Post, post_of
from parser.reading import Hours, Pay

_PAY_VERDICTS = ("pay", "pay or shifts")
_MONEY_AFTER = compile_rule("(?:<dash|slash|dot|star>)?<money|currency>+<dot>?")
_PER = compile_rule(
    "(?:<money|currency|dot|lpar|star>)*(?:<in|slash|behind|po|for|on>)?<blank>*(?P<unit>"
    "<hour|shift|day|heads|people|measure|each|per>)"
)
_PAY_BEFORE = compile_rule(
    "<pay>(?:<colon|dash|approx|ge|le|in|adj|word|po|behind|comma|on|day|shift|hour|bullet>){0,4}$"
)
_SHIFT_PAY = compile_rule("<slash>(?P<hours><num1>)")
_SCHEDULE = compile_rule("(?P<days><num1>)<slash>(?P<off><num1>)(?!<slash|num3|num4>)")
_PER_DAY = compile_rule("(?:<po>)?(?P<n><num1>)(?:<dash>?<card|and>?<dash>?)?<adj>?<hour>")
_CLOCKS = compile_rule(
    "<from>(?P<a><num1>)(?:<colon|dot|dash><num1>)?<hour>?(?:<le|dash>)(?P<b><num1>"
    ")(?:<colon|dot|dash><num1>)?"
)
_LEAST_PAY, _MONTHLY = 100, 20_000


class PayReader:
    """Fills ``post.pay`` and ``post.hours``."""

    def __init__(self, nlp: Language, name: str = "headcount_pay") -> None:
        """Units of time and money come from the lexicon component."""
        self.name = name
        self.nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Read pay and hours of one Doc."""
        post = post_of(doc)
        if post.is_request:
            units = lexicon_of(self.nlp)["units"]
            for count in post.counts:
                if count.verdict in _PAY_VERDICTS or count.verdict == "other":
                    _pay(post, count, units)
            _hours(post)
        return doc


def _pay(post: Post, count: Count, units: list[list[str]]) -> None:
    letters = post.letters
    low, high = count.minimum, count.maximum
    after = _MONEY_AFTER.match(letters, count.end)
    named = _PAY_BEFORE.search(letters, max(0, count.start - 6), count.start)
    shift = _SHIFT_PAY.match(letters, count.end)
    size = max(low or 0, high or 0)
    if not after and not named and not (shift and size >= _LEAST_PAY):
        return
    end = after.end() if after else count.end
    if not after and size < _LEAST_PAY:
        return
    text = post.slice(count.start, end).lower()
    if size < _LEAST_PAY and "т" in text.replace("от", ""):
        low, high = (None if low is None else low * 1000), (None if high is None else high * 1000)
    currency = _value(units, "currency", text) or "RUB"
    unit = _PER.match(letters, end)
    per = None
    if unit:
        word = post.slice(unit.start("unit"), unit.end()).lower()
        per = _value(units, "per", word)
        per = per or ("unit" if letters[unit.start("unit")] == LETTERS["measure"] else None)
    elif shift:
        per, end = "shift", shift.end()
    if per:
        end = max(end, unit.end()) if unit else end
    post.pay.append(Pay(low, high, currency, per, post.slice(count.start, end), post.span(count.start, end)))


def _value(units: list[list[str]], kind: str, text: str) -> str | None:
    return next((value for stem, of, value in units if of == kind and stem in text), None)


def _hours(post: Post) -> None:
    letters, text = post.letters, post.text
    schedule = None
    for match in _SCHEDULE.finditer(letters):
        days, off = _int(post, match.start("days")), _int(post, match.start("off"))
        if post.ends[match.start()] == post.starts[match.start() + 1] and 0 < days < 8 and off < 8:
            schedule = (match, days, off)
            break
    per_day = None
    for match in _PER_DAY.finditer(letters):
        value = _int(post, match.start("n"))
        if 3 < value <= 24 and not _is_count(post, match.start("n")):
            per_day = (match, float(value))
            break
    clock = None if per_day else _clock(post)
    if schedule is None and per_day is None and clock is None:
        return
    spans = [
        m.span()
        for m in (
            schedule[0] if schedule else None,
            per_day[0] if per_day else None,
            clock[0] if clock else None,
        )
        if m
    ]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    if end - start > 8 and len(spans) > 1:
        start, end = spans[0]
    week = round(7 * schedule[1] / (schedule[1] + schedule[2]), 2) if schedule else None
    if schedule and schedule[1] + schedule[2] == 7:
        week = float(schedule[1])
    value_per_day = per_day[1] if per_day else clock[1] if clock else None
    first, last = post.span(start, end)
    post.hours.append(Hours(value_per_day, week, text[first:last], (first, last)))


def _clock(post: Post) -> tuple[re.Match[str], float] | None:
    match = _CLOCKS.search(post.letters)
    if match is None:
        return None
    length = (_int(post, match.start("b")) - _int(post, match.start("a"))) % 24
    return (match, float(length)) if 2 < length < 17 else None


def _is_count(post: Post, token: int) -> bool:
    return any(c.verdict == "headcount" and c.start <= token < c.end for c in post.counts)


def _int(post: Post, token: int) -> int:
    return int("".join(char for char in post.slice(token, token + 1) if char.isdecimal()) or "0")


@Language.factory("headcount_pay", requires=["doc.user_data"])
def create_pay(nlp: Language, name: str) -> PayReader:
    """Make the component."""
    return PayReader(nlp, name)
