"""The archive's versions through the parser, and its readings back into the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from collector.progress import Progress
from headcount.app import PROGRAM
from storage import Extraction, Unparsed, Writer

if TYPE_CHECKING:
    from parser.pipeline import Parser  # importing spaCy takes half a second that most commands need not


def parse_archive(archive: Writer, parser: Parser, *, again: bool, progress: Progress) -> dict[str, int]:
    """Parse what has no result of this parser and lexicon (``again``: everything); returns counts."""
    counts = {"parsed": 0, "requests": 0}
    total = archive.count_versions() if again else archive.count_unparsed(parser.version, parser.lexicon_hash)
    if not total:
        return counts
    run = archive.start_run(
        "parse", program=PROGRAM, sources=[{"parser": parser.version, "lexicon": parser.lexicon_hash}]
    )
    ended = False
    try:
        for batch in archive.unparsed(parser.version, parser.lexicon_hash, again=again):
            found = list(_read(parser, batch))
            counts["requests"] += archive.save_extractions(parser.version, parser.lexicon_hash, found)
            counts["parsed"] += len(found)
            progress("parsing", counts["parsed"], total)
        ended = True
    finally:
        archive.finish_run(run, outcome="ok" if ended else "interrupted", counts=counts)
    return counts


def _read(parser: Parser, batch: Sequence[Unparsed]) -> Iterator[Extraction]:
    for unparsed, reading in zip(batch, parser.pipe([one.text for one in batch]), strict=True):
        mark = parser.fingerprint(unparsed.text)
        yield Extraction(
            version=unparsed.version,
            reading=reading.to_dict(),
            roles_ru=tuple(request.role_ru for request in reading.requests),
            text_key=mark.text_key,
            fleeting=mark.fleeting,
        )
