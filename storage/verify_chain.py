"""Walking the journal once, in order: each row follows from the one before and has the record it tells of."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlite_utils import Database

from storage import corrections, coverage, disappearances, removals, runs
from storage.canonical import sha256
from storage.evidence import VERSION_FIELDS
from storage.journal import GENESIS, Entry, commit, digest
from storage.runs import observed_in
from storage.verdict import Derive, Findings, Progress

TABLES = {
    "archive": ("archive", ("id", "uuid", "created", "key_fingerprint")),
    "run": ("runs", runs.OPENING),
    "run-end": ("runs", runs.FIELDS),
    "coverage": ("coverage", coverage.FIELDS),
    "disappearance": ("disappearances", disappearances.FIELDS),
    "correction": ("corrections", corrections.FIELDS),
    "redaction": ("removals", removals.FIELDS),
    "forgotten": ("removals", removals.FIELDS),
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
    "redaction": ("removals", "post_id IS NOT NULL"),
    "forgotten": ("removals", "post_id IS NULL"),
}
"""Kind of a journal row: the table of which every such row has one, once, in the order of their numbers."""

_FIELDS = ", ".join(f"versions.{name}" for name in VERSION_FIELDS)
_WALK = f"""
SELECT journal.seq, journal.hash, kind, ref, subject, commitment,
    CAST(journal.seq || '|' || at || '|' || kind || '|' || ref || '|' || subject || '|' || commitment
        AS BLOB),
    subject = posts.channel_id || '/' || posts.post_id,
    CAST(versions.raw AS BLOB), versions.sha256, CAST(json_array(nonce, {_FIELDS}) AS BLOB)
FROM journal LEFT JOIN versions ON journal.kind = 'version' AND versions.id = journal.ref
    LEFT JOIN posts ON posts.id = versions.post ORDER BY journal.seq
"""  # noqa: S608 - own names
"""The journal's rows with what their hashes are over, put together by SQLite, which takes half of the time.

