"""``headcount demo``."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from collector.importing import import_paths
from headcount.app import PROGRAM, App, Result, command
from headcount.errors import CommandError
from headcount.parsing import parse_archive
from headcount.settings import FILE, Settings, read_settings
from headcount.weekly import write_week

WEEK = "2026-W46"
"""The last whole week of the example."""


@click.command()
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=Path("demo")
)
@command()
def demo(app: App, folder: Path) -> Result:
    """Run the whole pipeline on a bundled example of made-up channels: archive, parse, report."""
    with resources.as_file(resources.files("headcount") / "demo") as bundled:
        settings = _copied_settings(bundled / FILE, folder)
        example = App(settings, settings.path(settings.archive.path), app.screen, app.clock)
        with example.writing() as archive, app.screen.progress() as progress:
            app.screen.say("Importing exports of two made-up channels.")
            imported = import_paths(
                archive,
                sorted(bundled.glob("*.json")),
                program=PROGRAM,
                senders=settings.collect.senders,
                timezone=None,
                progress=progress,
            )
            archive.watch(example.watched())
            found, channels = imported.found, len(imported.channels)
            app.screen.say(
                f"  {imported.messages:,} messages, {channels} channels: {found.posts:,} new posts."
            )
            app.screen.say("Reading who is asked for and where.")
            counts = parse_archive(example, archive, progress=progress)
            app.screen.say(f"  {counts['parsed']:,} texts parsed, {counts['requests']:,} ask for workers.")
            app.screen.say(f"Writing the report of {WEEK}.")
            write_week(
                archive,
                WEEK,
                now=app.clock.now(),
                out=settings.path(settings.report.out),
                settings=settings.report,
            )
    app.screen.say("It is in English and Russian, each as a page (html) and as text (md). The page:")
    click.echo(settings.path(settings.report.out) / WEEK / "report.en.html")
    return Result()


def _copied_settings(bundled: Path, folder: Path) -> Settings:
    """Put the example's settings into the folder, where they stay for a look around."""
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(bundled.read_text(encoding="utf-8"), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path}: cannot be written ({error.strerror}).") from None
    return read_settings(path)
