"""Having a new seal time-stamped by the authorities of the settings."""

from __future__ import annotations

from typing import Any

from headcount.app import App
from headcount.sealing import stamped_bytes, with_stamps
from headcount.timestamps import NoStampError, ask, read_roots, read_stamp


def stamped(app: App, sealed: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The seal with their stamps, and which of them gave none, as ``{"what", "reason"}``."""
    settings = app.settings
    roots = read_roots([settings.path(path) for path in settings.seal.roots])
    message, responses, failed = stamped_bytes(sealed), {}, []
    for authority in settings.seal.authorities:
        try:
            responses[authority] = ask(authority, message, roots=roots, proxy=settings.network.proxy)
        except NoStampError as error:
            app.screen.error(f"{authority}: {error}. The seal is without its stamp.")
            failed.append({"what": authority, "reason": str(error)})
            continue
        stamp = read_stamp(authority, responses[authority], message, roots=roots)
        app.screen.say(f"Time-stamped {stamp.at} by {stamp.subject} ({stamp.trust}).")
    return with_stamps(sealed, responses), failed
