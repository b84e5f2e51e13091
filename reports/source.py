"""What reports ask of an archive: ``storage.Archive`` has it, and so has any small stand-in of a test."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from storage.audits import AuditPost
from storage.facts import RunFacts
from storage.rows import Asked, Channel, Coverage, ParserUse, PostCounts, Posting


class Archive(Protocol):
    """The reading side of an archive. Spans are ``[start, end)`` in aware UTC, by a post's own date."""

    def postings(self, start: datetime, end: datetime) -> Sequence[Posting]:
        """Postings of the span, ordered by (date, channel id, post id, place in the post)."""

    def largest(self, before: datetime, *, limit: int) -> Sequence[Posting]:
        """Entries of the posts dated before a moment that ask for the most people, the largest first."""

    def asked(self, start: datetime, end: datetime) -> Sequence[Asked]:
        """The same postings in the same order, without their words."""

    def asked_like(
        self, entries: Sequence[Asked], *, since: datetime | None, until: datetime, known: Collection[int]
    ) -> Sequence[Asked]:
        """All entries of the span's posts of which one may be a near-duplicate of one of these.

        ``since`` None is from the first post on; ``known`` are versions that need not come again.
        """

    def channels(self) -> Sequence[Channel]:
        """Every channel that the archive knows."""

    def coverage(self, start: datetime, end: datetime) -> Sequence[Coverage]:
        """Completed reads whose spans overlap this one."""

    def post_counts(self, start: datetime, end: datetime) -> PostCounts:
        """Posts of the span, by what is known of them, and which they are."""

    def audited_posts(self, start: datetime, end: datetime) -> Sequence[AuditPost]:
        """Posts of the span that the parser read, if people said something of any of them."""

    def parsers(self, start: datetime, end: datetime) -> Sequence[ParserUse]:
        """Parser versions and lexicons that read the posts of the span."""

    def one_parser(self, start: datetime, end: datetime) -> bool:
        """Whether at most one parser version and lexicon read the posts of the span."""

    def runs(self, start: datetime, end: datetime) -> Sequence[RunFacts]:
        """Runs of ``headcount run`` that began in the span, in the order of beginning."""

    def head(self) -> str:
        """Hash of the journal's last row, hex."""

    def first_date(self) -> datetime | None:
        """Date of the earliest post, None in an empty archive."""

    def last_read(self) -> datetime | None:
        """When the last completed read was made, None if there was none."""
