"""The report of the last week of a long archive against that of a short one with as many posts a week."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from bench.archives import END, make
from bench.rows import Row
from bench.timing import seconds
from reports import weekly_figures, write_report
from storage import Archive

WEEK = "2026-W47"
SHORT, LONG = 27, 200
"""Weeks: a report looks at 26 and at what repeats from before them."""
A_WEEK = 5_000
MOST = 3.0
"""Seconds that a report may take beyond imports."""
ROUNDS = 5
_FORMATS = ("html", "md", "json", "xlsx")


def measure(scale: float) -> Iterator[Row]:
    """Seconds from the archive to all files of both languages, both archives in turn."""
    a_week = int(A_WEEK * scale)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        archives = [folder / f"{weeks}.db" for weeks in (SHORT, LONG)]
        for path, weeks in zip(archives, (SHORT, LONG), strict=True):
            make(path, weeks=weeks, a_week=a_week)
        _report(archives[0])  # imports and first calls are nobody's speed
        times = [[seconds(partial(_report, path)) for path in archives] for _ in range(ROUNDS)]
        short, long = (statistics.median(column) for column in zip(*times, strict=True))
        yield Row(
            f"report of the last of {LONG} weeks, {a_week:,} posts a week",
            f"{long:.2f} s",
            f"{short:.2f} s for the last of {SHORT}",
            long / short,
            goal=1.5,
            least=False,
        )
        yield Row(
            f"the same against {MOST:g} s, on this machine", f"{long:.2f} s", f"{MOST:g} s", long / MOST,
            goal=1, least=False,
        )  # fmt: skip


def _report(path: Path) -> None:
    with Archive.open(path) as archive, tempfile.TemporaryDirectory() as out:
        figures = weekly_figures(archive, WEEK, timezone="Europe/Moscow", now=END + timedelta(hours=6))
        write_report(figures, Path(out), formats=_FORMATS, languages=("en", "ru"))
