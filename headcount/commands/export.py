"""``headcount export``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from headcount.app import PROGRAM, App, command
from headcount.errors import CommandError, UsageFault
from headcount.exporting.fields import Format, What, fields_of
from headcount.exporting.formats import with_progress, write
from headcount.exporting.masking import masked
from headcount.exporting.package import PACKAGE, add_resource, resource, write_file
from headcount.exporting.tables import entries
from storage import Archive


@click.command()
@click.argument("what", type=click.Choice(["posts", "versions", "requests", "corrections"]))
@click.option(
    "--format",
    "shape",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    default="jsonl",
    show_default=True,
    help="How it is written.",
)
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), help="From this UTC date on."
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), help="Before this UTC date.")
@click.option("--channel", help="Only this username or numeric id.")
@click.option(
    "--mask-contacts", "mask", is_flag=True, help="Mask phones, mails and handles, and leave raw answers out."
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"Write a file there, described in {PACKAGE} beside it.",
)
@command()
def export(
    app: App,
    what: What,
    *,
    shape: Format,
    since: datetime | None,
    until: datetime | None,
    channel: str | None,
    mask: bool,
    out: Path | None,
) -> None:
    """Write posts, versions (with raw answers), requests or corrections, to standard output or as a file."""
    if since and until and since >= until:
        raise UsageFault(
            f"--since {since:%Y-%m-%d} is not before --until {until:%Y-%m-%d}: nothing lies between."
        )
    if what == "corrections" and shape != "jsonl":
        raise UsageFault("Corrections are written as JSON Lines only: what was said of a post is no one row.")
    if shape == "parquet" and out is None and sys.stdout.isatty():
        raise UsageFault("Parquet is not for a terminal: say --out DIR, or send it into a file.")
    with app.reading() as archive, app.screen.progress() as progress:
        begin, end, name = _utc(since), _utc(until), _known(archive, channel)
        total = archive.count_export(what, since=begin, until=end, channel=name)
        rows = archive.export(what, since=begin, until=end, channel=name)
        rows = with_progress(rows, lambda done: progress(f"export {what}", done, max(done, total)))
        rows = masked(rows) if mask else rows
        fields = fields_of(what, shape)
        if what == "requests" and shape != "jsonl":
            rows = entries(rows)
        if out is None:
            write(rows, sys.stdout.buffer, fields, shape)
            sys.stdout.buffer.flush()
            return
        path = out / f"{what}.{shape}"
        write_file(path, _writer(rows, fields, shape))
        made: dict[str, Any] = {
            "program": PROGRAM,
            "archive_head": archive.head(),
            "contacts_masked": mask,
        }
        if begin:
            made["since"] = _text(begin)
        if end:
            made["until"] = _text(end)
        if name:
            made["channel"] = name
        described = resource(path, what, fields, shape, about=made)
        add_resource(out, described, created=_text(datetime.now(UTC)))
    click.echo(path)
    click.echo(out / PACKAGE)


def _writer(rows: Iterator[dict[str, Any]], fields: Any, shape: Format) -> Callable[[BinaryIO], None]:
    return lambda file: write(rows, file, fields, shape)


def _known(archive: Archive, channel: str | None) -> str | None:
    if channel is None:
        return None
    name = channel.removeprefix("@")
    if archive.channel_named(name) is None:
        raise CommandError(
            f"{channel}: this channel is not in {archive.path}; `headcount status` shows those that are."
        )
    return name


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
