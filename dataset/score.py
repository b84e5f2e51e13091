"""Score predictions against labelled posts; needs Python 3.11 and nothing else.

usage: python score.py GOLD PREDICTIONS [--answered] [--by KEY] [--json]

GOLD is a JSON Lines file of labelled posts or a folder of such files; PREDICTIONS a file of one answer a
post, or ``-`` for standard input:

    {"id": "...", "is_request": true,
     "requests": [{"role_text": "...", "headcount_min": 5, "headcount_max": 5, "isco08": "7212"}],
     "regions": [{"iso": "RU-TVE"}], "total": {"headcount_min": 5, "headcount_max": null}}

All but ``id`` and ``is_request`` may be left out; other keys are not looked at. A post without an answer
counts as answered "no request", or is left out with ``--answered``, as for a second labelling of a sample.
``--by trait`` adds a row a family. Measures are printed, never a post. Exit 2, with the line, if a file is
not as said here.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Post = Mapping[str, Any]
#: The measures that are F1, by their names in tables.
MEASURES = {
    "request": "requests", "counts": "counts", "roles": "roles",
    "role + count": "joint", "regions": "regions",
}  # fmt: skip
COLUMNS = ("precision", "recall", "f1", "low", "high")
DRAWS = 1000
#: ISCO-08 unit groups that careful annotators use for one another.
ALIKE = [
    set(codes.split())
    for codes in (
        "9622 9313 9333", "7111 7119 9313", "5322 5321", "5329 5321 9112", "3221 2221", "6210 9215",
        "7511 8160 9329", "4321 9333", "7119 7123", "9329 9321", "8211 7233", "9312 7119", "9212 6121",
        "9214 9211 6113", "9214 6113", "2512 2514", "8219 7522", "8153 7531 7533",
    )
]  # fmt: skip
_WORD = re.compile(r"\w{3,}")


@dataclass(slots=True)
class Tally:
    """Right answers, answers given and answers wanted."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, wanted: Counter[Hashable], given: Counter[Hashable]) -> None:
        """Count one post's answers as multisets."""
        self.right += (wanted & given).total()
        self.given += given.total()
        self.wanted += wanted.total()

    @property
    def precision(self) -> float:
        """Of the answers given, those right."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Of the answers wanted, those given."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """``requests``: is it one; ``counts``: exact (min, max), totals too; ``roles``: overlapping role texts.

    ``joint``: such a role with its exact count, "no number" included; ``regions``: ISO codes of a post;
    ``codes``: ISCO-08 groups of overlapping roles by digits; ``off``: by how many of ``people`` sums are off.
    """

    posts: int = 0
    requests: Tally = field(default_factory=Tally)
    counts: Tally = field(default_factory=Tally)
    roles: Tally = field(default_factory=Tally)
    joint: Tally = field(default_factory=Tally)
    regions: Tally = field(default_factory=Tally)
    codes: dict[int, Tally] = field(default_factory=lambda: {4: Tally(), 2: Tally()})
    off: float = 0.0
    people: float = 0.0

    def add(self, wanted: Post, given: Post) -> list[tuple[Post, Post, bool]]:
        """Count one post; returns its pairs of overlapping requests and whether their counts agree."""
        wanted, given = _only_if_request(wanted), _only_if_request(given)
        self.posts += 1
        self.requests.add(Counter([1] * wanted["is_request"]), Counter([1] * given["is_request"]))
        self.counts.add(Counter(counts_of(wanted)), Counter(counts_of(given)))
        self.regions.add(Counter(_isos(wanted)), Counter(_isos(given)))
        pairs = list(_pairs(wanted["requests"], given["requests"]))
        for tally, right in ((self.roles, len(pairs)), (self.joint, sum(same for *_, same in pairs))):
            tally.right += right
            tally.given += len(given["requests"])
            tally.wanted += len(wanted["requests"])
        for label, answer, _ in pairs:
            for digits, tally in self.codes.items() if label.get("isco08") else ():
                tally.wanted += 1
                tally.given += 1
                tally.right += _same_code(label["isco08"], answer.get("isco08") or "-", digits)
        self.off += abs(_people(wanted) - _people(given))
        self.people += _people(wanted)
        return pairs


def _only_if_request(post: Post) -> Post:
    if post["is_request"]:
        return post
    return {"is_request": False, "requests": [], "regions": []}


def bounds(item: Post) -> tuple[int | None, int | None]:
    """The (min, max) of a request or total."""
    return (item["headcount_min"], item["headcount_max"])


def counts_of(post: Post) -> Iterable[tuple[int | None, int | None]]:
    """Every (min, max) of a post that names a number, its total's too."""
    items = [*post["requests"], *([post["total"]] if post.get("total") else [])]
    return [bounds(item) for item in items if bounds(item) != (None, None)]


def _people(post: Post) -> float:
    """The middle of each count, the one bound of an open one, summed."""
    total = 0.0
    for low, high in counts_of(post):
        known = [bound for bound in (low, high) if bound is not None]
        total += sum(known) / len(known)
    return total


def _isos(post: Post) -> set[Hashable]:
    return {region["iso"] for region in post["regions"]}


def _pairs(wanted: list[Post], given: list[Post]) -> Iterable[tuple[Post, Post, bool]]:
    """Each wanted request with a given one of overlapping role, one of the same count if there is any."""
    free = list(given)
    for label in wanted:
        near = [answer for answer in free if overlap(label["role_text"], answer["role_text"])]
        if near:
            best = next((answer for answer in near if bounds(answer) == bounds(label)), near[0])
            free.remove(best)
            yield label, best, bounds(best) == bounds(label)