SQLite's JSON is that of `storage.canonical.framed` for texts and numbers. Where a hash does not fit, the row
is looked at again, slowly and by our own means, before anything is said to be damaged.
"""
_ENTRY = "SELECT at, kind, ref, subject, commitment FROM journal WHERE seq = ?"
_VERSION = f"SELECT CAST(raw AS BLOB), nonce, {_FIELDS} FROM versions WHERE id = ?"  # noqa: S608


class Chain:
    """What the journal says, gathered while it is checked."""

    def __init__(self, found: Findings, progress: Progress, *, derive: Derive | None, deep: bool) -> None:
        self._found = found
        self._progress = progress
        self._derive = derive
        self._deep = deep
        self._begin()

    def _begin(self) -> None:
        self.head = GENESIS
        self.recorded = dict.fromkeys(RECORDED, 0)
        """Rows of a kind whose record is to be there."""
        self.channels: dict[int, str] = {}
        """The last commitment about each channel."""
        self.digested: set[tuple[int, str]] = set()
        """Runs and channels whose observations have a digest."""
        self._last = dict.fromkeys(RECORDED, 0)
        self._removed: dict[str, int] = {}

    def check(self, db: Database, _found: Findings, counts: dict[str, int]) -> None:
        """Walk the journal."""
        self._begin()
        rows: int = db.conn.execute("SELECT count(*) FROM journal").fetchone()[0]
        counts["journal"] = rows
        self._removed = dict(
            db.conn.execute(
                "SELECT subject, max(seq) FROM journal "
                "WHERE kind IN ('redaction', 'forgotten') GROUP BY subject"
            ).fetchall()
        )
        new, before, last, whole, expected = hashlib.sha256, GENESIS, 0, 0, 0
        removed, deep = bool(self._removed), self._deep
        for seq, hash_, kind, ref, subject, commitment, line, same, raw, raw_hash, fields in db.conn.execute(
            _WALK
        ):
            expected += 1
            if seq != expected:
                self._found("journal", expected, f"is not there; the next is {seq}")
                expected = seq
            if new(b"%b|%b" % (before.encode(), line)).hexdigest() != hash_:
                self._found("journal", seq, "was changed, or one before it was: its hash does not follow")
            before = hash_
            if (
                kind == "version"
                and not deep
                and ref > last
                and same
                and raw is not None
                and new(raw).hexdigest() == raw_hash
                and new(fields).hexdigest() == commitment
                and not (removed and self.is_removed(subject, seq))
            ):
                whole += 1
                last = ref
            else:
                self._last["version"] = last
                self._look_at(db, seq)
                last = self._last["version"]
            if seq % 20_000 == 0:
                self._progress("journal", seq, rows)
        self.recorded["version"] += whole
        self.head = before
        self._progress("journal", rows, rows)

    def _look_at(self, db: Database, seq: int) -> None:
        """Check what a journal row recorded, and name what is wrong with it."""
        entry = Entry._make(db.conn.execute(_ENTRY, (seq,)).fetchone())
        if entry.kind == "version":
            found = db.conn.execute(_VERSION, (entry.ref,)).fetchone()
            self._version(db, seq, entry, found or (None,) * (2 + len(VERSION_FIELDS)))
        else:
            self._record(db, seq, entry)

    def _once(self, seq: int, kind: str, ref: int) -> None:
        """Count a row whose record is to be there."""
        self.recorded[kind] += 1
        self._in_turn(seq, kind, ref)

    def _in_turn(self, seq: int, kind: str, ref: int) -> None:
        if kind != "run-end" and ref <= self._last[kind]:
            self._found("journal", seq, f"records {kind} {ref} out of turn")
        self._last[kind] = ref

    def is_removed(self, subject: str, seq: int) -> bool:
        """True if what a journal row of this number recorded was removed later on."""
        channel = subject.partition("/")[0]
        return self._removed.get(subject, 0) > seq or self._removed.get(channel, 0) > seq

    def _version(self, db: Database, seq: int, entry: Entry, row: tuple[Any, ...]) -> None:
        raw, nonce, *fields = row
        if self.is_removed(entry.subject, seq):
            self._in_turn(seq, entry.kind, entry.ref)
            if fields[0] is not None:
                message = f"of post {entry.subject} is there, although the journal says that it was removed"
                self._found("versions", entry.ref, message, entry.subject)
            return
        self._once(seq, entry.kind, entry.ref)
        if fields[0] is None:
            wrong = "is not there"
        elif self._is_misplaced(db, entry, fields):
            return
        elif nonce is None or raw is None:
            wrong = "has lost its raw answer"
        elif sha256(raw) != fields[-1]:
            wrong = ": the raw answer was changed; its hash is not the recorded one"
        elif commit(nonce, *fields) != entry.commitment:
            which = self._which(raw, fields) or "a field"
            wrong = f": {which} was changed; it is not what the journal recorded"
        elif self._deep and (names := self._which(raw, fields)):
            wrong = f": {names} is not what its raw answer says"
        else:
            return
        gap = "" if wrong.startswith(":") else " "
        self._found("versions", entry.ref, f"of post {entry.subject}{gap}{wrong}", entry.subject)

    def _is_misplaced(self, db: Database, entry: Entry, fields: list[Any]) -> bool:
        """Name a version's post if it is not the one that the journal names."""
        post = fields[VERSION_FIELDS.index("post")]
        where = "SELECT channel_id || '/' || post_id FROM posts WHERE id = ?"
        found = db.conn.execute(where, (post,)).fetchone()
        if found and found[0] == entry.subject:
            return False
        message = f"is not the post of version {entry.ref}, which is of {entry.subject}"
        self._found("posts", found[0] if found else post, message, entry.subject)
        return True

    def _which(self, raw: bytes, fields: list[Any]) -> str:
        """The columns that are not what the raw answer says."""
        return differing(
            self._derive, raw.decode(errors="replace"), dict(zip(VERSION_FIELDS, fields, strict=True))
        )

    def deeply(self, raw: str, columns: dict[str, Any]) -> str:
        """If every record is to be derived anew, the columns that are not what the raw answer says."""
        return differing(self._derive, raw, columns) if self._deep else ""

    def _record(self, db: Database, seq: int, entry: Entry) -> None:
        # tombstones stay, also when their channel is forgotten
        removed = entry.kind not in ("redaction", "forgotten") and self.is_removed(entry.subject, seq)
        match entry.kind:
            case "channel":
                self.channels[entry.ref] = entry.commitment
            case "read":
                pass  # its subject says all, and `check_posts` asks for it
            case "observations":
                if not removed:
                    self._digest(db, entry)
            case kind if kind in TABLES:
                (self._in_turn if removed else self._once)(seq, kind, entry.ref)
                self.committed(db, *TABLES[kind], entry=entry, removed=removed)
                if kind == "forgotten":
                    self.channels = {
                        one: of for one, of in self.channels.items() if str(one) != entry.subject
                    }
            case kind:
                self._found("journal", seq, f"is of a kind that is not known: {kind!r:.40}")

    def committed(
        self, db: Database, table: str, names: tuple[str, ...], *, entry: Entry, removed: bool = False
    ) -> None:
        """Check that a record is what a journal row committed to, or is gone if it was removed."""
        columns = ", ".join(names)
        row = db.conn.execute(f"SELECT {columns}, nonce FROM {table} WHERE id = ?", (entry.ref,)).fetchone()  # noqa: S608
        if removed:
            if row is not None:
                self._found(table, entry.ref, "is there, although the journal says that it was removed")
        elif row is None:
            self._found(table, entry.ref, "is not there, but the journal recorded it")
        elif commit(row[-1], *row[:-1]) != entry.commitment:
            self._found(table, entry.ref, "was changed: it is not what the journal recorded")

    def _digest(self, db: Database, entry: Entry) -> None:
        self.digested.add((entry.ref, entry.subject))
        commitments = observed_in(db, entry.ref, entry.subject).values()
        if digest(next(iter(commitments), [])) != entry.commitment:
            message = f"in channel {entry.subject} are not those that the journal recorded"
            self._found("observations", f"of run {entry.ref}", message)


def differing(derive: Derive | None, raw: str, columns: dict[str, Any]) -> str:
    """Names of the columns that are not what a raw answer says, as far as it tells them."""
    if derive is None:
        return ""
    try:
        told = derive(columns["source"], raw)
    except ValueError as error:
        return f"everything (the raw answer cannot be read again: {error})"
    return ", ".join(
        name for name, value in told.items() if name in columns and not _equal(name, columns[name], value)
    )


def _equal(name: str, stored: Any, told: Any) -> bool:
    if name == "entities" and isinstance(stored, str):
        try:
            return [tuple(entity) for entity in json.loads(stored)] == [tuple(entity) for entity in told]
        except (ValueError, TypeError):
            return False
    return bool(stored == told)
