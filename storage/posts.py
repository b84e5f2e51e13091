"""Saving answers: new posts, new versions, and observations of what is there already.

The order of a post's versions follows from the post's own times, not from the order of import: an answer's
key is (edited or else date, as_of, identity), the version that the greatest key gave is the latest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sqlite_utils import Database

from storage.answers import Answer, Found, Pass
from storage.disappearances import record
from storage.journal import Journal, commit, nonce
from storage.times import to_text

VERSION_FIELDS = (
    "id", "post", "identity", "text", "entities", "poll", "media", "edited", "as_of",
    "views", "forwards", "replies", "reactions", "source", "run", "seen", "sha256",
)  # fmt: skip
"""What a version's journal row commits to."""

OBSERVATION_FIELDS = (
    "post", "version", "edited", "as_of", "views", "forwards", "replies", "reactions", "source", "run", "seen", "sha256",
)  # fmt: skip

FACTS = (
    "service",
    "media",
    "sender",
    "reply_to",
    "album",
    "forwarded_from",
    "views",
    "forwards",
    "replies",
    "reactions",
)
"""Columns of a post that its newest answer decides, and older answers only fill where it says nothing."""


def save_answers(db: Database, journal: Journal, answers: Iterable[Answer], reading: Pass) -> Found:
    """Save a batch inside the caller's transaction; saving the same again adds nothing."""
    found = Found()
    cursor = db.conn.cursor()
    cursor.row_factory = sqlite3.Row
    for answer in answers:
        post = cursor.execute(
            "SELECT * FROM posts WHERE channel_id = ? AND post_id = ?", (reading.channel_id, answer.post_id)
        ).fetchone()
        if post is None:
            found += _save_new(cursor, journal, answer, reading)
        else:
            found += _save_known(cursor, journal, answer, reading, post)
    return found


def _save_new(cursor: sqlite3.Cursor, journal: Journal, answer: Answer, reading: Pass) -> Found:
    cursor.execute(
        "INSERT INTO posts (channel_id, post_id, date, edited, as_of, versions, service, media, sender, reply_to, album, "
        "forwarded_from, views, forwards, replies, reactions, source, first_seen) "
        "VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            reading.channel_id, answer.post_id, to_text(answer.date), to_text(answer.edited), reading.as_of,
            *(getattr(answer, fact) for fact in FACTS), reading.source, reading.seen,
        ),
    )  # fmt: skip
    post = cursor.lastrowid
    assert post is not None
    version = _insert_version(cursor, journal, answer, reading, post)
    cursor.execute("UPDATE posts SET latest_version = ? WHERE id = ?", (version, post))
    return Found(posts=1, versions=1)


def _insert_version(
    cursor: sqlite3.Cursor, journal: Journal, answer: Answer, reading: Pass, post: int
) -> int:
    secret = nonce()
    fields = (
        post, answer.identity, answer.text, answer.entities_json, answer.poll, answer.media, to_text(answer.edited), reading.as_of,
        answer.views, answer.forwards, answer.replies, answer.reactions, reading.source, reading.run, reading.seen,
    )  # fmt: skip
    cursor.execute(
        "INSERT INTO versions (post, identity, text, entities, poll, media, edited, as_of, views, forwards, replies, reactions, "
        "source, run, seen, raw, sha256, nonce) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*fields, answer.raw, answer.sha256, secret),
    )
    version = cursor.lastrowid
    assert version is not None
    subject = f"{reading.channel_id}/{answer.post_id}"
    journal.add("version", version, subject, commit(secret, version, *fields, answer.sha256), at=reading.seen)
    return version


def _save_known(
    cursor: sqlite3.Cursor, journal: Journal, answer: Answer, reading: Pass, post: sqlite3.Row
) -> Found:
    row = cursor.execute(
        "SELECT id FROM versions WHERE post = ? AND identity = ?", (post["id"], answer.identity)
    ).fetchone()
    if row is None:
        version, found = _insert_version(cursor, journal, answer, reading, post["id"]), Found(versions=1)
    else:
        version = row["id"]
        found = _observe(cursor, answer, reading, post["id"], version)
    _refresh(cursor, journal, answer, reading, post, version, versions=post["versions"] + found.versions)
    return found


def _observe(cursor: sqlite3.Cursor, answer: Answer, reading: Pass, post: int, version: int) -> Found:
    """Note a known version seen again, if that says anything new: other raw bytes, or that it is older than was known."""
    known = cursor.execute(
        "SELECT source, as_of, sha256, edited, views, forwards, replies, reactions FROM versions WHERE id = ? "
        "UNION ALL SELECT source, as_of, sha256, edited, views, forwards, replies, reactions FROM observations WHERE version = ? "
        "ORDER BY as_of",
        (version, version),
    ).fetchall()
    state = (to_text(answer.edited), answer.views, answer.forwards, answer.replies, answer.reactions)
    same_raw = any(row["source"] == reading.source and row["sha256"] == answer.sha256 for row in known)
    if reading.source == "export":
        if same_raw and reading.as_of >= known[0]["as_of"]:
            return Found()
        keep_raw = not same_raw
    else:
        last = max(
            (row for row in known if row["source"] == reading.source),
            key=lambda row: row["as_of"],
            default=None,
        )
        if last is not None and state == tuple(last)[3:]:
            return Found()
        keep_raw = last is None
    secret = nonce()
    raw, digest = (answer.raw, answer.sha256) if keep_raw else (None, answer.sha256 if same_raw else None)
    fields = (
        post,
        version,
        state[0],
        reading.as_of,
        *state[1:],
        reading.source,
        reading.run,
        reading.seen,
        digest,
    )
    cursor.execute(
        "INSERT INTO observations (post, version, edited, as_of, views, forwards, replies, reactions, source, run, seen, "
        "sha256, raw, nonce, commitment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*fields, raw, secret, commit(secret, *fields)),
    )
    return Found(observations=1)


def _refresh(
    cursor: sqlite3.Cursor,
    journal: Journal,
    answer: Answer,
    reading: Pass,
    post: sqlite3.Row,
    version: int,
    *,
    versions: int,
) -> None:
    """Let a newer answer decide the post's columns, and an older one fill what they lack. Writes only what changes."""
    edited = to_text(answer.edited)
    date = to_text(answer.date)
    identity = cursor.execute(
        "SELECT identity FROM versions WHERE id = ?", (post["latest_version"],)
    ).fetchone()[0]
    newer = (edited or date or "", reading.as_of, answer.identity) > (
        post["edited"] or post["date"] or "", post["as_of"], identity,
    )  # fmt: skip
    new: dict[str, object] = {"versions": versions}
    facts = {fact: getattr(answer, fact) for fact in FACTS}
    if newer:
        new |= {"edited": edited, "as_of": reading.as_of, "latest_version": version, "source": reading.source}
        new |= {fact: value for fact, value in facts.items() if value is not None or fact == "media"}
        if post["missing_since"] is not None:
            record(cursor, journal, post["id"], answer.post_id, grade="reappeared", reading=reading)
    else:
        new |= {
            fact: value
            for fact, value in facts.items()
            if value is not None and post[fact] is None and fact != "media"
        }
    if post["date"] is None:
        new["date"] = date
    changed = {name: value for name, value in new.items() if post[name] != value}
    if reading.source != "export" and changed.keys() == {"as_of"}:
        return  # a live read is dated by its coverage; only exports, which have no time of their own, need it here
    if changed:
        assignments = ", ".join(f"{name} = ?" for name in changed)
        cursor.execute(f"UPDATE posts SET {assignments} WHERE id = ?", (*changed.values(), post["id"]))  # noqa: S608 - own names
