"""``headcount status``."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from headcount.app import App, Result, command
from headcount.console import visible
from headcount.disk import free_space
from storage import ChannelFacts, RunFacts


@click.command()
@command(json=True)
def status(app: App) -> Result:
    """Show a row a channel: posts, last post, last read, gaps, why not; and what is not parsed yet."""
    parser = app.parser()
    with app.reading() as archive:
        facts = archive.channel_facts()
        pictures = archive.picture_only()
        unparsed = archive.count_unparsed(parser.version, parser.lexicon_hash)
        runs = archive.last_runs()
        unread = archive.unread()
    out = app.settings.path(app.settings.report.out)
    last_report = max((path.name for path in out.glob("[0-9]*-W[0-9]*") if path.is_dir()), default=None)
    failed = [{"what": _name(fact), "reason": fact.channel.why_not} for fact in facts if fact.channel.why_not]
    wanted = {channel.name.lower() for channel in app.settings.channels}
    never = [one for one in unread if one.channel_id is None and one.name.lower() in wanted]
    failed += [{"what": one.name, "reason": one.why_not} for one in never]
    failed += _run_failures(runs, wanted)
    counts = {
        "channels": len(facts),
        "posts": sum(fact.posts for fact in facts),
        "picture_only": sum(pictures.values()),
        "unparsed": unparsed,
    }
    space = free_space(app.archive_path)
    lines = [f"{one.name}: never read: {one.why_not}" for one in never]
    lines += [line for run in runs for line in _run_lines(run)]
    lines.append(
        f"Not parsed by this parser and lexicon: {unparsed:,}. Last report: {last_report or 'none'}."
    )
    if counts["picture_only"]:
        lines.append(f"Only pictures, whose words nobody reads: {counts['picture_only']:,} posts.")
    if space.is_low:
        lines.append(space.warning)
    return Result(
        counts,
        failed,
        {
            "channels": [_row(fact, pictures.get(fact.channel.channel_id, 0)) for fact in facts],
            "runs": [_run_row(run) for run in runs],
            "last_report": last_report,
            "disk": {"free": space.free, "low": space.is_low},
        },
        shown=[
            _table(facts) if facts else "No channels yet: `headcount import` brings in an export.",
            *lines,
        ],
    )


def _table(facts: list[ChannelFacts]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("channel", overflow="fold")
    for name in ("posts", "missing", "last post", "last read", "gap h"):
        table.add_column(name, justify="right", no_wrap=True)
    for fact in facts:
        cells = (
            _name(fact),
            f"{fact.posts:,}",
            f"{fact.missing:,}",
            _when(fact.last_post),
            _when(fact.last_read),
            f"{_gap_hours(fact):,}",
        )
        table.add_row(*(Text(visible(cell)) for cell in cells))
        if fact.channel.why_not:
            table.add_row(Text(f"  not read: {visible(fact.channel.why_not)}", style="red"))
    return table


def _run_lines(run: RunFacts) -> list[str]:
    ended = f"{run.outcome} at {_when(run.finished)} UTC" if run.finished else "under way, or killed"
    return [
        f"Last {run.command}: {ended}",
        *(f"  {fault['what']}: {fault['reason']}" for fault in run.failed),
    ]


def _run_failures(runs: list[RunFacts], channels: set[str]) -> list[dict[str, str]]:
    """What the last `run` could not do; channels have their own reason, which a later pass may have ended."""
    last = next((run for run in runs if run.command == "run"), None)
    return [fault for fault in last.failed if fault["what"].lower() not in channels] if last else []


def _run_row(run: RunFacts) -> dict[str, Any]:
    return {
        "command": run.command,
        "started": run.started.isoformat(),
        "finished": run.finished.isoformat() if run.finished else None,
        "outcome": run.outcome,
        "failed": run.failed,
    }


def _row(fact: ChannelFacts, pictures: int) -> dict[str, Any]:
    channel = fact.channel
    return {
        "channel": channel.username,
        "channel_id": channel.channel_id,
        "title": channel.title,
        "watched": channel.watched,
        "posts": fact.posts,
        "missing": fact.missing,
        "picture_only": pictures,
        "last_post": fact.last_post.isoformat() if fact.last_post else None,
        "last_read": fact.last_read.isoformat() if fact.last_read else None,
        "gap_hours": _gap_hours(fact),
        "why_not": channel.why_not,
    }


def _gap_hours(fact: ChannelFacts) -> int:
    """Whole hours between the first and last read's spans that no read spans."""
    gap, covered_to = timedelta(), None
    for span in fact.spans:
        if covered_to is not None and span.start > covered_to:
            gap += span.start - covered_to
        covered_to = max(covered_to or span.end, span.end)
    return int(gap / timedelta(hours=1))


def _name(fact: ChannelFacts) -> str:
    return fact.channel.username or fact.channel.title


def _when(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else "never"
