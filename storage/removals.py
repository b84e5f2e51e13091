"""What was removed for good: posts on behalf of people, each leaving a tombstone, and whole channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.channels import permalink
from storage.times import from_text

FIELDS = (
    "id", "channel_id", "post_id", "at", "why", "program", "posts", "versions", "observations", "last_post",
    "last_version", "last_observation", "last_coverage", "last_disappearance",
)  # fmt: skip
"""What a removal's journal row commits to."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A post redacted, or (``post_id`` is None) a channel forgotten, with how much that was."""

    channel_id: int
    post_id: int | None
    permalink: str
    """The post's address; a forgotten channel's is that of its id."""
    at: datetime
    why: str | None
    """Of a redaction; forgetting a channel asks for none."""
    program: str
    posts: int
    versions: int
    observations: int


def list_removals(db: Database) -> list[Removal]:
    """All removals, in order."""
    rows = db.conn.execute(
        "SELECT removals.channel_id, post_id, username, at, why, program, posts, versions, observations "
        "FROM removals LEFT JOIN channels ON channels.id = removals.channel_id ORDER BY removals.id"
    )
    return [
        Removal(
            row[0],
            row[1],
            permalink(row[0], row[2], row[1]) if row[1] is not None else f"https://t.me/c/{row[0]}",
            from_text(row[3]),
            *row[4:],
        )
        for row in rows
    ]


def redacted_ids(db: Database, channel_id: int) -> set[int]:
    """Ids of a channel's posts that are not to come in again."""
    rows = db.conn.execute(
        "SELECT post_id FROM removals WHERE channel_id = ? AND post_id IS NOT NULL", (channel_id,)
    )
    return {row[0] for row in rows}
