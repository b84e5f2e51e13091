"""Checking that the rows of posts say what the stored answers say: figures go by a post's date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database

from storage.disappearances import THERE
from storage.evidence import CHUNK, FACTS, Evidence, derive, evidence_of
from storage.verdict import Findings

_SAME = " AND ".join(
    f"posts.{name} IS only.{name}" for name in ("date", "edited", "media", *FACTS, "source", "as_of", "given")
).replace("only.given", "only.as_of")

_SUSPECTS = f"""
SELECT posts.* FROM posts LEFT JOIN versions AS only ON only.id = posts.latest_version
WHERE only.post IS NOT posts.id OR posts.versions != 1 OR posts.first_seen != only.seen OR NOT ({_SAME})
    OR posts.id IN (SELECT post FROM observations)
    OR posts.id IN (SELECT post FROM versions GROUP BY post HAVING count(*) > 1)
ORDER BY posts.id
"""  # noqa: S608 - own names
"""Posts that are not plainly what one answer said: these are derived anew, the rest SQLite has compared."""


def check_posts(db: Database, found: Findings) -> dict[str, int]:
    """Check each post's row."""
    reads = _reads(db)
    for posts in _suspects(db):
        answers = evidence_of(db, [post["id"] for post in posts])
        for post in posts:
            if message := _disagreement(post, answers.get(post["id"], []), reads):
                name = f"{post['channel_id']}/{post['post_id']}"
                found("posts", name, message, name)
    _check_missing(db, found)
    return {"posts": db.conn.execute("SELECT count(*) FROM posts").fetchone()[0]}


def _reads(db: Database) -> set[tuple[str, str]]:
    """The (channel id, as_of) that the journal says were read, where no row of their own says so."""
    rows = db.conn.execute("SELECT DISTINCT subject FROM journal WHERE kind = 'read'")
    return {(channel, as_of) for channel, _, as_of in (row[0].partition("@") for row in rows)}


def _suspects(db: Database) -> Iterator[list[sqlite3.Row]]:
    cursor = db.conn.cursor()
    cursor.row_factory = sqlite3.Row
    cursor.execute(_SUSPECTS)
    while posts := cursor.fetchmany(CHUNK):
        yield posts


def _disagreement(post: sqlite3.Row, answers: list[Evidence], reads: set[tuple[str, str]]) -> str | None:
    if not answers:
        return "has no version"
    try:
        derived = derive(answers, post["as_of"])
    except (TypeError, ValueError, LookupError):  # a changed answer, which the chain has named
        return "cannot be worked out from its stored answers"
    for name, value in derived.items():
        if post[name] != value:
            return f"{name} is not what its stored answers say"
    known = {answer.as_of for answer in answers} | {
        as_of for as_of in (post["as_of"], post["given"]) if (str(post["channel_id"]), as_of) in reads
    }
    first_possible = {
        "as_of": answers[-1].as_of,
        "given": max(post["as_of"], *(one.as_of for one in answers)),
    }
    for name, earliest in first_possible.items():
        if post[name] not in known or post[name] < earliest:
            return f"{name} is of no read that the journal recorded"
    return None


def _check_missing(db: Database, found: Findings) -> None:
    """A post is missing since the moment that the last row about its disappearance says, or is there."""
    there = ", ".join(f"'{grade}'" for grade in THERE)
    rows = db.conn.execute(
        "SELECT posts.channel_id, posts.post_id FROM disappearances "  # noqa: S608 - own names
        "JOIN posts ON posts.id = disappearances.post "
        "WHERE disappearances.id IN (SELECT max(id) FROM disappearances GROUP BY post) "
        f"AND posts.missing_since IS NOT iif(disappearances.grade IN ({there}), NULL, disappearances.at) "
        "UNION ALL SELECT channel_id, post_id FROM posts WHERE missing_since IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM disappearances WHERE post = posts.id) LIMIT 20"
    )
    for channel_id, post_id in rows.fetchall():
        message = "missing_since is not what the recorded disappearances say"
        found("posts", f"{channel_id}/{post_id}", message, f"{channel_id}/{post_id}")
