"""The archive: one SQLite file, its schema, and every line of SQL."""

from storage.answers import Answer, Found, Source
from storage.archive import Archive
from storage.audits import AuditPost, Counted, Word
from storage.canonical import canonical, clean, sha256
from storage.channels import Watched
from storage.corrections import Correction, StaleReviewError, UnreviewableError, said_of
from storage.coverage import Span
from storage.errors import (
    ArchiveBusy,
    ArchiveError,
    ArchiveTooNew,
    ArchiveUnwritable,
    NoArchive,
    PseudonymKeyError,
)
from storage.extractions import Extraction, Unparsed
from storage.facts import ChannelFacts, RunFacts
from storage.queue import Item, Queue, Wanted
from storage.reads import Checked, Reach
from storage.rows import Channel, Coverage, OriginRef, ParserUse, PostCounts, Posting, RegionRef
from storage.verify import Damage, Verdict
from storage.wanted import Peer, Unread
from storage.writer import Run, Writer

__all__ = [
    "Answer",
    "Archive",
    "ArchiveBusy",
    "ArchiveError",
    "ArchiveTooNew",
    "ArchiveUnwritable",
    "AuditPost",
    "Channel",
    "ChannelFacts",
    "Checked",
    "Correction",
    "Counted",
    "Coverage",
    "Damage",
    "Extraction",
    "Found",
    "Item",
    "NoArchive",
    "OriginRef",
    "ParserUse",
    "Peer",
    "PostCounts",
    "Posting",
    "PseudonymKeyError",
    "Queue",
    "Reach",
    "RegionRef",
    "Run",
    "RunFacts",
    "Source",
    "Span",
    "StaleReviewError",
    "Unparsed",
    "Unread",
    "UnreviewableError",
    "Verdict",
    "Wanted",
    "Watched",
    "Word",
    "Writer",
    "canonical",
    "clean",
    "said_of",
    "sha256",
]
