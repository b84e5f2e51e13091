"""What a read found gone, graded by how it knows, and what came back. "Missing", never "deleted"."""

from __future__ import annotations

import sqlite3
from typing import Literal

from storage.answers import Pass
from storage.journal import Journal, commit, nonce

Grade = Literal["missing at re-check", "absent from page", "absent from export", "reappeared"]

FIELDS = ("id", "post", "run", "at", "as_of", "grade")
"""What a disappearance's journal row commits to."""


def record(
    db: sqlite3.Connection | sqlite3.Cursor,
    journal: Journal,
    post: int,
    post_id: int,
    *,
    grade: Grade,
    reading: Pass,
) -> None:
    """Note that a read lacked a post, or gave it again ("reappeared"), and say so on the post."""
    secret = nonce()
    fields = (post, reading.run, reading.seen, reading.as_of, grade)
    cursor = db.execute(
        "INSERT INTO disappearances (post, run, at, as_of, grade, nonce) VALUES (?, ?, ?, ?, ?, ?)",
        (*fields, secret),
    )
    row = cursor.lastrowid
    assert row is not None
    subject = f"{reading.channel_id}/{post_id}"
    journal.add("disappearance", row, subject, commit(secret, row, *fields), at=reading.seen)
    missing_since = None if grade == "reappeared" else reading.seen
    db.execute("UPDATE posts SET missing_since = ? WHERE id = ?", (missing_since, post))
