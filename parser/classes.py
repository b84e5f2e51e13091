"""One letter a token: the alphabet in which numbers, their contexts and clauses are read with plain ``re``.

Every token of a post becomes one character of a string, so that spans of the string are spans of tokens and
a rule is a regular expression over classes, by their names: ``compile_rule("<ge>?<number><people>")``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

#: Classes that the lexicon's words may have (contexts.csv) and those that shape or matching gives.
NAMES = [
    # words of contexts.csv
    "out", "task", "aux", "settle", "street", "origin", "firm", "people", "heads", "seat", "stavka",
    "crew", "each", "kind", "site", "shift", "hour", "day", "year", "month", "weekday", "money", "pay",
    "age", "measure", "address", "ge", "le", "approx", "or", "and", "po", "on", "in", "to", "from",
    "for", "behind", "not", "more", "left", "was", "total", "amount", "we", "will", "staff", "room",
    "per", "help", "own", "near", "skill", "distance", "times", "rel", "item", "enough", "supply", "part",
    "rest", "yonder",
    # words of triggers.csv that contexts are read with; matched in the lexicon
    "need", "needinf", "seek", "hire", "vacancy", "closed", "role", "act", "nation",
    # numbers
    "num1", "num3", "num4", "long", "keycap", "cardinal", "collective", "couple", "scale", "half",
    "nth", "card", "ordn", "agent",
    # signs
    "dash", "slash", "comma", "dot", "colon", "semi", "plus", "lpar", "rpar", "tilde", "hash",
    "percent", "currency", "star", "line", "para", "excl", "quest", "quote", "bullet", "equal",
    "numero", "mask", "blank",
    # shapes of other words
    "adj", "inf", "letter", "latin", "word", "sign",
]  # fmt: skip
LETTERS = {name: chr(0x4E00 + i) for i, name in enumerate(NAMES)}
#: Groups of classes that rules name often.
GROUPS = {
    "digits": "num1|num3|num4|keycap",
    "numword": "cardinal|collective|couple|scale|half",
    "number": "num1|num3|num4|keycap|cardinal|collective|couple|scale|half",
    "break": "line|para",
    "any_need": "need|needinf|seek|hire|vacancy",
    "stop": "line|para|dot|excl|quest|semi",
    "from": "from|out",
    "word": "word|near|yonder",
    "settle": "settle|part",
    "adj": "adj|nth|own|rest",
    "more": "more|rest",
    "pp": "people|heads|nation",
    "time": "hour|day|weekday|rel|month",
}
SIGNS = {
    "-": "dash", "/": "slash", "\\": "slash", ",": "comma", ".": "dot", "…": "dot", ":": "colon",
    ";": "semi", "+": "plus", "(": "lpar", "[": "lpar", ")": "rpar", "]": "rpar", "~": "tilde",
    "#": "hash", "%": "percent", "₽": "currency", "$": "currency", "€": "currency", "*": "star", "_": "dash",
    "\n": "line", "\n\n": "para", "!": "excl", "?": "quest", '"': "quote", "'": "quote", "=": "equal",
    "№": "numero", "×": "times", " ": "blank", "•": "bullet", "|": "slash",
}  # fmt: skip

_ADJ = re.compile(
    "[а-я]{2,}(?:ые|ых|ый|ий|ие|их|ого|его|ому|ему|ым|им|ыми|ими|ая|яя|ую|юю|ой|ей|ою|ое|ее|"
    "ными|щих|щие|нные|ні|них|ний|на|их|ої|ого)$"
)
_INF = re.compile(
    "(?:[а-я]{2,}|[а-я](?=[а-я]{5}))(?:ать|ять|ить|еть|уть|ыть|оть|(?:не|ве|ме|гре|пле)сти|зти|йти|ечь|ичь|яться|"
    "аться|иться|еться|уться)$"
)
_AGENT = re.compile("[а-я]{3,}(?:[щч]ик|[щч]иц)(?:а|у|ом|е|и|ов|ам|ами|ах|ы|ей|ою|)$")
_CYRILLIC = re.compile("[а-яіїєўґ]")
_CARD = {"ти", "ми", "ух", "ех", "мя", "тью", "ёх", "юх"}
_ORDN = {"й", "ый", "ой", "ая", "го", "ого", "ое", "му", "ому", "ю", "ую"}


@cache
def compile_rule(rule: str) -> re.Pattern[str]:
    """A regular expression over class letters; ``<a|b>`` is a token of either class, ``<!a|b>`` none."""
    return re.compile(re.sub("(?<!P)<(!?)([a-z0-9_|]+)>", _expand, re.sub(r"\s+", "", rule)))


def either(rules: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """Matches where any of the rules does: one search tells that none of a list need be tried."""
    return re.compile("|".join(f"(?:{rule.pattern})" for rule in rules))


def _expand(match: re.Match[str]) -> str:
    names = "|".join(GROUPS.get(name, name) for name in match[2].split("|")).split("|")
    letters = "".join(LETTERS[name] for name in names)
    if match[1]:
        return f"[^{letters}]"
    return letters if len(letters) == 1 else f"[{letters}]"


def shape(norm: str) -> str:
    """The class letter of a word or sign that no list knows, from its form alone."""
    return LETTERS[_shape(norm)]


def _shape(norm: str) -> str:  # noqa: PLR0911, C901  a decision list
    sign = SIGNS.get(norm)
    if sign:
        return sign
    first = norm[0]
    if first.isdigit():
        if not norm.isdecimal():
            return "keycap" if "\u20e3" in norm else "word"
        length = len(norm)
        return "num1" if length < 3 else "num3" if length == 3 else "num4" if length < 7 else "long"
    if "\ue000" <= first <= "\ue002":
        return "mask"
    if norm.isspace():
        return "para" if norm.count("\n") > 1 else "line" if "\n" in norm else "blank"
    if not (first.isalpha()):
        return "bullet"
    if not _CYRILLIC.match(norm):
        return "letter" if len(norm) == 1 else "latin"
    if len(norm) == 1 or norm in _CARD or norm in _ORDN:
        return "card" if norm in _CARD else "ordn" if norm in _ORDN else "letter"
    if _INF.match(norm):
        return "inf"
    if _AGENT.match(norm):
        return "agent"
    return "adj" if _ADJ.match(norm) else "word"
