"""``headcount watch``."""

from __future__ import annotations

import click

from headcount.app import App, command
from headcount.commands.schedule import plan_of, plan_options
from headcount.scheduling.watching import watch as watch_times


@click.command()
@plan_options
@command()
def watch(app: App, *, every: str, report: str) -> None:
    """Call `headcount run` at its times in the foreground, as containers want it, until a signal ends it."""
    watch_times(app, plan_of(app, every=every, report=report))
