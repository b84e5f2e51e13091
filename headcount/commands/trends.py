"""``headcount trends``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from headcount.app import App, Result, command
from headcount.commands.report import FORMATS, LANGUAGES, listed
from headcount.errors import CommandError, UsageFault
from headcount.weekly import rule_of
from reports.errors import ReportError, SpanError
from reports.trends import BY, span_of, trend_figures, write_trends


@click.command()
@click.option("--from", "first", metavar="PERIOD", help="First week (2026-W01) or month (2026-01).")
@click.option("--to", "last", metavar="PERIOD", help="Last one (default: the last complete one).")
@click.option("--by", metavar="LIST", help=f"Of {','.join(BY)} (default: all).")
@click.option("--formats", metavar="LIST", help=f"Of {','.join(FORMATS)} (default: the settings').")
@click.option("--lang", metavar="LIST", help=f"Of {','.join(LANGUAGES)} (default: the settings').")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder to write to (default: the settings').",
)
@command()
def trends(
    app: App,
    first: str | None,
    last: str | None,
    *,
    by: str | None,
    formats: str | None,
    lang: str | None,
    out: Path | None,
) -> Result:
    """Write the report's figures over a span of weeks or months (default: the last 26 complete weeks)."""
    settings, now = app.settings.report, datetime.now(UTC)
    chosen = listed(by, BY, "--by")
    written_as = listed(formats, FORMATS, "--formats") or settings.formats
    languages = listed(lang, LANGUAGES, "--lang") or settings.languages
    folder = out or app.settings.path(settings.out)
    try:
        span = span_of(first, last, timezone=settings.timezone, now=now)
    except SpanError as error:
        raise UsageFault(str(error)) from None
    try:
        with app.reading() as archive:
            figures = trend_figures(
                archive,
                span,
                timezone=settings.timezone,
                now=now,
                rule=rule_of(settings),
                by=[name for name in BY if name in chosen or not chosen],
            )
        for path in write_trends(figures, folder, formats=written_as, languages=languages):
            click.echo(path)
    except ReportError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{error.filename or folder}: cannot be written ({error.strerror}).") from None
    return Result()
