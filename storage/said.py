"""What a person says of a text: the shape of a reading, with places in the text and none of its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

SURE = 1.0
"""Confidence of what a person said."""


def filled(said: Mapping[str, Any], text: str, machine: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What a person said as a reading in the shape of ``extract``, with the words that its spans cover.

    Pay and hours, which nobody is asked about, stay the machine's.
    """
    asked = said["is_request"]
    made: dict[str, Any] = {
        "is_request": asked,
        "confidence": SURE,
        "language": language,
        "requests": [
            {
                "role": request["role"],
                "isco08": request["isco08"],
                "role_text": _words(text, request["role_span"]) or "",
                "role_span": request["role_span"],
                "headcount_min": request["headcount_min"],
                "headcount_max": request["headcount_max"],
                "headcount_text": _words(text, request["headcount_span"]),
                "headcount_span": request["headcount_span"],
                "regions": request["regions"],
                "confidence": SURE,
            }
            for request in said["requests"]
        ],
        "regions": _with_words(said["regions"], ("iso", "place"), text),
        "origins": _with_words(said["origins"], ("iso", "basis"), text),
        "pay": machine["pay"] if asked else [],
        "hours": machine["hours"] if asked else [],
    }
    if total := said.get("total"):
        bounds = {name: total[name] for name in ("headcount_min", "headcount_max")}
        made["total"] = bounds | {"text": _words(text, total["span"]) or "", "span": total["span"]}
    if said.get("closed"):
        made["closed"] = True
    return made


def said_of(reading: Mapping[str, Any], roles_ru: Iterable[str | None]) -> dict[str, Any]:
    """What a reading says, with its spans and none of the words: the shape that corrections are kept in."""
    said: dict[str, Any] = {
        "is_request": bool(reading["is_request"]),
        "requests": [
            {
                "role": request["role"],
                "role_ru": role_ru,
                **{name: request[name] for name in _KEPT},
            }
            for request, role_ru in zip(reading["requests"], roles_ru, strict=True)
        ],
        "regions": [{name: one[name] for name in ("iso", "place", "span")} for one in reading["regions"]],
        "origins": [{name: one[name] for name in ("iso", "basis", "span")} for one in reading["origins"]],
    }
    if total := reading.get("total"):
        said["total"] = {name: total[name] for name in ("headcount_min", "headcount_max", "span")}
    if reading.get("closed"):
        said["closed"] = True
    return said


_KEPT = ("isco08", "role_span", "headcount_min", "headcount_max", "headcount_span", "regions")


def _with_words(items: Sequence[Mapping[str, Any]], names: Sequence[str], text: str) -> list[dict[str, Any]]:
    return [
        {name: item[name] for name in names} | {"text": _words(text, item["span"]), "span": item["span"]}
        for item in items
    ]


def _words(text: str, span: Sequence[int] | None) -> str | None:
    return text[span[0] : span[1]] if span else None
