"""Posts to measure with: the project's own gold and demo texts, with names, figures and contacts changed."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_FIGURE = re.compile(r"\d+")
_WORD = re.compile(r"[а-яё]{5,}")
_RENAMED = 0.02


@cache
def sources() -> tuple[tuple[str, bool], ...]:
    """The texts of the gold set and whether each is a request."""
    return tuple(
        (post["text"], post["is_request"])
        for path in sorted((ROOT / "tests" / "parser" / "gold").glob("*/*.jsonl"))
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


def realistic(count: int, *, requests: float | None = None, seed: int = 7) -> list[str]:
    """``count`` posts, no two alike; ``requests`` is the share of them that ask for people.

    Without ``requests`` the mix is that of the gold set and the demo. Figures are drawn anew at the same
    length and one word in fifty is made a word never seen, as names and misspellings are.
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
    return _WORD.sub(lambda word: _renamed(word[0], chance), text)


def _drawn(figure: str, chance: random.Random) -> str:
    first = chance.choice("123456789") if figure[0] != "0" else "0"
    return first + "".join(chance.choice("0123456789") for _ in figure[1:])


def _renamed(word: str, chance: random.Random) -> str:
    if chance.random() > _RENAMED:
        return word
    return "".join(chance.choice("аоеиунтрслвкм") for _ in word)
