"""The archive: one SQLite file, its schema, and every line of SQL."""

from storage.alerts import AlertRow
from storage.answers import Answer, Found, Source
from storage.archive import Archive
from storage.audits import AuditPost, Counted, Word
from storage.backups import restore
from storage.canonical import canonical, clean, sha256
from storage.channels import Watched, permalink
from storage.connection import is_being_written
from storage.correcting import StaleReviewError, UnreviewableError
from storage.corrections import Correction
from storage.coverage import Span
from storage.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveTooNew,
    ArchiveUnwritable,
    NoArchive,
    NotScrubbed,
    PseudonymKeyError,
)
from storage.extractions import Extraction, Unparsed
from storage.facts import ChannelFacts, RunFacts
from storage.keyfiles import write_new
from storage.near import Signature
from storage.past import Past
from storage.pseudonyms import key_path
from storage.queue import Item, Queue, Wanted
from storage.reads import Checked, Reach
from storage.removals import Removal
from storage.rows import (
    Asked,
    Channel,
    Coverage,
    OriginRef,
    ParserUse,
    PostCounts,
    PostIds,
    Posting,
    RegionRef,
)
from storage.said import said_of
from storage.verdict import Damage, Derive, Verdict
from storage.wanted import Peer, Unread
from storage.writer import Run, Writer

__all__ = [
    "AlertRow",
    "Answer",
    "Archive",
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveTooNew",
    "ArchiveUnwritable",
    "Asked",
    "AuditPost",
    "Channel",
    "ChannelFacts",
    "Checked",
    "Correction",
    "Counted",
    "Coverage",
    "Damage",
    "Derive",
    "Extraction",
    "Found",
    "Item",
    "NoArchive",
    "NotScrubbed",
    "OriginRef",
    "ParserUse",
    "Past",
    "Peer",
    "PostCounts",
    "PostIds",
    "Posting",
    "PseudonymKeyError",
    "Queue",
    "Reach",
    "RegionRef",
    "Removal",
    "Run",
    "RunFacts",
    "Signature",
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
    "is_being_written",
    "key_path",
    "permalink",
    "restore",
    "said_of",
    "sha256",
    "write_new",
]
