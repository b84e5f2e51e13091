"""The week in at most five sentences, from the figures, in either language."""

from __future__ import annotations

from collections.abc import Sequence

from reports.comparison import ENOUGH_WEEKS
from reports.figures import WeeklyFigures
from reports.language import Language
from reports.views.names import row_name

NAMES = 4
"""How many names a sentence holds before it says how many more there are."""


def facts(figures: WeeklyFigures, language: Language) -> list[str]:
    """Say how much, compared with what, how many people, where, and what was not seen before."""
    if figures.headline.requests is None:
        return [language.text("facts.unknown")]
    sentences = [_requests(figures, language), _norm(figures, language)]
    if figures.headline.requests:
        sentences += [_people(figures, language), _region(figures, language), _newcomers(figures, language)]
    return [sentence for sentence in sentences if sentence]


def listed(names: Sequence[str], language: Language) -> str:
    """List names, at most four and how many more."""
    if len(names) > NAMES + 1:
        names = [*names[:NAMES], language.text("facts.more_names", n=len(names) - NAMES)]
    return language.listed(names)


def _requests(figures: WeeklyFigures, language: Language) -> str:
    count = figures.headline.requests or 0
    said = language.text("facts.requests", n=count) if count else language.text("facts.requests_zero")
    if figures.comparison is None or figures.comparison.change is None:
        return f"{said}."
    comparison, change = figures.comparison, figures.comparison.change
    if change:
        beside = language.text("facts.more" if change > 0 else "facts.fewer", n=abs(change))
    else:
        beside = language.text("facts.same")
    if comparison.change_share is not None and change:
        beside += f" ({language.signed_percent(comparison.change_share)})"
    if comparison.all_channels:
        return f"{said}, {beside}."
    shared = comparison.this.requests
    return said + language.text("facts.on_channels", n=comparison.channels, this=shared, beside=beside) + "."


def _norm(figures: WeeklyFigures, language: Language) -> str:
    if figures.comparison is None:
        covered = figures.coverage.share
        return language.text(
            f"facts.{figures.why_not_compared}",
            covered="[x]" if covered is None else language.percent(covered),
        )
    norms = figures.comparison.norms
    numbers = {"low": norms.requests.low, "high": norms.requests.high, "median": norms.requests.median}
    if figures.comparison.position is None:
        return language.text("facts.norm_only", n=len(norms.weeks), **numbers)
    assert len(norms.weeks) >= ENOUGH_WEEKS
    position = language.text(f"facts.{figures.comparison.position}", **numbers)
    return language.text("facts.usual", n=len(norms.weeks), position=position, **numbers)


def _people(figures: WeeklyFigures, language: Language) -> str:
    people = figures.headline.people
    if people is None or not people.stated:
        return language.text("facts.no_people")
    return language.text("facts.people", people=language.people(people))


def _region(figures: WeeklyFigures, language: Language) -> str:
    top = [row for row in figures.regions.ranked if row.rank == 1]
    if not top:
        return ""
    names = listed([row_name(row, "region", language) for row in top], language)
    return language.text(
        "facts.top_region" if len(top) == 1 else "facts.top_regions", n=top[0].requests, names=names
    )


def _newcomers(figures: WeeklyFigures, language: Language) -> str:
    new = figures.newcomers
    names = [row_name(row, "role", language) for row in new.roles]
    names += [row_name(row, "region", language) for row in new.regions]
    if not names or new.weeks < ENOUGH_WEEKS:
        return ""
    return language.text("facts.newcomers", n=new.weeks, names=listed(names, language))
