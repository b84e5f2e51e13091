"""Runs of ``headcount run`` in a week: how many, which failed and why, and how long none came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from reports.redact import redact
from reports.weeks import HOUR, Week
from storage.facts import RunFacts

WORDS = 200
"""Characters of a reason at most."""

_FOLDERS = re.compile(r"(?<![\w/:.])~?/(?:[^\s/:]+/)+")


@dataclass(frozen=True, slots=True)
class FailedRun:
    """A run that could not do all that was due."""

    run_id: int
    """Its number in the archive and its journal."""
    started: datetime
    """When it began."""
    why: tuple[str, ...]
    """What failed and the reason, as the run said it, contacts and folders masked; each kind once."""


@dataclass(frozen=True, slots=True)
class WeekRuns:
    """Runs that began in the week, tries again among them."""

    runs: int
    """How many."""
    failed: int
    """Runs that could not do all that was due."""
    interrupted: int
    """Runs that were ended from outside, or killed."""
    longest_pause: int | None
    """Most whole hours of the week, so far, in which no run began; None if none did at all."""
    run_ids: tuple[int, ...]
    """Their numbers in the archive and its journal."""
    failed_ids: tuple[int, ...]
    """Of the runs that failed."""
    interrupted_ids: tuple[int, ...]
    """Of the runs that were interrupted."""
    last_failed: FailedRun | None
    """The last of those that failed; None if none did."""


def week_runs(runs: Sequence[RunFacts], week: Week, now: datetime) -> WeekRuns:
    """Sum up the runs that began in a week, given in their order."""
    by_outcome = {
        outcome: [run for run in runs if run.outcome == outcome] for outcome in ("failed", "interrupted")
    }
    failed, interrupted = by_outcome["failed"], by_outcome["interrupted"]
    moments = [week.start, *(run.started for run in runs), min(week.end, now)]
    return WeekRuns(
        len(runs),
        len(failed),
        len(interrupted),
        max((after - before) // HOUR for before, after in pairwise(moments)) if runs else None,
        tuple(run.id for run in runs),
        tuple(run.id for run in failed),
        tuple(run.id for run in interrupted),
        FailedRun(failed[-1].id, failed[-1].started, _why(failed[-1])) if failed else None,
    )


def _why(run: RunFacts) -> tuple[str, ...]:
    said = (f"{fault['what']}: {fault['reason']}" for fault in run.failed)
    return tuple(dict.fromkeys(_masked(one) for one in said))


def _masked(words: str) -> str:
    """A report leaves the machine: no contact and no folder of it goes along."""
    plain = redact(_FOLDERS.sub("…/", " ".join(words.split())))
    return plain if len(plain) <= WORDS else f"{plain[:WORDS]}…"
