"""The archive's versions through the parser; its readings, and the words of posts, back into the archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from collector.progress import Progress
from headcount.app import PROGRAM, App
from parser.lemmas import lemmas, lemmatizer
from storage import Extraction, Unparsed, Writer

if TYPE_CHECKING:
    from parser.pipeline import Parser  # importing spaCy takes half a second that most commands need not


def parse_archive(
    app: App, archive: Writer, *, again: bool = False, workers: int = 1, progress: Progress
) -> dict[str, int]:
    """Parse what has no result of this parser and lexicon (``again``: everything); returns counts.

    Search is brought up to date then too, so that nobody has to wait for it who only collects.
    """
    version, lexicon = app.reading_with()
    total = archive.count_versions() if again else archive.count_unparsed(version, lexicon)
    counts = {"parsed": 0, "requests": 0}
    if total:
        _parse(app, archive, counts, total, again=again, workers=workers, progress=progress)
    fill_search(archive, progress=progress)
    return counts


def fill_search(archive: Writer, *, progress: Progress) -> None:
    """Put the words of new and changed posts into the archive's search."""
    total, done = archive.count_unsearched(lemmatizer()), 0
    if total:
        for put_in in archive.fill_search(lemmatizer(), lemmas):
            done += put_in
            progress("search", done, total)


def _parse(
    app: App,
    archive: Writer,
    counts: dict[str, int],
    total: int,
    *,
    again: bool,
    workers: int,
    progress: Progress,
) -> None:
    version, lexicon = app.reading_with()
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


def _read(parser: Parser, batch: Sequence[Unparsed]) -> list[Extraction]:
    found = []
    for unparsed, reading in zip(batch, parser.pipe([one.text for one in batch]), strict=True):
        mark = parser.fingerprint(unparsed.text)
        sketch = mark.sketch if reading.is_request or unparsed.reviewed else None
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
