"""The archive: whether it can be read and written, whether it looks whole, and when it was last run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from headcount.app import App
from headcount.doctor.checks import Check, fail, ok, size, warn
from storage import Archive, ArchiveError, RunFacts, is_being_written
from storage.pseudonyms import key_path

LONG_AGO = timedelta(days=8)
"""A week's report is missing by then."""

SECONDS = 5.0
"""How long the database is looked through; `headcount verify` looks at all."""


def archive(app: App) -> Iterator[Check]:
    """All that is to be said of the archive."""
    path = app.archive_path
    if not path.exists():
        yield warn("archive", f"{path} is not there yet", "`headcount init` or the first run makes it")
        return
    writing = is_being_written(path)
    yield ok("lock", "another headcount is writing now" if writing else "free: nobody is writing")
    if not key_path(path).is_file():
        do = "put it back from a backup: without it nothing can be added"
        yield fail("key", f"{key_path(path)} is not there", do)
    try:
        with Archive.open(path) as opened:
            damage, whole = opened.glance(seconds=SECONDS)
            runs = opened.last_runs()
    except ArchiveError as error:
        yield fail("archive", str(error), "`headcount verify` says more; a backup brings it back")
        return
    if damage:
        yield fail("archive", damage, "`headcount verify` says more; a backup brings it back")
    else:
        looked = "its database is whole" if whole else f"{SECONDS:.0f} s of looking found nothing wrong"
        yield ok("archive", f"{path}, {size(path.stat().st_size)}: {looked}")
    yield _last_run(app, runs)


def _last_run(app: App, runs: list[RunFacts]) -> Check:
    last = next((run for run in runs if run.command == "run"), None)
    if last is None:
        return warn("last run", "there was none yet", "`headcount run`, or `headcount schedule --install`")
    when = f"{last.started:%Y-%m-%d %H:%M} UTC"
    if last.finished is None:
        return ok("last run", f"of {when}: under way")
    if app.clock.now() - last.started > LONG_AGO:
        return warn("last run", f"of {when}", "is a schedule installed? See `headcount schedule`")
    if last.outcome == "ok":
        return ok("last run", f"of {when}: ok")
    reasons = "; ".join(f"{fault['what']}: {fault['reason']}" for fault in last.failed[:3])
    return warn(
        "last run", f"of {when}: {last.outcome}{f' ({reasons})' if reasons else ''}", "`headcount status`"
    )
