"""``headcount report``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from headcount.app import App, Result, command
from headcount.errors import UsageFault
from headcount.weekly import write_week
from reports import last_complete_week

FORMATS = ("html", "md", "json", "xlsx", "pdf")
LANGUAGES = ("en", "ru")


@click.command()
@click.argument("week", required=False, metavar="[WEEK]")
@click.option("--formats", metavar="LIST", help=f"Of {','.join(FORMATS)} (default: the settings').")
@click.option("--lang", metavar="LIST", help=f"Of {','.join(LANGUAGES)} (default: the settings').")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder to write to (default: the settings').",
)
@command()
def report(app: App, week: str | None, formats: str | None, lang: str | None, out: Path | None) -> Result:
    """Write the report of an ISO week (2026-W47; default: the last complete one)."""
    said = app.settings.report
    settings = said.model_copy(
        update={
            "formats": listed(formats, FORMATS, "--formats") or said.formats,
            "languages": listed(lang, LANGUAGES, "--lang") or said.languages,
        }
    )
    now = app.clock.now()
    with app.reading() as archive:
        written = write_week(
            archive,
            week or last_complete_week(now, settings.timezone),
            now=now,
            out=out or app.settings.path(settings.out),
            settings=settings,
        )
    for path in written.paths:
        click.echo(path)
    if not written.changed:
        app.screen.say("The figures are those of the report that is there; nothing was written.")
    return Result()


def listed(given: str | None, known: Sequence[str], option: str) -> list[str]:
    """The parts of a list that was given, all of them known ones."""
    chosen = [part.strip() for part in (given or "").split(",") if part.strip()]
    wrong = [part for part in chosen if part not in known]
    if wrong:
        raise UsageFault(f"{option}: {', '.join(wrong)}: known are {', '.join(known)}.")
    return chosen
