"""Reports of trends on disk, in ``OUT/trends/FIRST_LAST``: written anew each time, whole files or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from reports.files import write_whole
from reports.language import Language, language
from reports.pdf import to_pdf
from reports.plain import written
from reports.render import environment
from reports.site.listing import read_listing
from reports.site.pages import write_pages
from reports.trends.annex import annex
from reports.trends.figures import TrendFigures
from reports.trends.views import TrendText, context, trend_text
from reports.views.context import Link

FOLDER = "trends"
FORMATS = ("html", "md", "pdf")


def write_trends(
    figures: TrendFigures, out: Path, *, formats: Sequence[str], languages: Sequence[str]
) -> tuple[Path, ...]:
    """Write a report of trends and renew the lists that lead to it; returns its files.

    Trends are a look back and no issue: a report of the same span takes the place of the earlier one. Raises
    NoPdfError where PDF cannot be made, OSError where the disk cannot take the files.
    """
    first, last = figures.points[0].period.name, figures.points[-1].period.name
    folder = out / FOLDER / f"{first}_{last}"
    files: dict[str, str | bytes] = {"report.json": to_json(figures)}
    for code in languages:
        for fmt in FORMATS:
            if fmt in formats:
                files[f"report.{code}.{fmt}"] = render(
                    figures, fmt, code, formats=formats, languages=languages
                )
    if "xlsx" in formats:
        files["annex.xlsx"] = annex(figures)
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("report.*"), *folder.glob("annex.xlsx")):
        if old.name not in files:
            old.unlink()
    for name, content in files.items():
        write_whole(folder / name, content)
    write_pages(out, read_listing(out), languages=languages)
    return tuple(folder / name for name in files)


def to_json(figures: TrendFigures) -> str:
    """Write ``report.json``: the figures as plain values, every request behind them in ``evidence``."""
    return written(figures)


def render(
    figures: TrendFigures, fmt: str, code: str, *, formats: Sequence[str], languages: Sequence[str]
) -> str | bytes:
    """Render ``html``, ``md`` or ``pdf`` in a language."""
    words = language(code)
    kind = "md" if fmt == "md" else "html"
    names = context(figures, words, _links(kind, code, formats=formats, languages=languages))
    if kind == "html":
        names["charts"] = _charts(figures, words)
    page = environment().get_template(f"trends.{kind}.j2").render(names)
    return to_pdf(page) if fmt == "pdf" else page


def _charts(figures: TrendFigures, words: Language) -> dict[str, Markup]:
    from reports.trends.chart import panels  # noqa: PLC0415 - the compiler takes a while to import

    totals = tuple(None if point.tally is None else point.tally.requests for point in figures.points)
    heading = words.text("trends.all")
    charts = panels(
        figures,
        [("", totals)],
        words,
        name="all",
        title=heading,
        description=words.text("trends.alt", values=heading),
    )
    for trend in figures.trends:
        said: TrendText = trend_text(figures, trend, words)
        if said.panels:
            charts |= panels(
                figures,
                list(said.panels),
                words,
                name=said.name,
                title=said.heading,
                description=said.description,
            )
    # made by vl-convert from numbers and from names that it escapes
    return {name: Markup(svg) for name, svg in charts.items()}  # noqa: S704


def _links(kind: str, code: str, *, formats: Sequence[str], languages: Sequence[str]) -> list[Link]:
    words = language(code)
    found = [
        Link(f"report.{other}.{kind}", language(other).text("title.read_in"), other)
        for other in languages
        if other != code
    ]
    if "pdf" in formats:
        found.append(Link(f"report.{code}.pdf", words.text("title.pdf")))
    if "xlsx" in formats:
        found.append(Link("annex.xlsx", words.text("title.annex")))
    found.append(Link("report.json", words.text("title.data")))
    found.append(Link(f"../../index.{code}.html", words.text("title.index")))
    return found
