"""The session file: what an account's key lies in, owner-only before anything is written to it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from collector.reasons import CannotRead, WhyNot

if TYPE_CHECKING:
    from telethon.sessions import SQLiteSession


def session_file(path: Path) -> Path:
    """The file that Telethon makes of a session's name: it ends in ``.session``."""
    return path if path.suffix == ".session" else path.with_name(path.name + ".session")


def open_session(path: Path, *, create: bool = False) -> SQLiteSession:
    """Open a session file, mode 0600 whatever it was or the umask is.

    Names and phones of people that Telegram mentions are not saved in it.

    Raises:
        CannotRead: there is none (and ``create`` is not asked for), or it is no session file.
    """
    from telethon.sessions import SQLiteSession  # noqa: PLC0415  who asks for a file's name needs no Telethon

    file = session_file(path)
    if not file.exists():
        if not create:
            raise CannotRead(WhyNot.SESSION_REVOKED)
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    file.chmod(0o600)
    try:
        session = SQLiteSession(str(file))
    except (sqlite3.Error, ValueError, TypeError) as error:
        detail = f"the session file cannot be used ({error}); sign in again with `headcount login`"
        raise CannotRead(WhyNot.SESSION_REVOKED, detail) from None
    session.save_entities = False
    if not create and not session.auth_key:
        session.close()
        raise CannotRead(WhyNot.SESSION_REVOKED)
    return session
