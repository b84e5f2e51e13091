"""Addresses of posts, as people copy them from Telegram or a report."""

from __future__ import annotations

import re
from typing import NamedTuple

_PERMALINK = re.compile(
    r"(?:https?://)?t\.me/(?:c/(?P<id>\d+)|(?:s/)?(?P<name>[A-Za-z]\w+))/(?P<post>\d+)/?(?:\?single)?"
)


class Permalink(NamedTuple):
    """A channel's username or id, and a post's number."""

    channel: str
    post_id: int


def read_permalink(text: str) -> Permalink | None:
    """``https://t.me/name/17`` or ``https://t.me/c/1234500001/17``; None if it is neither."""
    found = _PERMALINK.fullmatch(text.strip())
    return Permalink(found["id"] or found["name"], int(found["post"])) if found else None
