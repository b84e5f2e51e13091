"""``headcount verify``."""

from __future__ import annotations

from typing import Any

import click

from collector.rederiving import derive
from headcount.app import App, Result, command
from headcount.errors import EXIT_DAMAGE
from storage import ArchiveDamaged, Removal, Verdict


@click.command()
@click.option("--deep", is_flag=True, help="Derive every post anew from its raw answers and compare.")
@command(json=True)
def verify(app: App, *, deep: bool) -> Result:
    """Prove the archive whole: the database, every version's hash, and the chain over them."""
    try:
        with app.reading() as archive, app.screen.progress() as progress:
            verdict = archive.verify(progress, derive=derive, deep=deep)
    except ArchiveDamaged as damaged:
        app.screen.error(str(damaged))
        return Result(failed=[{"what": str(app.archive_path), "reason": str(damaged)}], code=EXIT_DAMAGE)
    failed = [{"what": f"{damage.table} {damage.row}", "reason": damage.reason} for damage in verdict.damage]
    for damage in verdict.damage:
        app.screen.error(f"{app.archive_path}: {damage}")
    for removal in verdict.removals:
        app.screen.say(_removed(removal))
    if failed:
        app.screen.error(
            "The archive is damaged. Restore a backup beside it and compare; do not write to this one."
        )
    else:
        app.screen.say(_whole(app, verdict))
    more = {"head": verdict.head, "redactions": _redactions(verdict), "forgotten": _forgotten(verdict)}
    return Result(verdict.counts, failed, more, code=EXIT_DAMAGE if failed else 0)


def _whole(app: App, verdict: Verdict) -> str:
    counts = verdict.counts
    return (
        f"{app.archive_path} is whole: {counts['posts']:,} posts, {counts['versions']:,} versions, "
        f"{counts['journal']:,} journal rows; head {verdict.head}."
    )


def _removed(removal: Removal) -> str:
    at = f"{removal.at:%Y-%m-%d %H:%M} UTC"
    if removal.post_id is None:
        return f"Forgotten on {at}: channel {removal.channel_id} with {removal.posts:,} posts."
    return f"Redacted on {at}: {removal.permalink}, {removal.versions} versions ({removal.why})."


def _redactions(verdict: Verdict) -> list[dict[str, Any]]:
    return [
        {
            "permalink": one.permalink,
            "channel_id": one.channel_id,
            "post_id": one.post_id,
            "at": one.at.isoformat(),
            "why": one.why,
            "versions": one.versions,
            "observations": one.observations,
        }
        for one in verdict.removals
        if one.post_id is not None
    ]


def _forgotten(verdict: Verdict) -> list[dict[str, Any]]:
    return [
        {"channel_id": one.channel_id, "at": one.at.isoformat(), "posts": one.posts, "versions": one.versions}
        for one in verdict.removals
        if one.post_id is None
    ]
