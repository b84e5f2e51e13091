"""``headcount backup`` and ``headcount restore``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from collector.rederiving import derive
from headcount.app import App, command
from headcount.errors import CommandError, UsageFault
from headcount.signing import seal_key_path
from storage import NoArchive, key_path, restore, write_new

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=FILE)
@click.option("--key", is_flag=True, help="Put a copy of the pseudonym key beside it (FILE.key).")
@click.option("--seal-key", is_flag=True, help="Put a copy of the seal key beside it (FILE.seal-key).")
@command()
def backup(app: App, file: Path, *, key: bool, seal_key: bool) -> None:
    """Copy the archive to a new file, also while it is collecting; without its keys, unless asked for."""
    wanted = _wanted(key=key, seal_key=seal_key)
    _refuse_there(file, *(beside(file) for beside in wanted))
    with app.reading() as archive, app.screen.progress() as progress:
        for beside in wanted:
            if not beside(app.archive_path).is_file():
                raise CommandError(f"{beside(app.archive_path)}: is not there; nothing was copied.")
        archive.back_up(file, progress)
    for beside in wanted:
        _copy_key(beside(app.archive_path), beside(file))
    app.screen.say(f"{file}: the archive as it is now. `headcount restore` verifies it and puts it back.")
    if key_path not in wanted:
        app.screen.say("No archive can go on without its pseudonym key: keep a copy of that elsewhere.")


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--key", is_flag=True, help="Take the pseudonym key from beside it (FILE.key).")
@click.option("--seal-key", is_flag=True, help="Take the seal key from beside it (FILE.seal-key).")
@command()
def restore_(app: App, file: Path, *, key: bool, seal_key: bool) -> None:
    """Verify a backup and put it in the archive's place, if there is none."""
    target, wanted = app.archive_path, _wanted(key=key, seal_key=seal_key)
    if not file.is_file():
        raise NoArchive(file)
    _refuse_there(target, *(beside(target) for beside in wanted))
    for beside in wanted:
        if not beside(file).is_file():
            raise CommandError(f"{beside(file)}: is not there; nothing was restored.")
    with app.screen.progress() as progress:
        verdict = restore(file, target, progress, derive=derive)
    for beside in wanted:
        _copy_key(beside(file), beside(target))
    app.screen.say(f"{target}: restored and whole, {verdict.counts['posts']:,} posts; head {verdict.head}.")
    if not key_path(target).exists():
        app.screen.say(f"To collect or import into it, put its pseudonym key back: {key_path(target)}.")


Beside = Callable[[Path], Path]


def _wanted(*, key: bool, seal_key: bool) -> list[Beside]:
    """Where the keys that were asked for lie beside an archive."""
    return [*([key_path] if key else []), *([seal_key_path] if seal_key else [])]


def _refuse_there(*paths: Path) -> None:
    there = [str(path) for path in paths if path.exists()]
    if there:
        raise UsageFault(f"{' and '.join(there)}: already there; nothing was written.")


def _copy_key(key: Path, target: Path) -> None:
    try:
        write_new(target, key.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{key}: cannot be copied to {target} ({error}).") from None
