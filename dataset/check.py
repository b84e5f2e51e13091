"""Check the labelled posts: shape, quotes, codes, unique ids, and that what tests is not what tunes.

usage: python check.py [FOLDER] (posts beside it by default); needs Python 3.11 and nothing else. Exit 1 with
one line a fault.
"""

from __future__ import annotations

import collections
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

POSTS = Path(__file__).resolve().parent / "posts"
POST = {"id", "trait", "text", "is_request", "requests", "regions", "origins"}
POST_MAY = {"total", "closed", "note"}
REQUEST = {"role", "isco08", "role_text", "headcount_min", "headcount_max", "headcount_text"}
COUNT = {"headcount_min", "headcount_max", "text"}
REGION = re.compile(r"RU(-[A-Z]{2,3})?|UA-(09|14|23|40|43|65)|[A-Z]{2}")
UNIT_GROUP = re.compile(r"\d{4}")
WORD = re.compile(r"\w+")
SHARED = 0.5  # two texts with half of their word triples in common are one family


def load(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (split, where, post) for each line of tune, learn and test/*.jsonl."""
    for path in sorted(folder.glob("*/*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            post = json.loads(line)
            where = f"{path.parent.name}/{path.name}:{number}"
            yield path.parent.name, where, post


def counted(item: dict[str, Any], text: str | None) -> Iterator[str]:
    """Yield what is wrong with a count: a bound that is no number, a range upside down, no quote for it."""
    low, high = item["headcount_min"], item["headcount_max"]
    if any(n is not None and (not isinstance(n, int) or n < 1) for n in (low, high)):
        yield f"a headcount is no positive number: {low}, {high}"
    elif low is not None and high is not None and low > high:
        yield f"headcount_min {low} is over headcount_max {high}"
    if (low is None and high is None) != (text is None):
        yield "a count and its quote go together"


def faults(where: str, post: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one post."""
    keys = set(post)
    if not keys >= POST or keys - POST - POST_MAY:
        yield f"keys {sorted(keys ^ POST)}"
        return
    if post["trait"] != Path(where.rpartition(":")[0]).stem:
        yield f"trait {post['trait']} is not the file's name"
    if post["is_request"] != bool(post["requests"]):
        yield "is_request and requests do not agree"
    if not post["requests"] and (post["regions"] or post["origins"] or keys & {"total", "closed"}):
        yield "values on a post that is no request"
    for request in post["requests"]:
        yield from request_faults(request, post)
    yield from total_faults(post.get("total"), post["requests"])
    total = [post["total"]] if "total" in post else []
    for item in [*post["regions"], *post["origins"], *total]:
        if item["text"] not in post["text"]:
            yield f"{item['text']!r} is not in the text"
    yield from (f"region {r['iso']!r}" for r in post["regions"] if not REGION.fullmatch(r["iso"]))
    for origin in post["origins"]:
        if not re.fullmatch(r"[A-Z]{2}", origin["iso"]) or origin["basis"] not in {"stated", "inferred"}:
            yield f"origin {origin}"


def request_faults(request: dict[str, Any], post: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one request of a post."""
    if set(request) - {"regions"} != REQUEST:
        yield f"request keys {sorted(set(request) ^ REQUEST)}"
        return
    yield from counted(request, request["headcount_text"])
    for quote in (request["role_text"], request["headcount_text"]):
        if quote is not None and quote not in post["text"]:
            yield f"{quote!r} is not in the text"
    if request["isco08"] is not None and not UNIT_GROUP.fullmatch(request["isco08"]):
        yield f"isco08 {request['isco08']!r}"
    if set(request.get("regions", [])) - {r["iso"] for r in post["regions"]}:
        yield "a request's region is not one of the post's"


def total_faults(total: dict[str, Any] | None, requests: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what is wrong with a total over roles."""
    if total is None:
        return
    if set(total) != COUNT:
        yield f"total keys {sorted(set(total) ^ COUNT)}"
    yield from counted(total, total["text"])
    if any(r["headcount_text"] for r in requests):
        yield "a total beside roles that have counts of their own"


def triples(text: str) -> set[tuple[str, ...]]:
    """Return the text's runs of three words, all figures alike."""
    words = [re.sub(r"\d+", "0", w) for w in WORD.findall(text.lower())]
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}


def related(posts: list[tuple[str, str, dict[str, Any]]]) -> Iterator[str]:
    """Yield posts of the test part whose wording is that of a post of another part."""
    sets = [(split, where, triples(post["text"])) for split, where, post in posts]
    holders = collections.defaultdict(list)
    for i, (split, _, grams) in enumerate(sets):
        for gram in grams if split != "test" else ():
            holders[gram].append(i)
    for split, where, grams in sets:
        shared = collections.Counter(i for gram in grams for i in holders[gram]) if split == "test" else {}
        for i, n in shared.items():
            if n >= SHARED * min(len(grams), len(sets[i][2])):
                yield f"{where}: worded as {sets[i][1]}"


def alike(posts: list[tuple[str, str, dict[str, Any]]]) -> Iterator[list[str]]:
    """Yield the places of posts that have one text."""
    places = collections.defaultdict(list)
    for _, where, post in posts:
        places[post["text"]].append(where)
    yield from (wheres for wheres in places.values() if len(wheres) > 1)


def check(posts: list[tuple[str, str, dict[str, Any]]]) -> list[str]:
    """Return the faults of all posts, a line each."""
    found = [f"{where}: {fault}" for _, where, post in posts for fault in faults(where, post)]
    ids = collections.Counter(post["id"] for _, _, post in posts)
    found += [f"id {name} is used {n} times" for name, n in ids.items() if n > 1]
    found += [f"{' and '.join(wheres)} have one text" for wheres in alike(posts)]
    parts = collections.defaultdict(set)
    for split, _, post in posts:
        parts[post["trait"]].add(split)
    found += [f"family {name} is in two parts" for name, found_in in parts.items() if len(found_in) > 1]
    return [*found, *related(posts)]


def main() -> int:
    """Print the faults, then what the set holds."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else POSTS
    posts = list(load(folder))
    found = check(posts)
    for line in found:
        print(line, file=sys.stderr)
    for part in ("tune", "learn", "test"):
        mine = [post for split, _, post in posts if split == part]
        traits = len({post["trait"] for post in mine})
        refused = sum(not post["is_request"] for post in mine)
        print(f"{part}: {len(mine)} posts of {traits} traits, {refused} of them no request")
    return 1 if found or not posts else 0


if __name__ == "__main__":
    sys.exit(main())
