"""The archive as the other packages read it: every question that the program asks is a method here."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from storage import audits, channels, corrections, exports, extractions, facts, queue, reads, verify, wanted
from storage import postings as postings_
from storage.answers import Source
from storage.connection import connect_to_read, plain_sqlite_errors
from storage.journal import head
from storage.rows import Channel, Coverage, ParserUse, PostCounts, Posting


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

    def last_read(self) -> datetime | None:
        """When a completed read was last made."""
        return facts.last_read(self._db)

    def channel_facts(self) -> list[facts.ChannelFacts]:
        """A row a channel for ``status``."""
        return facts.channel_facts(self._db)

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

    def verify(self, progress: verify.Progress = verify.silent) -> verify.Verdict:
        """Check the database's integrity, every hash, and the chain."""
        return verify.verify(self._db, progress)
