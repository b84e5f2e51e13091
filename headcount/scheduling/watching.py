"""Runs in the foreground, for containers and people who watch: the plan's times, one run after the other."""

from __future__ import annotations

from datetime import datetime
from typing import NoReturn

from collector.errors import SourceError
from headcount.app import App
from headcount.console import show
from headcount.errors import CommandError, UsageFault
from headcount.running import note_shown, run_patiently, wait_until
from headcount.scheduling.plan import Plan
from parser import LexiconError
from storage import ArchiveError


def watch(app: App, plan: Plan) -> NoReturn:
    """Run whenever the plan says, until a signal ends it; it never returns.

    Times that were missed, because the machine slept or a run took long, are made up for by one run. What
    fails is said, and the next time comes.

    Raises:
        UsageFault: the settings are wrong, which no waiting mends.
    """
    due = _first(app, plan)
    while True:
        if due > app.clock.now():
            app.screen.say(f"Next run at {_local(due, plan)}.")
            wait_until(app.clock, due)
        started = app.clock.now()
        app.screen.say(f"Run of {_local(started, plan)}.")
        _run(app, plan, until=plan.next_after(started))
        due = plan.next_after(started)


def _run(app: App, plan: Plan, *, until: datetime) -> None:
    try:
        ran = run_patiently(app, report=plan.report, until=until)
        show(ran.lines())
        note_shown(app, ran)
    except UsageFault:
        raise
    except (CommandError, ArchiveError, SourceError, LexiconError) as error:
        app.screen.error(str(error))


def _first(app: App, plan: Plan) -> datetime:
    """When the first run is due: at once, unless the last one made up for all that was missed."""
    try:
        with app.reading() as archive:
            last = next((run.started for run in archive.last_runs() if run.command == "run"), None)
    except ArchiveError:  # there is none yet, say
        last = None
    return plan.next_after(last) if last is not None else app.clock.now()


def _local(moment: datetime, plan: Plan) -> str:
    return f"{moment.astimezone(plan.zone):%a %Y-%m-%d %H:%M} ({plan.zone.key})"
