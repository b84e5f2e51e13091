"""``headcount export``."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

import click

from headcount.app import App, command
from headcount.errors import UsageFault

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run (OWASP, CSV injection)."""


@click.command()
@click.argument("what", type=click.Choice(["posts", "versions", "requests", "corrections"]))
@click.option("--format", "shape", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), help="From this UTC date on."
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), help="Before this UTC date.")
@click.option("--channel", help="Only this username or numeric id.")
@command()
def export(
    app: App,
    what: Literal["posts", "versions", "requests", "corrections"],
    *,
    shape: str,
    since: datetime | None,
    until: datetime | None,
    channel: str | None,
) -> None:
    """Write posts, versions (with raw answers), requests or people's corrections to standard output."""
    if what == "corrections" and shape == "csv":
        raise UsageFault("Corrections are written as JSON Lines only: what was said of a post is no one row.")
    name = channel.removeprefix("@") if channel else None
    with app.reading() as archive:
        rows = archive.export(what, since=_utc(since), until=_utc(until), channel=name)
        if shape == "csv":
            _write_csv(_flat(rows) if what == "requests" else rows, sys.stdout)
        else:
            for row in rows:
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None


def _flat(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A row an entry: a post's requests each, with what is said of the post as a whole beside them."""
    for row in rows:
        of_post = {
            key: row[key] for key in ("id", "channel", "channel_id", "post_id", "permalink", "date", "sha256")
        }
        basis = row["regions"][0]["source"] if row["regions"] else None
        about = {
            "regions_source": basis,
            "origins": [origin["iso"] for origin in row["origins"]],
            "closed": row.get("closed", False),
            "text": row["text"],
            "reviewed": row["reviewed"],
            "parser": row["parser"],
            "lexicon": row["lexicon"],
        }
        for request in row["requests"]:
            yield (
                of_post | {key: value for key, value in request.items() if not key.endswith("_span")} | about
            )
        if total := row.get("total"):
            places = sorted({region["iso"] for region in row["regions"]})
            empty = {"role": None, "isco08": None, "role_text": None}
            people = {"headcount_min": total["headcount_min"], "headcount_max": total["headcount_max"]}
            said = {"headcount_text": total["text"], "regions": places, "confidence": row["confidence"]}
            yield of_post | empty | people | said | about


def _write_csv(rows: Iterator[dict[str, Any]], out: TextIO) -> None:
    """UTF-8 with a byte order mark, which spreadsheets want, and no cell that they would run as a formula."""
    writer = None
    for row in rows:
        if writer is None:
            out.write("\ufeff")
            writer = csv.DictWriter(out, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow({key: _cell(value) for key, value in row.items()})


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(str(part) for part in value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value
