"""``headcount lexicon``."""

from __future__ import annotations

import sys
from typing import get_args

import click

from headcount.app import App, Result, command
from headcount.review.suggesting import COLUMNS, Kind, suggestions, write


@click.group()
def lexicon() -> None:
    """Look after the word lists, the bundled ones and your own."""


@lexicon.command()
@command()
def check(app: App) -> Result:
    """Find unknown codes, duplicates, ambiguous forms without a cue and rows that never match."""
    from parser.lexicon.checking import check as check_lexicon  # noqa: PLC0415  spaCy takes half a second

    problems = check_lexicon([app.settings.path(extra) for extra in app.settings.lexicon.extra])
    for problem in problems:
        app.screen.error(
            f"{problem.file}, line {problem.line}: {problem.column} {problem.value!r}: {problem.message}"
        )
    app.screen.say("The word lists are in order." if not problems else f"{len(problems)} problems.")
    return Result(
        failed=[
            {"what": f"{p.file}, line {p.line}", "reason": p.message}
            for p in problems
            if p.severity == "error"
        ]
    )


@lexicon.command()
@click.argument("kind", required=False, type=click.Choice(get_args(Kind)), metavar="[roles|places]")
@command()
def suggest(app: App, kind: Kind | None) -> None:
    """Offer words that reviewers marked and the lexicon lacks as rows of roles.csv and places_extra.csv."""
    parser = app.parser()
    with app.reading() as archive:
        reviewed = list(archive.export("corrections"))
    found = suggestions(parser, reviewed, roles=app.extra)
    chosen = [kind] if kind else list(COLUMNS)
    for place, name in enumerate(chosen):
        if place:
            sys.stdout.write("\n")
        write(found[name], COLUMNS[name], sys.stdout)
    said = ", ".join(f"{len(found[name])} {name}" for name in chosen)
    app.screen.say(f"{said}. Read them, mend what is wrong, and put what is right into a list of your own.")
