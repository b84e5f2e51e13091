"""Saving answers: new posts, new versions, and observations of what is there already.

An answer of which the one before it, in the post's own order, said the same is not stored again: only that
the post was given, and still the same, at a later time (``given`` and ``as_of`` of the post). So a second
import adds nothing, and what is stored shows every change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from storage.answers import Answer, Found, Pass
from storage.bulk import insert_rows
from storage.disappearances import record
from storage.evidence import (
    ANSWER,
    CHUNK,
    DETAILS,
    FACTS,
    OBSERVATION_FIELDS,
    VERSION_FIELDS,
    Evidence,
    derive,
    evidence_of,
)
from storage.journal import Entry, Journal, commit, digest, nonce, nonces
from storage.numbering import next_id
from storage.removals import redacted_ids
from storage.times import to_text

_POST = (
    "id", "channel_id", "post_id", "date", "edited", "as_of", "given", "latest_version", "versions", "media",
    *FACTS, "source", "first_seen",
)  # fmt: skip


def _insert(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - own names


_VERSION = (*VERSION_FIELDS, "raw", "nonce")
INSERT_VERSION = _insert("versions", _VERSION)
INSERT_OBSERVATION = _insert("observations", (*OBSERVATION_FIELDS, "raw", "nonce", "commitment"))


NOTHING = digest(())
"""The commitment of a journal row that has no record: its subject says all."""


class _Known(NamedTuple):
    """A post that is in the archive, as far as saving needs it."""

    id: int
    post_id: int
    as_of: str
    given: str
    missing_since: str | None


def save_answers(db: Database, journal: Journal, answers: Iterable[Answer], reading: Pass) -> Found:
    """Save a batch inside the caller's transaction; saving the same again adds nothing.

    An answer about a redacted post is passed by.
    """
    found = Found()
    redacted = redacted_ids(db, reading.channel_id)
    for batch in _batches(answer for answer in answers if answer.post_id not in redacted):
        known = _known(db, reading.channel_id, [answer.post_id for answer in batch])
        stored = evidence_of(db, [post.id for post in known.values()])
        found += _save_new(db, journal, [a for a in batch if a.post_id not in known], reading)
        for answer in batch:
            if post := known.get(answer.post_id):
                found += _save_known(db, journal, answer, reading, post=post, stored=stored[post.id])
    return found


def _batches(answers: Iterable[Answer]) -> Iterator[list[Answer]]:
    """Batches in which no post comes twice, since what is known of a post is looked up once a batch."""
    batch: dict[int, Answer] = {}
    for answer in answers:
        if answer.post_id in batch or len(batch) == CHUNK:
            yield list(batch.values())
            batch = {}
        batch[answer.post_id] = answer
    if batch:
        yield list(batch.values())


def _known(db: Database, channel_id: int, ids: Sequence[int]) -> dict[int, _Known]:
    marks = ", ".join("?" * len(ids))
    rows = db.conn.execute(
        "SELECT id, post_id, as_of, given, missing_since FROM posts "  # noqa: S608 - only question marks
        f"WHERE channel_id = ? AND post_id IN ({marks})",
        (channel_id, *ids),
    )
    return {row[1]: _Known._make(row) for row in rows}


def _save_new(db: Database, journal: Journal, answers: list[Answer], reading: Pass) -> Found:
    """All new posts of a batch at once: a statement a table instead of one a row."""
    posts, versions = [], []
    numbers = zip(
        answers,
        range(next_id(db, "posts"), 1 << 62),
        range(next_id(db, "versions"), 1 << 62),
        nonces(len(answers)),
        strict=False,
    )
    for answer, post, version, secret in numbers:
        row = _version_row(journal, answer, reading, version=version, post=post, secret=secret)
        date, edited, as_of, *facts = row[_SAID]
        posts.append(
            (
                post, reading.channel_id, answer.post_id, date, edited, as_of, as_of, version, 1,
                answer.media, *facts, reading.seen,
            )
        )  # fmt: skip
        versions.append(row)
    # versions first: what waits for its parent is then found by the index on versions(post), not by reading
    # all posts
    insert_rows(db, "versions", _VERSION, versions)
    insert_rows(db, "posts", _POST, posts)
    return Found(posts=len(posts), versions=len(versions))


_SAID = slice(VERSION_FIELDS.index(ANSWER[0]), VERSION_FIELDS.index(ANSWER[-1]) + 1)
"""Where the columns of ``evidence.ANSWER`` stand in a row of ``versions``."""


def _said(answer: Answer, reading: Pass) -> tuple[Any, ...]:
    """The columns of ``evidence.ANSWER``."""
    return (
        to_text(answer.date), to_text(answer.edited), reading.as_of,
        answer.service, answer.sender, answer.reply_to, answer.album, answer.forwarded_from,
        answer.views, answer.forwards, answer.replies, answer.reactions, reading.source,
    )  # fmt: skip


def _version_row(
    journal: Journal, answer: Answer, reading: Pass, *, version: int, post: int, secret: str
) -> tuple[Any, ...]:
    """A row of ``versions``, chained into the journal."""
    fields = (
        version, post, answer.identity, answer.text, answer.entities_json, answer.poll, answer.media,
        *_said(answer, reading), reading.run, reading.seen, answer.sha256,
    )  # fmt: skip
    subject = f"{reading.channel_id}/{answer.post_id}"
    journal.add(Entry(reading.seen, "version", version, subject, commit(secret, *fields)))
    return (*fields, answer.raw, secret)


def _save_known(
    db: Database, journal: Journal, answer: Answer, reading: Pass, *, post: _Known, stored: list[Evidence]
) -> Found:
    """Save an answer about a post that is there already; ``stored`` is what is known of it, in order."""
    version = next((one.version for one in stored if one.identity == answer.identity), 0)
    said = _said(answer, reading)
    gave = (answer.identity, answer.text, answer.entities_json, answer.poll, answer.media)
    new = Evidence._make((version, *gave, *said, answer.sha256, reading.seen))
    latest = stored[-1]._replace(as_of=post.as_of)
    fresh: list[Evidence] = []
    if not new.version:
        new = new._replace(version=next_id(db, "versions"))
        row = _version_row(journal, answer, reading, version=new.version, post=post.id, secret=nonce())
        db.conn.execute(INSERT_VERSION, row)
        fresh = [new]
    elif not _says_nothing_new(new, stored):
        raw = answer.raw if _worth_keeping(new, stored) else None
        fresh = [_observe(db, new, raw, reading, post.id)]
    after = stored[-1].key < new.key and new.key != latest.key
    if fresh and after and (new.key < latest.key or _given_again(stored[-1], latest)):
        # the latest answer was given again, and so far that needed no row of its own
        fresh.append(_observe(db, latest._replace(seen=reading.seen), None, reading, post.id))
    known = {one.version for one in stored}
    added = len({one.version for one in fresh} - known)
    found = Found(versions=added, observations=len(fresh) - added)
    columns: dict[str, Any] = {"given": max(post.given, reading.as_of)}
    if new.key > latest.key:
        columns["as_of"] = reading.as_of
    # an answer of the past may have been the newest until the last one was given again
    if fresh or any(one.as_of > latest.as_of for one in stored):
        as_of = columns.get("as_of", post.as_of)
        columns |= derive(sorted([*stored, *fresh], key=lambda one: one.key), as_of)
    if _update(db, post, columns, reading) and not fresh:
        # no row of its own says that the post was given at this time
        journal.note(
            Entry(reading.seen, "read", reading.run, f"{reading.channel_id}@{reading.as_of}", NOTHING)
        )
    if post.missing_since is not None:
        _reappear(db, journal, post, reading)
    return found


def _says_nothing_new(new: Evidence, stored: list[Evidence]) -> bool:
    """True if the answer before it, in the post's order, gave the same version and said the same of it."""
    before = [one for one in stored if one.key <= new.key]
    if not before or (before[-1].version, before[-1].source) != (new.version, new.source):
        return False
    if new.source == "export":
        # where others follow, nothing else remembers that this one was given again
        last = before[-1] is stored[-1] or before[-1].as_of == new.as_of
        return last and new.sha256 == before[-1].sha256
    return _state(new, FACTS) == _state(before[-1], FACTS)


