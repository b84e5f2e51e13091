"""A plugin of Datasette's: our own search, cells that no post can make anything else of, no spreadsheet."""

from __future__ import annotations

from typing import Any

from datasette import hookimpl
from datasette.filters import FilterArguments
from markupsafe import Markup, escape

from headcount.browsing.tables import NAME
from storage.looking import HAS_WORDS

_LINK = "https://t.me/"


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def filters_from_request(request: Any, database: str, table: str) -> FilterArguments | None:
    """Search a table by ``_search``: every word, each in any of its forms."""
    if database != NAME or table not in HAS_WORDS:
        return None
    question = request.args.get("_search")
    shown = {"supports_search": True, "search": question or ""}
    if not question:
        return FilterArguments([], extra_context=shown)
    return FilterArguments(
        [HAS_WORDS[table]],
        params={"search": question},
        human_descriptions=[f'words "{question}"'],
        extra_context=shown,
    )


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: Any, column: str) -> Markup | None:
    """Show text as text: Datasette makes a link of any cell that is an address, whoever wrote it."""
    if not isinstance(value, str) or not value:
        return None
    if column == "permalink" and value.startswith(_LINK):
        link = Markup('<a href="{0}" rel="noreferrer noopener">{1}</a>')
        return link.format(value, value.removeprefix("https://"))
    if column == "text":
        return Markup('<div class="post">{}</div>').format(value)
    return escape(value)
