"""Figures as the text of a report: HTML and Markdown from one template each, JSON from themselves."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from reports.figures import WeeklyFigures
from reports.language import Language, language
from reports.pdf import to_pdf
from reports.plain import to_json
from reports.views.context import LargeText, Link, context
from reports.views.quotes import markdown, quote_html, unbroken

LANGUAGE_FORMATS = ("html", "md", "pdf")
"""Formats with one file a language; JSON and the annex have none."""


def render(figures: WeeklyFigures, fmt: str, code: str, *, revision: int, languages: tuple[str, ...]) -> str:
    """Render ``html`` or ``md`` in a language. ``languages`` are those written, which the report links to."""
    words = language(code)
    names = context(figures, words, revision=revision, links=_links(code, languages) if fmt == "md" else [])
    if fmt == "html":
        names["charts"] = _charts(figures, words)
        names["quoted"] = _quoter(words)
    return environment().get_template(f"report.{fmt}.j2").render(names)


def render_pdf(figures: WeeklyFigures, code: str, *, revision: int, languages: tuple[str, ...]) -> bytes:
    """Render the page in a language and print it. Raises NoPdfError."""
    return to_pdf(render(figures, "html", code, revision=revision, languages=languages))


def render_json(figures: WeeklyFigures, *, revision: int) -> str:
    """Render ``report.json``."""
    return to_json(figures, revision=revision)


def _links(code: str, languages: tuple[str, ...]) -> list[Link]:
    """Links of a text; those of pages are put in when they are written (``reports.site.navigation``)."""
    others = [
        Link(f"report.{other}.md", language(other).text("title.read_in"), other)
        for other in languages
        if other != code
    ]
    words = language(code)
    return [
        *others,
        Link("report.json", words.text("title.data")),
        Link(f"../index.{code}.html", words.text("title.index")),
    ]


def _charts(figures: WeeklyFigures, words: Language) -> dict[str, Markup]:
    # the compiler of charts takes a while to import, and only pages need it
    from reports.charts.map import map_chart  # noqa: PLC0415
    from reports.charts.series import series_charts  # noqa: PLC0415

    # made by vl-convert from numbers and from names that it escapes
    charts = {**series_charts(figures, words), "map": map_chart(figures, words)}
    return {name: Markup(svg) for name, svg in charts.items()}  # noqa: S704


def _quoter(words: Language) -> object:
    def quoted(item: LargeText) -> Markup:
        return quote_html(item.quote, item.request.headcount_text, masked=words.text("largest.redacted"))

    return quoted


@cache
def environment() -> Environment:
    """The templates of all formats: HTML and XML escape what they are given, Markdown has its own filter."""
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=select_autoescape(enabled_extensions=("html.j2", "atom.j2"), default=False),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["unbroken"] = unbroken
    environment.filters["md"] = markdown
    environment.filters["md_target"] = _markdown_target
    return environment


def _markdown_target(address: str) -> str:
    """Write an address between the angle brackets of a Markdown link: none may be in it, nor a line's end."""
    return "".join(f"%{ord(char):02X}" if char in "<>\\ \n\r" else char for char in address)
