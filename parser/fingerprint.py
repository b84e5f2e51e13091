"""A post's text reduced to what makes it the same again: contacts and emoji masked, case folded."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache

from parser.days import days
from parser.lexicon.rows import bundled
from parser.masking import HANDLE, LINK, PHONE, mask
from parser.normalizing import fold
from parser.sketch import Sketch, sketch

_CONTACTS = re.compile(f"[{LINK}{HANDLE}{PHONE}]+")
_NOT_TEXT = re.compile(r"[^\w\s!-/:-@\[-`{-~«»–—…№•₽€°\ue000]+")
_BLANK = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``text_key`` is 32 hex digits, equal for texts that are equal but for contacts, emoji, case and blanks.

    A ``fleeting`` post says little or speaks of tomorrow: equal texts of that kind need not be one post.
    ``sketch`` and ``days`` (see the modules of these names) are worked out when they are asked for: only
    requests need them.
    """

    text_key: str
    fleeting: bool
    plain: str

    @property
    def sketch(self) -> Sketch:
        """The signature of the text."""
        return sketch(self.plain)

    @property
    def days(self) -> str:
        """The days of the calendar that it names."""
        return days(self.plain)


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of one post's text; needs no pipeline."""
    masked = _CONTACTS.sub(LINK, mask(text))
    plain = _BLANK.sub(" ", _NOT_TEXT.sub(" ", masked)).strip().lower().replace("ё", "е")
    key = hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=16).hexdigest()
    letters = sum(1 for _ in _LETTER.finditer(plain)) - plain.count(LINK)
    return Fingerprint(key, letters < _SHORT or bool(_fleeting().search(plain)), plain)


@cache
def _fleeting() -> re.Pattern[str]:
    """Words for days counted from now, and ``к 9``."""
    words = sorted({fold(row["word"]) for row in bundled("relative.csv")}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b|\bк \d{{1,2}}\b")
