"""Whether a number counts people, by the class letters around it; each rule has a name that ``explain`` shows."""

from __future__ import annotations

from dataclasses import dataclass

from parser.classes import LETTERS, compile_rule
from parser.post import Post
from parser.values import Value

_LOOK = 12
_BARE_LIMIT = 500
_CAPACITY = 20
_TIMES, _LEAST_PAY = ("time", "hours", "shifts"), 300


@dataclass(frozen=True, slots=True)
class Verdict:
    """``headcount`` or why not; ``noun`` is the class of what is counted, ``end`` the token after it."""

    verdict: str
    rule: str
    noun: str = ""
    end: int = 0


# After the number, first match wins. What is counted, or what shows that people are not.
_NOT_AFTER = [
    (name, compile_rule(rule))
    for name, rule in (
        (
            "pay",
            "(?:<dash|slash|dot|star>)?<money|currency>|<slash>(?:<day|hour|shift|heads|people|measure>|<word|task>)",
        ),
        ("percent", "<percent>"),
        ("time", "<colon><number>|<dash>?<hour>|<dot><num1>(?=<hour>)|<dash><card>?<hour>"),
        ("date", "<month>|<slash><month>|<dash|dot>?<weekday>"),
        (
            "hours",
            "(?:<adj|word|task>|<people|heads>)?<hour>|(?:<dash>?<card>)?(?:<adj>|<people|heads>)?<day>",
        ),
        ("years", "(?:<dash>?<card>)?<adj>?<year>"),
        ("shifts", "(?:<adj>|<people|heads>)<shift>"),
        ("size", "<times><number>|<dash>?<adj>?<measure>|<dash><measure>|<adj>{2}<measure>"),
    )
]
# Before the number.
_NOT_BEFORE = [
    (name, compile_rule(f"(?:{rule})$"))
    for name, rule in (
        ("age", "<age>(?:<colon|dash|adj|for|on>)*"),
        ("room", "<room>(?:<on|for|po|in|dash|colon|adj|lpar|comma>){0,3}"),
        ("crew size", "<will>(?:<dash|colon|semi|total|approx>|<adj>)*"),
        ("crew size", "<in><crew>(?:<dash|colon>)?"),
        ("staff", "<staff>(?:<approx|le|ge|was|total|adj|comma|colon|dash>)*"),
        ("staff", "<skill>(?:<colon|dash|ge>)*"),
        ("found", "<was>(?:<dash|colon|any_need|word|task|inf>)?"),
        ("offer", "<we>(?:<was|total|colon|dash>)*"),
        ("help", "<help>(?:<to|k>)*".replace("|k", "")),
        ("number", "<numero>|<item>(?:<dot|numero>)?"),
        ("pay", "<pay>(?:<colon|dash|on|for|in|approx|ge|le|adj|word|task>){0,2}"),
        ("size", "<distance>(?:<colon|dash|adj|word|task|approx>){0,2}"),
        ("part", "<from>"),
        ("per head", "(?:<money|currency|pay>)(?:<on|for|behind|from>)"),
    )
]
_FRACTION_OF_PEOPLE = compile_rule("<slash><digits>(?:<adj>){0,3}<heads|people|role|seat>")
_PARENTHESIS = "(?:<lpar><number>+<rpar>)?"
_QUALITIES = "(?:<adj|latin>(?:<and|comma|slash|or|not>)*){0,4}"
_PEOPLE = compile_rule(
    f"(?:<dash>)?{_PARENTHESIS}<blank>*<line>?{_QUALITIES}(?:<line>{_QUALITIES})?(?P<noun><heads|people|nation>)<people|heads|dot>*"
)
_ROLE = compile_rule(f"(?:<dash|times>)?{_PARENTHESIS}<blank>*{_QUALITIES}(?P<noun><role>)+")
_SEAT = compile_rule(f"{_PARENTHESIS}{_QUALITIES}(?P<noun><seat|stavka|vacancy>)+")
_CREW = compile_rule(f"{_QUALITIES}(?P<noun><crew>)")
_FREE = compile_rule(
    "(?:<stop|comma|rpar|lpar|on|in|for|po|to|from|dash|rel|bullet|sign|mask|role|weekday|plus|and|or|age|any_need|colon|quote>|$)"
)
_FREE_OF = compile_rule(
    "(?:<adj>(?:<and|comma>)?){0,3}"
    + "(?:<stop|comma|rpar|lpar|on|in|for|po|to|from|dash|rel|bullet|sign|mask|role|weekday|plus|and|or|age|any_need|colon|quote>|$)"
)
_FOR_A_DAY = compile_rule("<on><rel|weekday>|<rel>")
_HANDFUL = 20
_END = compile_rule("(?:<rpar|comma|line|para|semi|and|excl|bullet|plus|dot|lpar|slash>|$)")
_AFTER_NOUN_NOT = [
    (name, compile_rule(rule))
    for name, rule in (
        ("staff", "(?:<word|task|adj|in|on|comma>){0,1}<staff>"),
        ("room", "(?:<in|on>)(?:<adj|number>)?<room>"),
        ("found", "<was>(?!<number>)"),
        ("shifts", "<shift|hour|day>"),
    )
]
_AFTER_ROLE = compile_rule(
    "(?:<role>|<role>(?:<word|task|adj|num1|measure|latin|on|in|po|site>){1,4})(?:<dash|colon|lpar|equal|times|quote|star|bullet|slash>){1,2}$|<role>$"
)
_AFTER_HEADS = compile_rule(
    "(?<!<on>)(?<!<po>)(?<!<behind>)(?<!<from>)(?<!<for>)<heads>(?:<dash|colon|equal|lpar|dot>){0,2}$"
)
_ROLE_COMMA = compile_rule("<role>(?:<comma|dash|colon|lpar|rel>){1,3}$")
_ON_DAY = compile_rule("<on|in|from|for|po><rel|weekday|day|month|site|settle|num1|word|task|adj>")
_LINE_OF_LIST = compile_rule(
    "(?:^|<line|para|comma|semi>)(?:<bullet|dash|star|quote>)*<role>(?:<word|task|latin|adj|measure|site|on|in|po|agent>){1,5}(?:<dash|colon|times>)?$"
)
_LINE_END = compile_rule("(?:<line|para|semi|comma|dot>|$)")
_COLLECTIVE = compile_rule("<collective|couple>")
_COLLECTIVE_BEFORE = compile_rule(
    "(?:<need|needinf|seek|hire|stop|more|comma|rel|role|act|dash|colon|rpar|bullet>|^)$"
)
_FEW = 300
_AFTER_AMOUNT = compile_rule(
    "<amount>(?:<adj>?<heads|people|seat|role|crew|word|task|site|settle|vacancy>){0,2}(?:<colon|dash|equal|lpar|line|star>){0,3}$"
)
_ASKED_SEAT = compile_rule("(?:<any_need|left|more|line|para|rel>|^)<colon|dash|more>*$")
_AFTER_VACANCIES = compile_rule("<vacancy|seat>(?:<colon|dash|equal>)$")
_AFTER_NEED = compile_rule("<need|needinf|seek|hire>(?:<more|total|dash|colon|left|us>)*$".replace("|us", ""))
_AFTER_MORE = compile_rule("(?:<more|left>)(?:<any_need|dash|colon|total>)*$")
_ALONE_BEFORE = compile_rule("(?:^|<line|para>)<bullet|star|quote|sign>*$")
_AFTER_TOTAL = compile_rule("<total>(?:<any_need|dash|colon|pp|adj>){0,3}$")
_EACH = compile_rule("<each>(?:<adj>?<kind|role|site|settle>)?|<on><each><adj>?<kind|site|settle>")
_BEFORE_PO = compile_rule("<po>(?:<approx>)?$")
_LIST_START = compile_rule("(?:^|<line|para>)<bullet|star|quote|hash|blank>*$")
_LIST_AFTER = compile_rule("<dot|rpar>(?!<num1|num3>)")


