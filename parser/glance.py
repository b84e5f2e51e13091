"""A first look at a masked text: whether it can be a request at all, from its words alone.

A post is a request if what speaks for it outweighs what speaks against it (``parser.deciding``). Each word of
the lexicon brings at most so much; where all that a post's words may bring falls short, no more need be read.
The look may let a post pass in vain, and never turns away what the pipeline would take for a request.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from parser import wording
from parser.classes import LETTERS, shape
from parser.deciding import BASE, CAPS
from parser.lexicon.inviting import ANY, BITS
from parser.tokenizing import LOWER, UPPER

_WORDS = re.compile(
    rf"[{UPPER}]+[{LOWER}]*(?:['’ʼ][а-яіїєґ]+)?|[{LOWER}]+(?:['’ʼ][а-яіїєґ]+)?|[^\W\d_]+"
).findall
_DIGIT = re.compile(r"\d").search
_PAY_SIGN = re.compile(r"[$€₽®]|\d[^\w\n]*\.").search
_OPENING_NUMBER = re.compile(r"^[^\w\n]*\d", re.MULTILINE).search
_CACHED_WORDS = 100_000
_AGENT = LETTERS["agent"]
# The most that features of ``deciding`` add, by what they cannot do without.
_ROLES, _TITLE, _ACTIVITY, _PERSON, _PLACE, _PAY, _CARD = 1.6, 1.5, 0.8, 1.6, 0.8, 0.9, 3.0
_OVER_TOWN = 1.5
_PEOPLE_NEEDED, _COUNTED, _SOON, _PERSON_FOR = 2.2, 2.0 + 0.8 + 0.5, 0.6, 1.8
_ASKS = BITS["need"] | BITS["seek"] | BITS["hire"]
_NEED = _ASKS | BITS["needinf"]
_NUMBER = BITS["digit"] | BITS["numword"]
_COUNTABLE = _NEED | BITS["role"] | BITS["act"] | BITS["people"] | BITS["counted"]
_HEAVIEST = 3.0
_SPEAKING = [(BITS[verdict], cap) for verdict, cap in CAPS.items() if cap > 0]
_SLACK = 0.05


def most(bits: int, caps: Iterable[tuple[int, float]], *, titled: bool) -> float:
    """The most that a post with these bits can weigh; ``titled``: a role may open it."""

    def has(name: str) -> bool:
        return bool(bits & BITS[name])

    weight = BASE + sum(cap for bit, cap in caps if bits & bit)
    if has("role"):
        weight += _ROLES + _TITLE * titled + _PEOPLE_NEEDED * (bool(bits & _NEED) or has("task"))
        weight += _OVER_TOWN * has("place")
    else:
        weight += _ACTIVITY * has("act") + _PERSON * bool(bits & _ASKS)
        weight += _PEOPLE_NEEDED * (bool(bits & _NEED) and has("people")) + _PERSON_FOR * has("people")
    if has("numword") or (has("digit") and bits & _COUNTABLE):
        weight += _COUNTED + _SOON * has("soon")
    return weight + _PAY * bool(bits & _NUMBER) + _CARD * has("card") + _PLACE * has("place")


class Glance:
    """Callable: True if a masked text cannot be a request. Keeps what it learns of words, up to a bound."""

    def __init__(
        self,
        invitations: Mapping[str, int],
        weights: Mapping[str, float],
        normalize: Callable[[str], str],
    ) -> None:
        """Take bits of normalised words and verdicts' heaviest phrases, from ``parser.lexicon.inviting``."""
        self.words = _Words(invitations, normalize)
        self.always = invitations.get(ANY, 0)
        self.heaviest = [
            (BITS[verdict], cap, weights.get(verdict, _HEAVIEST)) for verdict, cap in CAPS.items() if cap > 0
        ]
        self.bounds: dict[int, float] = {}
        self.normalize = normalize
        self.stems: dict[str, str] = {}

    def __call__(self, text: str) -> bool:
        """Look at one masked text."""
        words = _WORDS(text)
        brought = list(map(self.words.__getitem__, words))
        bits = self.always
        for found in set(brought):
            bits |= found
        if _DIGIT(text):
            bits |= BITS["digit"]
            if "+" in text or (bits & BITS["soon"] and _OPENING_NUMBER(text)):
                bits |= BITS["counted"]
        if bits & _NUMBER and "\n" in text and (bits & BITS["money"] or _PAY_SIGN(text)):
            bits |= BITS["card"]
        bound = self.bounds.get(bits)
        if bound is None:
            bound = self.bounds[bits] = most(bits, _SPEAKING, titled=True) + _SLACK
        if bound + wording.MOST < 0:
            return True
        bound = min(bound, self._on_second_thought(bits, brought))
        if bound + wording.MOST < 0:
            return True
        told = bits & BITS["closed"] or ("\n" in text and bits & BITS["role"])
        least = wording.LEAST_TOLD if told else wording.LEAST
        return bound + least < 0 and bound + max(least, self._wording(words)) < 0

    def _on_second_thought(self, bits: int, brought: list[int]) -> float:
        """The bound where words that bring something are few, or no role opens the post."""
        caps = [
            # a word may be in two phrases, one that it ends and one that it begins
            (bit, min(cap, 2 * heaviest * sum(1 for found in brought if found & bit)))
            for bit, cap, heaviest in self.heaviest
            if bits & bit
        ]
        titled = bool(brought and (brought[0] | self.always) & BITS["opens"])
        return most(bits, caps, titled=titled) + _SLACK

    def _wording(self, words: list[str]) -> float:
        """What the words weigh by themselves, as of the whole pipeline."""
        stems = self.stems
        for word in set(words).difference(stems):
            stems[word] = wording.stem(self.normalize(word))
        found = wording.weight(map(stems.__getitem__, words))
        if len(stems) > _CACHED_WORDS:
            stems.clear()
        return found


class _Words(dict[str, int]):
    """A word as it is written to what it may bring."""

    def __init__(self, invitations: Mapping[str, int], normalize: Callable[[str], str]) -> None:
        super().__init__()
        self.invitations, self.normalize = invitations, normalize

    def __missing__(self, word: str) -> int:
        norm = self.normalize(word)
        bits = self.invitations.get(norm, 0)
        if shape(norm) == _AGENT:
            bits |= BITS["role"] | BITS["opens"]
        if len(self) < _CACHED_WORDS:
            self[word] = bits
        return bits
