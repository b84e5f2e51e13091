"""Whether a number counts people, by the classes around it; each rule has a name that ``explain`` shows."""

from __future__ import annotations

import re

from parser.agreeing import never_many
from parser.bare import Verdict, bare
from parser.classes import LETTERS, compile_rule, either
from parser.post import Post
from parser.present import LEAST_SEATS, lodged, of_team, present, ridden
from parser.stems import stems
from parser.values import Value

#: The rule of the number in ``сварщик 5р``.
GRADE = "grade of a role"
_LOOK = 12
_INITIALS = 5
_AGES = (14, 16, 18, 21)
_AGE_PLUS = compile_rule("<plus>(?!<people|heads|role>)")
_AGES_OF = compile_rule("<heads|people><dot|comma|dash|colon>?$")
_YOUNGEST, _YOUNG, _GROWN, _OLDEST = 14, 30, 30, 75
_CAPACITY, _ABOUT, _THOUSAND = 20, 5, 1000
_MOST_SEATS = 1000
_TIMES, _LEAST_PAY = ("time", "hours", "shifts"), 300


# After the number, first match wins. What is counted, or what shows that people are not.
_NOT_AFTER = [
    (name, compile_rule(rule))
    for name, rule in (
        (
            "pay",
            (
                "(?:<dash|slash|dot|star>)?<money|currency>|<slash>(?:<day|hour|shift|heads|people|"
                "measure>|<word|task>)"
            ),
        ),
        ("percent", "<percent>"),
        ("time", "<colon><digits>|<dash>?<hour>|<dot><num1>(?=<hour>)|<dash><card>?<hour>"),
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
        ("staff", "(?<!<any_need>)<own><comma>?"),
        ("room", "<room|measure>(?:<ge|from|word|site|adj|on|in|for|dash>|<comma>(?=<po>)){0,3}<po>"),
        ("capacity", "<role>(?:<in><word|site|room>)?<on>|<role><word|adj>?<for>"),
        ("room", "<measure><on>"),
        ("staff", "<skill>(?:<colon|dash|ge>)*"),
        ("found", "(?<!<any_need>)<was>(?:<dash|colon|any_need|word|task|inf|po>)?"),
        ("offer", "<we>(?:<was|total|colon|dash>)*"),
        ("help", "<help><to>*"),
        ("number", "<numero>|<item>(?:<dot|numero>)?"),
        ("pay", "<pay>(?:<colon|dash|on|for|in|approx|ge|le|adj|word|task>){0,2}"),
        ("size", "<distance>(?:<colon|dash|adj|word|task|approx>){0,2}"),
        ("part", "<from>"),
        ("per head", "(?:<money|currency|pay>)(?:<on|for|behind|from>)"),
    )
]
_OF_ROLE, _HIGHEST_GRADE = compile_rule("<role><word>?<dash|comma|lpar>?$"), 8
_ANY_AFTER = either(rule for _, rule in _NOT_AFTER)
_ANY_BEFORE = either(rule for _, rule in _NOT_BEFORE)
_FRACTION_OF_PEOPLE = compile_rule("<slash><digits>(?:<adj>){0,3}<heads|people|role|seat>")
_OURS = compile_rule("<own>(?!<any_need>)")
_WRITTEN_OUT = compile_rule("^<lpar><number>+<rpar>")
_PARENTHESIS = "(?:<lpar><number>+<rpar>)?"
_QUALITIES = "(?:<adj|latin>(?:<and|comma|slash|or|not>)*){0,4}"
_PEOPLE = compile_rule(
    f"(?:<dash|bullet>)?{_PARENTHESIS}<blank>*<line>?{_QUALITIES}(?:<line>{_QUALITIES})?(?P<noun>"
    f"<heads|people|nation>)<people|heads|dot>*"
)
_ROLE = compile_rule(f"(?:<dash|times>)?{_PARENTHESIS}<blank>*{_QUALITIES}(?P<noun><role>)+")
_SEAT = compile_rule(f"{_PARENTHESIS}{_QUALITIES}(?P<noun><seat|stavka|vacancy>)+")
_CREW = compile_rule(f"{_QUALITIES}(?P<noun><crew>)")
_AFTER_NOUN_NOT = [
    (name, compile_rule(rule))
    for name, rule in (
        ("staff", "(?:<word|task|adj|in|on|comma>){0,1}<staff>|<in><day|year|month><staff>"),
        ("room", "(?:<in|on>)(?:<adj|number>)?<room>"),
        ("found", "<was>(?!<number>)"),
        ("refused", "(?:<word|task|adj|and|act|role>){0,4}<not><any_need>"),
        ("shifts", "<shift|hour|day>(?!<colon|dash|adj|on|from|po>{0,2}<number>)"),
    )
]
_ROLE_THEN_ABOUT = compile_rule("<role><from>$")
_OF_CREW = compile_rule("<crew|people>(?:<role|word|task>)?<from>$")
_IN_PIECES, _PIECES = compile_rule("<measure>"), re.compile(r"штук[аи]?$|штучек$")
_FOOD = re.compile(
    r"\b(?:готов[иь]т?\w*|пригот\w*|накорм\w*|корм[ия]т?\w*|варить|обед\w*|ужин\w*|завтрак\w*|банкет\w*)"
)
_NEED_WAS = compile_rule("<any_need><was>$")
_SLEPT_IN = compile_rule("(?<!<any_need>)(?<!<vacancy>)<word|room|site|measure|adj><on>$")
_ROW_OF_ROLE = compile_rule(
    "(?:^|<line|para|rpar|bullet|dash>)<role>+(?:<!role|comma|stop|number>){1,6}<dash|colon>$"
)
_COPE = re.compile(r"справ(?:и|я)тся|управятся|хватит за")
_TOLD_AFTER = re.compile(r"[а-яё]+(?:[аиоуыя](?:ли|лись|ло|лось)|[шзг]ли|[шзг]лись)")
_TOLD_BEFORE = compile_rule("<word|was|aux|adj>(?:<on|in|from|for|to|approx|word|site|adj|and>){0,3}$")
_ASKED = compile_rule("<any_need>(?:<adj|word|dash|colon>){0,2}<staff>(?:<approx|le|ge|adj>)*$")
_WANTED_THEN = compile_rule("<was>(?:<approx|le|ge>)*$")
_EACH_SEAT = compile_rule("<role>(?:<comma|dash|colon|lpar>){0,2}<po>$")
_ASKED_SEAT = compile_rule("(?:<any_need|left|more|line|para|rel>|^)<colon|dash|more>*$")
_LIST_START = compile_rule("(?:^|<line|para>)<bullet|star|quote|hash|blank>*$")
_WHO_FOLLOW = compile_rule("<adj>{0,2}<heads|people|role|seat|plus|on|in|rel|line>|$")
_ITEM_NOUN = compile_rule("<adj>?<heads|people|role|nation>")
_ROLE_IN_ROOM = compile_rule(
    "(?:^|<stop|comma|colon>)<bullet|dash|star>*<role>(?:<!stop|comma|number|po|lpar>){1,5}<dash|colon>?$"
)
_ITEM_END = compile_rule("<comma|line|para|semi|dot>|$")
_GLUED_ITEM = compile_rule("<dot|colon|semi>$")
_LIST_AFTER = compile_rule("<dot|rpar>(?!<num1|num3>)")


