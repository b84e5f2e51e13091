"""``headcount bundle``."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import click

from headcount.app import App, Result, command
from headcount.bundling import Post, fill, new_bag
from headcount.errors import CommandError, UsageFault
from headcount.permalinks import read_permalink
from headcount.sealing import make_seal
from headcount.signing import fingerprint, seal_key
from headcount.stamping import stamped
from headcount.weekly import behind_week, write_week
from storage import Archive

_WEEK = re.compile(r"\d{4}-W\d\d")


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="WEEK|PERMALINK...")
@click.option(
    "--out", metavar="DIR", type=click.Path(path_type=Path), help="Folder to make (default: by week or time)."
)
@command()
def bundle(app: App, what: tuple[str, ...], out: Path | None) -> Result:
    """Write an evidence bag (BagIt) of the posts behind a week's figures, or of posts named."""
    week = what[0] if len(what) == 1 and _WEEK.fullmatch(what[0]) else None
    now = datetime.now(UTC)
    folder = out or Path(f"bundle-{week or f'{now:%Y%m%dT%H%M%SZ}'}")
    with app.reading() as archive, archive.moment():
        posts = _behind(app, archive, week, now) if week else [_named(app, archive, link) for link in what]
        if not posts:
            raise CommandError(f"{week}: no post is behind its figures; there is nothing to bundle.")
        key, _ = seal_key(app.archive_path)
        sealed, failed = stamped(app, make_seal(archive.past(), key))
        about = f"posts of public Telegram channels behind the week {week}" if week else f"{len(posts)} posts"
        try:
            with new_bag(folder, identifier=week or folder.name, description=about) as bag:
                counts = fill(bag, archive, posts, sealed)
                if week:
                    _report(app, archive, week, now, bag / "report")
        except OSError as error:
            raise CommandError(f"{folder}: cannot be written ({error.strerror or error}).") from None
    app.screen.say(
        f"{len(posts):,} posts, {counts.get('version', 0):,} versions, journal up to row "
        f"{sealed['seal']['rows']:,}. data/README.txt says how to check it. It holds what people wrote."
    )
    name = fingerprint(key.public_key().public_bytes_raw())
    app.screen.say(f"Tell whom you give it the seal key's fingerprint, by another way: {name}")
    click.echo(folder)
    return Result(failed=failed)


def _behind(app: App, archive: Archive, week: str, now: datetime) -> list[Post]:
    return behind_week(archive, week, now=now, settings=app.settings.report)


def _named(app: App, archive: Archive, text: str) -> Post:
    """A post of the archive by its address."""
    link = read_permalink(text)
    if link is None:
        raise UsageFault(f"{text}: is neither one week (2026-W47) nor the address of a post.")
    channel_id = archive.channel_named(link.channel)
    if channel_id is not None and archive.is_redacted(channel_id, link.post_id):
        raise CommandError(f"{text}: this post was redacted.")
    if channel_id is None or not archive.has_post(channel_id, link.post_id):
        raise CommandError(f"{text}: this post is not in {app.archive_path}.")
    return channel_id, link.post_id


def _report(app: App, archive: Archive, week: str, now: datetime, folder: Path) -> None:
    """The week's report as it was written, or if there is none, written now."""
    settings = app.settings.report
    there = app.settings.path(settings.out) / week
    if (there / "report.json").is_file():
        folder.mkdir()
        for file in sorted(there.iterdir()):
            if file.is_file():
                shutil.copyfile(file, folder / file.name)
        return
    written = write_week(archive, week, now=now, out=folder, settings=settings)
    for path in written.paths:
        path.rename(folder / path.name)
    (folder / week).rmdir()
