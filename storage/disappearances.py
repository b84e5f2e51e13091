"""What a read found gone, graded by how it knows, and what came back. "Missing", never "deleted"."""

from __future__ import annotations

from typing import Literal

from sqlite_utils import Database

from storage.answers import Pass
from storage.journal import Entry, Journal, commit, nonce
from storage.numbering import next_id

Grade = Literal[
    "missing at re-check", "absent from page", "absent from export", "reappeared", "absence doubted"
]

THERE = ("reappeared", "absence doubted")
"""Grades after which a post counts as there."""

FIELDS = ("id", "post", "run", "at", "as_of", "grade")
"""What a disappearance's journal row commits to."""


def record(db: Database, journal: Journal, post: int, post_id: int, *, grade: Grade, reading: Pass) -> None:
    """Note that a read lacked a post, or that it is there after all, and say so on the post."""
    secret = nonce()
    row = next_id(db, "disappearances")
    fields = (row, post, reading.run, reading.seen, reading.as_of, grade)
    db.conn.execute(
        "INSERT INTO disappearances (id, post, run, at, as_of, grade, nonce) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*fields, secret),
    )
    subject = f"{reading.channel_id}/{post_id}"
    journal.add(Entry(reading.seen, "disappearance", row, subject, commit(secret, *fields)))
    missing_since = None if grade in THERE else reading.seen
    db.conn.execute("UPDATE posts SET missing_since = ? WHERE id = ?", (missing_since, post))
