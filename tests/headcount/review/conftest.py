"""An archive of a few posts to review, and the page over it: in this process, or as a person has it."""

import json
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import uvicorn
from selectolax.lexbor import LexborHTMLParser

from headcount.review.choices import Choices
from headcount.review.desk import Desk
from headcount.review.server import make_app
from storage import Archive
from tests.headcount.conftest import HEADCOUNT

TEXTS = [
    "Требуются 40 сварщиков в Тверь, вахта, проживание",
    "Всем хорошего дня",
    "Нужны 20-25 швей, Иваново, от 60 000 руб",
    "Требуются 3 каменщика, Казань",
]
WEEK = "2026-W10"


@dataclass
class Reviewer:
    """A reviewer's browser without a browser: it reads the forms that it is shown and sends them back."""

    client: httpx.Client
    host: str
    page: Any = None
    address: str = ""
    forms: list[dict[str, list[str]]] = field(default_factory=list)

    def open(self, address: str = "/", **headers: str) -> Any:
        """Go to an address; returns the answer."""
        return self._seen(self.client.get(address, headers=headers))

    def say(self, action: str, **fields: str | list[str]) -> Any:
        """Press a button of the page shown, some fields filled in otherwise."""
        form = self.form() | {"action": action} | fields
        return self._seen(
            self.client.post(self.address, data=form, headers={"Origin": f"http://{self.host}"})
        )

    def form(self) -> dict[str, Any]:
        """All fields of the form as they stand."""
        found: dict[str, list[str]] = {}
        for field_ in self.page.css("#review input, #review select"):
            if field_.tag == "select":
                chosen = field_.css_first("option[selected]") or field_.css_first("option")
                value = chosen.attributes["value"]
            elif field_.attributes.get("type") == "checkbox" and "checked" not in field_.attributes:
                continue
            else:
                value = field_.attributes.get("value") or ""
            found.setdefault(field_.attributes["name"], []).append(value)
        return found

    def _seen(self, answer: Any) -> Any:
        self.page = LexborHTMLParser(answer.text)
        form = self.page.css_first("#review")
        self.address = form.attributes["action"] if form else ""
        return answer

    @property
    def text(self) -> str:
        """The post's text as the page has it."""
        found = self.page.css_first("#post")
        return found.text() if found else ""

    @property
    def messages(self) -> list[str]:
        """What the page complains of."""
        return [one.text() for one in self.page.css(".message")]

    @property
    def version(self) -> int:
        """The number of the version shown."""
        return int(urlsplit(self.address).path.rpartition("/")[2])

    @property
    def filters(self) -> dict[str, list[str]]:
        """The filters of the page shown."""
        return parse_qs(urlsplit(self.address).query)


Sit = Callable[..., Reviewer]


@pytest.fixture
def sit(folder: Path) -> Iterator[Sit]:
    """Let a reviewer sit down before the archive in the current folder: ``sit("Anna")``."""
    choices = Choices()
    with ExitStack() as leaving:

        def start(name: str = "Anna", *, audit: int = 60) -> Reviewer:
            desk = Desk(reviewer=name, timezone="Europe/Moscow", week=WEEK, audit_size=audit)
            host = leaving.enter_context(_served(folder / "archive.db", desk, choices))
            client = httpx.Client(base_url=f"http://{host}", follow_redirects=True, trust_env=False)
            return Reviewer(leaving.enter_context(client), host)

        yield start


@contextmanager
def _served(archive: Path, desk: Desk, choices: Choices) -> Iterator[str]:
    """The page on a free port of the loopback address, served by a thread."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        app = make_app(archive, desk, choices, lang="en", port=port)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def archived(run: Any, make_export: Any, folder: Path) -> Path:
    """An archive with four posts in the current folder, parsed: the second is no request."""
    assert run("import", make_export(TEXTS)).code == 0
    assert run("parse").code == 0
    return folder / "archive.db"


@pytest.fixture
def make_archive(run: Any, make_export: Any, folder: Path) -> Callable[[Sequence[str]], Path]:
    """The same of other texts."""

    def make(texts: Sequence[str]) -> Path:
        assert run("import", make_export(list(texts))).code == 0
        assert run("parse").code == 0
        return folder / "archive.db"

    return make


@pytest.fixture
def exported(run: Any) -> Callable[[str], list[dict[str, Any]]]:
    """The lines of an export."""

    def lines(what: str) -> list[dict[str, Any]]:
        ended = run("export", what)
        assert ended.code == 0, ended.err
        return [json.loads(line) for line in ended.out.splitlines()]

    return lines


@pytest.fixture
def machine_tables() -> Callable[[Path], list[Any]]:
    """Everything that the archive keeps of what the parser read."""

    def rows(path: Path) -> list[Any]:
        with Archive.open(path) as archive:
            db = archive._db.conn
            tables = ("extractions", "requests", "request_regions", "places", "origins")
            return [db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]

    return rows


Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture
def serve(folder: Path) -> Serve:
    """The page as the command serves it, in a process of its own; the block is given its address."""

    @contextmanager
    def start(name: str, *more: str) -> Iterator[str]:
        command = [HEADCOUNT, "review", "--reviewer", name, "--port", "0", *more]
        with subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        ) as process:
            try:
                assert process.stdout is not None
                yield process.stdout.readline().strip()
            finally:
                process.terminate()

    return start
