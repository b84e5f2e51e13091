"""What leaves the archive as rows: posts, versions with their raw answers, requests, what people said."""

from __future__ import annotations

import heapq
import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, Literal

from sqlite_utils import Database

from storage.channels import ids_named, permalink
from storage.corrections import all_standing
from storage.corrections import standing as standing_words
from storage.evidence import ANSWER, FACTS, Evidence, evidence_of, firsts
from storage.postings import REQUEST_VERSIONS, first_versions
from storage.sameness import standing
from storage.times import to_text

Filter = tuple[str, list[Any]]
What = Literal["posts", "versions", "requests", "corrections"]


def rows(
    db: Database,
    what: What,
    *,
    since: datetime | None,
    until: datetime | None,
    channel: str | None,
) -> Iterator[dict[str, Any]]:
    """Rows in the contract's shape, by (channel id, post id), streamed.

    ``until`` is exclusive; ``channel`` is a username or an id. Posts come in the order of their index (the
    CROSS JOINs say so), so that nothing is sorted before the first row is given.
    """
    of = {"posts": _posts, "versions": _versions, "requests": _requests, "corrections": _corrections}[what]
    return of(db, _filter(db, since=since, until=until, channel=channel))


def count(
    db: Database,
    what: What,
    *,
    since: datetime | None,
    until: datetime | None,
    channel: str | None,
) -> int:
    """How many rows there will be; of all but posts, at most."""
    where, values = _filter(db, since=since, until=until, channel=channel)
    walk = {
        "posts": "count(*) FROM posts",
        "versions": "count(*) FROM posts JOIN versions ON versions.post = posts.id",
        "requests": "count(DISTINCT posts.id) FROM posts JOIN versions ON versions.post = posts.id "
        "JOIN extractions ON extractions.version = versions.id AND coalesce("
        "(SELECT is_request FROM reviewed WHERE version = versions.id), extractions.is_request)",
        "corrections": "count(*) FROM posts JOIN corrections ON corrections.post = posts.id",
    }[what]
    return int(db.conn.execute(f"SELECT {walk} WHERE {where}", values).fetchone()[0])


def _filter(db: Database, *, since: datetime | None, until: datetime | None, channel: str | None) -> Filter:
    where: list[str] = ["1"]
    values: list[Any] = []
    if since is not None:
        where.append("posts.date >= ?")
        values.append(to_text(since))
    if until is not None:
        where.append("posts.date < ?")
        values.append(to_text(until))
    if channel is not None:
        ids = ids_named(db, channel)
        where.append(f"posts.channel_id IN ({', '.join('?' * len(ids))})")
        values += ids
    return " AND ".join(where), values


def _rows(db: Database, sql: str, values: list[Any]) -> Iterator[sqlite3.Row]:
    cursor = db.conn.cursor()
    cursor.row_factory = sqlite3.Row
    # `yield from` would close the cursor of a walk that is left, and by then the database may be closed
    for row in cursor.execute(sql, values):  # noqa: UP028
        yield row


def _posts(db: Database, wanted: Filter) -> Iterator[dict[str, Any]]:
    seen: dict[int, LastSeen] = {}
    sql = (
        "SELECT posts.*, channels.username, versions.text, "  # noqa: S608 - own names
        "(SELECT max(seen) FROM (SELECT seen FROM versions WHERE post = posts.id UNION ALL "
        "SELECT seen FROM observations WHERE post = posts.id)) AS last_answer, "
        "EXISTS (SELECT 1 FROM observations WHERE post = posts.id) AS observed, versions.sha256 "
        "FROM posts CROSS JOIN channels ON channels.id = posts.channel_id "
        "CROSS JOIN versions ON versions.id = posts.latest_version "
        f"WHERE {wanted[0]} ORDER BY posts.channel_id, posts.post_id"
    )
    for row in _rows(db, sql, wanted[1]):
        channel_id = row["channel_id"]
        if channel_id not in seen:
            seen[channel_id] = LastSeen(db, channel_id)
        sha256 = row["sha256"]
        if row["observed"]:
            sha256 = _firsts(db, row["id"])[row["latest_version"]].sha256
        yield {
            "channel": row["username"],
            "channel_id": channel_id,
            "post_id": row["post_id"],
            "permalink": permalink(channel_id, row["username"], row["post_id"]),
            "date": row["date"],
            "edited": row["edited"],
            "text": row["text"],
            "versions": row["versions"],
            "first_seen": row["first_seen"],
            "last_seen": max(row["last_answer"], seen[channel_id].of(row["post_id"], row["missing_since"])),
            "missing_since": row["missing_since"],
            **{name: row[name] for name in FACTS},
            "media": row["media"],
            "source": row["source"],
            "sha256": sha256,
        }


def _firsts(db: Database, post: int) -> dict[int, Evidence]:
    """Of each version of a post, the first answer whose raw bytes are kept, whichever came in first."""
    return firsts(answer for answer in evidence_of(db, [post])[post] if answer.sha256)


