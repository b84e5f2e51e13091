"""``headcount seal``."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from headcount.app import App, Result, command
from headcount.errors import CommandError, UsageFault
from headcount.sealing import make_seal
from headcount.signing import fingerprint, seal_key, seal_key_path
from headcount.stamping import stamped
from reports.files import write_whole


@click.command()
@click.argument("file", required=False, metavar="[FILE]", type=click.Path(path_type=Path, dir_okay=False))
@command()
def seal(app: App, file: Path | None) -> Result:
    """Write a small signed file that pins the archive's past; keep it and the key's fingerprint elsewhere."""
    path = file or Path(f"seal-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json")
    if path.exists():
        raise UsageFault(f"{path}: already there; nothing was written.")
    with app.reading() as archive, archive.moment():
        past = archive.past()
    key, made = seal_key(app.archive_path)
    sealed, failed = stamped(app, make_seal(past, key))
    try:
        write_whole(path, json.dumps(sealed, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise CommandError(f"{path}: cannot be written ({error.strerror}).") from None
    if made:
        app.screen.say(f"Made the archive's seal key, {seal_key_path(app.archive_path)}: keep it safe.")
    app.screen.say(f"Sealed {past.rows:,} journal rows, the last with hash {past.hash}.")
    name = fingerprint(key.public_key().public_bytes_raw())
    app.screen.say(f"The key's fingerprint, to be kept elsewhere and told to whom you give seals: {name}")
    click.echo(path)
    return Result(failed=failed)
