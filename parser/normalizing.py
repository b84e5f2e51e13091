"""The normalised form of a word: what spaCy keeps as the lexeme's NORM and all lexicon matching looks at.

Lower case, ё to е, Latin look-alikes inside Cyrillic words folded, invisible characters dropped, dashes
and quotes made one, one-edit repair of words that neither the dictionary nor the lexicon knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from spacy.strings import hash_string  # type: ignore[attr-defined]

_INVISIBLE = re.compile("[\u0300-\u0305\u0307\u0309-\u036f\u00ad\u200b-\u200f\u2060\ufeff\ufe0f\u20e3]")
_CYRILLIC = re.compile("[а-яіїєґў]")
_LATIN = re.compile("[a-z]")
_LOOK_ALIKES = str.maketrans("aeopcyxkmhtbrui", "аеорсухкмнтвгиі")
_DASHES = "-–—−‐‑‒―"
_ONE = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys('«»“”„"', '"'),
    **dict.fromkeys("×✕✖", "×"),
    **dict.fromkeys("₽®", "₽"),
    **dict.fromkeys("~≈≃∼", "~"),
}
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_REPAIRABLE = 6
_KEPT = 10_000


def fold(word: str) -> str:
    """The normalised form without repair; a pure function of the word."""
    one = _ONE.get(word)
    if one is not None:
        return one
    if word.isascii():
        return word.strip(" ").lower() if not word.isspace() else _space(word)
    word = unicodedata.normalize("NFC", word.strip(" ")).lower()
    word = _INVISIBLE.sub("", word)
    if word.isspace() or not word:
        return _space(word)
    if _CYRILLIC.search(word):
        word = word.replace("ё", "е").replace("’", "'").replace("ʼ", "'").replace("ґ", "г")
        if _LATIN.search(word):
            word = word.translate(_LOOK_ALIKES)
        return word
    return _ONE.get(word, unicodedata.normalize("NFKC", word).lower())


def _space(word: str) -> str:
    return "\n\n" if word.count("\n") > 1 else "\n" if "\n" in word else " "


class Normalizer:
    """Callable as a lexeme attribute getter; repairs towards ``words``, the lexicon's own forms.

    A word is repaired only if it has six letters or more, is in neither dictionary, starts as the right one
    does and has exactly one lexicon form at one edit (a letter lost, added, changed or two swapped).
    """

    def __init__(self, words: frozenset[str] = frozenset(), names: frozenset[int] = frozenset()) -> None:
        """Take the lexicon's forms that are worth repairing towards, and hashes of names to leave alone."""
        self.words = words
        self._repaired: dict[str, str] = {}
        self.names = names

    def __call__(self, word: str) -> str:
        """Normalise one token's text."""
        norm = fold(word)
        if len(norm) < _REPAIRABLE or not self.words or norm in self.words or not _CYRILLIC.match(norm):
            return norm
        if norm not in self._repaired:
            if len(self._repaired) > _KEPT:
                self._repaired.clear()
            self._repaired[norm] = self._repair(norm)
        return self._repaired[norm]

    def _repair(self, norm: str) -> str:
        if len(norm) > 24 or hash_string(norm) in self.names or self._dictionary.word_is_known(norm):
            return norm
        found = {edit for edit in _edits(norm) if edit in self.words}
        return found.pop() if len(found) == 1 else norm

    @cached_property
    def _dictionary(self) -> Any:
        import pymorphy3  # noqa: PLC0415  a tenth of a second that most short runs never need

        return pymorphy3.MorphAnalyzer(lang="ru")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle without the dictionary."""
        return (Normalizer, (self.words, self.names))


def _edits(word: str) -> Iterator[str]:
    """All words at one edit after the first letter."""
    for i in range(1, len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail:
            yield head + tail[1:]
            for letter in _LETTERS:
                yield head + letter + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
