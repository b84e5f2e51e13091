"""Feed the parser mutated posts and endless repeats: no crash, true spans, time in proportion to length.

usage: torment.py [--texts N] [--seed N] [--longest CHARACTERS]. Exit 1 with one line a fault.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import parser
from parser.pipeline import Parser

GOLD = Path(__file__).resolve().parent.parent / "dataset" / "posts"
SLOWER = 4.0  # a character of the longest text may cost so many times one of the shortest,
FREE = 0.5  # which counts as so many microseconds at least
ODD = [
    "\x00", "\x07", "\x1b[31m", "\x85", "\xa0", "\xad", "\u200b", "\u200f", "\u202e", "\u2066",
    "\u2028", "\ufeff", "\ud800", "\udfff", "\U0001f525", "👨‍👩‍👧", "5️⃣", "é", "e\u0301", "ё",
    "е\u0308", "ß", "İ", "ǆ", "ﬁ", "²", "½", "٣", "Ⅷ", "\ue000", "\ue001", "\U0010ffff", "\r\n",
    "\n\n\n", "\t", "99999999999999999999", "1e999", "0/0", "@", "://", "t.me/", "+7", "№", "—", "(",
    ")))", '"', "\\ud83d",
]  # fmt: skip
UNITS = [
    "а", "5", "5 ", "0", ".", ",", " ", "\n", "\n5", "/", "5/", "-", "5-", "(", "@", "a.", "a@a.",
    "+7 900 ", "[id1|", "https://", "www.", "тыс ", "двадцать ", "и ", "или ", "по ", "на ", "от ",
    "до ", "ещё ", "человек ", "5 человек ", "5 человек, ", "сварщик ", "сварщик, ", "сварщик\n",
    "сварщик 5\n", "сварщики - 5\n", "Нужны сварщики. ", "нужен ", "требуется ", "Тверь ", "Тверь, ",
    "Тверь\n", "Тверь - 5\n", "Кировск, ", "из КНДР ", "узбеки, ", "ул. ", "3000/8 ", "5000 руб ",
    "с 9 до 18 ", "2/2 ", "бригада ", "закрыто ", "сварщик 3 - набрали\n", "продам ", "щик",
    "каменьщиг ", "😀", "5️⃣", "\u200b", "\u202e", "\ud800", "\u0301", "А", "Аа", "a", "сa", "ў", "ї",
    "漢", "#", "нужны 2 сварщика в Тверь, ", "Требуются: сварщики 5 человек, г. Тверь, 3000 руб\n",
    "разгрузить ", "вышли ", "столько же ", "швей 5 столько же, ", "~~5 чел~~ ", "сварщик 5 токарь 4 ",
    "осталось 5\n", "двое ", "двоих, ", "на каждую ", "2 секции, на каждую 5 маляров, ", "мешки, ",
    "под Тверью ", "звено из пяти ", "помощник + ", "\t", "5\t", "сварщик | 5 | 3\n", "надо | есть\n",
    "а) 5 ", "а) сварщик ", "остальные ", "из них 5 заняты ", "план 5 факт 3 ", "надо/есть 5/3 ", "...", "«",
    "«нужны 5 ", "сварщик 5р\n", "сварщик 5р ",
    "Возраст: 44\n", "на вакансию ", "команда 5 человек (", "сварщик 5 70000\n", "туда 5 ",
]  # fmt: skip


def sources() -> list[str]:
    """The gold set's texts."""
    return [
        json.loads(line)["text"]
        for path in sorted(GOLD.glob("*/*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _insert(text: str, chance: random.Random, _pool: list[str]) -> str:
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(ODD) + text[at:]
    return text


def _cut(text: str, chance: random.Random, _pool: list[str]) -> str:
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    return text[start:end]


def _splice(text: str, chance: random.Random, pool: list[str]) -> str:
    other = chance.choice(pool)
    return text[: chance.randint(0, len(text))] + other[chance.randint(0, len(other)) :]


def _repeat(text: str, chance: random.Random, _pool: list[str]) -> str:
    piece = _cut(text, chance, [])[:40]
    return text + piece * chance.randint(2, 30)


def _shuffle(text: str, chance: random.Random, _pool: list[str]) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def _swap_case(text: str, chance: random.Random, _pool: list[str]) -> str:
    return "".join(char.swapcase() if chance.random() < 0.3 else char for char in text)


def _glue(text: str, chance: random.Random, _pool: list[str]) -> str:
    return "".join(char for char in text if char not in " \n" or chance.random() < 0.6)


def _noise(text: str, chance: random.Random, _pool: list[str]) -> str:
    return "".join(chr(chance.randrange(0x110000)) if chance.random() < 0.05 else char for char in text)


def _figures(text: str, chance: random.Random, _pool: list[str]) -> str:
    return "".join(chance.choice("0123456789²٣") if char.isdigit() else char for char in text)


MUTATIONS: list[Callable[[str, random.Random, list[str]], str]] = [
    _insert, _cut, _splice, _repeat, _shuffle, _swap_case, _glue, _noise, _figures,
]  # fmt: skip


def mutated(count: int, seed: int) -> Iterator[str]:
    """So many texts, each a gold post changed one to four times."""
    chance, pool = random.Random(seed), sources()  # noqa: S311  a repeatable choice, no secret
    for _ in range(count):
        text = chance.choice(pool)
        for _ in range(chance.randint(1, 4)):
            text = chance.choice(MUTATIONS)(text, chance, pool)
        yield text


def misquoted(text: str, made: dict[str, Any]) -> Iterator[str]:
    """What a reading's spans do not quote."""
    values = [*made["regions"], *made["origins"], *made["pay"], *made["hours"]]
    values += [made["total"]] if "total" in made else []
    quotes = [(value["text"], value["span"]) for value in values]
    quotes += [(r[f"{of}_text"], r[f"{of}_span"]) for r in made["requests"] for of in ("role", "headcount")]
    for quote, span in quotes:
        if span is not None and text[span[0] : span[1]] != quote:
            yield f"{quote!r} is not at {span}"


def torment(reader: Parser, texts: Iterator[str]) -> Iterator[str]:
    """One line a fault."""
    for text in texts:
        try:
            made = next(reader.pipe([text])).to_dict()
            json.dumps(made)
        except Exception as error:  # noqa: BLE001  whatever it is, it is to be shown
            yield f"{error!r}: {text!r}"
            continue
        yield from (f"{fault}: {text!r}" for fault in misquoted(text, made))


def slow(reader: Parser, longest: int) -> Iterator[str]:
    """Units whose repeats cost more a character the longer the text is."""
    for unit in UNITS:
        costs = []
        for length in (longest // 100, longest // 10, longest):
            text = f"Нужны 5 сварщиков {unit * (length // len(unit))}"
            if length < longest:
                reader.read(text)  # warm
            start = time.perf_counter()
            reader.read(text)
            costs.append((time.perf_counter() - start) / len(text) * 1e6)
        told = f"{unit!r}: {', '.join(f'{cost:.2f}' for cost in costs)} us a character"
        print(told, flush=True)
        if costs[-1] > SLOWER * max(costs[0], FREE):
            yield told


def main() -> int:
    """Print the faults."""
    options = argparse.ArgumentParser()
    options.add_argument("--texts", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--longest", type=int, default=1_000_000)
    given = options.parse_args()
    reader = parser.load()
    faults = list(slow(reader, given.longest)) if given.longest else []
    faults += torment(reader, mutated(given.texts, given.seed))
    for fault in faults:
        print(fault[:1000].encode("utf-8", "backslashreplace").decode(), file=sys.stderr)
    print(f"{given.texts:,} texts, {len(UNITS)} units, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
