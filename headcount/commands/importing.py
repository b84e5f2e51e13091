"""``headcount import``."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import click

from collector.importing import import_paths
from headcount.app import PROGRAM, App, Result, command
from headcount.errors import UsageFault


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--timezone",
    metavar="ZONE",
    help="Zone of the times in exports older than June 2022, e.g. Europe/Moscow.",
)
@command(json=True)
def import_(app: App, paths: tuple[Path, ...], timezone: str | None) -> Result:
    """Bring in exports of Telegram Desktop, saved t.me pages, and files of `headcount export versions`."""
    try:
        zone = ZoneInfo(timezone) if timezone else None
    except (KeyError, ValueError, OSError):
        raise UsageFault(
            f"--timezone {timezone!r}: there is no such zone; write one like Europe/Moscow."
        ) from None
    with app.writing() as archive, app.screen.progress() as progress:
        result = import_paths(
            archive,
            paths,
            program=PROGRAM,
            senders=app.settings.collect.senders,
            timezone=zone,
            progress=progress,
        )
    for note in result.notes:
        app.screen.say(note)
    for fault in result.faults:
        app.screen.error(f"{fault.what}: {fault.reason}")
    found = result.found
    read = f"{result.files} files, {len(result.channels)} channels, {result.messages:,} messages read"
    app.screen.say(f"{read}: {found.posts:,} posts and {found.versions:,} versions are new.")
    return Result(result.counts(), [fault.as_dict() for fault in result.faults])
