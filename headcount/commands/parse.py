"""``headcount parse``."""

from __future__ import annotations

import click

from headcount.app import App, Result, command, workers_option
from headcount.parsing import parse_archive


@click.command()
@click.option("--all", "again", is_flag=True, help="Parse everything anew.")
@workers_option
@command(json=True)
def parse(app: App, *, again: bool, workers: int) -> Result:
    """Parse what has no result of this parser version and lexicon."""
    with app.writing() as archive, app.screen.progress() as progress:
        counts = parse_archive(app, archive, again=again, workers=workers, progress=progress)
    app.screen.say(f"{counts['parsed']:,} texts parsed, {counts['requests']:,} of them requests.")
    version, lexicon = app.reading_with()
    return Result(counts, more={"parser": version, "lexicon": lexicon})
