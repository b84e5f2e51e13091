"""The archive as the other packages read it: every question that the program asks is a method here."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from storage import (
    alerts,
    asked,
    audits,
    backups,
    bundled,
    channels,
    corrections,
    exports,
    extractions,
    facts,
    glancing,
    queue,
    reads,
    search,
    verify,
    wanted,
)
from storage import postings as postings_
from storage.answers import Source
from storage.connection import connect_to_read, plain_sqlite_errors
from storage.journal import head
from storage.past import Past, past
from storage.removals import Removal, list_removals, redacted_ids
from storage.rows import Asked, Channel, Coverage, ParserUse, PostCounts, Posting
from storage.times import to_text
from storage.verdict import Derive, Progress, Verdict, silent
from storage.verify_search import check_search_index


class Archive:
    """An archive open for reading, beside any writer."""

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
        if isinstance(error, sqlite3.DatabaseError):
            with plain_sqlite_errors(
                self.path
            ):  # a damaged page is found when it is read, by whatever reads it
                raise error

    def head(self) -> str:
        """The hash of the journal's last row, hex: pins everything the archive has observed."""
        return head(self._db)[1]

    def channels(self) -> list[Channel]:
        """All channels by id."""
        return channels.list_channels(self._db)

    def postings(self, start: datetime, end: datetime) -> list[Posting]:
        """Every entry of request posts dated in ``[start, end)``, by (date, channel id, post id, n)."""
        return postings_.in_span(self._db, start, end)

    def numbered_postings(self, start: datetime, end: datetime) -> list[tuple[int, Posting]]:
        """The same, each with the number of the version that was counted."""
        return postings_.numbered_in_span(self._db, start, end)

    def largest(self, before: datetime, *, limit: int) -> list[Posting]:
        """Entries of the posts dated before a moment that ask for the most people, the largest first."""
        return postings_.largest(self._db, before, limit=limit)

    def asked(self, start: datetime, end: datetime) -> list[Asked]:
        """The same entries in the same order, without their words: quick enough to read a year of them."""
        return asked.in_span(self._db, to_text(start), to_text(end))

    def asked_like(
        self,
        entries: Sequence[Asked],
        *,
        since: datetime | None,
        until: datetime,
        known: Collection[int] = (),
    ) -> list[Asked]:
        """Every entry of the posts dated in ``[since, until)`` of which one may be near one of these.

        ``since`` None is from the first post on; ``known`` are versions that need not come again.
        """
        first = None if since is None else to_text(since)
        return asked.like(self._db, entries, since=first, until=to_text(until), known=known)

    def coverage(self, start: datetime, end: datetime) -> list[Coverage]:
        """Completed reads whose span overlaps ``[start, end)``."""
        return facts.coverage_in(self._db, start, end)

    def post_counts(self, start: datetime, end: datetime) -> PostCounts:
        """Posts dated in ``[start, end)`` by what is known of them."""
        return facts.post_counts(self._db, start, end)

    def parsers(self, start: datetime, end: datetime) -> list[ParserUse]:
        """Parser versions and lexicons behind the readings of posts dated in ``[start, end)``."""
        return facts.parsers_in(self._db, start, end)

    def one_parser(self, start: datetime, end: datetime) -> bool:
        """Whether at most one parser version and lexicon read the posts dated in ``[start, end)``."""
        return facts.one_parser_in(self._db, start, end)

    def runs(self, start: datetime, end: datetime) -> list[facts.RunFacts]:
        """Runs of ``headcount run`` that began in ``[start, end)``."""
        return facts.runs_in(self._db, start, end)

    def first_date(self) -> datetime | None:
        """The earliest post's date."""
        return facts.first_date(self._db)

    def last_read(self) -> datetime | None:
        """When a completed read was last made."""
        return facts.last_read(self._db)

    def channel_facts(self) -> list[facts.ChannelFacts]:
        """A row a channel for ``status``."""
        return facts.channel_facts(self._db)

    def picture_only(self) -> dict[int, int]:
        """By channel, how many posts have media and no text."""
        return facts.picture_only(self._db)

    def channel_named(self, name: str) -> int | None:
        """The id of the channel that has a username, or that id, in the archive; None if none has."""
        return channels.named(self._db, name)

    def username_of(self, channel_id: int) -> str | None:
        """The username of a channel of the archive, if it is known."""
        return channels.username_of(self._db, channel_id)

    def knows(self, channel_id: int) -> bool:
        """True if the channel is in the archive."""
        return channels.named(self._db, str(channel_id)) is not None

    def unread(self) -> list[wanted.Unread]:
        """Wanted names that the last pass could not read, and why."""
        return wanted.list_unread(self._db)

    def reach(self, channel_id: int, source: Source) -> reads.Reach | None:
        """How far a source has read a channel; None if it never did."""
        return reads.reach(self._db, channel_id, source)

    def stretch(self, channel_id: int, source: Source) -> reads.Reach | None:
        """The newest unbroken stretch of a source's reads of a channel; None if it never read it."""
        return reads.stretch(self._db, channel_id, source)

    def given_ids(self, channel_id: int, source: Source, *, from_id: int, to_id: int) -> list[int]:
        """Ids in these bounds of posts that the source has given and that are not missing."""
        return reads.given_ids(self._db, channel_id, source, from_id=from_id, to_id=to_id)

    def young_posts(self, channel_id: int, source: Source, *, since: datetime) -> list[reads.Checked]:
        """Posts dated from ``since`` on that the source has read, and when it last did, by id."""
        return reads.young_posts(self._db, channel_id, source, since=since)

    def find_peer(self, account: int, name: str) -> wanted.Peer | None:
        """Whose a name was when this account asked; None if it never did."""
        return wanted.find_peer(self._db, account, name)

    def last_runs(self) -> list[facts.RunFacts]:
        """The last run of each command."""
        return facts.last_runs(self._db)

    def latest_alerts(self, most: int) -> list[alerts.AlertRow]:
        """The newest alerts, newest first."""
        return alerts.latest(self._db, most)

    def fired_alerts(self) -> set[tuple[str, str]]:
        """The (alert, subject) pairs that were ever recorded."""
        return alerts.fired(self._db)

    def waiting_alerts(self, way: alerts.Way) -> list[alerts.AlertRow]:
        """Alerts that were not yet printed, or sent by mail."""
        return alerts.waiting(self._db, way)

    def senders(self, start: datetime, end: datetime) -> dict[tuple[int, int], str]:
        """Who sent the posts dated in ``[start, end)``, by (channel id, post id), where that is known."""
        return alerts.senders(self._db, start, end)

    def last_mail(self) -> str | None:
        """The newest week whose report was to be sent by mail; None if none ever was."""
        return alerts.last_mail(self._db)

    def unsent_mails(self) -> list[str]:
        """Weeks whose report is to be sent by mail and was not, oldest first."""
        return alerts.unsent(self._db)

    def count_unparsed(self, parser: str, lexicon: str) -> int:
        """Versions that this parser with this lexicon has not read."""
        return extractions.count_unparsed(self._db, parser, lexicon)

    def count_versions(self) -> int:
        """All versions."""
        return extractions.count_versions(self._db)

    def count_unsearched(self, lemmatizer: str) -> int:
        """Posts that search does not have as they are now, and as this lemmatizer reads them."""
        return search.count_unsearched(self._db, lemmatizer)

    def post_text(self, channel: str, post_id: int) -> str | None:
        """The latest text of a post, by its channel's username or id; None if it is not in the archive."""
        return facts.post_text(self._db, channel, post_id)

    def export(
        self,
        what: exports.What,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        channel: str | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Rows of an export in the contract's shape, by (channel id, post id), streamed."""
        return exports.rows(self._db, what, since=since, until=until, channel=channel)

    def review_queue(self, wanted: queue.Wanted, *, limit: int) -> queue.Queue:
        """Texts that nobody reviewed and that are wanted, the most pressing first."""
        return queue.review_queue(self._db, wanted, limit=limit)

    def still_waiting(self, known: queue.Queue) -> queue.Queue | None:
        """A queue less what was reviewed since; None where it is to be looked for anew."""
        return queue.still_waiting(self._db, known)

    def review_item(self, version: int) -> queue.Item | None:
        """A version with its post and what was read in it; None if it is not there or not parsed."""
        return queue.item(self._db, version)

    def reviewed(self, version: int) -> list[corrections.Correction]:
        """What people said of a version's text, in the order in which they did; the last one holds."""
        return corrections.words_on(self._db, version)

    def audit_posts(self, start: datetime, end: datetime) -> list[audits.AuditPost]:
        """Posts dated in ``[start, end)`` that the parser read, with what people said of them."""
        return audits.audit_posts(self._db, start, end)

    def audited_posts(self, start: datetime, end: datetime) -> list[audits.AuditPost]:
        """The same, but none at all where people said nothing of any of them."""
        return audits.audited_posts(self._db, start, end)

    def verify(
        self, progress: Progress = silent, *, derive: Derive | None = None, deep: bool = False
    ) -> Verdict:
        """Check the database's integrity, every hash, and the chain; see ``storage.verify``."""
        return verify.verify(
            self._db,
            lambda: connect_to_read(self.path),
            progress,
            index=partial(check_search_index, self.path),
            derive=derive,
            deep=deep,
        )

    def has_post(self, channel_id: int, post_id: int) -> bool:
        """True if the archive has the post."""
        return facts.has_post(self._db, channel_id, post_id)

    def is_redacted(self, channel_id: int, post_id: int) -> bool:
        """True if the post has a tombstone."""
        return post_id in redacted_ids(self._db, channel_id)

    @contextmanager
    def moment(self) -> Iterator[None]:
        """See one moment's state in the whole block, whatever a collector writes meanwhile."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("ROLLBACK")

    def past(self, rows: int | None = None) -> Past:
        """The journal up to the row of that number, or to the last."""
        return past(self._db, rows)

    def journal_lines(self, rows: int) -> Iterator[str]:
        """The journal up to a row as text; see ``storage.bundled``."""
        return bundled.journal_lines(self._db, rows)

    def records(self, posts: Sequence[bundled.Post]) -> Iterator[dict[str, Any]]:
        """All that was recorded of posts, with what its hashes are over; see ``storage.bundled``."""
        return bundled.records(self._db, posts)

    def digests(self, runs_and_channels: Sequence[bundled.Post]) -> Iterator[dict[str, Any]]:
        """The commitments to all observations that runs made in channels; see ``storage.bundled``."""
        return bundled.digests(self._db, runs_and_channels)

    def readings(self, posts: Sequence[bundled.Post]) -> Iterator[dict[str, Any]]:
        """What the parser read in posts."""
        return bundled.readings(self._db, posts)

    def back_up(self, target: Path, progress: Progress = silent) -> None:
        """Copy the archive as it is now to a new file; see ``storage.backups``."""
        backups.back_up(self._db, self.path, target, progress)

    def was_forgotten(self, channel_id: int) -> bool:
        """True if the channel was once removed."""
        return any((one.channel_id, one.post_id) == (channel_id, None) for one in list_removals(self._db))

    def removals(self) -> list[Removal]:
        """Posts redacted and channels forgotten, in order."""
        return list_removals(self._db)

    def count_export(
        self,
        what: exports.What,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        channel: str | None = None,
    ) -> int:
        """How many rows an export will have; of all but posts, at most."""
        return exports.count(self._db, what, since=since, until=until, channel=channel)

    def glance(self, *, seconds: float) -> tuple[str | None, bool]:
        """Look for so long if the database looks whole: (what is wrong, True if all was looked at)."""
        return glancing.glance(self._db, seconds=seconds)
