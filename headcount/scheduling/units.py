"""What a scheduler is told: a systemd timer with its service, or lines of a crontab."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from headcount.scheduling.plan import DAY, DAYS, Plan

ENVIRONMENT = "headcount.env"
"""Beside the settings: what a scheduler's runs shall find in their environment, such as API keys."""

# @pkey is for the engine that draws the charts; what else is not allowed fails and does not kill
SERVICE = """\
[Unit]
Description=headcount run for {title}
Documentation=man:systemd.timer(5)

[Service]
Type=oneshot
ExecStart={command}
EnvironmentFile=-{environment}
WorkingDirectory={folder}
UMask=0077
Nice=10
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
SystemCallArchitectures=native
SystemCallFilter=@system-service @pkey
SystemCallErrorNumber=EPERM
"""

TIMER = """\
[Unit]
Description=Times of headcount run for {title}

[Timer]
{calendar}
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be run and when: the console script and its words, all paths full ones."""

    command: Sequence[str]
    settings: Path
    plan: Plan

    @property
    def name(self) -> str:
        """The units' name: one for each settings file."""
        return f"headcount-{hashlib.sha256(str(self.settings).encode()).hexdigest()[:8]}"


def service(job: Job) -> str:
    """The text of the unit that runs once."""
    return SERVICE.format(
        title=_specifiers(str(job.settings)),
        command=" ".join(_quoted(word) for word in job.command),
        environment=_specifiers(str(job.settings.with_name(ENVIRONMENT))),
        folder=_specifiers(str(job.settings.parent)),
    )


def timer(job: Job) -> str:
    """The text of the unit that says when; ``Persistent`` makes one run of all that were missed."""
    plan = job.plan
    hours = "00" if plan.every == DAY else f"00/{plan.every // 60}" if plan.every >= 60 else "*"
    minutes = "00" if plan.every >= 60 else f"00/{plan.every}"
    at = plan.report
    calendar = (
        f"OnCalendar=*-*-* {hours}:{minutes}:00 {plan.zone.key}",
        f"OnCalendar={DAYS[at.day].title()} *-*-* {at.hour:02}:{at.minute:02}:00 {plan.zone.key}",
    )
    return TIMER.format(title=_specifiers(str(job.settings)), calendar="\n".join(calendar))


def crontab(job: Job, now: datetime) -> list[str]:
    """The lines for ``crontab -e``. Cron knows the machine's own time zone alone, as it is ``now``."""
    plan = job.plan
    hours = "0" if plan.every == DAY else f"*/{plan.every // 60}"
    grid = f"0 {hours} * * *" if plan.every >= 60 else f"*/{plan.every} * * * *"
    local = now.astimezone(plan.zone)
    monday = local.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=local.weekday())
    due = (monday + plan.report.delay).astimezone(now.astimezone().tzinfo)
    environment = shlex.quote(str(job.settings.with_name(ENVIRONMENT)))
    words = " ".join(shlex.quote(word) for word in job.command)
    # % ends a command in a crontab
    command = f"set -a; [ ! -f {environment} ] || . {environment}; {words}".replace("%", r"\%")
    lines = [f"{grid} {command}"]
    if (due.hour * 60 + due.minute) % plan.every:  # else it is one of the grid's times
        lines.append(f"{due.minute} {due.hour} * * {due.isoweekday()} {command}")
    return lines


def _specifiers(text: str) -> str:
    """Systemd replaces what begins with %."""
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    """A word of ExecStart, in quotes where systemd would read more than the word in it."""
    escaped = _specifiers(word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$"))
    return f'"{escaped}"' if any(char in " \t;'\"\\" for char in word) else escaped
