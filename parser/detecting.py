"""The language of a post, from its letters and a list of common words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

PARSED = ("ru", "uk", "en")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
_CYRILLIC = re.compile("[А-яЁёІіЇїЄєҐґЎў]")
_LATIN = re.compile("[A-Za-zÀ-žȘ-ț]+")
_RUSSIAN_ONLY = re.compile("[ёъыэЁЪЫЭ]")
_UKRAINIAN_ONLY = re.compile("[іїєґІЇЄҐ]")
_BELARUSIAN_ONLY = re.compile("[ўЎ]")
# Scripts that one language owns, by a letter range; Cyrillic letters beyond Russian ones name theirs.
_SCRIPTS = (
    ("kk", "[ғқңұһәҒҚҢҰҺӘ]"),
    ("tg", "[ҷӣӯҳҶӢӮ]"),
    ("uz", "[ўғқҳ]"),
    ("ky", "[ңөүҢӨҮ]"),
    ("sr", "[ђјљњћџ]"),
    ("ko", "[가-힣ㄱ-ㆎ]"),
    ("ja", "[ぁ-ヿ]"),
    ("zh", "[一-鿿]"),
    ("ar", "[ء-ي]"),
    ("he", "[א-ת]"),
    ("hy", "[Ա-և]"),
    ("ka", "[ა-ჿ]"),
    ("hi", "[ऀ-ॿ]"),
    ("bn", "[ঀ-৿]"),
    ("th", "[ก-๛]"),
    ("el", "[α-ωΑ-Ω]"),
)
_OTHER = [(lang, re.compile(letters)) for lang, letters in _SCRIPTS]
_EXTRA = re.compile(
    "[^\x00-\u045f\u0490\u0491\u2000-\u2bff\ue000-\uf8ff\ufe0e\ufe0f\U00010000-\U0010ffff]|"
    "[\u0452\u0458-\u045a\u045b\u045f]"
)


def detect(text: str, words: Mapping[str, list[str]]) -> str:
    """ISO 639-1 code of a masked post; ``und`` where there is too little to tell.

    ``words`` maps a common word to the languages that have it.
    """
    # the high byte of each UTF-16 unit: 4 is the Cyrillic block
    cyrillic = text.encode("utf-16-le", "surrogatepass")[1::2].count(4)
    latin = 0 if cyrillic > len(text) // 2 else sum(map(len, _LATIN.findall(text)))
    if _EXTRA.search(text):
        cyrillic = len(_CYRILLIC.findall(text))
        best, most = "", max(cyrillic, latin) // 12
        for lang, pattern in _OTHER:
            found = len(pattern.findall(text))
            if lang not in ("kk", "tg", "uz", "ky", "sr"):
                found *= 2
            if found > most:
                best, most = lang, found
        if best:
            return best
    if cyrillic >= latin and cyrillic > 0:
        if not _UKRAINIAN_ONLY.search(text) and not _BELARUSIAN_ONLY.search(text):
            return _by_words(text, words, "ru") if cyrillic < 400 and not _RUSSIAN_ONLY.search(text) else "ru"
        ukrainian = len(_UKRAINIAN_ONLY.findall(text))
        if len(_BELARUSIAN_ONLY.findall(text)) > ukrainian // 4:
            return "be"
        return "uk" if ukrainian > len(_RUSSIAN_ONLY.findall(text)) else "ru"
    if latin:
        return _by_words(text, words, "und")
    return "und"


def _by_words(text: str, words: Mapping[str, list[str]], default: str) -> str:
    votes: Counter[str] = Counter()
    for word in _WORD.findall(text.lower()):
        for lang in words.get(word, ()):
            votes[lang] += 1
    if not votes:
        return "ru" if default == "ru" else "en" if text.isascii() else default
    best, most = votes.most_common(1)[0]
    if text.isascii() and votes["en"] + 1 >= most:
        return "en"
    return default if default == "ru" and (most < 2 or votes["ru"] >= most) else best
