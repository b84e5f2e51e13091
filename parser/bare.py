"""Numbers with no counted noun after them: what before them makes them headcounts all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from parser.agreeing import genitive_plural, tags
from parser.classes import LETTERS, compile_rule, either
from parser.post import Post
from parser.values import Value


@dataclass(frozen=True, slots=True)
class Verdict:
    """``headcount`` or why not; ``noun`` is the class of what is counted, ``end`` the token after it."""

    verdict: str
    rule: str
    noun: str = ""
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Bare:
    """A rule: what stands before, what after, how great the number may be, what else must hold."""

    rule: str
    noun: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    most: int
    holds: Callable[[Post, Value], bool] = lambda _post, _value: True


#: The rule of a number that is likely pay: ``3500`` on a line of its own.
LARGE = "large number without a noun"
_BARE_LIMIT = 500
_FEW = 300
_HANDFUL = 20
_FREE = compile_rule(
    "(?:<stop|comma|rpar|lpar|on|in|for|po|to|from|dash|rel|bullet|sign|mask|role|weekday|"
    "plus|and|or|age|any_need|colon|quote|enough|approx>|<le>(?!<number>)|$)"
)
_FREE_OF = compile_rule(
    "(?:<adj>(?:<and|comma>)?){0,3}"
    "(?:<stop|comma|rpar|lpar|on|in|for|po|to|from|dash|rel|bullet|sign|mask|role|weekday|"
    "plus|and|or|age|any_need|colon|quote|approx|left>|$)"
)
_END = compile_rule("(?:<rpar|comma|line|para|semi|and|excl|bullet|plus|dot|lpar|slash>|$)")
_AFTER_HEADS_IN_TEXT = compile_rule("(?<!<number>)(?<!<on|po|behind|from|for>)<heads>$")
_ROLE_AND_HEADS = compile_rule("<role|people|any_need><heads>$")
_ROLE_BESIDE, _BEFORE_NEED = compile_rule("<role>$"), compile_rule("<any_need|role>")
_PEOPLE_BESIDE = compile_rule("(?<!<on|for|behind>)<people>$")
_NOBODY_THERE = compile_rule("(?:^|<!on|for|behind|from|out|po|we|will|was|not|near|slash|number>)$")
_NOT_THERE_YET = compile_rule("<!aux|number|slash|dash>|$")
_POST_OF_WORK = compile_rule(
    "(?:^|<stop|comma>)<bullet|dash|star>*(?:<on|in|for><adj>?<word|site|room|task|measure|act>|"
    "<adj>?<word|site|room|task|act>{1,2})<dash|colon>?$"
)
_END_OR_LIST = compile_rule("(?:<rpar|comma|line|para|semi|and|excl|bullet|plus|dot|lpar|slash|colon>|$)")
_LINE_END = compile_rule("(?:<line|para|semi|comma|dot>|$)")
_STRONG = compile_rule("<adj><on|in|for|stop|comma|rel|weekday>|<adj>$")
_ON_DAY = compile_rule("<on|in|from|for|po><rel|weekday|day|month|site|settle|num1|word|task|adj>")
_FOR_A_DAY = compile_rule("<on><rel|weekday>|<rel>")
_AFTER_ROLE = compile_rule(
    "(?:<role>|<role>(?:<word|task|adj|num1|measure|latin|letter|on|in|po|site|settle|hour|shift|aux|act|address>){1,5})(?:<dash|"
    "colon|lpar|equal|times|quote|star|bullet|slash>){1,2}$|<role><rpar>?$"
)
_AFTER_PARENTHESIS = compile_rule(
    "<role><word|latin>?<lpar>(?:<!rpar|lpar|line|para|number>){1,5}<rpar><dash|colon>?$"
)
_ROLE_COMMA = compile_rule("<role>(?:<comma|dash|colon|lpar|rel>){1,3}$")
_LINE_OF_LIST = compile_rule(
    "(?:^|<line|para|comma|semi|colon|excl|rpar|dash>|(?<!<street>)<dot>)<bullet|dash|star|quote>*<role>+(?:<word|task|latin|letter|"
    "adj|measure|site|settle|on|in|po|from|for|agent|aux|shift|room|slash>){1,6}(?:<dash|colon|times|comma>)?$"
)
_AFTER_HEADS = compile_rule(
    "(?<!<on>)(?<!<po>)(?<!<behind>)(?<!<from>)(?<!<for>)<heads>(?:<dash|colon|equal|lpar|dot|times>){0,2}$"
)
_AFTER_AMOUNT = compile_rule(
    "<amount>(?:<adj>?<heads|people|seat|role|crew|word|task|site|settle|vacancy>"
    "){0,2}(?:<colon|dash|equal|lpar|line|star>){0,3}$"
)
_AMOUNT_IN_WORDS = compile_rule("<amount><lpar><word|adj>{1,2}<rpar>(?:<colon|dash>){0,2}$")
_AMOUNT_OF_FORM = compile_rule("<amount><colon|dash>?$")
_NEXT_FIELD = compile_rule("<settle|pay|address|shift|word>")
_ROLES_EACH = compile_rule("<role>(?:<comma|dash|colon|lpar|word|adj|in|on|task|site|dot|excl>){0,5}<po>$")
_EACH_AT_LAST = compile_rule("<comma|dash|dot><po>$")
_AFTER_CREW = compile_rule("<number><adj>{0,2}<crew><po|times>$")
_AFTER_WORK = compile_rule("<act|inf>(?:<word|adj|on|in|task|site|from>){0,4}<comma|dash>$")
_WORK_OF_LIST = compile_rule(
    "(?:^|<line|para>)<bullet|star|quote|dash>*(?:<act>+|<adj>?<word|measure|site>{1,2}<act|inf>)"
    "(?:<word|adj|on|in|task|site|from|act|measure>){0,4}<dash|colon>$"
)
_LINE_END_OF_WORK = compile_rule("(?:<line|para|semi|lpar>|$)")
_ON_WORK = compile_rule("<on|for><adj>?<measure|word|site|task>")
_SOUGHT = compile_rule("<dash><seek|need|was>(?:<line|para>|$)")
_ROLE_LATER = compile_rule(
    "<role>(?:<word|task|adj|on|in|for|from|day|month|hour|site|rel|weekday|shift>){1,4}<comma>$"
)
_AFTER_ENOUGH = compile_rule("<enough><and>?$")
_ENOUGH = compile_rule("(?:<adj|word|agent>)?<enough>")
_AFTER_VACANCIES = compile_rule(
    "<vacancy|seat|stavka>(?:<adj|month|day|rel|weekday>|<in|on|to><word|crew|site|task|month|day>){0,2}<colon|dash|equal>$|(?:<stop|comma|total|more|left|and|need>|^)<adj>?<seat|stavka|vacancy>$"
)
_AFTER_PEOPLE = compile_rule(
    "(?:^|<line|para|comma|bullet|semi|star|plus|colon>)<adj>{0,2}<people><colon|dash|equal|dot>$"
)
_AFTER_NEED = compile_rule("<need|needinf|seek|hire>(?:<more|total|dash|colon|left>)*$")
_AFTER_MORE = compile_rule("(?:<more|left>)(?:<any_need|dash|colon|total>)*$")
_AFTER_REST = compile_rule("<rest>$")
_AFTER_TOTAL = compile_rule("<total>(?:<any_need|dash|colon|pp|adj>){0,3}$")
_ALONE_BEFORE = compile_rule("(?:^|<line|para>)<bullet|star|quote|sign>*$")
_PLUS_BEFORE = compile_rule("(?:^|<line|para|dot|excl|collective|heads|people>)<bullet|star>*<plus>$")
_COMMA_BEFORE, _AT_LAST = compile_rule("<comma|dash>$"), compile_rule("<dot|excl>*(?:<line|para>|$)")
_SENTENCE_BEFORE = compile_rule("<dot|excl|quest|semi><bullet|sign>*$")
_COLLECTIVE, _COUPLE = compile_rule("<collective|couple>"), compile_rule("<couple>")
_COLLECTIVE_BEFORE = compile_rule(
    "(?:<need|needinf|seek|hire|stop|more|comma|rel|role|act|dash|colon|rpar|bullet|aux|po>|^)<approx>*$"
)
_BEFORE_PO = compile_rule("<po>(?:<approx>)?$")
_EACH = compile_rule(
    "<each>(?:<adj>?<kind|role|site|settle>)?|"
    "<on|in><each><adj>?<kind|site|settle>|<on|in><each>(?=<stop|comma|rpar>|$)"
)
_ON_A_SITE = compile_rule("<on><measure|site|settle>(?=<stop|comma|rpar>|$)")
_ALONE_AFTER = compile_rule("<stop|bullet|sign>|$")
_AT_WORK = compile_rule("<pp|role|act|any_need|rel>")
_AFTER_PEOPLE_OF = compile_rule("<people>$")
_GENITIVE = re.compile("(?:[щч]ин|шек|ней|бят|ков|тов|ниц|вчат|иков|чонки|вушки|щины|парни|бята|ужики)$")
_CLAUSE_BEFORE, _NEED_AT_LAST = (
    compile_rule("(?:^|<stop|comma>)$"),
    compile_rule("<any_need><stop|rpar>|<any_need>$"),
)
_CLAUSE_OF_HEADS, _CLAUSE_OF_PEOPLE = (
    compile_rule("(?:^|<stop|comma>)<heads>$"),
    compile_rule("(?:^|<stop|comma>)<people>$"),
)
_CLAUSE_OR_DASH = compile_rule("(?:^|<stop|comma|dash|colon|bullet>)$")
_ON_ACT = compile_rule("<on|for><adj>?<act>")
_PAST_VERB = re.compile("[а-я]+(?:[аиоуыяе](?:ли|лись|ло|лось)|[шзг]ли|[шзг]лись)")
_ANYTHING = re.compile("")
_PEOPLE = compile_rule("<pp|role>")
_DECIMAL = compile_rule("<dot|comma><num1>(?!<heads|people|role|line>)")


def _bounded(_post: Post, value: Value) -> bool:
    return value.bound != "exact" or value.words


def _no_decimal(post: Post, value: Value) -> bool:
    return not _DECIMAL.match(post.letters, value.end)


def _of_persons(post: Post, value: Value) -> bool:
    if value.persons:
        return bool(_AT_WORK.search(post.letters))
    return value.words and bool(_COLLECTIVE.search(post.letters, *value.figure))


def _one_of_persons(post: Post, value: Value) -> bool:
    """``одного на сегодня``: the accusative of somebody."""
    return (
        value.words
        and value.size == 1
        and post.slice(*value.figure).lower() == "одного"
        and (post.letters[value.end : value.end + 1] != LETTERS["out"])
    )


def _many_before(post: Post, value: Value) -> bool:
    """``женщин 45, мужчин 15``: the people before the number stand in the genitive plural."""
    word = post.slice(value.start - 1, value.start).lower()
    return value.bound == "exact" and bool(_GENITIVE.search(word)) and _no_decimal(post, value)


def _of_people(post: Post, value: Value) -> bool:
    """``девчат 5-6 на прополку``: people in the genitive plural before a small number or a range."""
    return bool(_GENITIVE.search(post.slice(value.start - 1, value.start).lower())) and _no_decimal(
        post, value
    )


def _open(_post: Post, value: Value) -> bool:
    return value.bound in ("from", "to", "range")


def _few(_post: Post, value: Value) -> bool:
    return value.bound == "exact"


def _of_many(post: Post, value: Value) -> bool:
    """``нужны 10 крепких на разгрузку``: an adjective in the genitive plural stands for people."""
    return value.bound == "exact" and post.slice(value.end, value.end + 1).lower().endswith(("их", "ых"))


def _of_many_roles(post: Post, value: Value) -> bool:
    """``буфетчиц две``, ``стропалей двое``: after a genitive plural, a number in words counts it."""
    return value.words and genitive_plural(post, value.start - 1)


def _persons_wanted(post: Post, value: Value) -> bool:
    """``двоих``, ``трое`` count persons whatever stands around; not those of whom something is told."""
    if not _of_persons(post, value) or _COUPLE.search(post.letters, *value.figure):
        return False
    following = post.slice(value.end, value.end + 1).lower() if value.end < len(post.starts) else ""
    if not following.isalpha():
        return True
    if _PAST_VERB.fullmatch(following):
        return False
    tag = tags(post, value.end)[0]
    return not (tag.startswith("NOUN,anim") or ("VERB" in tag and "past" in tag))


def _in_words(_post: Post, value: Value) -> bool:
    return value.words


def _among_people(post: Post, _value: Value) -> bool:
    return bool(_PEOPLE.search(post.letters))


_RULES = (
    _Bare("vacancies and number", "amount", _AFTER_VACANCIES, _END_OR_LIST, _FEW, _no_decimal),
    _Bare("people and number", "people before", _AFTER_PEOPLE, _FREE, _BARE_LIMIT, _few),
    _Bare("people and number", "people before", _AFTER_PEOPLE_OF, _END, _BARE_LIMIT, _many_before),
    _Bare("need and number", "bare", _CLAUSE_BEFORE, _NEED_AT_LAST, _FEW, _few),
    _Bare("people and number", "people before", _CLAUSE_OF_HEADS, _ANYTHING, _HANDFUL),
    _Bare("people and number", "people before", _CLAUSE_OF_PEOPLE, _FREE, _HANDFUL, _of_people),
    _Bare("amount and number", "amount", _AFTER_AMOUNT, _FREE, 1_000_000),
    _Bare("number for work", "bare", _CLAUSE_OR_DASH, _ON_ACT, _HANDFUL, _few),
    _Bare("amount and number", "amount", _AMOUNT_IN_WORDS, _ANYTHING, 1_000_000),
    _Bare("amount and number", "amount", _AMOUNT_OF_FORM, _NEXT_FIELD, _FEW, _few),
    _Bare("so many of each", "each", _ROLES_EACH, _END, _HANDFUL),
    _Bare("so many of each", "each", _EACH_AT_LAST, _LINE_END, _HANDFUL, _among_people),
    _Bare("role and number", "role before", _AFTER_ROLE, _END, _BARE_LIMIT),
    _Bare("role and number", "role before", _AFTER_PARENTHESIS, _END, _FEW, _few),
    _Bare("role and number", "role before", _ROLE_COMMA, _FREE, _BARE_LIMIT, _bounded),
    _Bare("role and number", "role before", _ROLE_COMMA, _END, _FEW, _no_decimal),
    _Bare("role and number", "role before", _AFTER_ROLE, _ON_DAY, _FEW),
    _Bare("role and number", "role before", _LINE_OF_LIST, _LINE_END, _FEW),
    _Bare("number of persons in a word", "bare", _COLLECTIVE_BEFORE, _FREE_OF, _BARE_LIMIT, _of_persons),
    _Bare("number of persons in a word", "bare", _COLLECTIVE_BEFORE, _FREE_OF, 1, _one_of_persons),
    _Bare("people and number", "people before", _AFTER_HEADS, _FREE, _BARE_LIMIT),
    _Bare("people and number", "people before", _AFTER_HEADS_IN_TEXT, _ANYTHING, _BARE_LIMIT, _in_words),
    _Bare("role and number", "role before", _ROLE_BESIDE, _BEFORE_NEED, _HANDFUL, _in_words),
    _Bare("number of persons in a word", "bare", _POST_OF_WORK, _END, _HANDFUL, _of_persons),
    _Bare("need and number", "bare", _AFTER_NEED, _FREE, _BARE_LIMIT),
    _Bare("need and number", "bare", _AFTER_NEED, _FREE_OF, _BARE_LIMIT, _in_words),
    _Bare("need and number", "bare", _AFTER_NEED, _STRONG, _FEW, _of_many),
    _Bare("so many in each crew", "bare", _AFTER_CREW, _END, _BARE_LIMIT),
    _Bare("work and number", "bare", _AFTER_WORK, _END, _HANDFUL, _in_words),
    _Bare("work and number", "bare", _WORK_OF_LIST, _LINE_END_OF_WORK, _HANDFUL, _few),
    _Bare("role and number", "role before", _AFTER_ROLE, _ON_WORK, _FEW, _open),
    _Bare("role and number", "role before", _AFTER_ROLE, _SOUGHT, _FEW),
    _Bare("role and number", "role before", _ROLE_LATER, _END, _HANDFUL, _in_words),
    _Bare("enough", "bare", _AFTER_ENOUGH, _FREE_OF, _FEW, _in_words),
    _Bare("enough", "bare", _ANYTHING, _ENOUGH, _FEW, _in_words),
    _Bare("plus so many", "bare", _PLUS_BEFORE, _FREE, _HANDFUL, _few),
    _Bare("number for a day", "bare", _ALONE_BEFORE, _FOR_A_DAY, _HANDFUL),
    _Bare("still so many", "bare", _AFTER_MORE, _FREE, _BARE_LIMIT),
    _Bare("still so many", "bare", _AFTER_REST, _ANYTHING, _FEW, _in_words),
    _Bare("number word alone", "alone", _ALONE_BEFORE, _ALONE_AFTER, _BARE_LIMIT, _in_words),
    _Bare("number word alone", "alone", _SENTENCE_BEFORE, _ALONE_AFTER, _HANDFUL, _in_words),
    _Bare("number word at last", "bare", _COMMA_BEFORE, _AT_LAST, _HANDFUL, _in_words),
    _Bare("role and number", "role before", _ROLE_BESIDE, _ANYTHING, _FEW, _of_many_roles),
    _Bare("people and number", "people before", _ROLE_AND_HEADS, _ANYTHING, _FEW, _few),
    _Bare("amount and number", "amount", _AFTER_AMOUNT, _ANYTHING, 1_000_000, _in_words),
    _Bare("people and number", "people before", _PEOPLE_BESIDE, _NOT_THERE_YET, _HANDFUL, _persons_wanted),
    _Bare("number of persons in a word", "bare", _NOBODY_THERE, _NOT_THERE_YET, _HANDFUL, _persons_wanted),
    _Bare("total and number", "bare", _AFTER_TOTAL, _FREE, _BARE_LIMIT, _among_people),
    _Bare("total and number", "bare", _AFTER_TOTAL, _FREE, 1_000_000, _in_words),
)


# Figures need something before them; number words may stand alone.
_ANY_BEFORE = either(rule.before for rule in _RULES if rule.before is not _ANYTHING)


def bare(post: Post, value: Value, left: str, right: str) -> Verdict:
    """The verdict on a number with no counted noun after it; the first rule that fits decides."""
    if (
        _BEFORE_PO.search(left)
        and value.size <= _FEW
        and (
            _EACH.match(right)
            or (value.size <= _HANDFUL and _ON_A_SITE.match(right) and _among_people(post, value))
        )
    ):
        return Verdict("headcount", "so many of each", "each", value.end)
    if value.priced or (right and any(geo.start == value.end for geo in post.geos)):
        right = LETTERS["comma"] + right  # "укладчицы надо 7 тамбов": a place begins another phrase
    if not value.short and (value.words or _ANY_BEFORE.search(left)):
        for rule in _RULES:
            fits = value.size <= rule.most and rule.before.search(left) and rule.after.match(right)
            if fits and rule.holds(post, value):
                return Verdict("headcount", rule.rule, rule.noun, value.end)
    return Verdict("other", LARGE if value.size > _BARE_LIMIT else "nothing counted")
