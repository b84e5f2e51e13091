"""The archive's versions through the parser, and its readings back into the archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from collector.progress import Progress
from headcount.app import PROGRAM, App
from storage import Extraction, Unparsed, Writer

if TYPE_CHECKING:
    from parser.pipeline import Parser  # importing spaCy takes half a second that most commands need not


def parse_archive(
    app: App, archive: Writer, *, again: bool = False, workers: int = 1, progress: Progress
) -> dict[str, int]:
    """Parse what has no result of this parser and lexicon (``again``: everything); returns counts."""
    counts = {"parsed": 0, "requests": 0}
    version, lexicon = app.reading_with()
    total = archive.count_versions() if again else archive.count_unparsed(version, lexicon)
    if not total:
        return counts
    run = archive.start_run("parse", program=PROGRAM, sources=[{"parser": version, "lexicon": lexicon}])
    ended = False
    try:
        batches = archive.unparsed(version, lexicon, again=again)
        for found in app.read_in_order(_read, batches, workers=workers):
            counts["requests"] += archive.save_extractions(version, lexicon, found)
            counts["parsed"] += len(found)
            progress("parsing", counts["parsed"], total)
        ended = True
    finally:
        archive.finish_run(run, outcome="ok" if ended else "interrupted", counts=counts)
    return counts


def _read(parser: Parser, batch: Sequence[Unparsed]) -> list[Extraction]:
    found = []
    for unparsed, reading in zip(batch, parser.pipe([one.text for one in batch]), strict=True):
        mark = parser.fingerprint(unparsed.text)
        sketch = mark.sketch if reading.is_request else None
        found.append(
            Extraction(
                version=unparsed.version,
                reading=reading.to_dict(),
                roles_ru=tuple(request.role_ru for request in reading.requests),
                text_key=mark.text_key,
                fleeting=mark.fleeting,
                sketch=sketch.bits if sketch else b"",
                bands=sketch.bands if sketch else (),
                days=mark.days if sketch else "",
            )
        )
    return found
