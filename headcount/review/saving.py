"""Saving one correction: the writer's lock is taken for a moment, and waited for a little."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parser.fingerprint import fingerprint
from storage import ArchiveBusy, Signature, Writer, said_of
from storage.queue import Item

PATIENCE = 4.0
"""Seconds to wait for a collector that is between two steps; a longer pass is told to the reviewer."""

PAUSE = 0.1


def save(
    path: Path,
    item: Item,
    said: Mapping[str, Any],
    *,
    reviewer: str,
    reason: str,
    audit: str | None,
    over: int | None,
) -> int:
    """Add a reviewer's word to the archive; returns its number.

    Raises:
        ArchiveBusy: another process went on writing.
        StaleReviewError: somebody else has reviewed the text since it was shown.
        UnreviewableError: the text or its reading is gone.
    """
    machine = said_of(item.reading, item.roles_ru)
    mark = fingerprint(item.text)
    signature = Signature(mark.sketch.bits, mark.sketch.bands, mark.days)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with Writer.writing(path) as archive:
                return archive.save_correction(
                    item.version,
                    reviewer=reviewer,
                    verdict="confirmed" if said == machine else "corrected",
                    said=said,
                    signature=signature,
                    reason=reason,
                    audit=audit,
                    over=over,
                )
        except ArchiveBusy:
            if time.monotonic() > until:
                raise
            time.sleep(PAUSE)