def judge(post: Post, value: Value) -> Verdict:  # noqa: PLR0911, PLR0912, C901  a decision list, in order
    """The verdict on one value."""
    letters = post.letters
    left = letters[max(0, value.start - _LOOK) : value.start]
    right = letters[value.end : value.end + _LOOK]
    at = value.end
    if value.shape:
        return Verdict(value.shape, f"{value.shape} in figures")
    if value.ordinal:
        return Verdict("ordinal", "ordinal ending")
    if value.fraction is not None:
        if _FRACTION_OF_PEOPLE.match(right) and value.size < value.fraction:
            inner = _PEOPLE.match(right, 2) or _ROLE.match(right, 2) or _SEAT.match(right, 2)
            end = at + (inner.end() if inner else 2)
            return Verdict("headcount", "found of wanted", "people", end)
        return Verdict("pay or shifts", "figures around a slash")
    for name, rule in _NOT_AFTER:
        if rule.match(right):
            if name in _TIMES and value.size >= _LEAST_PAY:
                return Verdict("pay", "pay for a time")
            return Verdict(name, f"{name} after the number")
    if value.decimal:
        return Verdict("size", "decimal fraction")
    if _listed(value, left, right):
        return Verdict("list number", "number of a list item")
    noun = _noun(right)
    before = next((n for n, rule in _NOT_BEFORE if rule.search(left)), None)
    if noun and noun[0] == "role" and before not in ("found", "staff", "offer"):
        before = None
    if noun:
        kind, end = noun
        rest = letters[at + end : at + end + 6]
        after = next((name for name, rule in _AFTER_NOUN_NOT if rule.match(rest)), None)
        if after and not (kind == "role" and after == "shifts"):
            return Verdict(after, f"{after} after the noun", kind, at + end)
        if kind == "role" and _date(left):
            return Verdict("date", "day before a role")
        if before == "part" and compile_rule("<crew|people>(?:<role|word|task>)?<from>$").search(left):
            before = None
        if before and not (before in ("pay", "size", "room") and kind != "people"):
            return Verdict(before, f"{before} before the number", kind, at + end)
        if kind == "seat" and value.size >= _CAPACITY and left.endswith(LETTERS["on"]):
            return Verdict("room", "capacity of a place", kind, at + end)
        if kind == "seat" and value.words and value.size == 1 and not _ASKED_SEAT.search(left):
            return Verdict("other", "one place, said in passing", kind, at + end)
        if kind == "crew":
            return Verdict("crews", "number of crews", kind, at + end)
        return Verdict("headcount", f"number and {kind}", kind, at + end)
    if before:
        return Verdict(before, f"{before} before the number")
    return _bare(post, value, left, right)


