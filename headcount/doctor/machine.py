"""What lies on this machine: settings, files' modes, disk, the session file, word lists."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from collector.telegram.session import session_file
from headcount.app import App
from headcount.collecting import API_HASH, API_ID, credentials
from headcount.doctor.checks import Check, fail, ok, open_to_others, size, warn
from headcount.errors import UsageFault
from headcount.scheduling.units import ENVIRONMENT
from headcount.smtp import PASSWORD
from parser import is_built

LITTLE, TOO_LITTLE = 1_000_000_000, 100_000_000
"""Bytes free under which a disk is worth a word, and under which a run may fail."""

KEY_BYTES = 256
"""Of the key in a Telethon session file."""


def settings(app: App) -> Iterator[Check]:
    """The settings file, which is read and checked by now, and what belongs beside it."""
    given = app.settings
    if given.file is None:
        yield warn("settings", "there is no headcount.toml here", "write one with `headcount init`")
    else:
        yield ok("settings", f"{given.file}: {len(given.channels)} channels, {len(given.alerts)} alerts")
    if not given.channels:
        yield warn("channels", "none are named", "write [[channels]] into the settings, to collect from them")
    if given.file is not None and given.telegram.api_hash and open_to_others(given.file):
        do = f"chmod 600 {given.file}, or put the key into ${API_HASH}"
        yield fail("settings' mode", "others may read the api_hash in it", do)
    if given.email is not None and given.email.user is not None and not os.environ.get(PASSWORD):
        yield fail(
            "e-mail", f"[email] names a user, and ${PASSWORD} is not set", f"set it, or in {ENVIRONMENT}"
        )


def session(app: App) -> Iterator[Check]:
    """The session file's mode and shape, without signing in, and the keys that go with it."""
    if all(channel.via != "telegram" for channel in app.settings.channels):
        yield ok("session", "not needed: no channel is read by Telegram's own protocol")
        return
    try:
        keys = credentials(app.settings)
    except UsageFault as error:
        yield fail("api keys", str(error), "set both as https://my.telegram.org shows them")
    else:
        if keys is None:
            do = f"get them from https://my.telegram.org and set ${API_ID} and ${API_HASH}"
            yield fail("api keys", "api_id and api_hash are not set", do)
    file = session_file(app.settings.path(app.settings.telegram.session))
    if not file.is_file():
        yield fail("session", f"{file} is not there", "sign in with `headcount login`")
    elif open_to_others(file):
        yield fail(
            "session", f"{file}: others may read it, and who has it has the account", f"chmod 600 {file}"
        )
    elif not _has_key(file):
        yield fail("session", f"{file} holds no sign-in", "remove it and sign in with `headcount login`")
    else:
        yield ok("session", f"{file} is the owner's alone and holds a sign-in")


def _has_key(file: Path) -> bool:
    """True if it is a Telethon session with a key; opened read-only, so that nothing in it changes."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file.resolve()))}?mode=ro", uri=True)) as db:
            row = db.execute("SELECT auth_key FROM sessions").fetchone()
    except sqlite3.Error:
        return False
    return row is not None and isinstance(row[0], bytes) and len(row[0]) == KEY_BYTES


def disk(app: App) -> Iterator[Check]:
    """Room where the archive and the reports lie."""
    places = {"archive": app.archive_path.parent, "reports": app.settings.path(app.settings.report.out)}
    seen: set[int] = set()
    for what, place in places.items():
        folder = next(one for one in (place.resolve(), *place.resolve().parents) if one.is_dir())
        if folder.stat().st_dev in seen:
            continue
        seen.add(folder.stat().st_dev)
        free = shutil.disk_usage(folder).free
        found = f"{size(free)} free at {folder}, for {what}"
        if free < TOO_LITTLE:
            yield fail("disk", found, "make room: a full disk ends every run")
        elif free < LITTLE:
            yield warn("disk", found, "make room soon")
        else:
            yield ok("disk", found)
        if not os.access(folder, os.W_OK):
            yield fail(
                "disk", f"{folder} cannot be written", f"make it yours, or move {what} in the settings"
            )


def modes(app: App) -> Iterator[Check]:
    """Who may read the archive, its key, and the file with the runs' secrets."""
    archive = app.archive_path
    environment = app.settings.folder / ENVIRONMENT
    files = [archive, archive.with_name(archive.name + ".key"), environment]
    there = [file for file in files if file.is_file()]
    for file in there:
        if open_to_others(file):
            yield fail("permissions", f"{file}: others may read or write it", f"chmod 600 {file}")
        elif file.stat().st_uid != os.geteuid():
            yield warn("permissions", f"{file} is another user's", "run headcount as its owner")
    if there and not any(open_to_others(file) for file in there):
        yield ok("permissions", f"{', '.join(file.name for file in there)}: for the owner alone")


def lexicon(app: App) -> Iterator[Check]:
    """Your own word lists, and whether all forms are built."""
    from parser.lexicon.checking import check as check_lexicon  # noqa: PLC0415  spaCy takes half a second

    missing = [path for path in app.extra if not path.is_file()]
    if missing:
        yield fail("lexicon", f"{missing[0]} is not there", "mend [lexicon] extra in the settings")
        return
    errors = (
        [problem for problem in check_lexicon(app.extra) if problem.severity == "error"] if app.extra else []
    )
    if errors:
        first = errors[0]
        where = f"{first.file}, line {first.line}: {first.message}"
        yield fail("lexicon", f"{len(errors)} errors; {where}", "`headcount lexicon check` lists them all")
    elif not is_built(app.extra):
        yield ok("lexicon", "in order; the next parse builds its forms, which takes half a minute")
    else:
        yield ok("lexicon", "in order and built")
