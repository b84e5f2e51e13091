"""Writing to the archive: one process at a time, each step one transaction with its rows of the journal."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from storage import (
    alerts,
    channels,
    checksums,
    correcting,
    corrections,
    effective,
    extractions,
    pseudonyms,
    reads,
    removing,
    runs,
    search,
    wanted,
)
from storage.absences import settle_absences
from storage.answers import Answer, Found, Pass, Source
from storage.archive import Archive
from storage.connection import connect_to_write, plain_errors, plain_sqlite_errors, writer_lock
from storage.coverage import Span, save_coverage
from storage.errors import ArchiveUnwritable, NotScrubbed, PseudonymKeyError
from storage.journal import Entry, Journal, commit, nonce
from storage.near import Signature
from storage.posts import save_answers
from storage.times import now, to_text


@dataclass(frozen=True, slots=True)
class Run:
    """A run under way."""

    id: int
    at: str


class Writer(Archive):
    """An archive open for writing by this process alone. Use as ``with Writer.writing(path) as archive``."""

    def __init__(self, path: Path, db: Database, key: bytes, *, now: Callable[[], datetime]) -> None:
        super().__init__(path, db)
        self._now = now
        self._journal = Journal(db)
        self.pseudonyms = pseudonyms.Pseudonyms(key)

    @classmethod
    @contextmanager
    def writing(cls, path: Path, *, now: Callable[[], datetime] = now) -> Iterator[Writer]:
        """Take the lock, open or make the archive, and close what a crash left open.

        ``now`` gives the time of every row that says when something was done (aware UTC, whole seconds).

        Raises:
            ArchiveBusy: another process writes to it.
            ArchiveTooNew: made by a newer program.
            ArchiveUnwritable: no space, no right, or damage.
            NoArchive: the file is a database of another program.
            PseudonymKeyError: the key beside it is missing or not its own.
        """
        with writer_lock(path):
            db = connect_to_write(path)
            try:
                with plain_errors(path):
                    writer = cls(path, db, _key(path, db, at=to_text(now())), now=now)
                    with writer.transaction():
                        runs.close_dead_runs(db, writer._journal, at=to_text(now()))
                with plain_sqlite_errors(path):
                    yield writer
            finally:
                db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: rows, coverage and journal move together."""
        try:
            with self._db.atomic():
                yield
                checksums.renew(self._db)
                self._journal.flush()
        except BaseException:
            self._journal.rewind()
            raise

    def start_run(self, command: str, *, program: str, sources: Sequence[Mapping[str, Any]] = ()) -> Run:
        """Begin a run; ``sources`` say what is read (a file's name, size and sha256; a channel's name)."""
        at = to_text(self._now())
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
        at = to_text(self._now())
        with self.transaction():
            runs.finish_run(
                self._db, self._journal, run.id, outcome=outcome, counts=counts, failed=failed, at=at
            )

    def save_channel(
        self,
        channel_id: int,
        *,
        title: str,
        kind: Literal["channel", "group"],
        as_of: datetime,
        run: Run,
        username: str | None = None,
    ) -> None:
        """Add a channel, or note the title and username that it had at a later time than was known."""
        with self.transaction():
            channels.save_channel(
                self._db, self._journal, channel_id,
                title=title, kind=kind, username=username, as_of=to_text(as_of), seen=run.at,
            )  # fmt: skip

    def watch(self, named: Iterable[channels.Watched]) -> None:
        """Make the settings' list of channels the archive's."""
        with self.transaction():
            channels.watch(self._db, named)

    def note_unread(self, name: str, why_not: str, *, channel_id: int | None) -> None:
        """Note why a wanted name (and its channel, if that is known) could not be read."""
        with self.transaction():
            wanted.note_unread(
                self._db, name, why_not=why_not, at=to_text(self._now()), channel_id=channel_id
            )

    def note_read(self, name: str, *, channel_id: int | None) -> None:
        """Forget why a wanted name could not be read, since it was."""
        with self.transaction():
            wanted.note_read(self._db, name, channel_id=channel_id)

    def keep_peer(self, account: int, name: str, peer: wanted.Peer) -> None:
        """Remember whose name it is, so that the account need not ask again."""
        with self.transaction():
            wanted.keep_peer(self._db, account, name, peer)

    def forget_peer(self, account: int, name: str) -> None:
        """Have the account ask again whose name it is."""
        with self.transaction():
            wanted.forget_peer(self._db, account, name)

    def save(
        self, channel_id: int, answers: Iterable[Answer], *, source: Source, as_of: datetime, run: Run
    ) -> Found:
        """Save a batch of answers in one transaction; saving the same again adds nothing."""
        reading = Pass(channel_id, source, run.id, to_text(as_of), run.at)
        with self.transaction():
            return save_answers(self._db, self._journal, answers, reading)

    def save_page(
        self,
        channel_id: int,
        answers: Iterable[Answer],
        span: Span | None,
        *,
        source: Source,
        as_of: datetime,
        run: Run,
    ) -> Found:
        """Save a page of a live read and what it vouches for, together or not at all."""
        reading = Pass(channel_id, source, run.id, to_text(as_of), run.at)
        with self.transaction():
            found = save_answers(self._db, self._journal, answers, reading)
            if span is not None:
                save_coverage(self._db, self._journal, span, reading)
            return found

    def mark_missing(
        self,
        channel_id: int,
        post_ids: Sequence[int],
        *,
        asked: int,
        source: Source,
        as_of: datetime,
        run: Run,
    ) -> tuple[int, int]:
        """Mark posts that a live read of ``asked`` posts lacked; returns (newly marked, doubted)."""
        reading = Pass(channel_id, source, run.id, to_text(as_of), run.at)
        with self.transaction():
            return reads.mark_missing(self._db, self._journal, post_ids, reading, asked=asked)

    def cover(
        self, channel_id: int, spans: Iterable[Span], *, source: Source, as_of: datetime, run: Run
    ) -> tuple[int, int]:
        """Record completed reads, and of exports what they lack: returns (posts marked missing, doubted)."""
        reading = Pass(channel_id, source, run.id, to_text(as_of), run.at)
        read = list(spans)
        with self.transaction():
            for span in read:
                save_coverage(self._db, self._journal, span, reading)
            if source != "export":
                return 0, 0
            ids = [(span.from_id, span.to_id) for span in read]
            return settle_absences(self._db, self._journal, reading, ids)

    def unparsed(
        self, parser: str, lexicon: str, *, again: bool = False, batch: int = 1000
    ) -> Iterator[list[extractions.Unparsed]]:
        """Batches of versions to parse, oldest row first; ``again`` starts from the first version."""
        with self.transaction():
            _, after = extractions.parser_id(self._db, parser, lexicon)
        if again:
            after = 0
        while found := extractions.unparsed(self._db, after, limit=batch):
            yield found
            after = found[-1].version

    def save_extractions(self, parser: str, lexicon: str, found: Iterable[extractions.Extraction]) -> int:
        """Save a batch of readings in one transaction; returns how many are requests."""
        batch = list(found)
        with self.transaction():
            requests = extractions.save_extractions(self._db, parser, lexicon, batch)
            effective.lay_over(self._db, {one.version: one.signature for one in batch})
        return requests

    def save_correction(
        self,
        version: int,
        *,
        reviewer: str,
        verdict: corrections.Verdict,
        said: Mapping[str, Any],
        signature: Signature,
        reason: str = "",
        audit: str | None = None,
        over: int | None = None,
    ) -> int:
        """Add a person's word on a version's text; returns its number. See ``storage.correcting``.

        Raises:
            StaleReviewError: somebody else reviewed it since the correction ``over`` stood.
            UnreviewableError: the version is not there, or has no reading.
        """
        with self.transaction():
            return correcting.save_correction(
                self._db, self._journal, version,
                reviewer=reviewer, verdict=verdict, reason=reason, audit=audit, said=said, over=over,
                signature=signature, at=to_text(self._now()),
            )  # fmt: skip

    def redact(self, channel_id: int, post_id: int, *, why: str, program: str) -> None:
        """Remove a post of the archive for good; later reads and imports will not bring it back.

        ``scrub`` then takes what is left of its bytes out of the file.
        """
        with removing.unbound(self._db), self.transaction():
            removing.redact(
                self._db,
                self._journal,
                channel_id,
                post_id,
                why=why,
                program=program,
                at=to_text(self._now()),
            )

    def forget(self, channel_id: int, *, program: str) -> None:
        """Remove a channel of the archive for good, with all that is its own; then ``scrub``."""
        with removing.unbound(self._db), self.transaction():
            removing.forget(self._db, self._journal, channel_id, program=program, at=to_text(self._now()))

    def scrub(self) -> None:
        """Write the file anew, so that no byte of what was removed is left in it.

        Raises:
            NotScrubbed: another program was reading, or there was no room: old bytes may still be there.
        """
        try:
            with plain_sqlite_errors(self.path):
                done = removing.scrub(self._db)
        except ArchiveUnwritable as error:
            raise NotScrubbed(self.path, f"the file could not be written anew ({error})") from error
        if not done:
            raise NotScrubbed(self.path, "another program is reading the archive")

    def fill_search(
        self, lemmatizer: str, words_of: Callable[[str], Iterable[str]], *, batch: int = 1000
    ) -> Iterator[int]:
        """Bring search up to the posts as they are, a transaction a batch; gives how many each put in."""
        with self.transaction():
            search.begin_filling(self._db, lemmatizer)
        while found := search.unsearched(self._db, limit=batch):
            with self.transaction():
                search.fill(self._db, [(post, words_of(post.text)) for post in found])
            yield len(found)

    def record_alerts(self, found: Iterable[tuple[str, str, str, Mapping[str, Any]]], *, mail: bool) -> int:
        """Record alerts as (alert, subject, week, content) before they are told; returns how many are new.

        ``mail`` says whether they are to be sent by mail too.
        """
        with self.transaction():
            return alerts.record(self._db, found, at=to_text(self._now()), mail=mail)

    def note_delivered(self, ids: Collection[int], way: alerts.Way) -> None:
        """Note that alerts were printed, or sent by mail."""
        with self.transaction():
            alerts.delivered(self._db, ids, way)

    def queue_mails(self, weeks: Iterable[str]) -> None:
        """Note that the reports of these weeks are to be sent by mail; a week is sent once."""
        with self.transaction():
            alerts.queue_mails(self._db, weeks, at=to_text(self._now()))

    def note_sent(self, week: str) -> None:
        """Note that a week's report was sent by mail."""
        with self.transaction():
            alerts.sent(self._db, week, at=to_text(self._now()))


def _key(path: Path, db: Database, *, at: str) -> bytes:
    """The archive's pseudonym key; made together with the archive's first row."""
    row = db.conn.execute("SELECT key_fingerprint FROM archive").fetchone()
    if row is None:
        key = pseudonyms.create_key(path)
        secret, name = nonce(), str(uuid.uuid4())
        fields = (1, name, at, pseudonyms.fingerprint(key))
        journal = Journal(db)
        with db.atomic():
            db.conn.execute("INSERT INTO archive VALUES (?, ?, ?, ?, ?)", (*fields, secret))
            journal.add(Entry(at, "archive", 1, name, commit(secret, *fields)))
            journal.flush()
        return key
    key = pseudonyms.read_key(path)
    if pseudonyms.fingerprint(key) != row[0]:
        found = pseudonyms.key_path(path)
        raise PseudonymKeyError(
            found, f"{found}: is the key of another archive. Put this archive's own key back."
        )
    return key