def _noun(right: str) -> tuple[str, int] | None:
    for name, rule in (("role", _ROLE), ("people", _PEOPLE), ("seat", _SEAT), ("crew", _CREW)):
        match = rule.match(right)
        if match:
            return name, match.end()
    return None


def _bare(post: Post, value: Value, left: str, right: str) -> Verdict:  # noqa: PLR0911
    """A number with no counted noun after it."""
    if value.size > _BARE_LIMIT and not _AFTER_AMOUNT.search(left):
        return Verdict("other", "large number without a noun")
    if _BEFORE_PO.search(left) and _EACH.match(right):
        return Verdict("headcount", "so many of each", "each", value.end)
    if not value.short:
        if _AFTER_VACANCIES.search(left) and _END.match(right) and value.size <= _FEW:
            return Verdict("headcount", "vacancies and number", "amount", value.end)
        if _AFTER_AMOUNT.search(left) and _FREE.match(right):
            return Verdict("headcount", "amount and number", "amount", value.end)
        if _AFTER_ROLE.search(left) and _END.match(right):
            return Verdict("headcount", "role and number", "role before", value.end)
        if _ROLE_COMMA.search(left) and (value.bound != "exact" or value.words) and _FREE.match(right):
            return Verdict("headcount", "role and number", "role before", value.end)
        if (
            _ROLE_COMMA.search(left)
            and value.size <= _FEW
            and _END.match(right)
            and not right.startswith(LETTERS["dot"] + LETTERS["num1"])
        ):
            return Verdict("headcount", "role and number", "role before", value.end)
        if _AFTER_ROLE.search(left) and value.size <= _FEW and _ON_DAY.match(right):
            return Verdict("headcount", "role and number", "role before", value.end)
        if _LINE_OF_LIST.search(left) and value.size <= _FEW and _LINE_END.match(right):
            return Verdict("headcount", "role and number", "role before", value.end)
        if (
            value.words
            and _COLLECTIVE.search(post.letters, value.figure[0], value.figure[1])
            and _COLLECTIVE_BEFORE.search(left)
            and _FREE_OF.match(right)
        ):
            return Verdict("headcount", "number of persons in a word", "bare", value.end)
        if _AFTER_HEADS.search(left) and _FREE.match(right):
            return Verdict("headcount", "people and number", "people before", value.end)
        if _AFTER_NEED.search(left) and _FREE.match(right):
            return Verdict("headcount", "need and number", "bare", value.end)
        if _ALONE_BEFORE.search(left) and value.size <= _HANDFUL and _FOR_A_DAY.match(right):
            return Verdict("headcount", "number for a day", "bare", value.end)
        if _AFTER_MORE.search(left) and _FREE.match(right):
            return Verdict("headcount", "still so many", "bare", value.end)
        if (
            value.words
            and _ALONE_BEFORE.search(left)
            and (not right or compile_rule("<stop|bullet|sign>").match(right))
        ):
            return Verdict("headcount", "number word alone", "alone", value.end)
        if (
            _AFTER_TOTAL.search(left)
            and _FREE.match(right)
            and any(compile_rule("<pp|role>").finditer(post.letters))
        ):
            return Verdict("headcount", "total and number", "bare", value.end)
    return Verdict("other", "nothing counted")


def _listed(value: Value, left: str, right: str) -> bool:
    return bool(
        value.bound == "exact" and value.size < 40 and _LIST_START.search(left) and _LIST_AFTER.match(right)  # noqa: PLR2004
    )


def _date(left: str) -> bool:
    return bool(compile_rule("<month>$").search(left))
