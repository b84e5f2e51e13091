"""``headcount demo``."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import click

from collector.importing import import_paths
from headcount.app import PROGRAM, App, Result, command
from headcount.errors import CommandError
from headcount.parsing import parse_archive
from headcount.weekly import write_week
from storage import Writer

NOW = datetime(2026, 11, 17, 9, tzinfo=UTC)
"""The demo's present: just after its posts end, so that it gives the same report whenever it is run."""

WEEK = "2026-W46"
FORMATS = ("html", "md", "json")


@click.command()
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=Path("demo")
)
@command()
def demo(app: App, folder: Path) -> Result:
    """Run the whole pipeline on a bundled example of made-up channels: archive, parse, report."""
    archive_path = folder / "archive.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{folder}: cannot be made ({error.strerror}).") from None
    with ExitStack() as stack:
        bundled = stack.enter_context(resources.as_file(resources.files("headcount") / "demo"))
        archive = stack.enter_context(Writer.writing(archive_path))
        progress = stack.enter_context(app.screen.progress())
        app.screen.say("Importing the exports of two made-up channels.")
        imported = import_paths(
            archive,
            sorted(bundled.glob("*.json")),
            program=PROGRAM,
            senders="pseudonym",
            timezone=None,
            progress=progress,
        )
        found, channels = imported.found, len(imported.channels)
        app.screen.say(
            f"  {imported.messages:,} messages read, {found.posts:,} posts of {channels} channels new."
        )
        app.screen.say("Reading who is asked for and where.")
        counts = parse_archive(archive, app.parser(), again=False, progress=progress)
        app.screen.say(f"  {counts['parsed']:,} texts parsed: {counts['requests']:,} ask for workers.")
        app.screen.say(f"Writing the report of {WEEK}.")
        write_week(
            archive,
            WEEK,
            timezone="Europe/Moscow",
            now=NOW,
            out=folder / "weekly",
            formats=FORMATS,
            languages=("en", "ru"),
        )
    app.screen.say("The report is in English and Russian, each as a page (html) and as text (md). The page:")
    click.echo(folder / "weekly" / WEEK / "report.en.html")
    return Result()
