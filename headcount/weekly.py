"""Writing weekly reports from the archive, one or all that are due."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from collector.progress import Progress
from headcount.errors import CommandError, UsageFault
from headcount.settings import ReportSettings
from reports import ReportError, Written, last_complete_week, weekly_figures, write_report
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


def due_weeks(archive: Archive, *, timezone: str, now: datetime) -> list[str]:
    """Complete weeks with posts in the archive, oldest first, 26 at most."""
    first = archive.first_date()
    if first is None:
        return []
    last = parse_week(last_complete_week(now, timezone), timezone)
    weeks = [earlier(last, back, timezone) for back in reversed(range(WEEKS_BACK))]
    return [week.name for week in weeks if week.end > first]


def write_due(
    archive: Archive,
    *,
    now: datetime,
    out: Path,
    settings: ReportSettings,
    progress: Progress,
) -> dict[str, Written]:
    """Write each due week that has no report or whose figures changed."""
    weeks = due_weeks(archive, timezone=settings.timezone, now=now)
    written = {}
    for done, week in enumerate(weeks):
        progress("reports", done, len(weeks))
        one = write_week(archive, week, now=now, out=out, settings=settings)
        if one.changed:
            written[week] = one
    return written
