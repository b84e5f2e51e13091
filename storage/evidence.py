"""What a post's own row follows from: every answer stored about it, in an order that no import can change.

A post's answers are ordered by (edited or else date, as_of, ...), which they carry themselves: whatever the
order of import, the same answer is the first and the same the latest. The post's columns are derived from
them here and nowhere else, both when answers are saved and when ``verify`` checks the post.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from storage.sameness import standing

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

ROUNDED = 1000
"""From here on a web page shows three figures, which is within a hundredth of the exact number."""

CHUNK = 500
"""Ids a query: well under SQLite's limit of bound values."""


class Evidence(NamedTuple):
    """One stored answer about a post: the version it gave, and what else it said."""

    version: int
    identity: str
    text: str | None
    entities: str | None
    poll: str | None
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
        return (
            own_time(self.source, self.as_of, edited=self.edited, date=self.date),
            self.as_of,
            self.identity,
            self.source,
            self.sha256 or "",
        )


def own_time(source: str, as_of: str, *, edited: str | None, date: str | None) -> str:
    """The time at which what an answer gives was so: of its last edit, or its date.

    A web page shows what is there at its own moment, and never when a post was edited.
    """
    return as_of if source == "preview" else edited or date or ""


_COLUMNS = ", ".join((*ANSWER, "sha256", "seen"))
_OBSERVED = ", ".join(f"observations.{name}" for name in (*ANSWER, "sha256", "seen"))
_EVIDENCE = f"""
SELECT post, id, identity, text, entities, poll, versions.media, {_COLUMNS}
FROM versions WHERE post IN ({{marks}})
UNION ALL
SELECT observations.post, versions.id, versions.identity, versions.text, versions.entities, versions.poll,
    versions.media, {_OBSERVED}
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


def derive(answers: Sequence[Evidence], as_of: str) -> dict[str, Any]:
    """The columns of a post's row that follow from its answers in order.

    ``as_of`` is when the last of them was last given, which may have no row of its own.
    """
    stands = standing(answers)
    latest = stands[answers[-1].version]
    answers = [*answers, answers[-1]._replace(as_of=as_of)]
    giving = [answer for answer in answers if stands[answer.version] == latest]
    newest = max(giving, key=lambda answer: (answer.as_of, answer.key))
    columns: dict[str, Any] = {
        "date": _newest(answers, "date"),
        "edited": _edited(giving),
        "latest_version": latest,
        "versions": len(set(stands.values())),
        "media": next(answer.media for answer in giving if answer.version == latest),
        "source": newest.source,
        "first_seen": min(answer.seen for answer in answers),
    }
    exact = [answer for answer in answers if answer.source != "preview"]
    for name in DETAILS:
        value = _newest(exact, name)
        columns[name] = value if value is not None else _newest(answers, name)
    by_time = sorted(answers, key=lambda answer: (answer.as_of, answer.key))
    return columns | {name: _count(by_time, name) for name in COUNTERS}


def _edited(giving: Sequence[Evidence]) -> str | None:
    """When the latest version was edited; a page never says when, so others that gave it decide first."""
    told = [answer for answer in giving if answer.source != "preview"]
    return told[-1].edited if told else giving[-1].edited


def _count(by_time: Sequence[Evidence], name: str) -> int | None:
    """The newest count; where a page rounded it, an exact one that it may stand for."""
    newest: int | None = None
    for answer in reversed(by_time):
        count: int | None = getattr(answer, name)
        if count is None:
            continue
        if newest is None:
            newest = count
            if answer.source != "preview" or count < ROUNDED:
                return count
        elif answer.source != "preview" and abs(count - newest) * 100 <= count:
            return count
    return newest


def _newest(answers: Sequence[Evidence], name: str) -> Any:
    return next((value for answer in reversed(answers) if (value := getattr(answer, name)) is not None), None)


def firsts(answers: Iterable[Evidence]) -> dict[int, Evidence]:
    """Of each version, the first answer that gave it."""
    found: dict[int, Evidence] = {}
    for answer in answers:
        found.setdefault(answer.version, answer)
    return found


def first_request(answers: Sequence[Evidence], requests: Collection[int]) -> int:
    """Of a post's versions that are requests, the first by the post's own times.

    Which was brought in first makes no difference, and one that another version stands for is none.
    """
    first, stands = firsts(answers), standing(answers)
    own = [version for version in requests if stands[version] == version]
    return min(own or requests, key=lambda version: first[version].key)
