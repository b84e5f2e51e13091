"""``headcount browse``."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from headcount.app import App, command
from headcount.weekly import rule_of
from parser.lemmas import lemmatizer
from reports.links import PORT
from storage.counted import Counted


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help=f"Port to listen at (default: {PORT}, where the figures of reports lead, or a free one).",
)
@command()
def browse(app: App, *, port: int | None) -> None:
    """Open the archive in the browser, on this computer alone and read-only, beside a collector at work."""
    from headcount.browsing.counting import Keeper, count_requests  # noqa: PLC0415
    from headcount.browsing.server import LOOPBACK, listen, looking, serve  # noqa: PLC0415  two seconds
    from headcount.browsing.tables import NAME  # noqa: PLC0415

    note = _note(app)
    timezone, rule = app.settings.report.timezone, rule_of(app.settings.report)
    with listen(port, preferred=PORT) as listening, tempfile.TemporaryDirectory() as folder:
        counted = Counted(Path(folder) / "counted.db")
        keeper = Keeper(app.archive_path, counted, timezone=timezone, rule=rule)
        try:
            with app.screen.progress() as progress:
                count_requests(app.archive_path, counted, timezone=timezone, rule=rule, progress=progress)
            keeper.start()
            own = listening.getsockname()[1]
            if own != PORT:
                app.screen.say(f"Figures of reports lead to port {PORT}, which this is not.")
            if note:
                app.screen.say(note)
            click.echo(f"http://{LOOPBACK}:{own}/{NAME}")
            app.screen.say("Open this address in a browser here. Ctrl-C ends it.")
            serve(looking(app.archive_path, counted.path, note=note, port=own), listening)
        finally:
            keeper.stop()
            counted.close()


def _note(app: App) -> str:
    """What looking will not show yet."""
    with app.reading() as archive:
        unparsed = archive.count_unparsed(*app.reading_with())
        unsearched = archive.count_unsearched(lemmatizer())
    waiting = max(unparsed, unsearched)
    return f"{waiting:,} posts are not read yet: `headcount parse` reads them." if waiting else ""
