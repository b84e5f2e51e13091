"""Proof that the archive is whole: the database's integrity, every record's hash, and the chain over them.

What it proves: each row of the journal follows from the one before, every record is what the journal
committed to when it was saved, nothing got in beside the journal, and the tables that only repeat or
interpret the records (posts, readings) say what these say. What it cannot know by itself is that the end of
the journal is the end: who removes the last rows together with what they recorded leaves a shorter archive
that is whole. A seal kept elsewhere shows that, and that a chain was not made anew from its start. Nor does
it check what the settings and the work at hand own: a channel's region and watching, how far a parser is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storage import channels, corrections, coverage, disappearances, runs
from storage.canonical import sha256
from storage.evidence import OBSERVATION_FIELDS, VERSION_FIELDS
from storage.journal import GENESIS, Entry, commit, digest, link
from storage.verify_posts import check_posts
from storage.verify_readings import check_readings

Progress = Callable[[str, int, int], None]
"""Called with what is checked, how many are done, and of how many."""

MOST = 20
"""Damages that are named; the first is what matters."""

TABLES = {
    "archive": ("archive", ("id", "uuid", "created", "key_fingerprint")),
    "run": ("runs", runs.OPENING),
    "run-end": ("runs", runs.FIELDS),
    "coverage": ("coverage", coverage.FIELDS),
    "disappearance": ("disappearances", disappearances.FIELDS),
    "correction": ("corrections", corrections.FIELDS),
}
"""Kind of a journal row: its table, and the columns it commits to. Versions and channels are apart."""

RECORDED = {
    "archive": ("archive", "1"),
    "version": ("versions", "1"),
    "run": ("runs", "1"),
    "run-end": ("runs", "finished IS NOT NULL"),
    "coverage": ("coverage", "1"),
    "disappearance": ("disappearances", "1"),
    "correction": ("corrections", "1"),
}
"""Kind of a journal row: the table of which every such row has one, once, in the order of their numbers."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was written: the table, which row, and what is wrong with it."""

    table: str
    row: str
    message: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.message}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What ``verify`` found: no damage means whole. ``head`` pins what was verified."""

    damage: tuple[Damage, ...]
    counts: dict[str, int]
    head: str


def silent(_what: str, _done: int, _of: int) -> None:
    """Report progress to nobody."""


def verify(db: Database, progress: Progress = silent) -> Verdict:
    """Check everything in one read transaction, so that a collector at work changes nothing under it."""
    checker = _Checker(db, progress)
    db.execute("BEGIN")
    try:
        checker.check()
    except sqlite3.OperationalError as error:
        if "utf-8" not in str(error).lower():
            raise
        # bytes that are no text: read them as best one can, so that the row they are in can be named
        db.conn.text_factory = lambda data: data.decode(errors="replace")
        checker = _Checker(db, progress)
        checker.check()
    except sqlite3.DatabaseError as error:
        checker.found("database", "file", f"cannot be read to the end: {error}")
    finally:
        db.conn.text_factory = str
        db.execute("ROLLBACK")
    return Verdict(tuple(checker.damage), checker.counts, checker.head)


class _Checker:
    def __init__(self, db: Database, progress: Progress) -> None:
        self.db = db
        self.progress = progress
        self.damage: list[Damage] = []
        self.counts: dict[str, int] = {}
        self.head = GENESIS
        self.recorded = dict.fromkeys(RECORDED, 0)
        self.last = dict.fromkeys(RECORDED, 0)
        self.channels: dict[int, str] = {}
        self.digested: set[tuple[int, str]] = set()
        self.reads: set[tuple[str, str]] = set()

    def check(self) -> None:
        self.integrity()
        if self.damage:
            return
        self.chain()
        self.unrecorded()
        self.channel_rows()
        self.observations()
        self.counts |= check_posts(self.db, self.reads, self.found)
        self.counts |= check_readings(self.db, self.found)

    def found(self, table: str, row: object, message: str) -> None:
        if len(self.damage) < MOST:
            self.damage.append(Damage(table, str(row), message))

    def integrity(self) -> None:
        self.progress("database", 0, 1)
        for (line,) in self.db.conn.execute("PRAGMA integrity_check(20)").fetchall():
            if line != "ok":
                self.found("database", "file", line)
        for table, rowid, parent, _ in self.db.conn.execute("PRAGMA foreign_key_check").fetchall():
            self.found(table, rowid or "(a row)", f"points to a row of {parent} that is not there")

    def chain(self) -> None:
        """Walk the journal once, in order, each row beside the record it commits to."""
        rows = self.db.conn.execute("SELECT count(*) FROM journal").fetchone()[0]
        self.counts |= {"journal": rows, "redacted": 0}
        columns = ", ".join(f"versions.{name}" for name in VERSION_FIELDS)
        cursor = self.db.conn.execute(
            "SELECT journal.seq, journal.hash, journal.at, journal.kind, journal.ref, journal.subject, "  # noqa: S608
            "journal.commitment, posts.channel_id || '/' || posts.post_id, "
            f"CAST(versions.raw AS BLOB), versions.nonce, {columns} FROM journal "
            "LEFT JOIN versions ON journal.kind = 'version' AND versions.id = journal.ref "
            "LEFT JOIN posts ON posts.id = versions.post ORDER BY journal.seq"
        )
        expected = 0
        for seq, hash_, *row in cursor:
            expected += 1
            if seq != expected:
                self.found("journal", expected, f"is not there; the next is {seq}")
                expected = seq
            entry = Entry._make(row[:5])
            if link(self.head, seq, entry) != hash_:
                self.found("journal", seq, "was changed, or one before it was: its hash does not follow")
            self.head = hash_
            self._once(seq, entry)
            if entry.kind == "version":
                self._version(entry, row[5], *row[6:8], fields=row[8:])
            else:
                self._record(seq, entry)
            if seq % 20_000 == 0:
                self.progress("journal", seq, rows)
        self.progress("journal", rows, rows)

    def _once(self, seq: int, entry: Entry) -> None:
        if entry.kind not in self.recorded:
            return
        self.recorded[entry.kind] += 1
        if entry.kind != "run-end" and entry.ref <= self.last[entry.kind]:
            self.found("journal", seq, f"records {entry.kind} {entry.ref} out of turn")
        self.last[entry.kind] = entry.ref

    def _version(
        self, entry: Entry, post: str | None, raw: bytes | None, nonce: str | None, *, fields: list[Any]
    ) -> None:
        if fields[0] is None:
            self.found("versions", entry.ref, f"of post {entry.subject} is not there")
        elif post != entry.subject:
            self.found("posts", post, f"is not the post of version {entry.ref}, which is of {entry.subject}")
        elif nonce is None or raw is None:
            self.found("versions", entry.ref, f"of post {entry.subject} has lost its raw answer")
        elif sha256(raw) != fields[-1]:
            message = f"of post {entry.subject}: the raw answer was changed; its hash is not the recorded one"
            self.found("versions", entry.ref, message)
        elif commit(nonce, *fields) != entry.commitment:
            message = f"of post {entry.subject}: a field was changed; it is not what the journal recorded"
            self.found("versions", entry.ref, message)

    def _record(self, seq: int, entry: Entry) -> None:
        match entry.kind:
            case "channel":
                self.channels[entry.ref] = entry.commitment
            case "read":
                channel_id, _, as_of = entry.subject.partition("@")
                self.reads.add((channel_id, as_of))
            case "observations":
                self._digest(entry)
            case kind if kind in TABLES:
                table, names = TABLES[kind]
                self._committed(table, names, entry.ref, entry.commitment)
            case kind:
                self.found("journal", seq, f"is of a kind that is not known: {kind!r:.40}")

    def _committed(self, table: str, names: tuple[str, ...], ref: int, commitment: str) -> None:
        columns = ", ".join(names)
        row = self.db.conn.execute(f"SELECT {columns}, nonce FROM {table} WHERE id = ?", (ref,)).fetchone()  # noqa: S608
        if row is None:
            self.found(table, ref, "is not there, but the journal recorded it")
        elif commit(row[-1], *row[:-1]) != commitment:
            self.found(table, ref, "was changed: it is not what the journal recorded")

    def _digest(self, entry: Entry) -> None:
        self.digested.add((entry.ref, entry.subject))
        commitments = self.db.conn.execute(
            "SELECT observations.commitment FROM observations JOIN posts ON posts.id = observations.post "
            "WHERE observations.run = ? AND CAST(posts.channel_id AS TEXT) = ? ORDER BY observations.id",
            (entry.ref, entry.subject),
        )
        if digest(row[0] for row in commitments) != entry.commitment:
            message = f"in channel {entry.subject} are not those that the journal recorded"
            self.found("observations", f"of run {entry.ref}", message)

    def unrecorded(self) -> None:
        """Find rows that got in beside the journal."""
        for kind, (table, which) in RECORDED.items():
            count = self.db.conn.execute(f"SELECT count(*) FROM {table} WHERE {which}").fetchone()[0]  # noqa: S608
            self.counts.setdefault(table, count)
            if count == self.recorded[kind]:
                continue
            rows = self.db.conn.execute(
                f"SELECT id FROM {table} WHERE {which} "  # noqa: S608 - own names
                "EXCEPT SELECT ref FROM journal WHERE kind = ? LIMIT 20",
                (kind,),
            )
            for (row,) in rows.fetchall():
                self.found(
                    table, row, f"has no row of kind {kind!r} in the journal: not written by headcount"
                )

    def channel_rows(self) -> None:
        """A channel's row is what the last journal row about it says."""
        ids = [row[0] for row in self.db.conn.execute("SELECT id FROM channels ORDER BY id")]
        for channel_id in ids:
            if channel_id not in self.channels:
                self.found("channels", channel_id, "has no row in the journal: not written by headcount")
        for channel_id, commitment in self.channels.items():
            self._committed("channels", channels.FIELDS, channel_id, commitment)

    def observations(self) -> None:
        """Observations have a commitment of their own, which the journal's digest is over."""
        names = ", ".join(OBSERVATION_FIELDS)
        count = 0
        for raw, nonce, commitment, *fields in self.db.conn.execute(
            f"SELECT CAST(raw AS BLOB), nonce, commitment, {names} FROM observations ORDER BY id"  # noqa: S608
        ):
            count += 1
            if nonce is None or commit(nonce, *fields) != commitment:
                self.found("observations", fields[0], "was changed: it is not what was recorded")
            elif raw is not None and sha256(raw) != fields[-1]:
                message = "the raw answer was changed; its hash is not the recorded one"
                self.found("observations", fields[0], message)
        self.counts["observations"] = count
        for run, channel_id in self.db.conn.execute(
            "SELECT DISTINCT observations.run, posts.channel_id FROM observations "
            "JOIN posts ON posts.id = observations.post JOIN runs ON runs.id = observations.run "
            "WHERE runs.finished IS NOT NULL"
        ).fetchall():
            if (run, str(channel_id)) not in self.digested:
                message = f"in channel {channel_id} are in no row of the journal: not written by headcount"
                self.found("observations", f"of run {run}", message)
