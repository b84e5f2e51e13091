"""Requests as rows of a table: one for each role asked for, with what is said of its post beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_OF_POST = ("id", "channel", "channel_id", "post_id", "permalink", "date", "sha256")


def entries(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows with the fields of "entries" in the data dictionary; a total over several roles has no role."""
    for row in rows:
        of_post = {key: row[key] for key in _OF_POST}
        about = {
            "regions_source": row["regions"][0]["source"] if row["regions"] else None,
            "origins": [origin["iso"] for origin in row["origins"]],
            "closed": row.get("closed", False),
            "text": row["text"],
            "reviewed": row["reviewed"],
            "parser": row["parser"],
            "lexicon": row["lexicon"],
        }
        for request in row["requests"]:
            own = {key: value for key, value in request.items() if not key.endswith("_span")}
            yield of_post | own | about
        if total := row.get("total"):
            own = {
                "role": None,
                "isco08": None,
                "role_text": None,
                "headcount_min": total["headcount_min"],
                "headcount_max": total["headcount_max"],
                "headcount_text": total["text"],
                "regions": sorted({region["iso"] for region in row["regions"]}),
                "confidence": row["confidence"],
            }
            yield of_post | own | about
