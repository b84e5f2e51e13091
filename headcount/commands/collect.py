"""``headcount collect``."""

from __future__ import annotations

from typing import Any

import click

from collector.passes import CollectResult, Wanted
from headcount.app import App, Result, command
from headcount.collecting import collect_channels, wanted_channels
from headcount.errors import UsageFault
from headcount.settings import channel_name


@click.command()
@click.argument("names", nargs=-1, metavar="[CHANNEL...]")
@command(json=True)
def collect(app: App, names: tuple[str, ...]) -> Result:
    """Read what is new in the channels of the settings, or in those named, in one polite pass."""
    wanted = _named(names, wanted_channels(app.settings))
    with app.writing() as archive, app.screen.progress() as progress:
        result = collect_channels(app, archive, wanted, progress=progress)
    return Result(collected_counts(result, wanted), result.failed, {"channels": _channels(result)})


def collected_counts(result: CollectResult, wanted: list[Wanted]) -> dict[str, int]:
    """The shape of ``counts`` in ``--json``."""
    return {"channels": len(wanted), "failed": len(result.failed), **result.counts.as_dict()}


def _channels(result: CollectResult) -> list[dict[str, Any]]:
    return [{"channel": name, **counts.as_dict()} for name, counts in result.channels.items()]


def _named(names: tuple[str, ...], known: list[Wanted]) -> list[Wanted]:
    """The channels named, read from where the settings say, or from Telegram if those do not know them."""
    if not names:
        if not known:
            raise UsageFault(
                "There are no channels: write [[channels]] into the settings, or name them here."
            )
        return known
    by_name = {one.name.lower(): one for one in known}
    try:
        given = [channel_name(name) for name in names]
    except ValueError as error:
        raise UsageFault(f"{error}.") from None
    return [by_name.get(name.lower()) or Wanted(name, "telegram") for name in dict.fromkeys(given)]
