"""``headcount redact`` and ``headcount forget``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from headcount.app import PROGRAM, App, command
from headcount.errors import CommandError, UsageFault
from headcount.permalinks import read_permalink
from headcount.settings import channel_name
from storage import NotScrubbed, permalink


@click.command()
@click.argument("post", metavar="PERMALINK")
@click.option("--why", metavar="TEXT", required=True, help="The reason, which the tombstone keeps: no names.")
@command()
def redact(app: App, post: str, why: str) -> None:
    """Remove a post for good, on behalf of a person, leaving a tombstone that later reads honour."""
    link = read_permalink(post)
    if link is None:
        raise UsageFault(f"{post}: is no address of a post; write one like https://t.me/name/17.")
    if not why.strip():
        raise UsageFault("--why: says nothing; the tombstone is to say why the post was removed.")
    with app.changing() as archive:
        channel_id = archive.channel_named(link.channel)
        earlier = channel_id is not None and archive.is_redacted(channel_id, link.post_id)
        if channel_id is None or not (earlier or archive.has_post(channel_id, link.post_id)):
            raise CommandError(f"{post}: this post is not in {app.archive_path}.")
        address = permalink(channel_id, archive.username_of(channel_id), link.post_id)
        if not earlier:
            archive.redact(channel_id, link.post_id, why=why.strip(), program=PROGRAM)
        archive.scrub()
    done = "was redacted before; the archive's file is written anew" if earlier else "is redacted"
    app.screen.say(f"{post}: {done}. Backups, bundles and exports made before still have it.")
    for report in _naming(app.settings.path(app.settings.report.out), address):
        app.screen.say(
            f"{report}: names the post, and may quote it. Write that week's report anew, or remove it."
        )


@click.command()
@click.argument("channel")
@command()
def forget(app: App, channel: str) -> None:
    """Remove a channel from the archive for good, with all that is its own."""
    try:
        name = channel_name(channel)
    except ValueError as error:
        raise UsageFault(f"{error}.") from None
    with app.changing() as archive:
        channel_id = archive.channel_named(name)
        if channel_id is not None:
            archive.forget(channel_id, program=PROGRAM)
        elif not (name.isdecimal() and archive.was_forgotten(int(name))):
            raise CommandError(f"{channel}: this channel is not in {app.archive_path}.")
        try:
            archive.scrub()
        except NotScrubbed as error:  # whose name it was is known no longer
            raise CommandError(f"{error} (By its id: `headcount forget {channel_id or name}`.)") from error
    app.screen.say(
        f"{channel}: is forgotten. Backups, bundles, exports and reports made before still have it."
    )
    if any(one.name.lower() == name.lower() for one in app.settings.channels):
        app.screen.say(f"The settings still name {channel}: the next pass would bring it in again.")


def _naming(out: Path, address: str) -> Iterator[Path]:
    """Files of reports in which a post's address stands, also of earlier revisions."""
    named = re.compile(rf"{re.escape(address)}(?!\d)")
    for file in sorted(out.glob("**/report.*")):
        if named.search(file.read_text(encoding="utf-8", errors="replace")):
            yield file
