"""``headcount run``."""

from __future__ import annotations

import click

from headcount.alerting import as_json
from headcount.app import App, Result, command
from headcount.running import note_shown, run_once, run_patiently
from headcount.scheduling.plan import parse_report_time


@click.command()
@click.option(
    "--report", metavar="TIME", help='Report a week from this time of the next on, like "mon 06:00".'
)
@click.option(
    "--retry", is_flag=True, help="Where something failed that may pass, try again within the hour."
)
@command(json=True)
def run(app: App, *, report: str | None, retry: bool) -> Result:
    """Collect, parse what is new, report each complete week that has no report or whose figures changed."""
    time = parse_report_time(report) if report else None
    ran = run_patiently(app, report=time) if retry else run_once(app, report=time)
    return Result(
        ran.counts,
        ran.failed,
        {"reports": ran.reports, "alerts": [as_json(row) for row in ran.alerts]},
        shown=ran.lines(),
        after=lambda: note_shown(app, ran),
    )
