"""Sending what is due by mail. What cannot be sent waits in the archive for the next run."""

from __future__ import annotations

import os
from collections.abc import Sequence

from headcount.app import App
from headcount.mails import alerts_mail, report_mail
from headcount.smtp import PASSWORD, Mailer, MailError
from storage import Writer


def send_due(app: App, archive: Writer, weeks: Sequence[str]) -> tuple[list[dict[str, str]], bool]:
    """Send the reports that were not sent yet, and the alerts; returns what failed, and if it may pass.

    ``weeks`` are the weeks reported by now, oldest first. The first mail of all is of the newest report;
    after that each later week's report is sent once. A mail is noted as sent when the server has taken it:
    a run that is killed in between sends it again, with the same Message-ID.
    """
    email = app.settings.email
    if email is None:
        return [], False
    last = archive.last_mail()
    archive.queue_mails([week for week in weeks if week > last] if last else weeks[-1:])
    out = app.settings.path(app.settings.report.out)
    unsent = [week for week in archive.unsent_mails() if (out / week / "report.json").is_file()]
    if not unsent and not archive.waiting_alerts("mail"):
        return [], False
    reasons: list[str] = []
    passing = False
    try:
        password, proxy = os.environ.get(PASSWORD), app.settings.network.proxy
        with Mailer.open(email, password=password, proxy=proxy) as mailer:
            reasons += _send(app, archive, mailer, unsent)
    except MailError as error:
        reasons.append(f"{error}. The next run tries again.")
        passing = True
    except OSError as error:
        reasons.append(f"{error.filename}: cannot be read ({error.strerror}).")
    for reason in reasons:
        app.screen.error(f"e-mail: {reason}")
    return [{"what": "e-mail", "reason": reason} for reason in reasons], passing


def _send(app: App, archive: Writer, mailer: Mailer, weeks: Sequence[str]) -> list[str]:
    """Send all, each noted when it is taken; returns whom the server refused beside others."""
    settings, email, now = app.settings, mailer.email, app.clock.now()
    sign = f"{app.archive_path.resolve()} {email.sender}"
    refused: list[str] = []
    for week in weeks:
        folder = settings.path(settings.report.out) / week
        refused += mailer.send(report_mail(folder, settings.report, email, now=now, sign=sign))
        archive.note_sent(week)
        app.screen.say(f"Sent by e-mail: the report of {week}.")
    if rows := archive.waiting_alerts("mail"):
        refused += mailer.send(alerts_mail(rows, email, now=now, sign=sign))
        archive.note_delivered([row.id for row in rows], "mail")
        app.screen.say(f"Sent by e-mail: {len(rows):,} alerts.")
    return [f"{email.host} refuses {one}; others got the mail." for one in sorted(set(refused))]
