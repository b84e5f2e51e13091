"""Labelled pairs of posts, and how the rule of near-duplicates does on them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from parser.pipeline import Parser
from reports.identity import DEFAULT_RULE, Rule, unique_requests
from storage import Asked, OriginRef, RegionRef
from storage.extractions import entries
from storage.near import Signature, near_rows

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "reports" / "duplicates"
TEMPLATES = FOLDER / "pairs.jsonl"
"""Made from templates; the threshold was set by them."""
PROSE = FOLDER / "held_out.jsonl"
"""Written one by one; errors are looked at in the half ``tune`` only."""
THRESHOLDS = (0.6, 0.65, 0.7, 0.75, 0.8, 0.9)
_START = datetime(2026, 11, 16, 9, tzinfo=UTC)
_HARD = ("other city", "other town of the region", "other number", "other day", "other employer", "dropped")
"""Kinds made from templates that are hard."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, and whether a person counts the second as the first one's request again, and why."""

    id: str
    kind: str
    same: bool
    a: str
    b: str
    hard: bool = False
    half: str = ""
    why: str = ""
    hours: int = 20
    """Between the two postings: short texts and those of tomorrow repeat within a day."""
    forwarded: bool = False
    """Whether the second is a forward."""
    about: str = ""
    """Which request of a list is meant: letters of its role in the second text. Empty: all of them."""


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

    @property
    def as_labelled(self) -> int:
        """Pairs that the rule says of what the label says."""
        return self.pairs - self.same - self.found + 2 * self.right


@dataclass(frozen=True, slots=True)
class Measured:
    """Scores by threshold, and at the default of hard pairs and by kind, with the pairs it gets wrong."""

    by_threshold: dict[float, Score]
    hard: Score
    by_kind: dict[str, Score]
    wrong: list[Pair]


def pairs(path: Path = TEMPLATES, half: str = "") -> list[Pair]:
    """The labelled pairs of a file, or of one half of it."""
    found = [Pair(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        replace(pair, hard=pair.hard or pair.kind in _HARD) if path == TEMPLATES else pair
        for pair in found
        if half in ("", pair.half)
    ]


def asked(reader: Parser, text: str, *, channel: int, date: datetime, forwarded: bool = False) -> list[Asked]:
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
            mark.text_key, mark.fleeting, forwarded, int.from_bytes(sketch.bits, "little"), row[5:], channel,
        )
        for row, (columns, regions) in zip(rows, found, strict=True)
    ]  # fmt: skip


def joined(
    first: Iterable[Asked],
    second: Iterable[Asked],
    rule: Rule = DEFAULT_RULE,
    *,
    only: Collection[int] | None = None,
) -> bool:
    """Whether every entry of the second post (or of ``only``) repeats one of the first, and there is one."""
    requests = unique_requests([*first, *second], rule)
    of_second = [
        one.first.channel_id == 1
        for one in requests
        if any(posting.channel_id == 2 and (only is None or posting.n in only) for posting in one.postings)
    ]
    return bool(of_second) and all(of_second)


def measure(reader: Parser, labelled: Iterable[Pair]) -> Measured:
    """Score the rule as it is, at several thresholds."""
    measured = Measured({threshold: Score() for threshold in THRESHOLDS}, Score(), {}, [])
    for pair in labelled:
        first = asked(reader, pair.a, channel=1, date=_START)
        date = _START + timedelta(hours=pair.hours)
        second = asked(reader, pair.b, channel=2, date=date, forwarded=pair.forwarded)
        only = _meant(reader, pair)
        for threshold, score in measured.by_threshold.items():
            score.add(pair, joined=joined(first, second, Rule(similarity=threshold), only=only))
        found = joined(first, second, only=only)
        measured.by_kind.setdefault(pair.kind, Score()).add(pair, joined=found)
        if pair.hard:
            measured.hard.add(pair, joined=found)
        if found != pair.same:
            measured.wrong.append(pair)
    return measured


def _meant(reader: Parser, pair: Pair) -> set[int] | None:
    """The numbers of the second post's requests that a pair is about."""
    if not pair.about:
        return None
    found = reader.read(pair.b).requests
    return {n for n, one in enumerate(found, start=1) if pair.about in one.role_text.lower()}
