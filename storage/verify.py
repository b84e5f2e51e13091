"""Proof that the archive is whole: the database's own integrity, every record's hash, and the chain over them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storage import coverage, disappearances, posts, runs
from storage.canonical import sha256
from storage.journal import GENESIS, commit, digest, link

Progress = Callable[[str, int, int], None]
"""Called with what is checked, how many are done, and of how many."""

MOST = 20
"""Damages that are named; the first is what matters."""

TABLES = {
    "archive": ("archive", ("id", "uuid", "created", "key_fingerprint")),
    "run-end": ("runs", runs.FIELDS),
    "coverage": ("coverage", coverage.FIELDS),
    "disappearance": ("disappearances", disappearances.FIELDS),
}
"""Kind of a journal row: its table, and the columns it commits to. Versions and openings of runs are apart."""


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
        checker.integrity()
        if not checker.damage:
            checker.chain()
            checker.unjournalled()
            checker.observations()
            checker.extractions()
            checker.latest()
    except sqlite3.DatabaseError as error:
        checker.found("database", "file", f"cannot be read to the end: {error}")
    finally:
        db.execute("ROLLBACK")
    return Verdict(tuple(checker.damage[:MOST]), checker.counts, checker.head)


class _Checker:
    def __init__(self, db: Database, progress: Progress) -> None:
        self.db = db
        self.progress = progress
        self.damage: list[Damage] = []
        self.counts: dict[str, int] = {}
        self.head = GENESIS

    def found(self, table: str, row: object, message: str) -> None:
        if len(self.damage) < MOST:
            self.damage.append(Damage(table, str(row), message))

    def integrity(self) -> None:
        self.progress("database", 0, 1)
        for (line,) in self.db.conn.execute("PRAGMA integrity_check(20)").fetchall():
            if line != "ok":
                self.found("database", "file", line)
        for table, rowid, parent, _ in self.db.conn.execute("PRAGMA foreign_key_check").fetchall():
            self.found(table, rowid, f"points to a row of {parent} that is not there")

    def chain(self) -> None:
        """Walk the journal once, in order, each row beside the record it commits to."""
        rows = self.db.conn.execute("SELECT count(*) FROM journal").fetchone()[0]
        self.counts["journal"] = rows
        self.counts["versions"] = self.counts["redacted"] = 0
        columns = ", ".join(f"versions.{name}" for name in posts.VERSION_FIELDS)
        cursor = self.db.conn.execute(
            "SELECT journal.seq, journal.at, journal.kind, journal.ref, journal.subject, journal.commitment, journal.hash, "  # noqa: S608
            f"CAST(versions.raw AS BLOB), versions.nonce, {columns} FROM journal "
            "LEFT JOIN versions ON journal.kind = 'version' AND versions.id = journal.ref ORDER BY journal.seq"
        )
        expected = 0
        for seq, at, kind, ref, subject, commitment, hash_, raw, nonce, *fields in cursor:
            expected += 1
            if seq != expected:
                self.found("journal", expected, f"is not there; the next is {seq}")
                expected = seq
            if link(self.head, seq, at, kind, ref, subject, commitment) != hash_:
                self.found("journal", seq, "was changed, or one before it was: its hash does not follow")
            self.head = hash_
            if kind == "version":
                self._version(ref, subject, commitment, raw, nonce, fields)
            else:
                self._record(kind, ref, subject, commitment)
            if seq % 20_000 == 0:
                self.progress("journal", seq, rows)
        self.progress("journal", rows, rows)

    def _version(
        self, ref: int, subject: str, commitment: str, raw: bytes | None, nonce: str | None, fields: list[Any]
    ) -> None:
        self.counts["versions"] += 1
        if fields[0] is None:
            self.found("versions", ref, f"of post {subject} is not there")
        elif nonce is None or raw is None:
            self.found("versions", ref, f"of post {subject} has lost its raw answer")
        elif sha256(raw) != fields[-1]:
            self.found(
                "versions",
                ref,
                f"of post {subject}: the raw answer was changed; its hash is not the recorded one",
            )
        elif commit(nonce, *fields) != commitment:
            self.found(
                "versions",
                ref,
                f"of post {subject}: a field was changed; it is not what the journal recorded",
            )

    def _record(self, kind: str, ref: int, subject: str, commitment: str) -> None:
        if kind == "observations":
            commitments = self.db.conn.execute(
                "SELECT observations.commitment FROM observations JOIN posts ON posts.id = observations.post "
                "WHERE observations.run = ? AND posts.channel_id = ? ORDER BY observations.id",
                (ref, int(subject)),
            )
            if digest(row[0] for row in commitments) != commitment:
                self.found(
                    "observations",
                    f"of run {ref}",
                    f"in channel {subject} are not those that the journal recorded",
                )
            return
        table, names = ("runs", runs.OPENING) if kind == "run" else TABLES[kind]
        columns = ", ".join(names)
        row = self.db.conn.execute(f"SELECT {columns}, nonce FROM {table} WHERE id = ?", (ref,)).fetchone()  # noqa: S608
        if row is None:
            self.found(table, ref, "is not there, but the journal recorded it")
        elif commit(row[-1], *row[:-1]) != commitment:
            self.found(table, ref, "was changed: it is not what the journal recorded")

    def unjournalled(self) -> None:
        """Find rows that got in beside the journal."""
        kinds = {
            "versions": "version",
            "runs": "run",
            "coverage": "coverage",
            "disappearances": "disappearance",
        }
        for table, kind in kinds.items():
            rows = self.db.conn.execute(
                f"SELECT id FROM {table} WHERE NOT EXISTS (SELECT 1 FROM journal WHERE kind = ? AND ref = {table}.id) LIMIT 20",  # noqa: S608
                (kind,),
            )
            for (row,) in rows.fetchall():
                self.found(table, row, "has no row in the journal: it was not written by headcount")
            self.counts[table] = self.db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608

    def observations(self) -> None:
        """Observations have a commitment of their own, which the journal's digest is over."""
        names = ", ".join(posts.OBSERVATION_FIELDS)
        count = 0
        for id_, raw, nonce, commitment, *fields in self.db.conn.execute(
            f"SELECT id, CAST(raw AS BLOB), nonce, commitment, {names} FROM observations ORDER BY id"  # noqa: S608
        ):
            count += 1
            if nonce is None or commit(nonce, *fields) != commitment:
                self.found("observations", id_, "was changed: it is not what was recorded")
            elif raw is not None and sha256(raw) != fields[-1]:
                self.found(
                    "observations", id_, "the raw answer was changed; its hash is not the recorded one"
                )
        self.counts["observations"] = count
        undigested = self.db.conn.execute(
            "SELECT DISTINCT run FROM observations WHERE NOT EXISTS "
            "(SELECT 1 FROM journal WHERE kind = 'observations' AND ref = run) "
            "AND run IN (SELECT id FROM runs WHERE finished IS NOT NULL)"
        )
        for (run,) in undigested.fetchall():
            self.found(
                "observations", f"of run {run}", "are in no row of the journal: not written by headcount"
            )

    def extractions(self) -> None:
        count = 0
        for version, reading, hash_, is_request, closed, entries in self._extractions():
            count += 1
            if sha256(reading) != hash_:
                self.found(
                    "extractions", version, "the reading was changed; its hash is not the recorded one"
                )
                continue
            said = json.loads(reading)
            expected = len(said["requests"]) + ("total" in said)
            if (
                bool(is_request) != said["is_request"]
                or bool(closed) != said.get("closed", False)
                or entries != expected
            ):
                self.found("extractions", version, "the tables beside it do not say what the reading says")
        self.counts["extractions"] = count

    def _extractions(self) -> Iterator[Any]:
        return iter(
            self.db.conn.execute(
                "SELECT version, reading, sha256, is_request, closed, "
                "(SELECT count(*) FROM requests WHERE requests.version = extractions.version) FROM extractions ORDER BY version"
            )
        )

    def latest(self) -> None:
        """A post's own row must agree with its versions."""
        self.counts["posts"] = self.db.conn.execute("SELECT count(*) FROM posts").fetchone()[0]
        rows = self.db.conn.execute(
            "SELECT posts.channel_id, posts.post_id FROM posts LEFT JOIN (SELECT post, count(*) AS n FROM versions GROUP BY post) "
            "AS v ON v.post = posts.id LEFT JOIN versions ON versions.id = posts.latest_version AND versions.post = posts.id "
            "WHERE coalesce(v.n, 0) != posts.versions OR versions.id IS NULL LIMIT 20"
        )
        for channel_id, post_id in rows.fetchall():
            self.found("posts", f"{channel_id}/{post_id}", "does not agree with its versions")
