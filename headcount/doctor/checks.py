"""What a check finds, and the small things that several of them need."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its name, how it is, what was found, and what to do (empty if it is well)."""

    name: str
    state: State
    found: str
    do: str = ""


def ok(name: str, found: str) -> Check:
    """All is well."""
    return Check(name, "ok", found)


def warn(name: str, found: str, do: str) -> Check:
    """Runs work, but somebody should know."""
    return Check(name, "warn", found, do)


def fail(name: str, found: str, do: str) -> Check:
    """Runs do not work, or something private lies open."""
    return Check(name, "fail", found, do)


def open_to_others(path: Path) -> bool:
    """True if anybody but the owner may do anything with a file."""
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def without_password(url: str) -> str:
    """An address without the user and password in it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def size(count: float) -> str:
    """Bytes for people."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"
