"""Simple programs to compare with; needs Python 3.11 and nothing else.

usage: python baselines.py NAME FILE|FOLDER > predictions.jsonl

always_no     nobody is ever asked for
always_yes    people are asked for in every post, nobody knows whom
keywords      people are asked for where a post has one of a few words such as "нужен" or "требуются"
first_number  roles and places that are words of the tuning labels; a role's headcount is the number right
              before it or else the first one after it on its line; a post is a request if it has an asking
              word and a role, or a role with a number
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

TUNE = Path(__file__).resolve().parent / "posts" / "tune"
STEM = 6  # two words are one if so many first letters are: Russian endings differ by case
ASKS = re.compile(
    r"\b(?:нуж(?:ен|на|ны|но)|треб(?:уе|ую)тся|ищ(?:у|ем|ет)|набира(?:ем|ю|ет)|приглаша(?:ем|ет)|вакан\w+"
    r"|потр[іе]б(?:ен|на|ні|но)|шука(?:ю|ємо)|hiring|wanted|needed|looking for)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{4,}")
BEFORE = re.compile(r"(\d{1,5})(?:\s*[-–—]\s*(\d{1,5}))?\s*(?:чел\w*\.?)?\s*$")
AFTER = re.compile(r"^[^\n\d]{0,12}?(\d{1,5})(?:\s*[-–—]\s*(\d{1,5}))?(?!\d|\s*(?:000|руб|р\b|₽|тыс))")
Answer = dict[str, Any]


def always_no(_text: str) -> Answer:
    """Nobody is asked for."""
    return {"is_request": False, "requests": [], "regions": []}


def always_yes(_text: str) -> Answer:
    """People are asked for."""
    return {"is_request": True, "requests": [], "regions": []}


def keywords(text: str) -> Answer:
    """People are asked for where a word says so."""
    return {"is_request": bool(ASKS.search(text)), "requests": [], "regions": []}


def first_number(text: str) -> Answer:
    """Roles and places known from the tuning part, and the number beside each role."""
    roles, places = known()
    requests = []
    for word in WORD.finditer(text):
        if stem(word[0]) in roles:
            low, high = beside(text, word.start(), word.end())
            requests.append({"role_text": word[0], "headcount_min": low, "headcount_max": high})
    counted = any(request["headcount_min"] for request in requests)
    if not requests or not (counted or ASKS.search(text)):
        return always_no(text)
    isos = {places[stem(word)] for word in WORD.findall(text) if stem(word) in places}
    return {"is_request": True, "requests": requests, "regions": [{"iso": iso} for iso in sorted(isos)]}


def beside(text: str, start: int, end: int) -> tuple[int | None, int | None]:
    """The number or range right before a role, or else the first one after it."""
    found = BEFORE.search(text[max(0, start - 30) : start]) or AFTER.search(text[end : end + 40])
    if not found:
        return None, None
    low = int(found[1])
    return low, int(found[2] or low)


def stem(word: str) -> str:
    """What words of one kind have in common, roughly."""
    return word.lower()[:STEM]


@cache
def known() -> tuple[frozenset[str], dict[str, str]]:
    """Stems of role words, and of place words with their region, in the tuning labels."""
    roles: set[str] = set()
    places: dict[str, str] = {}
    for post in posts(TUNE):
        for request in post["requests"]:
            roles |= {stem(word) for word in WORD.findall(request["role_text"])}
        for region in post["regions"]:
            places |= {stem(word): region["iso"] for word in WORD.findall(region["text"])}
    return frozenset(roles), places


def posts(path: Path) -> Iterator[Answer]:
    """The objects of a JSON Lines file, or of all such files of a folder."""
    for file in sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]:
        yield from map(json.loads, filter(str.strip, file.read_text(encoding="utf-8").split("\n")))


BASELINES: dict[str, Callable[[str], Answer]] = {
    program.__name__: program for program in (always_no, always_yes, keywords, first_number)
}


def answers(name: str, labelled: Iterable[Answer]) -> Iterator[Answer]:
    """A baseline's answers to posts, of which it sees the text alone."""
    for post in labelled:
        yield {"id": post["id"], **BASELINES[name](post["text"])}


def main() -> None:
    """Print the answers."""
    options = argparse.ArgumentParser(prog="baselines.py", description="Print a simple program's answers.")
    options.add_argument("name", choices=BASELINES)
    options.add_argument("posts", type=Path, help="a file of posts, or a folder of files")
    given = options.parse_args()
    for answer in answers(given.name, posts(given.posts)):
        print(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
