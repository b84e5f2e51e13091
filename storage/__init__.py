"""The archive: one SQLite file, its schema, and every line of SQL."""

from storage.answers import Answer, Found, Source
from storage.archive import Archive
from storage.canonical import canonical, clean, sha256
from storage.channels import Watched
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
from storage.reads import Checked, Reach
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
    "Asked",
    "Channel",
    "ChannelFacts",
    "Checked",
    "Coverage",
    "Damage",
    "Extraction",
    "Found",
    "NoArchive",
    "OriginRef",
    "ParserUse",
    "Peer",
    "PostCounts",
    "PostIds",
    "Posting",
    "PseudonymKeyError",
    "Reach",
    "RegionRef",
    "Run",
    "RunFacts",
    "Source",
    "Span",
    "Unparsed",
    "Unread",
    "Verdict",
    "Watched",
    "Writer",
    "canonical",
    "clean",
    "sha256",
]
