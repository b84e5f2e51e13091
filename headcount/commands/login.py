"""``headcount login`` and ``headcount logout``."""

from __future__ import annotations

import asyncio
import sys

import click

from collector.telegram.credentials import Credentials
from headcount.app import App, command
from headcount.collecting import API_HASH, API_ID, credentials
from headcount.errors import UsageFault


@click.command()
@command()
def login(app: App) -> None:
    """Sign in to Telegram once: phone, code, second password; nothing but the session is kept."""
    from collector.telegram.login import sign_in  # noqa: PLC0415  Telethon takes most of a second
    from collector.telegram.session import session_file  # noqa: PLC0415

    path = app.settings.path(app.settings.telegram.session)
    signed_in = asyncio.run(
        sign_in(path, _credentials(app), proxy=app.settings.network.proxy, ask=_ask, say=app.screen.say)
    )
    how = "Signed in" if signed_in else "Already signed in"
    app.screen.say(f"{how}. The session is {session_file(path)}: who has this file has the account.")


@click.command()
@command()
def logout(app: App) -> None:
    """Sign out of Telegram and remove the session file."""
    from collector.telegram.login import sign_out  # noqa: PLC0415  Telethon takes most of a second

    path = app.settings.path(app.settings.telegram.session)
    asyncio.run(sign_out(path, _credentials(app), proxy=app.settings.network.proxy))
    app.screen.say("Signed out; the session file is removed.")


def _credentials(app: App) -> Credentials:
    found = credentials(app.settings)
    if found is None:
        raise UsageFault(
            f"Telegram wants an api_id and api_hash of your own (https://my.telegram.org): "
            f"set ${API_ID} and ${API_HASH}, or write them under [telegram] in the settings."
        )
    return found


def _ask(what: str, *, secret: bool = False) -> str:
    # where nobody types, nothing is echoed, and a terminal that happens to be there is not asked instead
    hidden = secret and sys.stdin.isatty()
    return str(click.prompt(what, hide_input=hidden, err=True)).strip()