def judge(post: Post, value: Value) -> Verdict:  # noqa: PLR0911, PLR0912, PLR0915, C901  a decision list, in order
    """The verdict on one value."""
    letters = post.letters
    left = letters[max(0, value.start - _LOOK) : value.start]
    right = letters[value.end : value.end + _LOOK]
    at = value.end
    if value.shape:
        return Verdict(value.shape, f"{value.shape} in figures")
    if value.ordinal:
        return Verdict("ordinal", "ordinal ending")
    if _identifier(post, value):
        return Verdict("other", "part of a name")
    if value.bound == "from" and value.size in _AGES and _AGE_PLUS.match(letters, value.figure[1]):
        return Verdict("age", "age and a plus")
    if value.bound == "range" and _AGES_OF.search(left) and _between_ages(value) and not _PEOPLE.match(right):
        return Verdict("age", "ages after men or women")
    if value.fraction is not None:
        if _FRACTION_OF_PEOPLE.match(right) and value.size < value.fraction:
            inner = _PEOPLE.match(right, 2) or _ROLE.match(right, 2) or _SEAT.match(right, 2)
            end = at + (inner.end() if inner else 2)
            return Verdict("headcount", "found of wanted", "people", end)
        return Verdict("pay or shifts", "figures around a slash")
    if value.decimal and right[:1] == LETTERS["stavka"]:
        return Verdict("size", "part of a post")
    if (
        _IN_PIECES.match(right)
        and left[-1:] == LETTERS["role"]
        and _in_pieces(post.slice(at, at + 1).lower(), value)
    ):
        return Verdict("headcount", "role and number in pieces", "role before", at + 1)
    unit = _WRITTEN_OUT.sub("", right, count=1)  # "180 (сто восемьдесят) дней"
    for name, rule in _NOT_AFTER if _ANY_AFTER.match(unit) else ():
        if rule.match(unit):
            if name in _TIMES and value.size >= _LEAST_PAY:
                return Verdict("pay", "pay for a time")
            if name == "pay" and value.size <= _HIGHEST_GRADE and _OF_ROLE.search(left):
                return Verdict("ordinal", GRADE)  # "сварщик 5р"
            return Verdict(name, f"{name} after the number")
    if value.decimal:
        return Verdict("size", "decimal fraction")
    if (
        _listed(value, left, right)
        or _keycap_item(post, value, left)
        or (_GLUED_ITEM.search(left) and _glued_item(post, value))
    ):
        return Verdict("list number", "number of a list item")
    if _OURS.match(right) and value.words:
        return Verdict("staff", "so many of our own")  # "двое наших чабанов помогут"
    noun = _noun(right)
    before = _before(left)
    if before == "room" and right[:1] == LETTERS["on"]:
        before = None  # "5 этажей, по одной на этаж"
    if noun and noun[0] == "role" and before not in ("found", "staff", "offer"):
        before = None
    if noun:
        kind, end = noun
        rest = letters[at + end : at + end + 6]
        after = next((name for name, rule in _AFTER_NOUN_NOT if rule.match(rest)), None)
        if after == "room" and _into_room(post, at + end):
            after = None
        if after == "room" and kind == "role" and value.size >= _CAPACITY:
            after = None  # "150 монолитчиков на жильё"
        if after == "staff" and _ended(post, at + end):
            after = None
        if after == "shifts" and post.slice(at + end, at + end + 1).istitle():
            after = None  # "20 чел. Смена дневная"
        if after and not (kind == "role" and after == "shifts"):
            return Verdict(after, f"{after} after the noun", kind, at + end)
        if (kind == "people" or (kind == "role" and not before)) and _told(post, value, at + end):
            return Verdict("found", "people of whom something is told", kind, at + end)
        if (before == "staff" and _ASKED.search(left)) or (before == "found" and _closed_need(post, value)):
            before = None
        if kind == "role" and post.slice(value.start - 1, value.start).lower() == "к" and value.start:
            return Verdict("help", "those whom others join", kind, at + end)
        if kind == "role" and value.size >= _THOUSAND and never_many(post, at + right.index(LETTERS["role"])):
            return Verdict("pay", "large number before a role that it does not count")
        if kind == "role" and _date(left):
            return Verdict("date", "day before a role")
        if (
            before == "room"
            and kind == "people"
            and ((left.endswith(LETTERS["comma"]) and _of_role(post, value)) or _row_of_role(post, value))
        ):
            before = None  # "повара в вахтовый посёлок, 2 человека"
        if before == "part" and ((value.words and value.size >= _ABOUT) or _OF_CREW.search(left)):
            before = None  # "с десяток ребят"
        if before and not (before in ("pay", "size", "room") and kind not in ("people", "seat")):
            return Verdict(before, f"{before} before the number", kind, at + end)
        if kind == "people" and left.endswith(LETTERS["on"]) and _fed(post, value):
            return Verdict("room", "people who are fed", kind, at + end)
        if (
            kind == "seat"
            and value.size >= _CAPACITY
            and (left.endswith(LETTERS["on"]) or lodged(post, value))
        ):
            return Verdict("room", "capacity of a place", kind, at + end)
        if kind == "seat" and (left[-1:] == LETTERS["street"] or _SLEPT_IN.search(left)):
            return Verdict("room", "places of something else", kind, at + end)
        if kind == "seat" and value.size > LEAST_SEATS and post.roles and ridden(post, value):
            return Verdict("room", "seats of a vehicle", kind, at + end)
        if kind == "people" and of_team(post, value):
            return Verdict("staff", "size of a team", kind, at + end)
        if kind in ("people", "role") and value.size > 1 and present(post, value):
            return Verdict("staff", "people where they work", kind, at + end)
        if kind == "seat" and value.size > 1 and value.size % 10 != 1 and _ranked(post, at + end):
            return Verdict("ordinal", "place in a ranking", kind, at + end)
        if kind == "seat" and value.size > _MOST_SEATS:
            return Verdict("other", "too many places for posts", kind, at + end)
        if kind == "seat" and value.words and value.size == 1 and not _ASKED_SEAT.search(left):
            if _EACH_SEAT.search(left):
                return Verdict("headcount", "so many of each", kind, at + end)
            return Verdict("other", "one place, said in passing", kind, at + end)
        if kind == "crew":
            return Verdict("crews", "number of crews", kind, at + end)
        return Verdict("headcount", f"number and {kind}", kind, at + end)
    if before == "room" and value.size < _CAPACITY and _ROLE_IN_ROOM.search(left) and _ITEM_END.match(right):
        return Verdict("headcount", "role and number", "role before", value.end)  # "горничная посёлка 1,"
    if before == "part" and value.words and _ROLE_THEN_ABOUT.search(left) and _ITEM_END.match(right):
        return Verdict("headcount", "role and number", "role before", value.end)  # "сварщиков с десяток"
    if before:
        return Verdict(before, f"{before} before the number")
    if right[:1] == LETTERS["origin"] and post.slice(at, at + 1).lower().startswith("гражд"):
        return Verdict("headcount", "number and citizens", "people", at + 1)
    return bare(post, value, left, right)


