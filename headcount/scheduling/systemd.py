"""The user's systemd: putting a timer there, and taking it away."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from headcount.errors import CommandError
from headcount.scheduling.units import Job, service, timer

SECONDS = 30.0
"""Systemd answers at once or not at all."""


def available() -> bool:
    """True if this user has a systemd that answers; in containers and on other systems there is none."""
    return shutil.which("systemctl") is not None and not _systemctl("show-environment").returncode


def folder() -> Path:
    """Where a user's own units lie."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "systemd" / "user"


def install(job: Job) -> list[Path]:
    """Write the units, and have the timer run from now on; doing it again changes nothing. Returns the files.

    Raises:
        CommandError: the files cannot be written, or systemd does not take them.
    """
    units = {
        folder() / f"{job.name}.service": service(job),
        folder() / f"{job.name}.timer": timer(job),
    }
    try:
        folder().mkdir(parents=True, exist_ok=True)
        for path, text in units.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{error.filename}: cannot be written ({error.strerror}).") from None
    _demand("daemon-reload")
    _demand("enable", "--now", f"{job.name}.timer")
    # a timer that was running keeps its old times until it starts anew
    _demand("restart", f"{job.name}.timer")
    return list(units)


def remove(job: Job) -> list[Path]:
    """Stop the timer and remove the units; returns the files that were there.

    Raises:
        CommandError: a file cannot be removed.
    """
    there = [path for kind in ("timer", "service") if (path := folder() / f"{job.name}.{kind}").exists()]
    if there:
        _systemctl("disable", "--now", f"{job.name}.timer")
    try:
        for path in there:
            path.unlink()
    except OSError as error:
        raise CommandError(f"{error.filename}: cannot be removed ({error.strerror}).") from None
    if there:
        _systemctl("daemon-reload")
    return there


def _demand(*words: str) -> None:
    ended = _systemctl(*words)
    if ended.returncode:
        said = ended.stderr.strip().splitlines()
        raise CommandError(
            f"systemctl --user {' '.join(words)} failed: {said[-1] if said else 'no reason given'}"
        )


def _systemctl(*words: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603  own words and a unit's name
            ["systemctl", "--user", *words],  # noqa: S607  the system's own, wherever it lies
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(words, 1, "", f"{type(error).__name__}")
