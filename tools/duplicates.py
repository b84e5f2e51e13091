"""``python -m tools.duplicates [--write]``: score the rule of near-duplicates on labelled pairs of posts.

``--write`` renews docs/duplicates.md. The pairs were made up for this: posts as they are written, each with
what becomes of them (other contacts, emoji, a line more or less, other pay) and with what makes them another
demand.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import parser
from parser.pipeline import Parser
from reports.identity import DEFAULT_RULE, Rule, unique_requests
from storage import Asked, OriginRef, RegionRef
from storage.extractions import entries
from storage.near import Signature, near_rows

ROOT = Path(__file__).resolve().parent.parent
PAIRS = ROOT / "tests" / "reports" / "duplicates" / "pairs.jsonl"
PAGE = ROOT / "docs" / "duplicates.md"
THRESHOLDS = (0.6, 0.65, 0.7, 0.75, 0.8, 0.9)
APART = timedelta(hours=20)
"""Between the two postings of a pair: short texts repeat within a day."""
_START = datetime(2026, 11, 16, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, and whether a person counts them as one request."""

    id: str
    kind: str
    same: bool
    a: str
    b: str


@dataclass
class Score:
    """Pairs that the rule joined (``found``) and those it should have (``same``), and how many are both."""

    pairs: int = 0
    same: int = 0
    found: int = 0
    right: int = 0

    def add(self, pair: Pair, *, joined: bool) -> None:
        """Count one pair."""
        self.pairs += 1
        self.same += pair.same
        self.found += joined
        self.right += pair.same and joined

    @property
    def precision(self) -> float:
        """Part of the joined ones that are the same; 1 if none was joined."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Part of the same ones that were joined; 1 if none is the same."""
        return self.right / self.same if self.same else 1.0


def pairs(path: Path = PAIRS) -> list[Pair]:
    """The labelled pairs."""
    return [Pair(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def asked(reader: Parser, text: str, *, channel: int, date: datetime) -> list[Asked]:
    """What a post asks for, as an archive would give it."""
    parsed = reader.read(text)
    reading: dict[str, Any] = parsed.to_dict()
    mark = reader.fingerprint(text)
    sketch = mark.sketch
    roles = tuple(request.role_ru for request in parsed.requests)
    found = list(entries(reading, roles))
    rows = near_rows(channel, reading, found, Signature(sketch.bits, sketch.bands, mark.days))
    return [
        Asked(
            date, channel, 1, row[1], columns[0], columns[1], columns[2], columns[7], columns[8],
            tuple(RegionRef(iso, "text") for iso in regions),
            tuple(OriginRef(one["iso"], one["basis"]) for one in reading["origins"]),
            mark.text_key, mark.fleeting, False, int.from_bytes(sketch.bits, "little"), row[5:], channel,
        )
        for row, (columns, regions) in zip(rows, found, strict=True)
    ]  # fmt: skip


def joined(first: Iterable[Asked], second: Iterable[Asked], rule: Rule = DEFAULT_RULE) -> bool:
    """Whether every entry of the second post repeats one of the first, and there is one at all."""
    requests = unique_requests([*first, *second], rule)
    of_second = [one for one in requests if any(posting.channel_id == 2 for posting in one.postings)]
    return bool(of_second) and all(one.first.channel_id == 1 for one in of_second)


def measure(
    reader: Parser, labelled: Iterable[Pair]
) -> tuple[dict[float, Score], dict[str, Score], list[Pair]]:
    """Scores by threshold, at the default by kind, and the pairs that the default gets wrong."""
    by_threshold = {threshold: Score() for threshold in THRESHOLDS}
    by_kind: dict[str, Score] = {}
    wrong = []
    for pair in labelled:
        first = asked(reader, pair.a, channel=1, date=_START)
        second = asked(reader, pair.b, channel=2, date=_START + APART)
        for threshold, score in by_threshold.items():
            score.add(pair, joined=joined(first, second, Rule(similarity=threshold)))
        found = joined(first, second)
        by_kind.setdefault(pair.kind, Score()).add(pair, joined=found)
        if found != pair.same:
            wrong.append(pair)
    return by_threshold, by_kind, wrong


_PAGE = """# Which postings are one request

Two entries are one request if role, counts, regions, places, origins and the days named are equal and
their posts' texts are near-duplicates ([figures.md](figures.md), 1). Texts are compared by MinHash
signatures ([rensa](https://github.com/beowolx/rensa)) over runs of five characters, after contacts are
masked and emoji, case and blanks dropped; a signature is kept as one bit of each of 256 hashes, so that
the estimate of what two texts have in common is within 0.05 in two of three cases. Only entries that
share one of eight bands are compared at all: an index in the archive finds them without reading a text.
`[report] similarity` is the least that two texts must have in common, 0.7 unless the settings say
otherwise; each report prints it.

A posting is compared with the first posting of a request and with no later one, so small edits do not add
up; it joins the request that it is most like. Which postings there are decides, not when they were
imported.

{pairs} labelled pairs, made up for this, {hard} of them hard: another town, number, day or employer in
the same words, or a sentence less. `make accuracy` scores anew and writes this page; read by parser
{parser}, {day}.

| similarity | precision | recall | joined | of which right | should be |
| --- | --- | --- | --- | --- | --- |
{thresholds}

At {default:g}, by what was done to the second post:

| kind | pairs | one request | joined | right |
| --- | --- | --- | --- | --- |
{kinds}

What it gets wrong at {default:g}: {wrong}.

Limits: the same demand in other words is another request, so the number of requests is an upper bound of
demands. The same words by two firms, contacts masked, are one request. Where the parser misses that a
town or a number is another, so does this.
"""
HARD = ("other city", "other town of the region", "other number", "other day", "other employer", "dropped")


def page(labelled: list[Pair], reader: Parser) -> str:
    """The page of figures."""
    by_threshold, by_kind, wrong = measure(reader, labelled)
    return _PAGE.format(
        pairs=len(labelled),
        hard=sum(pair.kind in HARD for pair in labelled),
        parser=parser.__version__,
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        default=DEFAULT_RULE.similarity,
        thresholds="\n".join(
            f"| {threshold:g} | {score.precision:.3f} | {score.recall:.3f} | {score.found} | {score.right} "
            f"| {score.same} |"
            for threshold, score in by_threshold.items()
        ),
        kinds="\n".join(
            f"| {kind} | {score.pairs} | {score.same} | {score.found} "
            f"| {score.pairs - sum(pair.kind == kind for pair in wrong)} |"
            for kind, score in sorted(by_kind.items())
        ),
        wrong=", ".join(f"`{pair.id}`" for pair in wrong) or "nothing",
    )


def main() -> None:
    """Score, print, keep."""
    options = argparse.ArgumentParser(prog="duplicates")
    options.add_argument("--write", action="store_true", help="renew docs/duplicates.md")
    given = options.parse_args()
    text = page(pairs(), parser.load())
    print(text)
    if given.write:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
