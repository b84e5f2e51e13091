"""What completed reads vouch for, and what they found gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from storage.answers import Pass
from storage.disappearances import record
from storage.journal import Journal, commit, nonce
from storage.times import to_text

MANY_GONE = 0.2
"""Over this share of the posts that a read spans (and over ten), absence is doubted: nothing is marked, a warning is given."""

FIELDS = (
    "id", "channel_id", "run", "source", "from_id", "to_id", "from_date", "to_date", "as_of", "read_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A completed read: every post of the channel with an id and a date in these bounds was in it."""

    from_id: int
    to_id: int
    from_date: datetime
    to_date: datetime


def save_coverage(db: Database, journal: Journal, span: Span, reading: Pass) -> bool:
    """Record a completed read; one that vouches for nothing that an earlier read of an export did not is left out."""
    bounds = (span.from_id, span.to_id, to_text(span.from_date), to_text(span.to_date), reading.as_of)
    if reading.source == "export":
        same = db.conn.execute(
            "SELECT 1 FROM coverage WHERE channel_id = ? AND source = 'export' AND from_id <= ? AND to_id >= ? "
            "AND from_date <= ? AND to_date >= ? AND as_of >= ? LIMIT 1",
            (reading.channel_id, *bounds),
        ).fetchone()
        if same:
            return False
    secret = nonce()
    fields = (reading.channel_id, reading.run, reading.source, *bounds, reading.seen)
    cursor = db.conn.execute(
        "INSERT INTO coverage (channel_id, run, source, from_id, to_id, from_date, to_date, as_of, read_at, nonce) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*fields, secret),
    )
    row = cursor.lastrowid
    assert row is not None
    journal.add("coverage", row, str(reading.channel_id), commit(secret, row, *fields), at=reading.seen)
    return True


def mark_absent_from_exports(db: Database, journal: Journal, reading: Pass) -> tuple[int, int]:
    """Mark posts that a newer export spans by id and time, yet lacks; returns (marked, doubted).

    A post is in an export's read if an answer of that export or of a later one gave it, which shows in the
    post's ``as_of``. Works from what is stored, so the order of import makes no difference.
    """
    marked = doubted = 0
    spans = db.conn.execute(
        "SELECT from_id, to_id, from_date, to_date, as_of FROM coverage WHERE channel_id = ? AND source = 'export' ORDER BY as_of",
        (reading.channel_id,),
    ).fetchall()
    for from_id, to_id, from_date, to_date, as_of in spans:
        inside = (reading.channel_id, from_id, to_id, from_date, to_date)
        where = "channel_id = ? AND post_id BETWEEN ? AND ? AND date BETWEEN ? AND ?"
        known = db.conn.execute(f"SELECT count(*) FROM posts WHERE {where}", inside).fetchone()[0]  # noqa: S608
        gone = db.conn.execute(
            f"SELECT id, post_id FROM posts WHERE {where} AND as_of < ? AND missing_since IS NULL "  # noqa: S608
            "ORDER BY post_id",
            (*inside, as_of),
        ).fetchall()
        if len(gone) > max(10, MANY_GONE * known):
            doubted += len(gone)
            continue
        for post, post_id in gone:
            record(
                db.conn,
                journal,
                post,
                post_id,
                grade="absent from export",
                reading=replace(reading, as_of=as_of),
            )
        marked += len(gone)
    return marked, doubted
