"""``python -m tools.data_card [--write]``: measure the tables of the data set's card, dataset/README.md.

A table stands between ``<!-- name -->`` and ``<!-- /name -->``; ``--write`` renews them, and all are printed.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import parser
from dataset.baselines import answers
from dataset.score import MEASURES, Post, Scores, bounds, interval, load, matched, scored, whole
from parser.pipeline import Parser
from tools.marked import put
from tools.scoring.page import table

DATASET = Path(__file__).resolve().parent.parent / "dataset"
CARD = DATASET / "README.md"
POSTS = DATASET / "posts"
PARTS = ("tune", "learn", "test")
MEANT = {
    "always_no": "always no",
    "always_yes": "always yes, nobody named",
    "keywords": "a word that asks",
    "first_number": "known role words and the number beside each",
}


def composition() -> str:
    """What each part holds."""
    parts = {part: load(POSTS / part) for part in PARTS}
    rows: dict[str, Callable[[Sequence[Post]], object]] = {
        "posts": len,
        "families": lambda posts: len({post["trait"] for post in posts}),
        "characters a post: median, longest": _lengths,
        "posts that ask for people": lambda posts: sum(post["is_request"] for post in posts),
        "of them closed in their own text": lambda posts: sum("closed" in post for post in posts),
        "requests (a role each)": lambda posts: len(_requests(posts)),
        "with an exact number": lambda posts: _kinds(posts)["exact"],
        "with a range": lambda posts: _kinds(posts)["range"],
        "with one bound only": lambda posts: _kinds(posts)["open"],
        "with no number": lambda posts: _kinds(posts)["none"],
        "totals over several roles": lambda posts: sum("total" in post for post in posts),
        "headcounts: median, largest": _sizes,
        "requests with an ISCO-08 code": lambda posts: sum(bool(r["isco08"]) for r in _requests(posts)),
        "different codes": lambda posts: len({r["isco08"] for r in _requests(posts)} - {None}),
        "posts that ask and name a place": lambda posts: sum(bool(post["regions"]) for post in posts),
        "different regions and countries": lambda posts: len(_isos(posts)),
        "posts that name origins": lambda posts: sum(bool(post["origins"]) for post in posts),
    }
    cells = [(told, *(str(found(parts[part])) for part in PARTS)) for told, found in rows.items()]
    return table(("", *PARTS), cells)


def _requests(posts: Iterable[Post]) -> list[Post]:
    return [request for post in posts for request in post["requests"]]


def _isos(posts: Iterable[Post]) -> set[str]:
    return {region["iso"] for post in posts for region in post["regions"]}


def _kinds(posts: Iterable[Post]) -> Counter[str]:
    """How many requests have an exact number, a range, one bound, none."""
    found: Counter[str] = Counter()
    for low, high in map(bounds, _requests(posts)):
        if low is None and high is None:
            found["none"] += 1
        else:
            found["open" if low is None or high is None else "exact" if low == high else "range"] += 1
    return found


def _lengths(posts: Iterable[Post]) -> str:
    lengths = [len(post["text"]) for post in posts]
    return f"{statistics.median_low(lengths)}, {max(lengths)}"


def _sizes(posts: Iterable[Post]) -> str:
    items = [*_requests(posts), *(post["total"] for post in posts if "total" in post)]
    sizes = [bound for low, high in map(bounds, items) if (bound := high if low is None else low) is not None]
    return f"{statistics.median_low(sizes)}, {max(sizes):,}"


def scores(reader: Parser) -> str:
    """Baselines and headcount on the test part."""
    posts = load(POSTS / "test")
    rows = [measured(told, posts, answers(name, posts)) for name, told in MEANT.items()]
    readings = ({"id": post["id"], **reader.read(post["text"]).to_dict()} for post in posts)
    rows.append(measured(f"headcount {reader.version}", posts, readings))
    made = f"Measured {datetime.now(UTC):%Y-%m-%d}, headcount with lexicon `{reader.lexicon_hash}`."
    return f"{table(('program', *MEASURES), rows)}\n\n{made}"


def measured(told: str, posts: list[dict[str, Any]], made: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """A row: F1 of each measure, and where 95 % of draws lie."""
    pairs = matched(posts, [whole(answer) for answer in made])
    found, each = scored(pairs), [scored([pair]) for pair in pairs]
    cells = []
    for name in MEASURES.values():
        tally = getattr(found, name)
        cells.append(f"{tally.f1:.3f} {_drawn(each, name)}" if tally.given else "0")
    return (told, *cells)


def _drawn(each: list[Scores], name: str) -> str:
    low, high = interval(each, name)
    return f"({low:.2f}-{high:.2f})"


def agreement() -> str:
    """The second labelling against the first."""
    pairs = matched(load(POSTS / "tune"), load(DATASET / "second.jsonl"), answered=True)
    found = scored(pairs)
    rows: list[tuple[str, ...]] = []
    for told, name in MEASURES.items():
        tally = getattr(found, name)
        drawn = _drawn([scored([pair]) for pair in pairs], name)
        rows.append((told, f"{tally.f1:.2f} {drawn}", f"{tally.right} of {tally.wanted}"))
    for digits, tally in found.codes.items():
        rows.append((f"ISCO-08, {digits} digits", f"{tally.recall:.2f}", f"{tally.right} of {tally.wanted}"))
    return table((f"{found.posts} posts", "agreement", "the same"), rows)


def tables() -> Iterator[tuple[str, str]]:
    """Every table by its name."""
    yield "composition", composition()
    yield "scores", scores(parser.load())
    yield "agreement", agreement()


def main() -> None:
    """Measure, print or keep."""
    options = argparse.ArgumentParser(prog="data_card", description="Measure the tables of the data card.")
    options.add_argument("--write", action="store_true", help="renew them in dataset/README.md")
    given = options.parse_args()
    text = CARD.read_text(encoding="utf-8")
    for name, made in tables():
        print(made, end="\n\n")
        text = put(text, name, made)
    if given.write:
        CARD.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
