"""``headcount verify``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from collector.rederiving import derive
from headcount.app import App, Result, command
from headcount.errors import EXIT_DAMAGE, UsageFault
from headcount.seal_checking import compare, open_seal
from storage import ArchiveDamaged, Removal, Verdict


@click.command()
@click.option("--deep", is_flag=True, help="Derive every post anew from its raw answers and compare.")
@click.option(
    "--seal",
    "seal_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Prove that the archive contains the past that this seal pins.",
)
@click.option("--key-fingerprint", metavar="HEX", help="The seal key's fingerprint, from where you keep it.")
@command(json=True)
def verify(app: App, *, deep: bool, seal_file: Path | None, key_fingerprint: str | None) -> Result:
    """Prove the archive whole: the database, every version's hash, and the chain over them."""
    if key_fingerprint and not seal_file:
        raise UsageFault("--key-fingerprint goes with --seal.")
    seal = open_seal(app, seal_file, key_fingerprint) if seal_file else None
    sealed = None
    try:
        with app.reading() as archive, app.screen.progress() as progress:
            verdict = archive.verify(progress, derive=derive, deep=deep)
            if seal_file and seal:
                sealed = compare(archive, seal_file, seal[0], key_checked=seal[1])
    except ArchiveDamaged as damaged:
        app.screen.error(str(damaged))
        return Result(failed=[{"what": str(app.archive_path), "reason": str(damaged)}], code=EXIT_DAMAGE)
    failed = [{"what": f"{damage.table} {damage.row}", "reason": damage.reason} for damage in verdict.damage]
    for damage in verdict.damage:
        app.screen.error(f"{app.archive_path}: {damage}")
    if sealed and sealed.wrong:
        app.screen.error(f"{app.archive_path}: does not contain the past of {seal_file}: {sealed.wrong}.")
        failed.append({"what": str(seal_file), "reason": sealed.wrong})
    for removal in verdict.removals:
        app.screen.say(_removed(removal))
    if failed:
        app.screen.error(
            "The archive is damaged. Restore a backup beside it and compare; do not write to this one."
        )
    else:
        app.screen.say(_whole(app, verdict))
        for line in sealed.lines() if sealed else ():
            app.screen.say(line)
    more: dict[str, Any] = {"seal": sealed.as_json()} if sealed else {}
    more |= {"head": verdict.head, "redactions": _redactions(verdict), "forgotten": _forgotten(verdict)}
    return Result(verdict.counts, failed, more, code=EXIT_DAMAGE if failed else 0)


def _whole(app: App, verdict: Verdict) -> str:
    counts = verdict.counts
    reviewed = f"{counts['corrections']:,} corrections, " if counts["corrections"] else ""
    return (
        f"{app.archive_path} is whole: {counts['posts']:,} posts, {counts['versions']:,} versions, "
        f"{reviewed}{counts['journal']:,} journal rows; head {verdict.head}."
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