def _between_ages(value: Value) -> bool:
    """``муж. 18–35``: from when one may work to no more than a working life."""
    low, high = value.minimum or 0, value.maximum or 0
    return _YOUNGEST <= low <= _YOUNG and _GROWN <= high <= _OLDEST


def _in_pieces(noun: str, value: Value) -> bool:
    """``каменщиков 25 штук``; shortened only a few, since ``500 шт`` are a day's work."""
    return bool(_PIECES.match(noun)) or (noun == "шт" and value.size < _CAPACITY)


def _before(left: str) -> str | None:
    if not _ANY_BEFORE.search(left):
        return None
    return next(name for name, rule in _NOT_BEFORE if rule.search(left))


def _identifier(post: Post, value: Value) -> bool:
    """``Электромонтёр ШЧ-6``, ``ФКУ ИК-33``: a number that is glued to initials; ``Заявка 77``."""
    at = value.figure[0]
    if at and not value.words and post.slice(at - 1, at).lower() in stems("numbered"):
        return not _ITEM_NOUN.match(post.letters, value.end)
    if at < 2 or post.letters[at - 1] != LETTERS["dash"] or post.ends[at - 1] != post.starts[at]:
        return False
    word = post.slice(at - 2, at - 1)
    return (
        word.isupper()
        and len(word) < _INITIALS
        and post.ends[at - 2] == post.starts[at - 1]
        and post.letters[at - 2] not in (LETTERS["role"], LETTERS["people"], LETTERS["heads"])
        and not _PEOPLE.match(post.letters, value.end)
    )


