"""Which posts are due to be looked at again: young ones often, old ones seldom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from storage import Checked

SOONEST = timedelta(hours=1)
"""No post is looked at again sooner."""
OF_AGE = 4
"""A post is due again when a quarter of its age has gone by since it was looked at."""
SHARE = 0.5
"""At most half of a channel's pages in a pass may be pages read again, ..."""
LEAST = 3
"""... or this many, where there was little else to read."""


def due(posts: Iterable[Checked], now: datetime) -> list[Checked]:
    """The posts that are due, the most overdue first."""
    waiting = [(_overdue(post, now), post.post_id, post) for post in posts]
    return [
        post for overdue, _, post in sorted(waiting, key=lambda one: one[:2], reverse=True) if overdue >= 1
    ]


def _overdue(post: Checked, now: datetime) -> float:
    """How often over the time since it was looked at has been long enough."""
    return (now - post.checked) / max(SOONEST, (now - post.date) / OF_AGE)
