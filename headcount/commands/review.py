"""``headcount review``."""

from __future__ import annotations

import socket

import click

from headcount.app import App, Result, command
from headcount.errors import CommandError, UsageFault
from headcount.review.choices import Choices
from headcount.review.desk import Desk
from reports import last_complete_week

HOST = "127.0.0.1"
PORT = 8765


@click.command()
@click.option("--reviewer", metavar="NAME", help="Who reviews (default: the settings').")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port on the loopback address; 0 takes any free one.",
)
@command()
def review(app: App, reviewer: str | None, port: int) -> Result:
    """Serve a page on loopback on which people confirm or correct what the parser read."""
    import uvicorn  # noqa: PLC0415

    from headcount.review.server import make_app  # noqa: PLC0415  spaCy takes half a second

    name = (reviewer or app.settings.review.reviewer or "").strip()
    if not name:
        raise UsageFault('Who reviews? Say --reviewer NAME, or reviewer = "NAME" under [review].')
    settings = app.settings.report
    with app.reading():
        pass  # says what is wrong with the archive before anything is served
    desk = Desk(
        reviewer=name,
        timezone=settings.timezone,
        week=last_complete_week(app.clock.now(), settings.timezone),
        audit_size=app.settings.review.audit,
    )
    choices = Choices(app.extra)
    with _listen(port) as listening:
        bound = listening.getsockname()[1]
        site = make_app(app.archive_path, desk, choices, lang=settings.languages[0], port=bound)
        server = uvicorn.Server(
            uvicorn.Config(site, log_level="warning", lifespan="off", ws="none", proxy_headers=False)
        )
        click.echo(f"http://{HOST}:{bound}/")
        app.screen.say(f"{name} reviews. Open the address in a browser; Ctrl-C ends it.")
        server.run(sockets=[listening])
    return Result()


def _listen(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()  # before the address is printed: who is quick is not turned away
    except OSError as error:
        listening.close()
        raise CommandError(f"{HOST}:{port}: cannot be served ({error.strerror}). Try --port 0.") from None
    return listening