def _into_room(post: Post, end: int) -> bool:
    """``два повара в столовую`` is where to, ``по два человека в комнате`` where."""
    return any(
        post.slice(token, token + 1).lower().endswith("ую")
        for token in range(end + 1, min(end + 3, len(post.starts)))
    )


def _ended(post: Post, end: int) -> bool:
    """``4 чел. Дружный коллектив``: a full stop that looks like the end of an abbreviation."""
    return post.slice(end - 1, end).endswith(".") and post.text[post.starts[end]].isupper()


def _fed(post: Post, value: Value) -> bool:
    """``готовить обеды на 9 человек``: for whom the cook cooks."""
    start = post.sentence_of(value.start)[0]
    return bool(_FOOD.search(post.slice(start, value.start).lower()))


def _of_role(post: Post, value: Value) -> bool:
    """Whether a role stands before in the sentence."""
    start = post.sentence_of(value.start)[0]
    return any(start <= role.start < value.start for role in post.roles)


def _row_of_role(post: Post, value: Value) -> bool:
    """``повар в столовую вахтового посёлка — 3 чел.``: a row that opens with a role, no comma in between."""
    return bool(_ROW_OF_ROLE.search(post.letters, post.lines[post.line_of(value.start)][0], value.start))


def _ranked(post: Post, end: int) -> bool:
    """``занимаем 18 место``: the noun is in the singular."""
    return post.slice(end - 1, end).lower() == "место"


