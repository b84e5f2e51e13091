"""The mails that are sent: a week's report with its files, and alerts. Texts are data, headers are made."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from headcount.alerting import told
from headcount.settings import ReportSettings
from headcount.settings_telling import EmailSettings
from storage import AlertRow

MOST = 500
"""Alerts that one mail lists; the first run of a new condition may find more."""

_ANNEX = {"json": ["report.json"], "xlsx": ["annex.xlsx"]}
"""Formats whose file has no language."""


def report_mail(
    folder: Path, report: ReportSettings, email: EmailSettings, *, now: datetime, sign: str
) -> EmailMessage:
    """The report of the week whose folder it is: Markdown as the body, the files asked for attached.

    ``sign`` goes into the message's id: a mail that is sent twice by a run that was killed has the same.
    """
    week = folder.name
    body = folder / f"report.{report.languages[0]}.md"
    names = [
        name
        for shape in email.attach
        for name in _ANNEX.get(shape, [f"report.{code}.{shape}" for code in report.languages])
    ]
    files = [folder / name for name in names if (folder / name).is_file()]
    text = body.read_text(encoding="utf-8") if body.is_file() else ""
    title = text.partition("\n")[0].lstrip("# ").strip() or f"headcount: {week}"
    if not text:
        text = f"The report of {week} is attached: {', '.join(file.name for file in files) or 'no file'}.\n"
    message = _mail(title, text, email, now=now, sign=f"report {week} {sign}")
    for file in files:
        kind, _, sub = (mimetypes.guess_type(file.name)[0] or "application/octet-stream").partition("/")
        message.add_attachment(
            file.read_bytes(),
            maintype=kind,
            subtype=sub,
            filename=f"{week}-{file.name}",
            params={"charset": "utf-8"} if kind == "text" else None,
        )
    return message


def alerts_mail(rows: Sequence[AlertRow], email: EmailSettings, *, now: datetime, sign: str) -> EmailMessage:
    """Alerts as a list, under the names of their conditions."""
    lines: list[str] = []
    for name in dict.fromkeys(row.alert for row in rows[:MOST]):
        lines += ["", f"## {name}", ""]
        lines += [f"- {told(row).removeprefix(f'{name}: ')}" for row in rows[:MOST] if row.alert == name]
    if len(rows) > MOST:
        lines += ["", f"And {len(rows) - MOST:,} more, which `headcount run --json` lists."]
    title = f"headcount: {len(rows):,} {'alert' if len(rows) == 1 else 'alerts'}"
    text = "\n".join([f"# {title}", *lines, ""])
    return _mail(title, text, email, now=now, sign=f"alerts {rows[0].id} {rows[-1].id} {sign}")


def _mail(title: str, text: str, email: EmailSettings, *, now: datetime, sign: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    # a line break would end the header; the library refuses one, and a name in a title shall not stop a mail
    message["Subject"] = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    message["From"] = email.sender
    message["To"] = ", ".join(email.to)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{hashlib.sha256(sign.encode()).hexdigest()[:32]}@headcount.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)  # as plain text: few programs show a body of type text/markdown
    return message
