"""Posts to measure with: the project's own gold and demo texts, with names, figures and contacts changed."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Any

from pymorphy3 import MorphAnalyzer

ROOT = Path(__file__).resolve().parent.parent
_FIGURE = re.compile(r"\d+")
_NEW = 0.35  # so many new words for each of a post's own


@cache
def sources() -> tuple[tuple[str, bool], ...]:
    """The texts of the gold set and whether each is a request."""
    return tuple(
        (post["text"], post["is_request"])
        for path in sorted((ROOT / "dataset" / "posts").glob("*/*.jsonl"))
        for post in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    )


@cache
def demo() -> tuple[str, ...]:
    """The texts of the demo's channels."""
    return tuple(
        text
        for path in sorted((ROOT / "headcount" / "demo").glob("*.json"))
        for message in json.loads(path.read_text(encoding="utf-8"))["messages"]
        if (text := _flat(message.get("text", "")))
    )


def _flat(text: Any) -> str:
    if isinstance(text, str):
        return text
    return "".join(piece if isinstance(piece, str) else piece["text"] for piece in text)


@cache
def dictionary() -> tuple[str, ...]:
    """Some 40,000 forms of the Russian dictionary, so that new words hardly ever end."""
    words = MorphAnalyzer(lang="ru").dictionary.words
    starts = map("".join, product("абвгдежзиклмнопрстуфхцчшщэюя", repeat=2))
    return tuple(form for start in starts for form in islice(words.iterkeys(start), 100))


def realistic(count: int, *, requests: float | None = None, seed: int = 7) -> list[str]:
    """``count`` posts, no two alike; ``requests`` is the share of them that ask for people.

    Without ``requests`` the mix is that of the gold set and the demo. Figures are drawn anew at the same
    length, and a line of words from the dictionary is added, since a real post has words that none before it
    had: of 1,500 real ones a third of all words are not among the first 10,000 different ones; so it is here.
    """
    chance = random.Random(seed)  # noqa: S311  a repeatable choice, no secret
    wanted = [text for text, is_request in sources() if is_request]
    others = [text for text, is_request in sources() if not is_request]
    every = [*wanted, *others, *demo()]
    made = []
    for _ in range(count):
        pool = every if requests is None else wanted if chance.random() < requests else others
        made.append(_varied(chance.choice(pool), chance))
    return made


def _varied(text: str, chance: random.Random) -> str:
    text = _FIGURE.sub(lambda figure: _drawn(figure[0], chance), text)
    added = chance.choices(dictionary(), k=int(_NEW * text.count(" ")))
    return f"{text}\n{' '.join(added)}" if added else text


def _drawn(figure: str, chance: random.Random) -> str:
    first = chance.choice("123456789") if figure[0] != "0" else "0"
    return first + "".join(chance.choice("0123456789") for _ in figure[1:])
