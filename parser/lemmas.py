"""Words as a search engine wants them: the dictionary form of every reading, so that each case form is found.

Posts and questions go through the same functions. All readings of a form count ("стали" is both "сталь" and
"стать"): a form that is asked for then always meets every other form of its word, at the cost of some that
only look alike. Russian and Ukrainian by pymorphy3, English by its plural endings.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.metadata import version

from parser.lexicon.inflecting import analyzer, readings

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_ASKED = re.compile(rf"({_WORD.pattern})(\*?)")
_SIGNS = re.compile(r"[\W_]+")
_CYRILLIC = re.compile("[а-яіїєґ]")
_UKRAINIAN = re.compile("[іїєґ']")
_ENGLISH_PLURAL = re.compile("(?:(?<=s)es|(?<=x)es|(?<=ch)es|(?<=sh)es|(?<=[^su])s)$")
_LONGEST = 30
"""Letters beyond which nothing is a word of a dictionary."""


@cache
def lemmatizer() -> str:
    """What made the lemmas: two indexes are alike only if this is."""
    dictionaries = (f"{name} {version(name)}" for name in ("pymorphy3-dicts-ru", "pymorphy3-dicts-uk"))
    return ", ".join(("1", *dictionaries))


def lemmas(text: str) -> list[str]:
    """The dictionary forms of all words of a text, each once, in the order in which they come up."""
    return list(dict.fromkeys(lemma for word in _WORD.findall(text) for lemma in lemmas_of(word)))


def asked(question: str) -> list[tuple[str, ...]]:
    """What a question asks for: every word, each in any of its forms.

    ``свар*`` is any word that begins so; it comes back as it is, lower case, with its asterisk.
    """
    found = [
        tuple(f"{form}*" for form in _distinct([_fold(word)])) if beginning else lemmas_of(word)
        for word, beginning in _ASKED.findall(question)
    ]
    return [forms for forms in found if forms]


@lru_cache(maxsize=100_000)
def lemmas_of(word: str) -> tuple[str, ...]:
    """The dictionary forms of one word: lower case, е for ё, no apostrophes."""
    norm = _fold(word)
    if len(norm) > _LONGEST:
        return _distinct([norm])
    if not _CYRILLIC.search(norm):
        return _distinct([_english(norm)])
    languages = [lang for lang in ("ru", "uk") if analyzer(lang).word_is_known(norm)]
    if languages:
        return _distinct([lemma for lang in languages for lemma in _readings(norm, lang)])
    # guesses of two forms may differ, so the form itself is kept beside them
    return _distinct([norm, *_readings(norm, "uk" if _UKRAINIAN.search(norm) else "ru")])


def _fold(word: str) -> str:
    from parser.normalizing import fold  # noqa: PLC0415  imports spaCy, which only words need

    return fold(word)


def _readings(norm: str, lang: str) -> list[str]:
    return [_fold(parse.normal_form) for parse in readings(norm, lang)]


def _distinct(forms: list[str]) -> tuple[str, ...]:
    """Each form once, of letters and digits alone."""
    return tuple(dict.fromkeys(plain for form in forms if (plain := _SIGNS.sub("", form))))


def _english(norm: str) -> str:
    if len(norm) < 4:
        return norm
    if norm.endswith("ies"):
        return norm[:-3] + "y"
    if norm.endswith("men"):
        return norm[:-3] + "man"
    return _ENGLISH_PLURAL.sub("", norm)
