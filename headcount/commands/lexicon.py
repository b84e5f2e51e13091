"""``headcount lexicon``."""

from __future__ import annotations

import click

from headcount.app import App, Result, command
from parser.lexicon.checking import check as check_lexicon


@click.group()
def lexicon() -> None:
    """Look after the word lists, the bundled ones and your own."""


@lexicon.command()
@command()
def check(app: App) -> Result:
    """Find unknown codes, duplicates, ambiguous forms without a cue and rows that never match."""
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
