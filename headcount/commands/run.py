"""``headcount run``."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from collector.passes import Wanted
from headcount.app import App, Result, command
from headcount.collecting import collect_channels, telegram_is_set_up, wanted_channels
from headcount.commands.collect import collected_counts
from headcount.parsing import parse_archive
from headcount.weekly import write_due


def _collectable(app: App) -> list[Wanted]:
    """The settings' channels, without those of Telegram's own protocol where that was never set up."""
    wanted = wanted_channels(app.settings)
    if telegram_is_set_up(app.settings) or all(channel.via != "telegram" for channel in wanted):
        return wanted
    app.screen.say(
        "Telegram is not set up (`headcount login`): of its channels only what is archived is reported."
    )
    return [channel for channel in wanted if channel.via != "telegram"]


@click.command()
@command(json=True)
def run(app: App) -> Result:
    """Collect, parse what is new, report each complete week that has no report or whose figures changed."""
    settings = app.settings.report
    with app.writing() as archive, app.screen.progress() as progress:
        wanted = _collectable(app)
        failed: list[dict[str, str]] = []
        collected: dict[str, int] = {}
        if wanted:
            result = collect_channels(app, archive, wanted, progress=progress)
            failed, collected = result.failed, collected_counts(result, wanted)
        counts = parse_archive(app, archive, progress=progress)
        written = write_due(
            archive,
            now=datetime.now(UTC),
            out=app.settings.path(settings.out),
            settings=settings,
            progress=progress,
        )
    for week, one in written.items():
        revision = f", revision {one.revision}" if one.revision else ""
        app.screen.say(f"{week}{revision}: {one.paths[0].parent}")
    app.screen.say(f"{counts['parsed']:,} texts parsed, {len(written)} weekly reports written.")
    return Result(collected | counts | {"reports": len(written)}, failed, {"reports": list(written)})
