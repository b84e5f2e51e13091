"""``headcount doctor``."""

from __future__ import annotations

from dataclasses import asdict

import click
from rich.text import Text

from headcount.app import App, Result, command
from headcount.console import visible
from headcount.doctor import archive, machine, network
from headcount.doctor.checks import Check

_STYLES = {"ok": "green", "warn": "yellow", "fail": "red"}


@click.command()
@command(json=True)
def doctor(app: App) -> Result:
    """Check settings, session, proxy, disk, clock, permissions and archive, and say what to do."""
    checks = [
        *machine.settings(app),
        *machine.session(app),
        *machine.disk(app),
        *machine.modes(app),
        *archive.archive(app),
        *machine.lexicon(app),
        *network.network(app),
    ]
    return Result(
        {state: sum(check.state == state for check in checks) for state in _STYLES},
        [
            {"what": check.name, "reason": f"{check.found}; {check.do}"}
            for check in checks
            if check.state == "fail"
        ],
        {"checks": [asdict(check) for check in checks]},
        shown=[_line(check) for check in checks],
    )


def _line(check: Check) -> Text:
    line = Text(f"{check.state:4}  ", style=_STYLES[check.state])
    line.append(visible(f"{check.name}: {check.found}"), style="default")
    if check.do:
        line.append(visible(f"\n      {check.do}"), style="dim")
    return line