class LastSeen:
    """When a channel's posts were last in a completed read, by id: a step function over the reads' spans."""

    def __init__(self, db: Database, channel_id: int) -> None:
        self._spans = db.conn.execute(
            "SELECT from_id, to_id, read_at FROM coverage WHERE channel_id = ? ORDER BY from_id",
            (channel_id,),
        ).fetchall()
        self._starts: list[int] = []
        self._latest: list[str] = []
        edges = sorted({edge for from_id, to_id, _ in self._spans for edge in (from_id, to_id + 1)})
        newest: list[tuple[str, int]] = []
        upcoming = 0
        for edge in edges:
            while upcoming < len(self._spans) and self._spans[upcoming][0] <= edge:
                _, to_id, read_at = self._spans[upcoming]
                heapq.heappush(newest, (_descending(read_at), to_id))
                upcoming += 1
            while newest and newest[0][1] < edge:
                heapq.heappop(newest)
            self._starts.append(edge)
            self._latest.append(_descending(newest[0][0]) if newest else "")

    def of(self, post_id: int, missing_since: str | None) -> str:
        """The last completed read that spans the id (before it went missing); empty if none does."""
        if missing_since is not None:
            inside = (
                read_at
                for low, high, read_at in self._spans
                if low <= post_id <= high and read_at < missing_since
            )
            return max(inside, default="")
        at = bisect_right(self._starts, post_id) - 1
        return self._latest[at] if at >= 0 else ""


def _descending(moment: str) -> str:
    """A text whose order is the reverse of an ISO time's; its own inverse."""
    return "".join(chr(105 - ord(char)) if char.isdigit() else char for char in moment)


def _versions(db: Database, wanted: Filter) -> Iterator[dict[str, Any]]:
    """A line a version: the first answer that gave it, by the post's own times.

    A version that another one stands for has none.
    """
    sql = (
        "SELECT versions.*, posts.channel_id, posts.post_id, "  # noqa: S608 - own names
        "channels.username, channels.title, channels.kind, "
        "EXISTS (SELECT 1 FROM observations WHERE observations.post = posts.id) AS observed "
        "FROM posts CROSS JOIN channels ON channels.id = posts.channel_id "
        "CROSS JOIN versions ON versions.post = posts.id "
        f"WHERE {wanted[0]} ORDER BY posts.channel_id, posts.post_id"
    )
    for post, rows in groupby(_rows(db, sql, wanted[1]), key=lambda row: row["post"]):
        lines = {line.pop("_id"): line for line in map(_line, rows)}
        observed = [line.pop("_observed") for line in lines.values()]
        if not observed[0] and len(lines) == 1:
            yield from lines.values()
            continue
        answers = evidence_of(db, [post])[post]
        stands = standing(answers)
        for version, answer in firsts(answer for answer in answers if answer.sha256).items():
            if stands[version] == version:
                yield _first(db, lines[version], answer)


def _line(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "_id": row["id"],
        "_observed": row["observed"],
        "channel": row["username"],
        "channel_id": row["channel_id"],
        "channel_title": row["title"],
        "channel_kind": row["kind"],
        "post_id": row["post_id"],
        "permalink": permalink(row["channel_id"], row["username"], row["post_id"]),
        "date": row["date"],
        "edited": row["edited"],
        "as_of": row["as_of"],
        "text": row["text"],
        "entities": json.loads(row["entities"] or "[]"),
        "poll": row["poll"],
        "media": row["media"],
        **{name: row[name] for name in FACTS},
        "source": row["source"],
        "seen": row["seen"],
        "sha256": row["sha256"],
        "raw": row["raw"],
    }


def _first(db: Database, line: dict[str, Any], first: Evidence) -> dict[str, Any]:
    """The line with what the first answer said in place of what the one that came in first said."""
    said = {name: getattr(first, name) for name in (*ANSWER, "seen")}
    if first.sha256 != line["sha256"]:
        said["raw"] = db.conn.execute(
            "SELECT raw FROM observations WHERE version = ? AND sha256 = ? AND raw IS NOT NULL "
            "AND post = (SELECT post FROM versions WHERE id = ?)",
            (first.version, first.sha256, first.version),
        ).fetchone()[0]
        said["sha256"] = first.sha256
    return line | said


def _corrections(db: Database, wanted: Filter) -> Iterator[dict[str, Any]]:
    """A line a reviewed text, as its last reviewer has it: labelled posts in the shape of ``extract``."""
    for post, text, word in all_standing(db, *wanted):
        yield {
            "id": post,
            "text": text,
            **word.reading,
            "verdict": word.verdict,
            "reviewer": word.reviewer,
            "reviewed_at": to_text(word.at),
            "reason": word.reason,
        }


def _requests(db: Database, wanted: Filter) -> Iterator[dict[str, Any]]:
    """A line a request post: the reading of its first version that is a request, with where it is from."""
    sql = REQUEST_VERSIONS + f"WHERE {wanted[0]} ORDER BY posts.channel_id, posts.post_id"
    for row, sha256 in first_versions(db, _rows(db, sql, wanted[1])):
        reading_text, parser, lexicon = db.conn.execute(
            "SELECT extractions.reading, parsers.parser, parsers.lexicon FROM extractions "
            "JOIN parsers ON parsers.id = extractions.parser WHERE extractions.version = ?",
            (row["version"],),
        ).fetchone()
        word = standing_words(db, [row["version"]]).get(row["version"])
        reading = json.loads(reading_text) if word is None else dict(word.reading)
        regions = [{**region, "source": "text"} for region in reading["regions"]]
        default = row["region"]
        if not regions and default:
            regions = [{"iso": default, "place": None, "text": None, "span": None, "source": "channel"}]
            for request in reading["requests"]:
                request["regions"] = request["regions"] or [default]
        yield {
            "id": f"{row['channel_id']}/{row['post_id']}",
            "channel": row["username"],
            "channel_id": row["channel_id"],
            "post_id": row["post_id"],
            "permalink": permalink(row["channel_id"], row["username"], row["post_id"]),
            "date": row["date"],
            "sha256": sha256,
            "text": row["text"],
            **reading,
            "regions": regions,
            "reviewed": word is not None,
            "parser": parser,
            "lexicon": lexicon,
        }
