"""What live reads need to know of earlier ones, and what they leave behind: derived, never kept beside.

Where a pass goes on follows from the coverage rows of earlier passes. They are written in the transaction
that saves what they vouch for, so a pass can end at any moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.absences import FEW, MANY_GONE
from storage.answers import Pass, Source
from storage.disappearances import Grade, record
from storage.journal import Journal
from storage.times import from_text, to_text

CHUNK = 500
_GRADES: dict[Source, Grade] = {"telegram": "missing at re-check", "preview": "absent from page"}


@dataclass(frozen=True, slots=True)
class Reach:
    """What a source's reads of a channel span so far: ids and the times of posts."""

    from_id: int
    to_id: int
    from_date: datetime
    to_date: datetime


@dataclass(frozen=True, slots=True)
class Checked:
    """A post that may be re-checked: its id, its date, and when a read of the source last spanned it."""

    post_id: int
    date: datetime
    checked: datetime


def reach(db: Database, channel_id: int, source: Source) -> Reach | None:
    """How far a source has read a channel; None if it never did."""
    row = db.conn.execute(
        "SELECT min(from_id), max(to_id), min(from_date), max(to_date) FROM coverage "
        "WHERE channel_id = ? AND source = ?",
        (channel_id, source),
    ).fetchone()
    return Reach(row[0], row[1], from_text(row[2]), from_text(row[3])) if row[0] is not None else None


def young_posts(db: Database, channel_id: int, source: Source, *, since: datetime) -> list[Checked]:
    """Posts dated from ``since`` on within the source's reads, by id, also those now missing."""
    rows = db.conn.execute(
        "SELECT post_id, date FROM posts WHERE channel_id = ? AND date >= ? ORDER BY post_id",
        (channel_id, to_text(since)),
    ).fetchall()
    if not rows:
        return []
    reads = db.conn.execute(
        "SELECT from_id, to_id, as_of FROM coverage WHERE channel_id = ? AND source = ? AND to_id >= ? "
        "ORDER BY as_of DESC",
        (channel_id, source, rows[0][0]),
    ).fetchall()
    return [
        Checked(post_id, from_text(date), from_text(as_of))
        for post_id, date in rows
        if (as_of := next((read[2] for read in reads if read[0] <= post_id <= read[1]), None)) is not None
    ]


def mark_missing(
    db: Database, journal: Journal, post_ids: Sequence[int], reading: Pass, *, asked: int
) -> tuple[int, int]:
    """Mark posts that a live read of ``asked`` posts lacked; returns (newly marked, doubted).

    Too many of them at once are doubted and none is marked: that is what a fault looks like, too.
    """
    there: list[tuple[int, int]] = []
    for start in range(0, len(post_ids), CHUNK):
        chunk = post_ids[start : start + CHUNK]
        marks = ", ".join("?" * len(chunk))
        for post, post_id, given, missing in db.conn.execute(
            "SELECT id, post_id, given, missing_since FROM posts "  # noqa: S608 - only question marks
            f"WHERE channel_id = ? AND post_id IN ({marks}) ORDER BY post_id",
            (reading.channel_id, *chunk),
        ):
            if missing is None and given <= reading.as_of:
                there.append((post, post_id))
    if len(there) > max(FEW, MANY_GONE * asked):
        return 0, len(there)
    for post, post_id in there:
        record(db, journal, post, post_id, grade=_GRADES[reading.source], reading=reading)
    return len(there), 0


def stretch(db: Database, channel_id: int, source: Source) -> Reach | None:
    """The newest unbroken stretch of a source's reads; what was read apart from it, by import say, is not in.

    Reads that belong together share an id.
    """
    rows = db.conn.execute(
        "SELECT from_id, to_id, from_date, to_date FROM coverage WHERE channel_id = ? AND source = ? "
        "ORDER BY to_id DESC, from_id",
        (channel_id, source),
    )
    found: Reach | None = None
    for from_id, to_id, first, last in rows:
        from_date, to_date = from_text(first), from_text(last)
        if found is None:
            found = Reach(from_id, to_id, from_date, to_date)
        elif to_id < found.from_id:
            break
        else:
            found = Reach(
                min(from_id, found.from_id),
                found.to_id,
                min(from_date, found.from_date),
                max(to_date, found.to_date),
            )
    return found


def given_ids(db: Database, channel_id: int, source: Source, *, from_id: int, to_id: int) -> list[int]:
    """Ids in these bounds of posts that the source has given and that are not missing."""
    rows = db.conn.execute(
        "SELECT post_id FROM posts WHERE channel_id = ? AND post_id BETWEEN ? AND ? "
        "AND missing_since IS NULL AND (EXISTS (SELECT 1 FROM versions WHERE post = posts.id AND source = ?) "
        "OR EXISTS (SELECT 1 FROM observations WHERE post = posts.id AND source = ?)) ORDER BY post_id",
        (channel_id, from_id, to_id, source, source),
    )
    return [row[0] for row in rows]
