"""``headcount verify``."""

from __future__ import annotations

import click

from headcount.app import App, Result, command
from headcount.errors import EXIT_DAMAGE


@click.command()
@command(json=True)
def verify(app: App) -> Result:
    """Prove the archive whole: the database, every version's hash, and the chain over them."""
    with app.reading() as archive, app.screen.progress() as progress:
        verdict = archive.verify(progress)
    failed = [{"what": f"{damage.table} {damage.row}", "reason": damage.message} for damage in verdict.damage]
    for damage in verdict.damage:
        app.screen.error(f"{app.archive_path}: {damage}")
    counts = verdict.counts
    if failed:
        app.screen.error(
            "The archive is damaged. Restore a backup beside it and compare; do not write to this one."
        )
    else:
        app.screen.say(
            f"{app.archive_path} is whole: {counts['posts']:,} posts, {counts['versions']:,} versions, "
            f"{counts['journal']:,} journal rows; head {verdict.head}."
        )
    return Result(counts, failed, {"head": verdict.head}, code=EXIT_DAMAGE if failed else 0)
