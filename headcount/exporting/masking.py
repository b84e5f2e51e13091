"""Rows without contacts: telephone numbers, mails and handles masked at equal length, so that spans stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.redact import mask_contacts

_OWN = ("text", "sender", "forwarded_from", "poll", "reason")
"""Fields of a row that people wrote or that may name one."""


def masked(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Mask every text of rows of any export, and whatever quotes it.

    ``raw`` is left out: it says the same in pieces, and its hash would no longer be of its bytes. Reviewers
    are numbered in the order in which they come up.
    """
    reviewers: dict[str, str] = {}
    for row in rows:
        text = row.get("text")
        hidden = mask_contacts(text) if isinstance(text, str) else None
        clean = {key: _quotes(value, hidden) for key, value in row.items()}
        for name in _OWN:
            if isinstance(clean.get(name), str):
                clean[name] = mask_contacts(clean[name])
        if "entities" in clean:
            clean["entities"] = [[_plain(part) for part in entity] for entity in clean["entities"]]
        if "raw" in clean:
            clean["raw"] = None
        if "reviewer" in clean:
            clean["reviewer"] = reviewers.setdefault(clean["reviewer"], f"reviewer {len(reviewers) + 1}")
        yield clean


def _quotes(value: Any, hidden: str | None) -> Any:
    """Take every quote anew from the masked text, at its own span."""
    if isinstance(value, list):
        return [_quotes(part, hidden) for part in value]
    if not isinstance(value, dict) or hidden is None:
        return value
    found = {key: _quotes(part, hidden) for key, part in value.items()}
    for key, span in value.items():
        if key.endswith("span") and span is not None:
            found[f"{key.removesuffix('span')}text"] = hidden[slice(*span)]
    return found


def _plain(part: Any) -> Any:
    return mask_contacts(part) if isinstance(part, str) else part
