"""Which posts the exports of a channel say are gone, worked out from all of them, however they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlite_utils import Database

from storage.answers import Pass
from storage.disappearances import Grade, record
from storage.journal import Journal

MANY_GONE = 0.2
"""Over this share of the posts that a read spans (and over ``FEW``), absence is doubted and not marked."""
FEW = 10


class _Read(NamedTuple):
    from_id: int
    to_id: int
    as_of: str


@dataclass(frozen=True, slots=True)
class _Absences:
    """Posts that exports lack: row to (post id, time of the export). ``doubted`` are too many to believe."""

    gone: dict[int, tuple[int, str]]
    doubted: int


def settle_absences(
    db: Database, journal: Journal, reading: Pass, spans: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """Bring the marks of a channel's posts in line with its exports; returns (newly marked, doubted).

    Absence is no event of one import: an older export brought in later may hold posts that a newer one lacks,
    or so many that nothing is to be believed. So it is worked out anew for all ids that ``spans`` bear on.
    """
    if not spans:
        return 0, 0
    reads, low, high = _bearing_on(db, reading.channel_id, spans)
    found = _absences(db, reading.channel_id, reads)
    before = _marked(db, reading.channel_id, low, high)
    new = 0
    for post, (post_id, as_of) in found.gone.items():
        missing = db.conn.execute("SELECT missing_since FROM posts WHERE id = ?", (post,)).fetchone()[0]
        if missing is None:
            record(
                db, journal, post, post_id, grade="absent from export", reading=replace(reading, as_of=as_of)
            )
            new += 1
    for post, (post_id, as_of, given) in before.items():
        if post not in found.gone:
            grade: Grade = "reappeared" if given >= as_of else "absence doubted"
            record(db, journal, post, post_id, grade=grade, reading=reading)
    return new, found.doubted


def _bearing_on(
    db: Database, channel_id: int, spans: Sequence[tuple[int, int]]
) -> tuple[list[_Read], int, int]:
    """Reads of exports that share ids with the spans or with each other, newest first, and what they span."""
    others = [
        _Read._make(row)
        for row in db.conn.execute(
            "SELECT from_id, to_id, as_of FROM coverage WHERE channel_id = ? AND source = 'export' "
            "ORDER BY as_of DESC, from_id, to_id DESC",
            (channel_id,),
        )
    ]
    low, high = min(span[0] for span in spans), max(span[1] for span in spans)
    reads: list[_Read] = []
    while bearing := [read for read in others if read.from_id <= high and read.to_id >= low]:
        reads += bearing
        others = [read for read in others if read not in bearing]
        low = min(low, *(read.from_id for read in bearing))
        high = max(high, *(read.to_id for read in bearing))
    return sorted(reads, key=lambda read: read.as_of, reverse=True), low, high


def _absences(db: Database, channel_id: int, reads: Sequence[_Read]) -> _Absences:
    """What the reads lack. What one of them spans, an older one that it encloses says nothing more about."""
    gone: dict[int, tuple[int, str]] = {}
    believed: list[_Read] = []
    doubted = 0
    for read in reads:
        if any(other.from_id <= read.from_id and read.to_id <= other.to_id for other in believed):
            continue
        lacked = _lacked(db, channel_id, read)
        known = db.conn.execute(
            "SELECT count(*) FROM posts WHERE channel_id = ? AND post_id BETWEEN ? AND ?",
            (channel_id, read.from_id, read.to_id),
        ).fetchone()[0]
        if len(lacked) > max(FEW, MANY_GONE * known):
            doubted = max(doubted, len(lacked))
            continue
        believed.append(read)
        for post, post_id in lacked:
            gone.setdefault(post, (post_id, read.as_of))
    return _Absences(gone, doubted)


def _lacked(db: Database, channel_id: int, read: _Read) -> list[tuple[int, int]]:
    """Posts whose id a read spans, not given by any answer as new. Later live reads speak for themselves."""
    return db.conn.execute(
        "SELECT id, post_id FROM posts "
        "WHERE channel_id = ? AND post_id BETWEEN ? AND ? AND given < ? AND NOT EXISTS ("
        "SELECT 1 FROM coverage WHERE coverage.channel_id = posts.channel_id AND source != 'export' "
        "AND coverage.as_of >= ? AND posts.post_id BETWEEN from_id AND to_id)",
        (channel_id, *read, read.as_of),
    ).fetchall()


def _marked(db: Database, channel_id: int, low: int, high: int) -> dict[int, tuple[int, str, str]]:
    """Posts now marked as absent from an export: row to (post id, the export's time, when last given)."""
    rows = db.conn.execute(
        "SELECT posts.id, posts.post_id, disappearances.as_of, posts.given FROM posts JOIN disappearances "
        "ON disappearances.id = (SELECT max(id) FROM disappearances WHERE post = posts.id) "
        "WHERE posts.channel_id = ? AND posts.post_id BETWEEN ? AND ? AND posts.missing_since IS NOT NULL "
        "AND disappearances.grade = 'absent from export'",
        (channel_id, low, high),
    )
    return {row[0]: row[1:] for row in rows}
