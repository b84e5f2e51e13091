"""Writing weekly reports from the archive, one or all that are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from collector.progress import Progress
from headcount.errors import CommandError, UsageFault
from headcount.settings import ReportSettings
from reports import ReportError, Written, weekly_figures, write_report
from reports.errors import MalformedWeekError
from reports.identity import Rule
from reports.subject.costs import CostModel
from reports.weeks import earlier, parse_week
from storage import Archive

WEEKS_BACK = 26
"""How far back ``run`` looks for weeks whose figures changed."""


def write_week(
    archive: Archive,
    week: str,
    *,
    now: datetime,
    out: Path,
    settings: ReportSettings,
) -> Written:
    """Compute a week's figures and write its report; writes nothing if they are those of the report there.

    Raises:
        UsageFault: no such week.
        CommandError: no report can be made of it.
    """
    try:
        figures = weekly_figures(
            archive,
            week,
            timezone=settings.timezone,
            now=now,
            rule=rule_of(settings),
            costs=costs_of(settings),
        )
        return write_report(figures, out, formats=settings.formats, languages=settings.languages)
    except MalformedWeekError as error:
        raise UsageFault(str(error)) from None
    except ReportError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{error.filename or out}: cannot be written ({error.strerror}).") from None


def rule_of(settings: ReportSettings) -> Rule:
    """What the settings say of when a posting repeats a request."""
    return Rule(settings.repeat_days, settings.similarity)


def costs_of(settings: ReportSettings) -> CostModel | None:
    """The model of fees that the settings ask for, if any."""
    model = CostModel(**settings.costs.model_dump())
    return model if model.once or model.monthly or model.pay_percent or model.embassy_usd else None


def behind_week(
    archive: Archive, week: str, *, now: datetime, settings: ReportSettings
) -> list[tuple[int, int]]:
    """The posts behind a week's figures, as (channel id, post id): every posting of its requests.

    Raises:
        UsageFault: no such week.
        CommandError: no report can be made of it.
    """
    try:
        figures = weekly_figures(archive, week, timezone=settings.timezone, now=now, rule=rule_of(settings))
    except MalformedWeekError as error:
        raise UsageFault(str(error)) from None
    except ReportError as error:
        raise CommandError(str(error)) from None
    ids = {posting.request_id.partition("#")[0] for one in figures.evidence for posting in one.postings}
    return sorted((int(channel), int(post)) for channel, _, post in (name.partition("/") for name in ids))


def due_weeks(archive: Archive, *, timezone: str, last: str) -> list[str]:
    """Weeks up to the ``last`` with posts in the archive, oldest first, 26 at most."""
    first = archive.first_date()
    if first is None:
        return []
    newest = parse_week(last, timezone)
    weeks = [earlier(newest, back, timezone) for back in reversed(range(WEEKS_BACK))]
    return [week.name for week in weeks if week.end > first]


def write_due(
    archive: Archive,
    weeks: Sequence[str],
    *,
    now: datetime,
    out: Path,
    settings: ReportSettings,
    progress: Progress,
) -> tuple[dict[str, Written], list[dict[str, str]]]:
    """Write each of the weeks that has no report or whose figures changed; one that fails stops no other.

    Returns what was written, by week, and what failed, as ``{"what", "reason"}``.
    """
    written: dict[str, Written] = {}
    failed: list[dict[str, str]] = []
    for done, week in enumerate(weeks):
        progress("reports", done, len(weeks))
        try:
            one = write_week(archive, week, now=now, out=out, settings=settings)
        except CommandError as error:
            failed.append({"what": f"report of {week}", "reason": str(error)})
            continue
        if one.changed:
            written[week] = one
    return written, failed
