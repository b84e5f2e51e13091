"""``headcount parse``."""

from __future__ import annotations

import click

from headcount.app import App, Result, command
from headcount.parsing import parse_archive


@click.command()
@click.option("--all", "again", is_flag=True, help="Parse everything anew.")
@command(json=True)
def parse(app: App, *, again: bool) -> Result:
    """Parse what has no result of this parser version and lexicon."""
    with app.writing() as archive, app.screen.progress() as progress:
        parser = app.parser()
        counts = parse_archive(archive, parser, again=again, progress=progress)
    app.screen.say(f"{counts['parsed']:,} texts parsed, {counts['requests']:,} of them requests.")
    return Result(counts, more={"parser": parser.version, "lexicon": parser.lexicon_hash})
