"""What is known of the names that the settings want: whose they are, and why they could not be read.

None of it is evidence: a name is asked for once, and a reason stands until a pass reads the channel.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.times import from_text


@dataclass(frozen=True, slots=True)
class Unread:
    """A wanted name that the last pass could not read, and since when."""

    name: str
    why_not: str
    since: datetime
    channel_id: int | None


@dataclass(frozen=True, slots=True)
class Peer:
    """A channel as one account may address it; the hash is of use to that account alone."""

    channel_id: int
    access_hash: int


def note_unread(db: Database, name: str, *, why_not: str, at: str, channel_id: int | None) -> None:
    """Note why a wanted name could not be read, since the first failure in a row, whatever that one's reason.

    A channel that is gone is also gone while the network is away: its hours stay expected of it in every week
    since, also when no read of it is as young as the weeks looked at.
    """
    db.conn.execute(
        "INSERT INTO unread (name, channel_id, why_not, since) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET channel_id = excluded.channel_id, why_not = excluded.why_not",
        (name, channel_id, why_not, at),
    )
    if channel_id is not None:
        db.conn.execute(
            "UPDATE channels SET why_not_since = coalesce(why_not_since, ?2), why_not = ?1 WHERE id = ?3",
            (why_not, at, channel_id),
        )


def note_read(db: Database, name: str, *, channel_id: int | None) -> None:
    """Forget why a name could not be read, since it was."""
    db.conn.execute("DELETE FROM unread WHERE name = ?", (name,))
    if channel_id is not None:
        db.conn.execute(
            "UPDATE channels SET why_not = NULL, why_not_since = NULL WHERE id = ?", (channel_id,)
        )


def list_unread(db: Database) -> list[Unread]:
    """Wanted names that could not be read, by name."""
    rows = db.conn.execute("SELECT name, why_not, since, channel_id FROM unread ORDER BY name")
    return [Unread(row[0], row[1], from_text(row[2]), row[3]) for row in rows]


def keep_peer(db: Database, account: int, name: str, peer: Peer) -> None:
    """Remember whose name it is for an account."""
    db.conn.execute(
        "INSERT INTO peers (account, name, channel_id, access_hash) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (account, name) DO UPDATE SET channel_id = excluded.channel_id, "
        "access_hash = excluded.access_hash",
        (account, name, peer.channel_id, peer.access_hash),
    )


def find_peer(db: Database, account: int, name: str) -> Peer | None:
    """Whose a name (or which channel an id) was when this account last asked; None if it never did."""
    row = db.conn.execute(
        "SELECT channel_id, access_hash FROM peers WHERE account = ?1 AND (name = ?2 OR channel_id = ?3) "
        "ORDER BY name = ?2 DESC LIMIT 1",
        (account, name, int(name) if name.isdecimal() else None),
    ).fetchone()
    return Peer(*row) if row else None


def forget_peer(db: Database, account: int, name: str) -> None:
    """A channel can no longer be addressed so."""
    db.conn.execute("DELETE FROM peers WHERE account = ? AND name = ?", (account, name))
