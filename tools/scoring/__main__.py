"""``python -m tools.scoring [--gold FOLDER|FILE] [--write]``: score the gold set, and keep the figures.

A file is scored by itself, such as ``headcount export corrections`` writes: what reviewers said is gold too.
``--write`` renews docs/accuracy.md and reports/data/accuracy.json, which the report's method note quotes.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import parser
from dataset.score import Scores
from parser.pipeline import Parser
from tools.scoring.page import page
from tools.scoring.rules import Judged, judged

ROOT = Path(__file__).resolve().parent.parent.parent
GOLD = ROOT / "dataset" / "posts"
PARTS = ("tune", "learn", "test")


def read(path: Path) -> list[dict[str, Any]]:
    """The labelled posts of one file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def measure(reader: Parser, gold: Path) -> tuple[Scores, dict[str, Scores], list[Judged]]:
    """Scores of a part or a file, of each of its families, and every value judged."""
    whole = Scores()
    families: dict[str, Scores] = {}
    values: list[Judged] = []
    for path in [gold] if gold.is_file() else sorted(gold.glob("*.jsonl")):
        family = families[path.stem] = Scores()
        for label in read(path):
            reading = reader.read(label["text"])
            for scores in (whole, family):
                scores.add(label, reading.to_dict())
            values += judged(label, reading)
    return whole, families, values


def figures(scores: Scores) -> dict[str, float | int]:
    """The main figures of a part, as the report quotes them."""
    return {
        "posts": scores.posts,
        "requests": round(scores.requests.f1, 3),
        "counts": round(scores.counts.f1, 3),
        "role_and_count": round(scores.joint.f1, 3),
        "regions": round(scores.regions.f1, 3),
    }


def main() -> None:
    """Score, print, keep."""
    options = argparse.ArgumentParser(prog="scoring")
    options.add_argument("--gold", type=Path, default=GOLD)
    options.add_argument("--write", action="store_true", help="renew the page and the report's figures")
    given = options.parse_args()
    alone = given.gold.is_file()
    if alone and given.write:
        options.error("--write keeps the figures of the whole gold set, not of one file")
    reader = parser.load()
    parts = (
        {given.gold.stem: measure(reader, given.gold)}
        if alone
        else {part: measure(reader, given.gold / part) for part in PARTS}
    )
    made = f"{datetime.now(UTC):%Y-%m-%d}"
    text = page(parts, made=made, version=reader.version, lexicon=reader.lexicon_hash)
    print(text)
    if given.write:
        (ROOT / "docs" / "accuracy.md").write_text(text, encoding="utf-8")
        kept: dict[str, Any] = {"date": made, "parser": reader.version, "lexicon": reader.lexicon_hash}
        kept |= {part: figures(whole) for part, (whole, *_) in parts.items()}
        data = ROOT / "reports" / "data" / "accuracy.json"
        data.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
