"""What a person asked to be told of: conditions on a request, and the line that tells of one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reports.identity import UniqueRequest
from reports.people import bounds
from storage.rows import Posting


@dataclass(frozen=True, slots=True)
class Condition:
    """What a person asked for; all that is given must hold.

    ``role`` is an ISCO-08 code or a label, ``region`` an ISO 3166-2 code or a country's two letters for all
    its regions, ``origin`` a country's two letters, ``word`` a word of the post or its beginning, ``size``
    the fewest people at the upper end of what is asked for.
    """

    name: str
    role: str | None = None
    region: str | None = None
    origin: str | None = None
    word: str | None = None
    size: int | None = None
    newcomer: bool = False
    unusual: bool = False


def meets(condition: Condition, request: UniqueRequest) -> bool:
    """True if a request meets all that the condition says of requests."""
    first = request.first
    ends = bounds(request)
    return (
        (condition.role is None or condition.role.casefold() in _roles(first))
        and (condition.region is None or any(_within(ref.iso, condition.region) for ref in first.regions))
        and (condition.origin is None or any(ref.iso == condition.origin for ref in first.origins))
        and (condition.size is None or (ends is not None and ends[1] >= condition.size))
        and (condition.word is None or _has_word(first.text, condition.word))
    )


def _roles(posting: Posting) -> set[str]:
    return {name.casefold() for name in (posting.role, posting.role_ru, posting.isco08) if name}


def _within(iso: str, wanted: str) -> bool:
    return iso == wanted or iso.startswith(f"{wanted}-")


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.casefold())}", text.casefold()) is not None


def line(request: UniqueRequest) -> str:
    """Say what a request asks for, in codes and in words of the lexicon; no text of the post."""
    first = request.first
    where = ", ".join(ref.iso for ref in first.regions) or "no region stated"
    origins = ", ".join(f"{ref.iso} ({ref.basis})" for ref in first.origins)
    role = "several roles" if request.is_total else first.role or "role not stated"
    return f"{role}, {_people(first)}, {where}{f', from {origins}' if origins else ''}, {channel_of(first)}"


def channel_of(posting: Posting) -> str:
    """Name a posting's channel as people do: @username, or its title where it has none."""
    return f"@{posting.channel}" if posting.channel else posting.channel_title


def _people(posting: Posting) -> str:
    low, high = posting.headcount_min, posting.headcount_max
    if low is None:
        return "number of people not stated" if high is None else f"up to {high} people"
    if high is None:
        return f"{low}+ people"
    return f"{low} people" if low == high else f"{low}-{high} people"
