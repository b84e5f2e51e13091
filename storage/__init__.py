"""The archive: one SQLite file, its schema, and every line of SQL."""

from storage.alerts import AlertRow
from storage.answers import Answer, Found, Source
from storage.archive import Archive
from storage.backups import restore
from storage.canonical import canonical, clean, sha256
from storage.channels import Watched, permalink
from storage.connection import is_being_written
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
from storage.past import Past
from storage.pseudonyms import key_path
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
    "Channel",
    "ChannelFacts",
    "Checked",
    "Coverage",
    "Damage",
    "Derive",
    "Extraction",
    "Found",
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
    "Reach",
    "RegionRef",
    "Removal",
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
    "is_being_written",
    "key_path",
    "permalink",
    "restore",
    "sha256",
    "write_new",
]
