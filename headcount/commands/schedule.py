"""``headcount schedule``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from headcount.app import App, Result, command
from headcount.errors import CommandError, UsageFault
from headcount.scheduling import systemd
from headcount.scheduling.plan import Plan, parse_every, parse_report_time
from headcount.scheduling.units import ENVIRONMENT, Job, crontab, service, timer


def plan_options(body: Callable[..., Any]) -> Callable[..., Any]:
    """``--every`` and ``--report``: when runs are due, in the report's time zone."""
    every = click.option("--every", metavar="TIME", default="6h", show_default=True, help="Between two runs.")
    report = click.option(
        "--report",
        metavar="TIME",
        default="mon 06:00",
        show_default=True,
        help="When the week before is reported.",
    )
    return every(report(body))


def plan_of(app: App, *, every: str, report: str) -> Plan:
    """The plan of these options.

    Raises:
        UsageFault: one of them is no such time.
    """
    return Plan(parse_every(every), parse_report_time(report), ZoneInfo(app.settings.report.timezone))


@click.command()
@plan_options
@click.option("--install", "action", flag_value="install", help="Have systemd run it, for this user.")
@click.option("--remove", "action", flag_value="remove", help="Have systemd no longer run it.")
@command()
def schedule(app: App, *, every: str, report: str, action: str | None) -> Result:
    """Print, install or remove the systemd user timer for `headcount run`, or print its crontab lines."""
    job = _job(app, plan_of(app, every=every, report=report))
    if not systemd.available():
        lines = crontab(job, app.clock.now())
        app.screen.say(
            "This user has no systemd: nothing was installed. Add these lines with `crontab -e`; cron knows "
            "this machine's time zone alone, and the next run makes up for those missed."
            if action != "remove"
            else "This user has no systemd. Take these lines out with `crontab -e`:"
        )
        return Result(shown=lines)
    if action == "remove":
        gone = systemd.remove(job)
        app.screen.say(
            "\n".join(f"Removed {path}" for path in gone) or "There is no timer for these settings."
        )
        return Result()
    if action == "install":
        for path in systemd.install(job):
            app.screen.say(f"Wrote {path}")
        app.screen.say(
            f"It runs every {every} and on {report} ({app.settings.report.timezone}). What the runs shall "
            "find in their environment (API keys, the password of e-mail) belongs in "
            f"{job.settings.with_name(ENVIRONMENT)}, mode 0600. `loginctl enable-linger` has it run while "
            "you are not logged in."
        )
        return Result()
    parts = {"service": service(job), "timer": timer(job)}
    return Result(
        shown=[f"# {systemd.folder() / f'{job.name}.{kind}'}\n{text}" for kind, text in parts.items()]
    )


def _job(app: App, plan: Plan) -> Job:
    settings = app.settings.file
    if settings is None:
        raise UsageFault("There is no settings file to schedule: `headcount init` writes one.")
    settings = settings.resolve()
    words = [
        str(_console_script()),
        "run",
        "--config",
        str(settings),
        "--report",
        str(plan.report),
        "--retry",
    ]
    if app.archive_path != app.settings.path(app.settings.archive.path):
        words += ["--archive", str(app.archive_path.resolve())]
    return Job(words, settings, plan)


def _console_script() -> Path:
    """The full path of ``headcount``: a timer knows no PATH and no current folder."""
    for found in (Path(sys.executable).with_name("headcount"), Path(sys.argv[0]).resolve()):
        if found.name == "headcount" and found.is_file():
            return found
    raise CommandError("The console script `headcount` is not beside its Python: install the program first.")
