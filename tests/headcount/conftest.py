"""Running the program as a person does, in a folder of its own, and made-up exports to run it on."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from browsing import HOSTILE, Site, browsing, command, export_of
from click.testing import CliRunner

from headcount.cli import cli
from parser import load as load_parser
from parser.lexicon.rows import lexicon_hash

HEADCOUNT = str(Path(sys.executable).with_name("headcount"))
CHANNEL = 1234500001


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The JSON object that is last on standard output."""
        found: dict[str, Any] = json.loads(self.out.splitlines()[-1])
        return found


Run = Callable[..., Ended]
LOADED: dict[str, Any] = {}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def run(folder: Path) -> Run:  # noqa: ARG001 - commands run in it
    """Run a command in this process: ``run("import", path)``."""

    def invoke(*words: str | Path, stdin: str | bytes | None = None) -> Ended:
        result = CliRunner().invoke(cli, [str(word) for word in words], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ended(result.exit_code, result.stdout, result.stderr)

    return invoke


@pytest.fixture(autouse=True)
def one_load_a_lexicon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands of this process share a loaded parser as long as its word lists are the same.

    Every command loads it anew for a person, which takes a second; processes that tests spawn still do.
    """

    def load(extra: Sequence[Path] = ()) -> Any:
        key = lexicon_hash(extra)
        if key not in LOADED:
            LOADED[key] = load_parser(extra)
        return LOADED[key]

    monkeypatch.setattr("headcount.app.load_parser", load)


@pytest.fixture
def spawn(folder: Path) -> Run:
    """Run the console script in a process of its own, where a real one matters."""

    def start(*words: str | Path, stdin: str | None = None, **more: Any) -> Ended:
        command = [HEADCOUNT, *(str(word) for word in words)]
        ran = subprocess.run(
            command,
            cwd=folder,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            **more,
        )
        return Ended(ran.returncode, ran.stdout, ran.stderr)

    return start


@pytest.fixture
def make_export(tmp_path: Path) -> Callable[..., Path]:
    """Write an export of a made-up channel: one message a text, a minute apart."""

    def make(texts: list[str], *, name: str = "result.json", start: datetime | None = None) -> Path:
        begin = start or datetime(2026, 3, 2, 9, tzinfo=UTC)
        messages = []
        for number, text in enumerate(texts, start=1):
            moment = begin + timedelta(minutes=number)
            messages.append(
                {
                    "id": number,
                    "type": "message",
                    "date": moment.strftime("%Y-%m-%dT%H:%M:%S"),
                    "date_unixtime": str(int(moment.timestamp())),
                    "from": "Пример найма",
                    "from_id": f"channel{CHANNEL}",
                    "text": text,
                    "text_entities": [{"type": "plain", "text": text}],
                }
            )
        export = {"name": "Пример найма", "type": "public_channel", "id": CHANNEL, "messages": messages}
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(export, ensure_ascii=False, indent=1), encoding="utf-8")
        return path

    return make


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's archive with a hostile channel in it, and the demo's report of a week."""
    folder = tmp_path_factory.mktemp("demo")
    command(folder, "demo", ".")
    export_of(HOSTILE, folder / "hostile.json")
    command(folder, "import", "hostile.json")
    command(folder, "parse")
    return folder


@pytest.fixture(scope="session")
def site(demo: Path) -> Iterator[Site]:
    """The demo's archive, open to be looked at."""
    with browsing(demo) as running:
        yield running
