"""What a post's own row follows from: every answer stored about it, in an order that no import can change.

A post's answers are ordered by (edited or else date, as_of, ...), which they carry themselves: whatever the
order of import, the same answer is the first and the same the latest. The post's columns are derived from
them here and nowhere else, both when answers are saved and when ``verify`` checks the post.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

DETAILS = ("service", "sender", "reply_to", "album", "forwarded_from")
COUNTERS = ("views", "forwards", "replies", "reactions")
FACTS = DETAILS + COUNTERS
"""Columns that an answer may leave empty: the newest one that says something decides."""

ANSWER = ("date", "edited", "as_of", *FACTS, "source")
"""Columns that versions and observations share, beside the run that saved them and the raw answer."""

VERSION_FIELDS = (
    "id", "post", "identity", "text", "entities", "poll", "media", *ANSWER, "run", "seen", "sha256",
)  # fmt: skip
"""What a version's journal row commits to."""

OBSERVATION_FIELDS = ("id", "post", "version", *ANSWER, "run", "seen", "sha256")
"""What an observation's commitment is over."""

CHUNK = 500
"""Ids a query: well under SQLite's limit of bound values."""


class Evidence(NamedTuple):
    """One stored answer about a post: the version it gave, and what else it said."""

    version: int
    identity: str
    media: str | None
    date: str | None
    edited: str | None
    as_of: str
    service: str | None
    sender: str | None
    reply_to: int | None
    album: str | None
    forwarded_from: str | None
    views: int | None
    forwards: int | None
    replies: int | None
    reactions: int | None
    source: str
    sha256: str | None
    seen: str

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """Where it stands among the post's answers: by the post's own times first."""
        return (self.edited or self.date or "", self.as_of, self.identity, self.source, self.sha256 or "")


_COLUMNS = ", ".join((*ANSWER, "sha256", "seen"))
_OBSERVED = ", ".join(f"observations.{name}" for name in (*ANSWER, "sha256", "seen"))
_EVIDENCE = f"""
SELECT post, id, identity, versions.media, {_COLUMNS} FROM versions WHERE post IN ({{marks}})
UNION ALL
SELECT observations.post, versions.id, versions.identity, versions.media, {_OBSERVED}
FROM observations JOIN versions ON versions.id = observations.version WHERE observations.post IN ({{marks}})
"""  # noqa: S608 - own names


def evidence_of(db: Database, posts: Sequence[int]) -> dict[int, list[Evidence]]:
    """The stored answers of some posts, each post's in order."""
    found: dict[int, list[Evidence]] = {}
    for start in range(0, len(posts), CHUNK):
        chunk = posts[start : start + CHUNK]
        sql = _EVIDENCE.format(marks=", ".join("?" * len(chunk)))
        for row in db.conn.execute(sql, (*chunk, *chunk)):
            found.setdefault(row[0], []).append(Evidence._make(row[1:]))
    for answers in found.values():
        answers.sort(key=lambda answer: answer.key)
    return found


def derive(answers: Sequence[Evidence]) -> dict[str, Any]:
    """The columns of a post's row that follow from its answers in order."""
    latest = answers[-1]
    columns: dict[str, Any] = {
        "date": _newest(answers, "date"),
        "edited": latest.edited,
        "latest_version": latest.version,
        "versions": len({answer.version for answer in answers}),
        "media": latest.media,
        "source": latest.source,
        "first_seen": min(answer.seen for answer in answers),
    }
    return columns | {fact: _newest(answers, fact) for fact in FACTS}


def _newest(answers: Sequence[Evidence], name: str) -> Any:
    return next((value for answer in reversed(answers) if (value := getattr(answer, name)) is not None), None)


def firsts(answers: Iterable[Evidence]) -> dict[int, Evidence]:
    """Of each version, the first answer that gave it."""
    found: dict[int, Evidence] = {}
    for answer in answers:
        found.setdefault(answer.version, answer)
    return found
