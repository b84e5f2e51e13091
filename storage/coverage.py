"""What completed reads vouch for: the posts of a channel between two ids, as of a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.answers import Pass
from storage.journal import Entry, Journal, commit, nonce
from storage.numbering import next_id
from storage.times import to_text

FIELDS = (
    "id", "channel_id", "run", "source", "from_id", "to_id", "from_date", "to_date", "as_of", "read_at",
)  # fmt: skip
"""What a coverage row's journal row commits to."""


@dataclass(frozen=True, slots=True)
class Span:
    """A completed read: every post of the channel with an id and a date in these bounds was in it."""

    from_id: int
    to_id: int
    from_date: datetime
    to_date: datetime


def save_coverage(db: Database, journal: Journal, span: Span, reading: Pass) -> bool:
    """Record a completed read; the same export or saved page is recorded once. True if it is new."""
    bounds = (span.from_id, span.to_id, to_text(span.from_date), to_text(span.to_date), reading.as_of)
    if reading.source != "telegram":
        same = db.conn.execute(
            "SELECT 1 FROM coverage WHERE channel_id = ? AND source = ? AND from_id = ? AND to_id = ? "
            "AND from_date = ? AND to_date = ? AND as_of = ? LIMIT 1",
            (reading.channel_id, reading.source, *bounds),
        ).fetchone()
        if same:
            return False
    secret = nonce()
    row = next_id(db, "coverage")
    fields = (row, reading.channel_id, reading.run, reading.source, *bounds, reading.seen)
    db.conn.execute(
        "INSERT INTO coverage "
        "(id, channel_id, run, source, from_id, to_id, from_date, to_date, as_of, read_at, nonce) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*fields, secret),
    )
    commitment = commit(secret, *fields)
    journal.add(Entry(reading.seen, "coverage", row, str(reading.channel_id), commitment))
    return True
