"""Alerts from the settings to the archive, and from there to whoever is to be told."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from headcount.errors import CommandError
from headcount.settings import Settings
from headcount.settings_telling import AlertSettings
from reports.alerts import Alert, find_alerts
from reports.conditions import Condition
from reports.plain import plain
from reports.site.listing import Told
from reports.site.telling import ALERTS, tell_alerts
from storage import AlertRow, Archive, Writer

KEYS = ("alert", "subject", "week")
"""Columns of the archive; the rest of an alert is its content."""


def record_alerts(archive: Writer, settings: Settings, *, now: datetime, complete: str) -> int:
    """Find what the settings' conditions are met by and record it, before anybody is told.

    ``complete`` is the last week that counts as over. Returns how many alerts are new.
    """
    found = find_alerts(
        archive,
        [_condition(alert) for alert in settings.alerts],
        timezone=settings.report.timezone,
        now=now,
        complete=complete,
        fired=archive.fired_alerts(),
    )
    rows = [(alert.alert, alert.subject, alert.week, _content(alert)) for alert in found]
    return archive.record_alerts(rows, mail=settings.email is not None) if rows else 0


def tell_feeds(archive: Archive, settings: Settings) -> None:
    """Put the newest alerts into the feeds of the reports' folder.

    Raises:
        CommandError: the folder cannot be written.
    """
    out = settings.path(settings.report.out)
    alerts = [
        Told(row.alert, row.subject, row.week, row.content["what"], row.at, row.content["permalink"])
        for row in archive.latest_alerts(ALERTS)
    ]
    try:
        tell_alerts(out, alerts, languages=settings.report.languages)
    except OSError as error:
        raise CommandError(f"{error.filename or out}: cannot be written ({error.strerror}).") from None


def as_json(row: AlertRow) -> dict[str, Any]:
    """An alert as ``run --json`` prints it."""
    return {"alert": row.alert, "subject": row.subject, "week": row.week, "at": plain(row.at), **row.content}


def told(row: AlertRow) -> str:
    """An alert as one line."""
    link = row.content["permalink"]
    return f"{row.alert}: {row.content['what']}{f' {link}' if link else ''}"


def _condition(alert: AlertSettings) -> Condition:
    return Condition(**{field.name: getattr(alert, field.name) for field in fields(Condition)})


def _content(alert: Alert) -> dict[str, Any]:
    return {key: value for key, value in plain(alert).items() if key not in KEYS}
