"""Where the figures of a report lead: to their question in ``headcount browse`` on the reader's own machine.

A report stands by itself; these links are for whoever has its archive and ``headcount browse`` open.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal
from urllib.parse import quote, urlencode

from reports.breakdowns import By, RowKind
from reports.language import language
from reports.tally import WeekReceipt
from reports.weeks import Week

PORT = 8001
"""Where ``headcount browse`` listens unless it is told otherwise."""

PAGES = f"http://127.0.0.1:{PORT}/headcount"

LISTED = 150
"""Ids that a link names at most: some four thousand characters."""

COLUMNS: dict[By, str] = {"role": "role", "region": "region_code", "origin": "origin"}
"""Breakdowns of which every row has its question, and the column it filters by."""


def row_key(kind: RowKind, key: str) -> str:
    """What a row of a breakdown is called in the tables of ``headcount browse``, in English always."""
    return key if kind == "value" else language("en").text(f"rows.{kind}")


def requests(week: str, *, by: By | None = None, row: str = "", totals: bool = False, **more: str) -> str:
    """Unique requests of a week, of one row of a breakdown or all; with ``totals`` whatever states people."""
    wanted = {"week": week}
    if by is not None:
        wanted[COLUMNS[by]] = row
    if not totals:
        wanted["entry"] = "request"
    return _page("requests", wanted | more)


def weeks(names: Sequence[str]) -> str:
    """These weeks with their figures."""
    return _page("weekly", {"week__in": json.dumps(list(names))})


def week_receipt(week: Week, channels: Collection[int] | None = None) -> WeekReceipt:
    """The questions for a week's figures; of some ``channels`` alone, requests and people have none.

    Which posting of a request is the first depends on the channels that are counted.
    """
    some = {} if channels is None else {"channel_id__in": json.dumps(sorted(channels))}
    span = {"to_date__gte": _text(week.start), "from_date__lt": _text(week.end)}
    return WeekReceipt(
        question(requests(week.name)) if channels is None else None,
        question(requests(week.name, totals=True)) if channels is None else None,
        question(postings(week.name, **some)),
        question(_page("coverage", span)),
    )


def question(address: str) -> str:
    """What is asked, without where browse listens."""
    return address.removeprefix(f"{PAGES}/")


def opened(asked: str | None) -> str:
    """The address of a question; nothing for none."""
    return f"{PAGES}/{asked}" if asked else ""


def these(ids: Sequence[str], of: Literal["requests", "postings"] = "requests") -> str:
    """Requests or postings by their ids; nothing for none, and for more than an address can well hold."""
    key = {"requests": "request__in", "postings": "posting__in"}[of]
    return _page(of, {key: json.dumps(list(ids))}) if 0 < len(ids) <= LISTED else ""


def postings(week: str, **more: str) -> str:
    """Appearances of requests in a week."""
    return _page("postings", {"week": week, "entry": "request"} | more)


def postings_of(request_id: str) -> str:
    """Where and when one request was posted."""
    return _page("postings_of_one_request", {"request": request_id})


def posts(week: Week, **more: str) -> str:
    """Posts dated in a week."""
    return _page("posts", {"date__gte": _text(week.start), "date__lt": _text(week.end)} | more)


def channels() -> str:
    """The archive's channels."""
    return f"{PAGES}/channels"


def coverage(channel_id: int) -> str:
    """Completed reads of a channel."""
    return _page("coverage", {"channel_id": str(channel_id)})


def _page(table: str, wanted: dict[str, str]) -> str:
    return f"{PAGES}/{table}?{urlencode(wanted, quote_via=quote)}"


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
