"""From CSV rows to what the pipeline matches: word classes, number words, inflected phrases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from spacy.strings import hash_string  # type: ignore[attr-defined]

from parser.classes import LETTERS
from parser.lexicon import rows
from parser.lexicon.inflecting import DIRECT, is_common, may_be_person, phrase_forms, word_forms
from parser.lexicon.inviting import heaviest, inviting
from parser.normalizing import fold
from parser.tokenizing import words_of

#: Trigger verdicts whose tokens also carry the class of that name.
OVERLAID = ("need", "needinf", "seek", "hire", "vacancy")
_GROUPS = ("geo", "class", "trigger")
_MIN_REPAIR = 6
_TO_UKRAINIAN = str.maketrans({"ы": "и", "и": "і", "э": "е", "ё": "йо", "ъ": ""})
_CONSONANTS = "бвгґджзклмнпрстфхцчшщ"
_RAION = " район"
# Places of this many people, and those that were listed by hand, are written of without ado.
_KNOWN = 50_000


@dataclass(slots=True)
class Lexicon:
    """All that is matched. Everything is plain lists, dicts, strings and numbers, so that it can be cached.

    ``words`` maps language to normalised word to class letter; ``numbers`` word to kind and value;
    ``patterns`` a key to its forms, each a list of normalised tokens; ``meanings`` a key to what it is.
    """

    words: dict[str, dict[str, str]] = field(default_factory=dict)
    numbers: dict[str, list[Any]] = field(default_factory=dict)
    patterns: dict[str, list[list[str]]] = field(default_factory=dict)
    meanings: dict[str, dict[str, Any]] = field(default_factory=dict)
    languages: dict[str, list[str]] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    units: list[list[str]] = field(default_factory=list)


def compact(lexicon: Lexicon) -> dict[str, Any]:
    """A lexicon as it is cached.

    ``starts`` pairs the NORM hash of a first word with the forms that begin with it, each a list of the
    number of its group, that of its meaning and its words' hashes.
    """
    hashes: dict[str, int] = {}
    numbered: dict[str, int] = {}
    meanings: list[dict[str, Any]] = []
    forms: dict[str, dict[int, set[tuple[int, ...]]]] = {}
    for key, patterns in lexicon.patterns.items():
        meaning = lexicon.meanings[key]
        group = meaning["kind"] if meaning["kind"] in _GROUPS else "role"
        number = numbered.setdefault(repr(meaning), len(meanings))
        if number == len(meanings):
            meanings.append(meaning)
        rows_of = forms.setdefault(group, {}).setdefault(number, set())
        for tokens in patterns:
            for token in tokens:
                if token not in hashes:
                    hashes[token] = hash_string(token)
            rows_of.add(tuple(hashes[token] for token in tokens))
    starts: dict[int, list[list[int]]] = {}
    for number, found in enumerate(forms.values()):
        for meaning_number, rows_of in found.items():
            for row in sorted(rows_of):
                starts.setdefault(row[0], []).append([number, meaning_number, *row])
    return {
        "words": lexicon.words,
        "numbers": lexicon.numbers,
        "languages": lexicon.languages,
        "repairs": lexicon.repairs,
        "places": lexicon.places,
        "units": lexicon.units,
        "inviting": inviting(lexicon.words, lexicon.patterns, lexicon.meanings),
        "heaviest": heaviest(lexicon.meanings),
        "meanings": meanings,
        "groups": list(forms),
        "starts": list(starts.items()),
        # words of names are no typing mistakes
        "names": sorted(
            {token for rows_of in forms.get("geo", {}).values() for row in rows_of for token in row}
        ),
    }


def norm_tokens(phrase: str) -> list[str]:
    """A phrase as the normalised tokens a post would have."""
    return [fold(word) for word in words_of(phrase)]


def build(extra: Sequence[Path] = ()) -> Lexicon:
    """Read and inflect everything.

    Raises:
        LexiconError: a file is unusable.
    """
    lexicon = Lexicon()
    _numbers(lexicon)
    _contexts(lexicon)
    _triggers(lexicon)
    _roles(lexicon, rows.role_rows(extra))
    _geography(lexicon)
    for row in rows.bundled("languages.csv"):
        lexicon.languages.setdefault(row["word"], []).append(row["lang"])
    for row in rows.bundled("subjects.csv"):
        lexicon.places[row["iso"]] = row["name_ru"]
    lexicon.units = [[row["stem"], row["kind"], row["value"]] for row in rows.bundled("units.csv")]
    lexicon.repairs = sorted(_repairable(lexicon).union(lexicon.repairs))
    return lexicon


def _repairable(lexicon: Lexicon) -> set[str]:
    found: set[str] = set()
    for key, forms in lexicon.patterns.items():
        if key[0] in "RrT":
            found.update(
                token for form in forms for token in form if len(token) >= _MIN_REPAIR and token.isalpha()
            )
    for words in lexicon.words.values():
        found.update(word for word in words if len(word) >= _MIN_REPAIR)
    return found


def _numbers(lexicon: Lexicon) -> None:
    for row in rows.bundled("numbers.csv"):
        value = float(row["value"])
        for form in word_forms(row["word"], row["lang"]) if row["inflect"] else {row["word"]}:
            norm = fold(form)
            lexicon.numbers.setdefault(norm, [row["kind"], value])
            if row["kind"] in LETTERS:  # "short" (5к, 5т) counts only where it is glued to a figure
                lexicon.words.setdefault(row["lang"], {})[norm] = LETTERS[row["kind"]]


def _contexts(lexicon: Lexicon) -> None:
    # forms spelled out in the list win over forms that inflection makes of another word
    for row in sorted(rows.bundled("contexts.csv"), key=lambda row: bool(row["inflect"])):
        lang, letter = row["lang"], LETTERS[row["class"]]
        for form in _forms(row["word"], lang, inflect=row["inflect"]):
            tokens = norm_tokens(form)
            if len(tokens) == 1:
                lexicon.words.setdefault(lang, {}).setdefault(tokens[0], letter)
            else:
                _add(lexicon, f"C{row['class']}", tokens, {"kind": "class", "letter": letter, "lang": lang})


def _triggers(lexicon: Lexicon) -> None:
    for i, row in enumerate(rows.bundled("triggers.csv")):
        letter = LETTERS[row["verdict"]] if row["verdict"] in OVERLAID else ""
        meaning = {
            "kind": "trigger",
            "verdict": row["verdict"],
            "weight": float(row["weight"]),
            "phrase": row["phrase"],
            "letter": letter,
            "lang": row["lang"],
        }
        for form in _forms(row["phrase"], row["lang"], inflect=row["inflect"]):
            _add(lexicon, f"T{i}", norm_tokens(form), meaning)


def _forms(phrase: str, lang: str, *, inflect: str) -> Iterable[str]:
    if not inflect:
        return [phrase]
    return word_forms(phrase, lang) if " " not in phrase else phrase_forms(phrase, lang)


def _roles(lexicon: Lexicon, role_rows: Iterable[rows.Row]) -> None:
    for i, row in enumerate(role_rows):
        meaning = {
            "kind": row["kind"],
            "role": row["role"],
            "role_ru": row["role_ru"] or row["role"],
            "isco08": row["isco08"] or None,
            "cue": [cue for cue in row["cue"].lower().replace("ё", "е").split("|") if cue],
        }
        forms = phrase_forms(row["title"], row["lang"])
        spelt = [form.strip() for form in row["forms"].lower().split("|") if form.strip()]
        for form in spelt:
            if row["lang"] == "ru" and form.isalpha() and len(form) >= _MIN_REPAIR and may_be_person(form):
                forms = phrase_forms(form, "ru") | forms
        forms |= dict.fromkeys(spelt, DIRECT)
        for form, case in forms.items():
            direct = case == DIRECT
            _add(lexicon, f"{'R' if direct else 'r'}{i}", norm_tokens(form), {**meaning, "direct": direct})


def _geography(lexicon: Lexicon) -> None:
    """Regions, countries and places; forms that several share get one key with all candidates."""
    candidates: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    sources = (
        ("region", rows.bundled("regions.csv"), "form"),
        ("country", rows.bundled("countries.csv"), "form"),
    )
    for layer, source, column in (*sources, ("place", rows.places(), "name")):
        for row in source:
            kind, _, word = row["kind"].partition(":")
            meaning = {
                "layer": layer,
                "iso": row["iso"],
                "kind": kind,
                "word": bool(word),
                "cue": [cue for cue in row["cue"].lower().replace("ё", "е").split("|") if cue],
                "name": row[column],
                "population": int(row["population"] or (_KNOWN if row["source"] == "hand" else 0)),
                "counted": bool(row["population"]),
            }
            # as it is written, too: the tokenizer cuts "ЗапСибНефтехим" at its capitals
            forms = [row[column], *_geo_forms(row[column], row["lang"], kind, layer), *_ukrainian(row, layer)]
            for form in forms:
                tokens = tuple(norm_tokens(form))
                large = row["population"].isdigit() and int(row["population"]) >= _KNOWN
                common = layer == "place" and not large and len(tokens) == 1 and is_common(form, row["lang"])
                if (
                    large
                    and len(tokens) == 1
                    and len(form) > _MIN_REPAIR
                    and not is_common(form, row["lang"])
                ):
                    lexicon.repairs.append(tokens[0])
                found = candidates.setdefault(tokens, [])
                if (known := {**meaning, "common": common}) not in found:
                    found.append(known)
    groups: dict[str, str] = {}
    for tokens, found in candidates.items():
        key = groups.setdefault(repr(found), f"G{len(groups)}")
        _add(lexicon, key, list(tokens), {"kind": "geo", "candidates": found})


def _ukrainian(row: rows.Row, layer: str) -> Iterable[str]:
    """A large Russian place as Ukrainian spells it, by letters: ``Іваново``, ``у Краснодарі``."""
    if (
        layer != "place"
        or row["lang"] != "ru"
        or not row["iso"].startswith("RU")
        or not row["population"].isdigit()
    ):
        return []
    if int(row["population"]) < _KNOWN or row["kind"].endswith(":word"):
        return []
    name = row["name"].lower().translate(_TO_UKRAINIAN)
    forms = list(phrase_forms(name, "uk", place=True))
    if len(forms) == 1 and " " not in name and name[-1] in _CONSONANTS:
        forms += [name + ending for ending in ("а", "у", "і", "ом")]
    return forms


def _geo_forms(name: str, lang: str, kind: str, layer: str) -> Iterable[str]:
    if kind == "abbreviation":
        return [name]
    if kind == "adjective":
        return (
            word_forms(name.lower(), lang)
            if " " not in name and "-" not in name
            else phrase_forms(name, lang)
        )
    forms = list(
        phrase_forms(name, lang, place=layer == "place" or kind in ("name", "colloquial", "country"))
    )
    if kind in ("raion", "district") and lang == "ru" and name.endswith(_RAION):
        # raions that were made municipal okrugs are called both
        forms += phrase_forms(name.removesuffix(_RAION) + " округ", lang, place=True)
    return [*forms, *(short for form in forms for short in _shortened(form))]


def _shortened(form: str) -> Iterable[str]:
    """``тверской обл``, ``респ коми``, ``ногинский р-н`` beside the full words."""
    words = form.split(" ")
    for i, word in enumerate(words):
        for stem, short in _abbreviations():
            if word.startswith(stem) and len(words) > 1:
                yield " ".join([*words[:i], short, *words[i + 1 :]])


@cache
def _abbreviations() -> list[tuple[str, str]]:
    return [(row["stem"], row["short"]) for row in rows.bundled("abbreviations.csv")]


def _add(lexicon: Lexicon, key: str, tokens: list[str], meaning: dict[str, Any]) -> None:
    if not tokens:
        return
    lexicon.meanings.setdefault(key, meaning)
    lexicon.patterns.setdefault(key, []).append(tokens)
