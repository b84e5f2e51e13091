"""Records of some posts with all that their hashes are over, so that anybody can check them without us."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from storage import coverage, disappearances, runs
from storage.channels import FIELDS as CHANNEL_FIELDS
from storage.channels import permalink
from storage.corrections import standing
from storage.evidence import CHUNK, OBSERVATION_FIELDS, VERSION_FIELDS
from storage.runs import observed_in
from storage.times import to_text

Post = tuple[int, int]
"""A channel's id and a post's number."""


def journal_lines(db: Database, rows: int) -> Iterator[str]:
    """The journal up to a row, a line each: ``seq|at|kind|ref|subject|commitment|hash``."""
    found = db.conn.execute(
        "SELECT seq, at, kind, ref, subject, commitment, hash FROM journal WHERE seq <= ? ORDER BY seq",
        (rows,),
    )
    for row in found:
        yield "|".join(str(part) for part in row)


def records(db: Database, posts: Sequence[Post]) -> Iterator[dict[str, Any]]:
    """What the archive recorded of posts: versions, observations, disappearances, reads, runs, channels.

    ``kind`` and ``ref`` find the journal's row, ``fields`` are what it commits to (after the ``nonce``), by
    their ``names``; ``raw`` is the answer that the last field of a version or observation is the hash of.
    Observations of a run that is not over are left out: the journal does not have them yet.
    """
    wanted: set[int] = set()
    for start in range(0, len(posts), CHUNK):
        for post in posts[start : start + CHUNK]:
            for record in _of_post(db, *post):
                if "run" in record["names"]:
                    wanted.add(record["fields"][record["names"].index("run")])
                yield record
    for record in _of_channels(db, posts):
        if record["kind"] == "coverage":
            wanted.add(record["fields"][record["names"].index("run")])
        yield record
    for run in sorted(wanted):
        yield from _rows(db, "run", run)
        yield from _rows(db, "run-end", run)


def _of_post(db: Database, channel_id: int, post_id: int) -> Iterator[dict[str, Any]]:
    found = db.conn.execute(
        "SELECT posts.id, username FROM posts JOIN channels ON channels.id = channel_id "
        "WHERE channel_id = ? AND post_id = ?",
        (channel_id, post_id),
    ).fetchone()
    if found is None:
        return
    about = {"post": f"{channel_id}/{post_id}", "permalink": permalink(channel_id, found[1], post_id)}
    for kind in ("version", "observation", "disappearance"):
        yield from (about | record for record in _rows(db, kind, found[0]))


def _of_channels(db: Database, posts: Sequence[Post]) -> Iterator[dict[str, Any]]:
    """The channels, and the completed reads that span one of the posts."""
    for channel_id in sorted({post[0] for post in posts}):
        yield from _rows(db, "channel", channel_id)
        ids = sorted(post_id for channel, post_id in posts if channel == channel_id)
        for record in _rows(db, "coverage", channel_id):
            low, high = (record["fields"][coverage.FIELDS.index(name)] for name in ("from_id", "to_id"))
            if any(low <= post_id <= high for post_id in ids):
                yield record


_ENDED = "run IN (SELECT id FROM runs WHERE finished IS NOT NULL)"
_RECORDS = {
    "version": ("versions", VERSION_FIELDS, "post = ?"),
    "observation": ("observations", OBSERVATION_FIELDS, f"post = ? AND {_ENDED}"),
    "disappearance": ("disappearances", disappearances.FIELDS, "post = ?"),
    "channel": ("channels", CHANNEL_FIELDS, "id = ?"),
    "coverage": ("coverage", coverage.FIELDS, "channel_id = ?"),
    "run": ("runs", runs.OPENING, "id = ?"),
    "run-end": ("runs", runs.FIELDS, "id = ? AND finished IS NOT NULL"),
}
"""Kind of a record: its table, what is committed to, and whose they are."""


def _rows(db: Database, kind: str, of: int) -> Iterator[dict[str, Any]]:
    table, names, which = _RECORDS[kind]
    raw = ("raw",) if kind in ("version", "observation") else ()
    columns = ", ".join((*names, "nonce", *raw))
    found = db.conn.execute(f"SELECT {columns} FROM {table} WHERE {which} ORDER BY id", (of,))  # noqa: S608
    for row in found.fetchall():
        fields = list(row[: len(names)])
        record = {"kind": kind, "ref": fields[0], "names": list(names), "fields": fields}
        yield record | {"nonce": row[len(names)]} | ({"raw": row[-1]} if raw else {})


def digests(db: Database, runs_and_channels: Sequence[Post]) -> Iterator[dict[str, Any]]:
    """Of runs in channels, the commitments to all observations, which the journal has one row over."""
    for run, channel_id in runs_and_channels:
        found = observed_in(db, run, str(channel_id))
        yield {"run": run, "channel_id": channel_id, "commitments": found.get(channel_id, [])}


def readings(db: Database, posts: Sequence[Post]) -> Iterator[dict[str, Any]]:
    """What the parser read in the posts' versions: interpretation, not evidence.

    Where people reviewed a version, what they said of it stands beside (``reviewed``), without their names.
    """
    for channel_id, post_id in posts:
        found = db.conn.execute(
            "SELECT extractions.version, parsers.parser, parsers.lexicon, reading FROM extractions "
            "JOIN parsers ON parsers.id = extractions.parser "
            "JOIN versions ON versions.id = extractions.version "
            "JOIN posts ON posts.id = versions.post WHERE channel_id = ? AND post_id = ? "
            "ORDER BY extractions.version",
            (channel_id, post_id),
        )
        rows = found.fetchall()
        words = standing(db, [row[0] for row in rows])
        for version, parser, lexicon, reading in rows:
            line = {"post": f"{channel_id}/{post_id}", "version": version, "parser": parser}
            line |= {"lexicon": lexicon, "reading": json.loads(reading)}
            if word := words.get(version):
                said = {"verdict": word.verdict, "at": to_text(word.at), "reading": dict(word.reading)}
                line["reviewed"] = {"correction": word.id} | said
            yield line