def _told(post: Post, value: Value, end: int) -> bool:
    """``140 человек откликнулись``, ``вышли на объекты 86 человек``: a past verb beside the people."""
    close = min(len(post.starts), end + 4)
    if end < close and _COPE.search(post.slice(end, close).lower()):
        return True
    if end < len(post.starts) and _TOLD_AFTER.fullmatch(post.slice(end, end + 1).lower()):
        return True
    start = post.sentence_of(value.start)[0]
    before = _TOLD_BEFORE.search(post.letters, max(start, value.start - 4), value.start)
    if before and _NEED_WAS.search(post.letters, max(start, value.start - 4), value.start):
        return False  # "надо было 12 швей, семь вышли"
    return before is not None and any(
        _TOLD_AFTER.fullmatch(post.slice(token, token + 1).lower())
        for token in range(before.start(), value.start)
    )


def _closed_need(post: Post, value: Value) -> bool:
    """``нужны были 10 грузчиков … закрыто``: a request that its own text marks as filled keeps its number."""
    found = _WANTED_THEN.search(post.letters, max(0, value.start - _LOOK), value.start)
    needs = {t.end for t in post.triggers if t.verdict in ("need", "needinf", "seek", "hire")}
    return (
        found is not None
        and any(found.start() <= end <= value.start for end in needs)
        and any(t.verdict == "closed" and t.start > value.end for t in post.triggers)
    )


def _noun(right: str) -> tuple[str, int] | None:
    for name, rule in (("role", _ROLE), ("people", _PEOPLE), ("seat", _SEAT), ("crew", _CREW)):
        match = rule.match(right)
        if match:
            return name, match.end()
    return None


def _listed(value: Value, left: str, right: str) -> bool:
    return bool(
        value.bound == "exact" and value.size < 40 and _LIST_START.search(left) and _LIST_AFTER.match(right)
    )


def _keycap_item(post: Post, value: Value, left: str) -> bool:
    """``1⃣ Завтра … 2⃣ Послезавтра``: keycap digits that open lines, unless people follow."""
    return (
        post.letters[value.start] == LETTERS["keycap"]
        and value.end - value.start == 1
        and bool(_LIST_START.search(left))
        and not _WHO_FOLLOW.match(post.letters, value.end)
    )


def _glued_item(post: Post, value: Value) -> bool:
    """``необходимо:1. Откликнуться 2. …``: a list number that is glued to the sentence before."""
    at, end = value.start, value.end
    return (
        value.size < 40
        and post.ends[at - 1] == post.starts[at]
        and bool(_LIST_AFTER.match(post.letters, end))
        and end + 1 < len(post.starts)
        and post.text[post.starts[end + 1]].isupper()
    )


def _date(left: str) -> bool:
    return bool(compile_rule("<month>$").search(left))