def overlap(one: str, other: str) -> bool:
    """Whether two quotes share a word, or one holds the other."""
    one, other = one.lower(), other.lower()
    if set(_WORD.findall(one)) & set(_WORD.findall(other)):
        return True
    return bool(one and other) and (one in other or other in one)


def _same_code(one: str, other: str, digits: int) -> bool:
    return one[:digits] == other[:digits] or any(one in codes and other in codes for codes in ALIKE)


def interval(each: list[Scores], name: str, *, draws: int = DRAWS) -> tuple[float, float]:
    """The middle 95 % of a measure's F1 over as many posts drawn with replacement, so often.

    The draws are the same at every call, so that two programs are compared on the same posts.
    """
    chance = random.Random(1)  # noqa: S311  a repeatable choice, no secret
    tallies = [getattr(scores, name) for scores in each]
    found = []
    for _ in range(draws):
        drawn = chance.choices(tallies, k=len(tallies))
        right, given, wanted = (sum(getattr(tally, of) for tally in drawn) for of in Tally.__slots__)
        found.append(Tally(right, given, wanted).f1)
    found.sort()
    return found[int(draws * 0.025)], found[int(draws * 0.975)]


def load(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file, of all such files in a folder, or of standard input."""
    if path.is_dir():
        return [post for file in sorted(path.rglob("*.jsonl")) for post in load(file)]
    text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            post = json.loads(line)
            found.append(whole(post))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"{path}, line {number}: {error!r}") from error
    return found


def whole(post: dict[str, Any]) -> dict[str, Any]:
    """An answer with what may be left out filled in."""
    if not isinstance(post["is_request"], bool):
        raise TypeError("is_request is neither true nor false")
    counts = {"headcount_min": None, "headcount_max": None}
    made = {**post, "id": str(post["id"])}
    made["requests"] = [
        counts | request | {"role_text": request.get("role_text") or ""}
        for request in post.get("requests") or []
    ]
    made["regions"] = [{"iso": region["iso"]} for region in post.get("regions") or []]
    if post.get("total"):
        made["total"] = counts | post["total"]
    items = [*made["requests"], *([made["total"]] if made.get("total") else [])]
    if any(not isinstance(bound, int | None) for item in items for bound in bounds(item)):
        raise TypeError("a headcount is no whole number")
    return made


def matched(
    gold: list[dict[str, Any]], answers: list[dict[str, Any]], *, answered: bool = False
) -> list[tuple[Post, Post]]:
    """Each labelled post, or each that is answered, with its answer."""
    by_id: dict[str, Post] = {}
    known = {post["id"] for post in gold}
    for answer in answers:
        if answer["id"] not in known:
            raise ValueError(f"no labelled post has the id {answer['id']}")
        if answer["id"] in by_id:
            raise ValueError(f"two answers have the id {answer['id']}")
        by_id[answer["id"]] = answer
    silent = {"is_request": False, "requests": [], "regions": []}
    return [(post, by_id.get(post["id"], silent)) for post in gold if not answered or post["id"] in by_id]


def scored(pairs: Iterable[tuple[Post, Post]]) -> Scores:
    """The scores of labelled posts with their answers."""
    scores = Scores()
    for label, answer in pairs:
        scores.add(label, answer)
    return scores


def figures(pairs: list[tuple[Post, Post]]) -> dict[str, Any]:
    """All that the command tells of some posts."""
    scores, each = scored(pairs), [scored([pair]) for pair in pairs]
    made: dict[str, Any] = {"posts": scores.posts}
    for told, name in MEASURES.items():
        tally: Tally = getattr(scores, name)
        found = (tally.precision, tally.recall, tally.f1, *interval(each, name))
        made[told] = dict(zip(COLUMNS, (round(value, 4) for value in found), strict=True))
    for digits, tally in scores.codes.items():
        made[f"isco {digits} digits"] = round(tally.recall, 4) if tally.wanted else None
    made["people off"] = round(scores.off / scores.people, 4) if scores.people else None
    return made


def main() -> int:
    """Score, print."""
    options = argparse.ArgumentParser(prog="score.py", description="Score answers against labels.")
    options.add_argument("gold", type=Path, help="a file of labelled posts, or a folder of files")
    options.add_argument("predictions", type=Path, help="a file of answers, or - for standard input")
    options.add_argument("--answered", action="store_true", help="leave out posts without an answer")
    options.add_argument("--by", metavar="KEY", help="a row for each value of a key of the labels, as trait")
    options.add_argument("--json", action="store_true", help="print one JSON object")
    given = options.parse_args()
    try:
        pairs = matched(load(given.gold), load(given.predictions), answered=given.answered)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    made = figures(pairs)
    if given.json:
        print(json.dumps(made))
        return 0
    print(f"{made['posts']} posts\n{'':14} precision  recall   F1      95 % of draws")
    for told in MEASURES:
        precision, recall, f1, low, high = made[told].values()
        print(f"{told:14} {precision:.3f}      {recall:.3f}    {f1:.3f}   {low:.3f}-{high:.3f}")
    for told in ("isco 4 digits", "isco 2 digits", "people off"):
        print(f"{told:14} {'-' if made[told] is None else format(made[told], '.3f')}")
    parts: dict[str, list[tuple[Post, Post]]] = {}
    for label, answer in pairs if given.by else ():
        parts.setdefault(str(label.get(given.by)), []).append((label, answer))
    for name, part in sorted(parts.items()):
        scores = scored(part)
        told = ", ".join(f"{told} {getattr(scores, of).f1:.2f}" for told, of in MEASURES.items())
        print(f"{name}: {scores.posts} posts, {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
