"""One run, as a scheduler calls it: collect, parse, alert, report, send. And the trying again if it fails."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from collector.clock import Clock
from collector.errors import SourceError
from collector.passes import Wanted
from collector.progress import Progress
from headcount.alerting import record_alerts, tell_feeds, told
from headcount.app import PROGRAM, App
from headcount.collecting import collect_channels, telegram_is_set_up, wanted_channels
from headcount.delivering import send_due
from headcount.errors import CommandError
from headcount.parsing import parse_archive
from headcount.scheduling.plan import ReportTime
from headcount.weekly import due_weeks, write_due
from parser import LexiconError
from reports import last_complete_week
from storage import AlertRow, ArchiveBusy, Writer

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 45))
"""How long after a failing run it is tried again, and again. Then the next scheduled run comes."""

LOOK = 30.0
"""Seconds between looks at the clock while waiting: a machine that sleeps stops every other count."""


@dataclass
class Ran:
    """What a run did, and what of it failed; ``passing`` if trying again soon may mend that."""

    counts: dict[str, int] = field(default_factory=dict)
    failed: list[dict[str, str]] = field(default_factory=list)
    passing: bool = False
    reports: list[str] = field(default_factory=list)
    alerts: list[AlertRow] = field(default_factory=list)
    """Alerts that nobody was shown yet; whoever shows them calls ``note_shown``."""

    def lines(self) -> list[str]:
        """The alerts, for people."""
        return [told(row) for row in self.alerts]


def run_once(app: App, *, report: ReportTime | None) -> Ran:
    """Do all that is due; what fails stops nothing of the rest. ``report``: not before that time of a week.

    Raises:
        ArchiveBusy: another process is writing.
        CommandError, ArchiveError, SourceError, LexiconError: nothing could be done, or not all.
    """
    ran = Ran()
    outcome: Literal["ok", "failed", "interrupted"] = "interrupted"
    with app.writing() as archive, app.screen.progress() as progress:
        run = archive.start_run("run", program=PROGRAM)
        try:
            _steps(app, archive, ran, report=report, progress=progress)
            outcome = "failed" if ran.failed else "ok"
        except (CommandError, SourceError, LexiconError) as error:
            ran.failed.append({"what": "run", "reason": str(error)})
            outcome = "failed"
            raise
        finally:
            archive.finish_run(run, outcome=outcome, counts=ran.counts, failed=ran.failed)
        ran.alerts = archive.waiting_alerts("print")
    return ran


def note_shown(app: App, ran: Ran) -> None:
    """Note that a run's alerts were shown. A run killed before this shows them again with its next."""
    if ran.alerts:
        with app.writing() as archive:
            archive.note_delivered([row.id for row in ran.alerts], "print")


def run_patiently(app: App, *, report: ReportTime | None, until: datetime | None = None) -> Ran:
    """Run, and where something failed that may pass, again after 5, 15 and 45 minutes, if before ``until``.

    What is returned is how the last try ended, with the reports of all.

    Raises:
        ArchiveBusy: another process was writing all that time.
    """
    reports: list[str] = []
    for pause in (*PAUSES, None):
        busy: ArchiveBusy | None = None
        ran = Ran(passing=True)
        try:
            ran = run_once(app, report=report)
            # those of all tries, each once
            reports += [week for week in ran.reports if week not in reports]
            ran.reports, ran.counts["reports"] = reports, len(reports)
        except ArchiveBusy as error:
            busy = error
        again = app.clock.now() + pause if pause is not None else None
        if not ran.passing or again is None or (until is not None and again >= until):
            if busy is not None:
                raise busy
            return ran
        why = str(busy) if busy is not None else f"{len(ran.failed)} failed."
        app.screen.say(f"{why} Trying again at {again:%Y-%m-%d %H:%M} UTC.")
        wait_until(app.clock, again)
    raise AssertionError("the last try returns")


def wait_until(clock: Clock, moment: datetime) -> None:
    """Wait for a moment of the clock on the wall, also over a sleep of the machine."""
    while (left := (moment - clock.now()).total_seconds()) > 0:
        clock.wait(min(left, LOOK))


def _steps(app: App, archive: Writer, ran: Ran, *, report: ReportTime | None, progress: Progress) -> None:
    settings, wanted = app.settings.report, _collectable(app)
    if wanted:
        result = collect_channels(app, archive, wanted, progress=progress)
        archive.watch(app.watched())  # channels that this pass found are watched from now on
        ran.failed += result.failed
        ran.passing = result.passing
        ran.counts |= {"channels": len(wanted), "failed": len(result.failed), **result.counts.as_dict()}
    ran.counts |= parse_archive(app, archive, progress=progress)
    now = app.clock.now()
    # a difference of local times, since days of 23 and 25 hours count as days
    over = now.astimezone(ZoneInfo(settings.timezone)) - (report.delay if report else timedelta())
    complete = last_complete_week(over, settings.timezone)
    record_alerts(archive, app.settings, now=now, complete=complete)
    weeks = due_weeks(archive, timezone=settings.timezone, last=complete)
    written, failed = write_due(
        archive,
        weeks,
        now=now,
        out=app.settings.path(settings.out),
        settings=settings,
        progress=progress,
    )
    tell_feeds(archive, app.settings)
    ran.failed += failed
    ran.reports += written
    ran.counts["reports"] = len(written)
    for week, one in written.items():
        revision = f", revision {one.revision}" if one.revision else ""
        app.screen.say(f"{week}{revision}: {one.paths[0].parent}")
    for fault in failed:
        app.screen.error(f"{fault['what']}: {fault['reason']}")
    unsent, passing = send_due(app, archive, weeks)
    ran.failed += unsent
    ran.passing = ran.passing or passing
    app.screen.say(f"{ran.counts['parsed']:,} texts parsed, {len(written)} weekly reports written.")


def _collectable(app: App) -> list[Wanted]:
    """The settings' channels, without those of Telegram's own protocol where that was never set up."""
    wanted = wanted_channels(app.settings)
    if telegram_is_set_up(app.settings) or all(channel.via != "telegram" for channel in wanted):
        return wanted
    app.screen.say(
        "Telegram is not set up (`headcount login`): of its channels only what is archived is reported."
    )
    return [channel for channel in wanted if channel.via != "telegram"]
