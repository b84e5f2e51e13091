"""Filling the file of counted requests from the archive, and keeping it up to date beside a collector."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from collector.progress import Progress
from reports.breakdowns import origin_key, region_key, role_key
from reports.identity import Rule, Unique
from reports.language import Language, language
from reports.links import row_key
from reports.places import place
from reports.tally import WeekPoint
from reports.views.names import place_name
from reports.walk import Appeared, walk_weeks
from storage import Archive, ArchiveError
from storage.counted import Asked, Counted, Weekly
from storage.looking import changes, connect_to_look

LOOK_AGAIN = 2.0
"""Seconds between looks whether somebody has written to the archive."""

REST = 10
"""Counting anew rests so many times as long as it took: a large archive is not counted all the time."""


def count_requests(path: Path, counted: Counted, *, timezone: str, rule: Rule, progress: Progress) -> None:
    """Count the whole archive as its reports do.

    Raises:
        ArchiveError: it cannot be read.
    """
    with Archive.open(path) as archive:
        counted.replace(_weeks(archive, timezone, rule, progress))


def _weeks(
    archive: Archive, timezone: str, rule: Rule, progress: Progress
) -> Iterator[tuple[Weekly, Iterator[Asked]]]:
    words = language("en")
    for week in walk_weeks(archive, timezone=timezone, now=datetime.now(UTC), rule=rule):
        progress("counting weeks", week.number, week.of)
        yield _weekly(week.point), (_asked(one, week.point.week, words) for one in week.appeared)


def _weekly(point: WeekPoint) -> Weekly:
    tally = point.tally
    return Weekly(
        week=point.week,
        monday=point.monday.isoformat(),
        requests=tally.requests if tally else None,
        people_min=tally.people.lower if tally else None,
        people_max=tally.people.upper if tally else None,
        open_ended=tally.people.open_ended if tally else None,
        postings=tally.postings if tally else None,
        channels_reached=point.reached,
        channels_watched=point.watched,
        covered_percent=None if point.covered is None else round(100 * point.covered, 1),
        marks=" ".join(f"[{mark}]" for mark in point.marks),
    )


def _asked(appeared: Appeared, week: str, words: Language) -> Asked:
    posting = appeared.posting
    request = Unique((posting,))
    role, region, origin = role_key(request), region_key(request), origin_key(request)
    codes = sorted({one.iso for one in posting.regions})
    return Asked(
        id=posting.request_id,
        request=appeared.first.request_id,
        repeat=posting is not appeared.first,
        version=appeared.version,
        channel_id=posting.channel_id,
        date=f"{posting.date:%Y-%m-%dT%H:%M:%SZ}",
        week=week,
        entry=posting.entry,
        role=row_key(*role),
        role_ru=posting.role_ru,
        isco08=posting.isco08,
        role_text=posting.role_text,
        headcount_min=posting.headcount_min,
        headcount_max=posting.headcount_max,
        headcount_text=posting.headcount_text,
        region=place_name(region[1], words) if region[0] == "value" else row_key(*region),
        region_code=row_key(*region),
        regions=json.dumps(codes),
        region_from=posting.regions[0].basis if posting.regions else None,
        occupied=any(place(code).scope == "occupied" for code in codes),
        origin=row_key(*origin),
        origins=json.dumps(sorted({f"{one.iso}/{one.basis}" for one in posting.origins})),
        confidence=posting.confidence,
        reviewed=posting.reviewed,
        later=posting.later,
    )


class Keeper(threading.Thread):
    """Counts anew when the archive has changed since this was made, as long as it is not told to stop."""

    def __init__(self, path: Path, counted: Counted, *, timezone: str, rule: Rule) -> None:
        super().__init__(daemon=True)
        self._path = path
        self._counted = counted
        self._timezone = timezone
        self._rule = rule
        self._stop_now = threading.Event()
        self._looking = connect_to_look(path, counted.path)
        self._known = changes(self._looking)

    def run(self) -> None:
        """Look, count, rest; an archive that cannot be read just now is looked at again."""
        rest = LOOK_AGAIN
        while not self._stop_now.wait(rest):
            rest = LOOK_AGAIN
            start = time.monotonic()
            try:
                if (now := changes(self._looking)) == self._known:
                    continue
                count_requests(
                    self._path,
                    self._counted,
                    timezone=self._timezone,
                    rule=self._rule,
                    progress=self._stopping,
                )
                self._known = now
            except (ArchiveError, sqlite3.DatabaseError):
                pass
            except InterruptedError:
                return
            rest = max(LOOK_AGAIN, REST * (time.monotonic() - start))

    def _stopping(self, _what: str, _done: int, _of: int) -> None:
        if self._stop_now.is_set():
            raise InterruptedError

    def stop(self) -> None:
        """End it, also in the middle of counting; what was counted before stays."""
        self._stop_now.set()
        if self.is_alive():
            self.join()
        self._looking.close()
