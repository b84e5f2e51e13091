"""The channels of the archive: by Telegram's bare id, under the name they have now, as the settings want them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from storage.rows import Channel
from storage.times import from_text


@dataclass(frozen=True, slots=True)
class Watched:
    """A channel as the settings name it: a username or a numeric id, and where its work is by default."""

    name: str
    region: str | None


def save_channel(
    db: Database,
    channel_id: int,
    *,
    title: str,
    kind: Literal["channel", "group"],
    username: str | None,
    seen: str,
) -> None:
    """Add a channel, or note its present title and (where the source knows it) username."""
    db.conn.execute(
        "INSERT INTO channels (id, username, title, kind, first_seen) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
        "SET title = excluded.title, username = coalesce(excluded.username, username) "
        "WHERE title != excluded.title OR username IS NOT coalesce(excluded.username, username)",
        (channel_id, username, title, kind, seen),
    )


def watch(db: Database, wanted: Iterable[Watched]) -> None:
    """Set which channels are watched, and their default regions, to what the settings say; writes only changes."""
    by_name = {channel.name.lower(): channel for channel in wanted}
    for channel_id, username, watched, region in db.conn.execute(
        "SELECT id, username, watched, region FROM channels"
    ).fetchall():
        setting = by_name.get(str(channel_id)) or by_name.get((username or "").lower())
        new = (int(setting is not None or not by_name), setting.region if setting else None)
        if new != (watched, region):
            db.conn.execute("UPDATE channels SET watched = ?, region = ? WHERE id = ?", (*new, channel_id))


def list_channels(db: Database) -> list[Channel]:
    """All channels by id."""
    return [
        Channel(
            channel_id=row[0], username=row[1], title=row[2], kind=row[3], region=row[4],
            watched=bool(row[5]), why_not=row[6], why_not_since=from_text(row[7]),
        )
        for row in db.conn.execute(
            "SELECT id, username, title, kind, region, watched, why_not, why_not_since FROM channels ORDER BY id"
        )
    ]  # fmt: skip


def permalink(channel_id: int, username: str | None, post_id: int) -> str:
    """The post's address: by name, or for a channel known by id only in the form that its readers' apps open."""
    return f"https://t.me/{username}/{post_id}" if username else f"https://t.me/c/{channel_id}/{post_id}"
