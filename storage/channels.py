"""The channels of the archive: by Telegram's bare id, under their latest name, as the settings want them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from storage.journal import Entry, Journal, commit, nonce
from storage.rows import Channel
from storage.times import from_text

FIELDS = ("id", "username", "title", "kind", "as_of", "first_seen")
"""What a channel's journal row commits to. The other columns repeat the settings or the last pass's end."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A channel as the settings name it: a username or a numeric id, and where its work is by default."""

    name: str
    region: str | None


def save_channel(
    db: Database,
    journal: Journal,
    channel_id: int,
    *,
    title: str,
    kind: Literal["channel", "group"],
    username: str | None,
    as_of: str,
    seen: str,
) -> None:
    """Add a channel, or note the title and (where the source knows it) username it had at a later time."""
    old = _row(db, "id = ?", channel_id)
    if old is not None:
        _, known, *_, first_seen = old
        if (as_of, title) <= (old[4], old[2]):  # an older source only fills what nobody has said yet
            if known or not username:
                return
            title, kind, as_of = old[2:5]
        username, seen_first = username or known, first_seen
    else:
        seen_first = seen
    if username and (other := _row(db, "username = ? AND id != ?", username, channel_id)):
        if other[4] > as_of:  # names move; who had it last has it now
            username = None
        else:
            _write(db, journal, (other[0], None, *other[2:]), seen=seen)
    _write(db, journal, (channel_id, username, title, kind, as_of, seen_first), seen=seen)


def _row(db: Database, where: str, *values: Any) -> tuple[Any, ...] | None:
    columns = ", ".join(FIELDS)
    found: tuple[Any, ...] | None = db.conn.execute(
        f"SELECT {columns} FROM channels WHERE {where}",  # noqa: S608 - own names
        values,
    ).fetchone()
    return found


def _write(db: Database, journal: Journal, fields: tuple[Any, ...], *, seen: str) -> None:
    secret = nonce()
    columns = ", ".join(FIELDS)
    db.conn.execute(
        f"INSERT INTO channels ({columns}, nonce) VALUES (?, ?, ?, ?, ?, ?, ?) "  # noqa: S608 - own names
        "ON CONFLICT (id) DO UPDATE SET username = excluded.username, title = excluded.title, "
        "kind = excluded.kind, as_of = excluded.as_of, nonce = excluded.nonce",
        (*fields, secret),
    )
    journal.add(Entry(seen, "channel", fields[0], str(fields[0]), commit(secret, *fields)))


def watch(db: Database, wanted: Iterable[Watched]) -> None:
    """Set which channels are watched, and their default regions, to what the settings say."""
    by_name = {channel.name.lower(): channel for channel in wanted}
    for channel_id, username, watched, region in db.conn.execute(
        "SELECT id, username, watched, region FROM channels"
    ).fetchall():
        setting = by_name.get(str(channel_id)) or by_name.get((username or "").lower())
        new = (int(setting is not None or not by_name), setting.region if setting else None)
        if new != (watched, region):
            db.conn.execute("UPDATE channels SET watched = ?, region = ? WHERE id = ?", (*new, channel_id))


def named(db: Database, name: str) -> int | None:
    """The id of the channel that has a username or that id; None if none has."""
    row = db.conn.execute(
        "SELECT id FROM channels WHERE username = ? OR CAST(id AS TEXT) = ?", (name, name)
    ).fetchone()
    return row[0] if row else None


def username_of(db: Database, channel_id: int) -> str | None:
    """The username of a channel, if it is known."""
    row = db.conn.execute("SELECT username FROM channels WHERE id = ?", (channel_id,)).fetchone()
    return row[0] if row else None


def list_channels(db: Database) -> list[Channel]:
    """All channels by id."""
    return [
        Channel(
            channel_id=row[0], username=row[1], title=row[2], kind=row[3], region=row[4],
            watched=bool(row[5]), why_not=row[6], why_not_since=from_text(row[7]),
        )
        for row in db.conn.execute(
            "SELECT id, username, title, kind, region, watched, why_not, why_not_since "
            "FROM channels ORDER BY id"
        )
    ]  # fmt: skip


def ids_named(db: Database, name: str) -> list[int]:
    """The id of the channel with a username (in any case of letters) or with that id; none or one."""
    rows = db.conn.execute("SELECT id FROM channels WHERE username = ? OR CAST(id AS TEXT) = ?", (name, name))
    return [row[0] for row in rows]


def permalink(channel_id: int, username: str | None, post_id: int) -> str:
    """The post's address: by name, or if only the id is known in the form that its readers' apps open."""
    return f"https://t.me/{username}/{post_id}" if username else f"https://t.me/c/{channel_id}/{post_id}"
