"""``headcount explain``."""

from __future__ import annotations

import sys

import click
from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from headcount.app import App, Result, command
from headcount.console import visible
from headcount.errors import CommandError
from headcount.permalinks import read_permalink
from parser import Reading, Request

COLOURS = {
    "role": "bold cyan",
    "headcount": "bold green",
    "region": "magenta",
    "origin": "yellow",
    "pay": "blue",
}
NOT_COUNTED = "strike dim"


@click.command()
@click.argument("post", metavar="TEXT|PERMALINK|-")
@command()
def explain(app: App, post: str) -> Result:
    """Show what the parser reads in a post and why, and what it rejects."""
    text = _text(app, post.strip())
    reading = app.parser().read(text)
    shown: list[RenderableType] = [_marked(text, reading), "", _decision(reading)]
    if reading.requests:
        shown.append(_requests(reading))
    if reading.regions or reading.origins or reading.pay or reading.hours:
        shown.append(_rest(reading))
    if reading.numbers:
        shown.append(_numbers(reading))
    return Result(shown=shown)


def _text(app: App, post: str) -> str:
    if post == "-":
        return sys.stdin.read()
    link = read_permalink(post)
    if link is None:
        return post
    with app.reading() as archive:
        text = archive.post_text(link.channel, link.post_id)
    if text is None:
        raise CommandError(f"{post}: this post is not in {app.archive_path}.")
    return text


def _marked(text: str, reading: Reading) -> Text:
    """The text with what was read in colour, and numbers that are no headcounts struck through."""
    styles: dict[int, str] = {}
    for number in reading.numbers:
        if number.verdict != "headcount":
            styles |= dict.fromkeys(range(*number.span), NOT_COUNTED)
    spans = [("pay", pay.span) for pay in reading.pay]
    spans += [("pay", hours.span) for hours in reading.hours]
    spans += [("region", region.span) for region in reading.regions]
    spans += [("origin", origin.span) for origin in reading.origins]
    spans += [("role", request.role_span) for request in reading.requests]
    spans += [("headcount", request.headcount_span) for request in reading.requests if request.headcount_span]
    if reading.total:
        spans.append(("headcount", reading.total.span))
    for kind, span in spans:
        styles |= dict.fromkeys(range(*span), COLOURS[kind])
    marked = Text()
    for at, char in enumerate(text):
        marked.append(visible(char), style=styles.get(at, ""))
    return marked


def _decision(reading: Reading) -> str:
    said = "A request" if reading.is_request else "No request"
    closed = ", closed" if reading.closed else ""
    return f"{said}{closed} ({reading.confidence:.2f}, {reading.rule}); language {reading.language}."


def _requests(reading: Reading) -> Table:
    table = _table("Requests", "people", "role", "where", "read in", "rule")
    for request in reading.requests:
        role = f"{request.role} ({request.isco08})" if request.isco08 else request.role
        quotes = [quote for quote in (request.headcount_text, request.role_text) if quote]
        rule = f"{request.rule} {request.confidence:.2f}"
        _row(table, _people(request), role, " ".join(request.regions) or "-", " + ".join(quotes), rule)
    if total := reading.total:
        people = _range(total.headcount_min, total.headcount_max)
        _row(table, people, "(over all, not split)", "", total.text, "total")
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(*columns, title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    return table


def _row(table: Table, *cells: str) -> None:
    table.add_row(*(Text(visible(cell)) for cell in cells))


def _people(request: Request) -> str:
    return _range(request.headcount_min, request.headcount_max)


def _range(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "not said"
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low} to {high}"


def _rest(reading: Reading) -> Table:
    table = _table("Where, from where, for what", "what", "is", "read in", "rule")
    for region in reading.regions:
        _row(
            table,
            "region",
            f"{region.iso} {region.place}",
            region.text,
            f"{region.rule} {region.confidence:.2f}",
        )
    for origin in reading.origins:
        _row(table, "origin", origin.iso, origin.text, origin.basis)
    for pay in reading.pay:
        per = f" per {pay.per}" if pay.per else ""
        _row(table, "pay", f"{_range(pay.min, pay.max)} {pay.currency}{per}", pay.text, "")
    for hours in reading.hours:
        _row(
            table, "hours", f"{hours.per_day or '?'} a day, {hours.days_per_week or '?'} days", hours.text, ""
        )
    return table


def _numbers(reading: Reading) -> Table:
    table = _table("Every number, and why it counts or not", "number", "is", "verdict", "rule")
    for number in reading.numbers:
        _row(table, number.text, _range(number.minimum, number.maximum), number.verdict, number.rule)
    return table
