"""Which words of the lexicon may make a post a request, and what each may add: for the first look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from parser.classes import LETTERS
from parser.deciding import CAPS

#: What a post may have that speaks for a request; a word carries the sum of the bits it may bring.
BITS = {
    name: 1 << i
    for i, name in enumerate(
        (
            *(verdict for verdict, cap in CAPS.items() if cap > 0),
            *("role", "act", "task", "people", "counted", "soon", "numword", "money", "place"),
            *("digit", "card", "opens", "closed"),
        )
    )
}
_NEEDS = ("need", "needinf", "seek", "hire")
_OF_CLASS = {
    **{name: name for name in (*_NEEDS, "role", "act", "task", "money")},
    **dict.fromkeys(("people", "heads", "crew", "nation"), "people"),
    **dict.fromkeys(
        ("seat", "stavka", "vacancy", "amount", "each", "more", "left", "enough", "total", "origin"),
        "counted",
    ),
    **dict.fromkeys(("rel", "weekday"), "soon"),
    **dict.fromkeys(("cardinal", "collective", "couple", "scale", "half"), "numword"),
    "currency": "money",
}
_BY_LETTER = {LETTERS[name]: BITS[bit] for name, bit in _OF_CLASS.items()}


#: Stands for any word: figures and signs are not looked up.
ANY = ""


def inviting(
    words: Mapping[str, Mapping[str, str]],
    patterns: Mapping[str, Iterable[list[str]]],
    meanings: Mapping[str, dict[str, Any]],
) -> dict[str, int]:
    """Normalised word to bits; of a phrase that brings something at least one word has the bits.

    The first word of a role has "opens" besides. What phrases without letters bring stands under ``ANY``.
    """
    found: dict[str, int] = {}
    for known in words.values():
        for word, letter in known.items():
            if letter in _BY_LETTER:
                found[word] = found.get(word, 0) | _BY_LETTER[letter]
    brought = [
        (tokens, bits)
        for key, forms in patterns.items()
        if (bits := bits_of(meanings[key]))
        for tokens in forms
    ]
    for tokens, bits in brought:
        if bits & BITS["role"]:
            first = next(filter(_spelt, tokens), ANY)
            found[first] = found.get(first, 0) | BITS["opens"]
    # single words first: a phrase that has one of them needs no bits of its own
    for tokens, bits in sorted(brought, key=lambda pair: len(pair[0]) > 1):
        if any(found.get(token, 0) & bits == bits for token in tokens if _spelt(token)):
            continue
        longest = max((token for token in tokens if _spelt(token)), key=len, default=ANY)
        found[longest] = found.get(longest, 0) | bits
    return found


def heaviest(meanings: Mapping[str, dict[str, Any]]) -> dict[str, float]:
    """Verdict to the weight of its heaviest phrase."""
    found: dict[str, float] = {}
    for meaning in meanings.values():
        if meaning["kind"] == "trigger" and meaning["weight"] > found.get(meaning["verdict"], 0.0):
            found[meaning["verdict"]] = meaning["weight"]
    return found


def _spelt(token: str) -> bool:
    return token.replace("'", "").isalpha()


def bits_of(meaning: dict[str, Any]) -> int:
    """What a matched phrase may bring."""
    return sum({BITS[name] for name in _brought(meaning)})


def _brought(meaning: dict[str, Any]) -> Iterator[str]:
    kind = meaning["kind"]
    if kind == "trigger":
        if meaning["verdict"] in BITS:
            yield meaning["verdict"]
        if meaning["verdict"] == "vacancy":
            yield "counted"
    elif kind == "class":
        name = next(name for name, letter in LETTERS.items() if letter == meaning["letter"])
        if name in _OF_CLASS:
            yield _OF_CLASS[name]
    elif kind == "geo":
        candidates = meaning["candidates"]
        if any(c["layer"] != "country" and c["kind"] != "adjective" and not c["common"] for c in candidates):
            yield "place"
        if all(c["kind"] == "people" for c in candidates):
            yield "people"
    else:
        yield {"generic": "people", "activity": "act"}.get(kind, "role")


__all__ = ["ANY", "BITS", "bits_of", "heaviest", "inviting"]
