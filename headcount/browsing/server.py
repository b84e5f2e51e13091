"""Datasette over an archive on a socket of this machine."""

from __future__ import annotations

import socket
from pathlib import Path

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from headcount.browsing import pages
from headcount.browsing.guard import Asgi, guarded
from headcount.browsing.questions import metadata
from headcount.browsing.tables import NAME, LookedAt, match
from headcount.errors import CommandError

LOOPBACK = "127.0.0.1"

_HERE = Path(__file__).parent

_SETTINGS = {
    "allow_download": False,
    "allow_csv_stream": False,
    "suggest_facets": False,
    "default_page_size": 50,
    "default_facet_size": 20,
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 1_500,
    "truncate_cells_html": 300,
}


def listen(port: int | None, *, preferred: int) -> socket.socket:
    """A socket on loopback: at ``port``, or else the preferred one if it is free, or any free one.

    Raises:
        CommandError: another program listens at ``port``.
    """
    for tried in (port,) if port else (preferred, 0):
        try:
            return socket.create_server((LOOPBACK, tried))
        except OSError as error:
            reason = error.strerror
    raise CommandError(f"--port {port}: cannot be listened at ({reason}); choose another, or leave it out.")


def looking(path: Path, counted: Path, *, note: str, port: int) -> Asgi:
    """The application: Datasette over the archive, behind the door."""
    ds = Datasette(
        metadata=metadata(path.name, note),
        settings=_SETTINGS,
        template_dir=str(_HERE / "templates"),
        static_mounts=[("static-headcount", str(_HERE / "static"))],
    )
    ds.remove_database("_memory")
    _be_quiet_about_mistakes()
    match("слово")  # reads the dictionaries, which the first to search would otherwise wait for
    ds.add_database(LookedAt(ds, path, counted), name=NAME)
    if not pm.is_registered(pages):
        pm.register(pages)
    return guarded(ds.app(), port)


def _be_quiet_about_mistakes() -> None:
    """Keep Datasette from printing all local variables, posts among them, for each mistyped question."""
    from datasette import handle_exception  # noqa: PLC0415  whole only after datasette.app

    handle_exception.rich = None


def serve(app: Asgi, listening: socket.socket) -> None:
    """Answer until Ctrl-C or SIGTERM, which come through to the caller when all is closed."""
    config = uvicorn.Config(
        app, ws="none", log_level="warning", access_log=False, timeout_graceful_shutdown=2
    )
    uvicorn.Server(config).run(sockets=[listening])
