"""``headcount init``."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import click

from headcount.app import App, command
from headcount.errors import CommandError, UsageFault
from headcount.settings import FILE
from storage import Writer


@click.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=Path())
@command()
def init(app: App, folder: Path) -> None:
    """Write a commented headcount.toml and an empty archive into DIR, overwriting nothing."""
    settings, archive = (
        folder / FILE,
        app.archive_path if app.archive_path.is_absolute() else folder / app.archive_path,
    )
    there = [str(path) for path in (settings, archive) if path.exists()]
    if there:
        raise UsageFault(f"{' and '.join(there)}: already there; nothing was written.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_new(settings, resources.files("headcount").joinpath("data", FILE).read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{settings}: cannot be written ({error.strerror}).") from None
    with Writer.writing(archive):
        pass
    app.screen.say(f"Wrote {settings} and an empty archive, {archive}.")
    app.screen.say(
        "Next: name your channels in the settings, or `headcount import` an export of Telegram Desktop."
    )


def _write_new(path: Path, text: str) -> None:
    """Owner-only, since API keys may come to stand in it."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
