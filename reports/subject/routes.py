"""Words for the ways by which workers come who may not: students on practice, training, quotas, patents."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from reports.breakdowns import Breakdown, Key, break_down, one_of
from reports.identity import UniqueRequest


def routes(requests: Sequence[UniqueRequest]) -> Breakdown | None:
    """Break all requests down by the routes that their posts have a word for; None if none has one."""
    if not any(named(request.first.text) for request in requests):
        return None

    def key(request: UniqueRequest) -> Key:
        return one_of(named(request.first.text))

    return break_down("route", requests, key, lambda route: (route, route))


def named(text: str) -> set[str]:
    """Routes of ``data/route_words.csv`` that a text has a word for; a ``*`` there stands for any ending."""
    plain = text.lower().replace("ё", "е")
    return {route for route, pattern in _patterns() if pattern.search(plain)}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words: dict[str, list[str]] = {}
    with (files("reports") / "data" / "route_words.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            word = re.escape(row["word"].replace("ё", "е")).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
            words.setdefault(row["route"], []).append(word)
    return tuple((route, re.compile(rf"\b(?:{'|'.join(forms)})\b")) for route, forms in words.items())
