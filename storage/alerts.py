"""What was told: alerts, each once for its subject, and weeks whose report was sent by mail.

A row is written before anything is delivered and its mark taken away after, so that a run which is killed
between leaves it to the next: at least once each, and by a healthy run exactly once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from storage.times import from_text, to_text

Way = Literal["print", "mail"]


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert as recorded: ``content`` is the rest of it, as plain JSON values."""

    id: int
    alert: str
    subject: str
    week: str
    at: datetime
    content: Mapping[str, Any]


def fired(db: Database) -> set[tuple[str, str]]:
    """The (alert, subject) pairs that were ever recorded."""
    return {(row[0], row[1]) for row in db.conn.execute("SELECT alert, subject FROM alerts")}


def record(
    db: Database, found: Iterable[tuple[str, str, str, Mapping[str, Any]]], *, at: str, mail: bool
) -> int:
    """Record alerts as (alert, subject, week, content), all to be printed; returns how many are new."""
    inserted = db.conn.executemany(
        "INSERT INTO alerts (alert, subject, week, at, content, to_print, to_mail) "
        "VALUES (?, ?, ?, ?, ?, 1, ?) ON CONFLICT (alert, subject) DO NOTHING",
        [
            (alert, subject, week, at, json.dumps(dict(content), ensure_ascii=False), int(mail))
            for alert, subject, week, content in found
        ],
    )
    return inserted.rowcount


def latest(db: Database, most: int) -> list[AlertRow]:
    """The newest alerts, newest first."""
    return _rows(db, "id > (SELECT coalesce(max(id), 0) FROM alerts) - ?", (most,))[::-1]


def waiting(db: Database, way: Way) -> list[AlertRow]:
    """Alerts that were not yet delivered in this way, in the order they were recorded."""
    return _rows(db, f"to_{way}")


def delivered(db: Database, ids: Collection[int], way: Way) -> None:
    """Note that alerts were delivered."""
    db.conn.executemany(f"UPDATE alerts SET to_{way} = 0 WHERE id = ?", [(one,) for one in ids])  # noqa: S608


def _rows(db: Database, where: str, values: tuple[Any, ...] = ()) -> list[AlertRow]:
    rows = db.conn.execute(
        f"SELECT id, alert, subject, week, at, content FROM alerts WHERE {where} ORDER BY id",  # noqa: S608
        values,
    )
    return [AlertRow(row[0], row[1], row[2], row[3], from_text(row[4]), json.loads(row[5])) for row in rows]


def forget(db: Database, posts: Iterable[tuple[int, int]]) -> None:
    """Remove alerts that quote some posts, as (channel id, post id); a week's own quote none."""
    db.conn.executemany(
        "DELETE FROM alerts WHERE json_extract(content, '$.kind') != 'week' AND content GLOB ?",
        [(f'*"{channel}/{post}#*',) for channel, post in posts],
    )


def senders(db: Database, start: datetime, end: datetime) -> dict[tuple[int, int], str]:
    """Who sent the posts dated in ``[start, end)``, by (channel id, post id), where that is known."""
    rows = db.conn.execute(
        "SELECT channel_id, post_id, sender FROM posts WHERE date >= ? AND date < ? AND sender IS NOT NULL",
        (to_text(start), to_text(end)),
    )
    return {(row[0], row[1]): row[2] for row in rows}


def last_mail(db: Database) -> str | None:
    """The newest week whose report was to be sent by mail; None if none ever was."""
    found: str | None = db.conn.execute("SELECT max(week) FROM mails").fetchone()[0]
    return found


def queue_mails(db: Database, weeks: Iterable[str], *, at: str) -> None:
    """Note that the reports of these weeks are to be sent; a week is sent once."""
    db.conn.executemany(
        "INSERT INTO mails (week, at) VALUES (?, ?) ON CONFLICT (week) DO NOTHING",
        [(week, at) for week in weeks],
    )


def unsent(db: Database) -> list[str]:
    """Weeks whose report is to be sent and was not, oldest first."""
    return [row[0] for row in db.conn.execute("SELECT week FROM mails WHERE sent IS NULL ORDER BY week")]


def sent(db: Database, week: str, *, at: str) -> None:
    """Note that a week's report was sent."""
    db.conn.execute("UPDATE mails SET sent = ? WHERE week = ?", (at, week))
