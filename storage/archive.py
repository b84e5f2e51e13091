"""The archive as the other packages see it: ``Archive`` reads, ``Writer`` also writes, under the one lock."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from sqlite_utils import Database

from storage import channels, coverage, exports, extractions, facts, pseudonyms, runs, verify
from storage import postings as postings_
from storage.answers import Answer, Found, Pass, Source
from storage.connection import connect_to_read, connect_to_write, plain_errors, writer_lock
from storage.errors import PseudonymKeyError
from storage.journal import Journal, commit, head, nonce
from storage.posts import save_answers
from storage.rows import Channel, Coverage, ParserUse, PostCounts, Posting
from storage.times import now, to_text


class Archive:
    """An archive open for reading, beside any writer. Every question that the program asks is a method here."""

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self._db = db

    @classmethod
    def open(cls, path: Path) -> Archive:
        """Open an archive read-only.

        Raises:
            NoArchive: nothing there that headcount made.
            ArchiveTooNew: made by a newer program.
        """
        return cls(path, connect_to_read(path))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def head(self) -> str:
        """The hash of the journal's last row, hex: pins everything the archive has observed."""
        return head(self._db)[1]

    def channels(self) -> list[Channel]:
        """All channels by id."""
        return channels.list_channels(self._db)

    def postings(self, start: datetime, end: datetime) -> list[Posting]:
        """Every entry of request posts dated in ``[start, end)``, by (date, channel id, post id, n)."""
        return postings_.in_span(self._db, start, end)

    def postings_of(self, text_keys: Collection[str]) -> list[Posting]:
        """Every entry whose post shares one of the text keys, whenever it was, in the same order."""
        return postings_.of_keys(self._db, text_keys)

    def coverage(self, start: datetime, end: datetime) -> list[Coverage]:
        """Completed reads whose span overlaps ``[start, end)``."""
        return facts.coverage_in(self._db, start, end)

    def post_counts(self, start: datetime, end: datetime) -> PostCounts:
        """Posts dated in ``[start, end)`` by what is known of them."""
        return facts.post_counts(self._db, start, end)

    def parsers(self, start: datetime, end: datetime) -> list[ParserUse]:
        """Parser versions and lexicons behind the readings of posts dated in ``[start, end)``."""
        return facts.parsers_in(self._db, start, end)

    def first_date(self) -> datetime | None:
        """The earliest post's date."""
        return facts.first_date(self._db)

    def last_date(self) -> datetime | None:
        """The latest post's date."""
        return facts.last_date(self._db)

    def last_read(self) -> datetime | None:
        """When a completed read was last made."""
        return facts.last_read(self._db)

    def channel_facts(self) -> list[facts.ChannelFacts]:
        """A row a channel for ``status``."""
        return facts.channel_facts(self._db)

    def last_runs(self) -> list[facts.RunFacts]:
        """The last run of each command."""
        return facts.last_runs(self._db)

    def count_unparsed(self, parser: str, lexicon: str) -> int:
        """Versions that this parser with this lexicon has not read."""
        return extractions.count_unparsed(self._db, parser, lexicon)

    def count_versions(self) -> int:
        """All versions."""
        return extractions.count_versions(self._db)

    def post_text(self, channel: str, post_id: int) -> str | None:
        """The latest text of a post, by its channel's username or id; None if it is not in the archive."""
        return facts.post_text(self._db, channel, post_id)

    def export(
        self,
        what: Literal["posts", "versions", "requests"],
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        channel: str | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Rows of an export in the contract's shape, by (channel id, post id), streamed."""
        return exports.rows(self._db, what, since=since, until=until, channel=channel)

    def verify(self, progress: verify.Progress = verify.silent) -> verify.Verdict:
        """Check the database's integrity, every hash, and the chain."""
        with plain_errors(self.path):
            return verify.verify(self._db, progress)


@dataclass(frozen=True, slots=True)
class Run:
    """A run under way."""

    id: int
    at: str


class Writer(Archive):
    """An archive open for writing by this process alone. Use as ``with Writer.writing(path) as archive``."""

    def __init__(self, path: Path, db: Database, key: bytes) -> None:
        super().__init__(path, db)
        self._journal = Journal(db)
        self.pseudonyms = pseudonyms.Pseudonyms(key)

    @classmethod
    @contextmanager
    def writing(cls, path: Path) -> Iterator[Writer]:
        """Take the lock, open or make the archive, and close what a crash left open.

        Raises:
            ArchiveBusy: another process writes to it.
            ArchiveTooNew: made by a newer program.
            ArchiveUnwritable: no space, no right, or damage.
            PseudonymKeyError: the key beside it is missing or not its own.
        """
        with writer_lock(path), plain_errors(path):
            db = connect_to_write(path)
            try:
                writer = cls(path, db, _key(path, db))
                with writer.transaction():
                    runs.close_dead_runs(db, writer._journal, at=to_text(now()))
                yield writer
            finally:
                db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: rows, coverage and journal move together."""
        try:
            with self._db.atomic():
                yield
                self._journal.flush()
        except BaseException:
            self._journal.rewind()
            raise

    def start_run(self, command: str, *, program: str, sources: Sequence[Mapping[str, Any]] = ()) -> Run:
        """Begin a run; ``sources`` say what is read (a file's name, size and sha256; a channel's name)."""
        at = to_text(now())
        with self.transaction():
            run = runs.start_run(
                self._db, self._journal, command=command, program=program, sources=sources, at=at
            )
        return Run(run, at)

    def finish_run(
        self,
        run: Run,
        *,
        outcome: Literal["ok", "failed", "interrupted"],
        counts: Mapping[str, int],
        failed: Sequence[Mapping[str, str]] = (),
    ) -> None:
        """End a run: its outcome, counts, and what failed as ``{"what", "reason"}``."""
        with self.transaction():
            runs.finish_run(
                self._db,
                self._journal,
                run.id,
                outcome=outcome,
                counts=counts,
                failed=failed,
                at=to_text(now()),
            )

    def save_channel(
        self,
        channel_id: int,
        *,
        title: str,
        kind: Literal["channel", "group"],
        run: Run,
        username: str | None = None,
    ) -> None:
        """Add a channel, or note its present title and username."""
        with self.transaction():
            channels.save_channel(
                self._db, channel_id, title=title, kind=kind, username=username, seen=run.at
            )

    def watch(self, wanted: Iterable[channels.Watched]) -> None:
        """Make the settings' list of channels the archive's."""
        with self.transaction():
            channels.watch(self._db, wanted)

    def save(
        self, channel_id: int, answers: Iterable[Answer], *, source: Source, as_of: datetime, run: Run
    ) -> Found:
        """Save a batch of answers in one transaction; saving the same again adds nothing."""
        reading = Pass(channel_id, source, run.id, to_text(as_of), run.at)
        with self.transaction():
            return save_answers(self._db, self._journal, answers, reading)

    def cover(
        self, channel_id: int, spans: Iterable[coverage.Span], *, source: Source, as_of: datetime, run: Run
    ) -> None:
        """Record completed reads."""
        reading = Pass(channel_id, source, run.id, to_text(as_of), run.at)
        with self.transaction():
            for span in spans:
                coverage.save_coverage(self._db, self._journal, span, reading)

    def mark_absent(self, channel_id: int, *, as_of: datetime, run: Run) -> tuple[int, int]:
        """Mark posts that a newer export of the channel lacks; returns (marked, doubted and left)."""
        reading = Pass(channel_id, "export", run.id, to_text(as_of), run.at)
        with self.transaction():
            return coverage.mark_absent_from_exports(self._db, self._journal, reading)

    def unparsed(
        self, parser: str, lexicon: str, *, again: bool = False, batch: int = 1000
    ) -> Iterator[list[extractions.Unparsed]]:
        """Batches of versions to parse, oldest row first; ``again`` starts from the first version."""
        with self.transaction():
            parser_row, after = extractions.parser_id(self._db, parser, lexicon)
            if again:
                after = 0
        while found := extractions.unparsed(self._db, after, limit=batch):
            yield found
            after = found[-1].version

    def save_extractions(self, parser: str, lexicon: str, found: Iterable[extractions.Extraction]) -> int:
        """Save a batch of readings in one transaction; returns how many are requests."""
        with self.transaction():
            parser_row, _ = extractions.parser_id(self._db, parser, lexicon)
            return extractions.save_extractions(self._db, parser_row, found)


def _key(path: Path, db: Database) -> bytes:
    """The archive's pseudonym key; made together with the archive's first row."""
    row = db.conn.execute("SELECT key_fingerprint FROM archive").fetchone()
    if row is None:
        key = pseudonyms.create_key(path)
        secret, at, name = nonce(), to_text(now()), str(uuid.uuid4())
        fields = (1, name, at, pseudonyms.fingerprint(key))
        journal = Journal(db)
        with db.atomic():
            db.conn.execute("INSERT INTO archive VALUES (?, ?, ?, ?, ?)", (*fields, secret))
            journal.add("archive", 1, name, commit(secret, *fields), at=at)
            journal.flush()
        return key
    key = pseudonyms.read_key(path)
    if pseudonyms.fingerprint(key) != row[0]:
        found = pseudonyms.key_path(path)
        raise PseudonymKeyError(
            found, f"{found}: is the key of another archive. Put this archive's own key back."
        )
    return key
