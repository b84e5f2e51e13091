"""Alerts in the feeds of the output folder, each an entry of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reports.site.listing import Told, read_listing, save_listing
from reports.site.pages import write_pages

ALERTS = 50
"""A feed tells the newest alerts."""


def tell_alerts(out: Path, alerts: Sequence[Told], *, languages: Sequence[str]) -> None:
    """Have the feeds tell these alerts, newest first, and no others; the same is left alone.

    Raises OSError where the folder cannot be written.
    """
    listing = read_listing(out)
    if listing.alerts == tuple(alerts):
        return
    out.mkdir(parents=True, exist_ok=True)
    listing = replace(listing, alerts=tuple(alerts))
    save_listing(out, listing)
    write_pages(out, listing, languages=languages)