def _given_again(last: Evidence, latest: Evidence) -> bool:
    """True if exports gave an answer again at another time. Live reads come in the order of time anyway."""
    return last.source == "export" and last.as_of != latest.as_of


def _worth_keeping(new: Evidence, stored: list[Evidence]) -> bool:
    """True if the raw answer says something that no stored one of the version says.

    Live answers differ in their bytes each time; one that tells only of other counters is not kept.
    """
    same = [one for one in stored if (one.version, one.source) == (new.version, new.source) and one.sha256]
    if new.source == "export":
        return all(one.sha256 != new.sha256 for one in same)
    return all(_state(one, DETAILS) != _state(new, DETAILS) for one in same)


def _state(answer: Evidence, names: Iterable[str]) -> tuple[Any, ...]:
    return (answer.date, answer.edited, *(getattr(answer, name) for name in names))


def _observe(db: Database, new: Evidence, raw: str | None, reading: Pass, post: int) -> Evidence:
    """Save an observation; its hash is of raw bytes that are stored, with it or with another answer."""
    if raw is None and new.source != "export":
        new = new._replace(sha256=None)
    said = (getattr(new, name) for name in ANSWER)
    secret = nonce()
    fields = (
        next_id(db, "observations"), post, new.version, *said, reading.run, reading.seen, new.sha256,
    )  # fmt: skip
    db.conn.execute(INSERT_OBSERVATION, (*fields, raw, secret, commit(secret, *fields)))
    return new


def _update(db: Database, post: _Known, columns: dict[str, Any], reading: Pass) -> bool:
    """Write what changes. That a live read found all as it was is said by its coverage, not on every post."""
    if columns["given"] == post.given:
        del columns["given"]
    if not columns or (reading.source != "export" and columns.keys() <= {"given", "as_of"}):
        return False
    assignments = ", ".join(f"{name} = ?" for name in columns)
    db.conn.execute(f"UPDATE posts SET {assignments} WHERE id = ?", (*columns.values(), post.id))  # noqa: S608
    return True


def _reappear(db: Database, journal: Journal, post: _Known, reading: Pass) -> None:
    """Note that a newer answer than the one that lacked the post gave it again."""
    lacked = db.conn.execute(
        "SELECT as_of FROM disappearances WHERE post = ? ORDER BY id DESC LIMIT 1", (post.id,)
    ).fetchone()
    if lacked and lacked[0] < reading.as_of:
        record(db, journal, post.id, post.post_id, grade="reappeared", reading=reading)
