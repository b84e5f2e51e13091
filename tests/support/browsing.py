"""Running ``headcount browse`` as a person does, and asking its pages."""

import contextlib
import http.client
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

from storage.looking import QUESTIONS

HEADCOUNT = str(Path(sys.executable).with_name("headcount"))
HOSTILE = [
    "Нужны 5 швей <script>document.title = 'owned'</script><b>жирно</b>",
    '"><img src=x onerror="document.title=\'owned\'"> требуются 3 сварщика',
    "https://example.org/phish",
    "javascript:document.title='owned'",
]
NAME = "<i>Channel</i>\"'><script>document.title = 'owned'</script>"
"""Texts of a channel that is in the archive of these tests, and its name."""

SEAMSTRESS = re.compile(r"\bшве(?:я|и|е|ю|ей|ёй|ею|ёю|й|ям|ями|ях)\b", re.IGNORECASE)


@dataclass
class Site:
    """A running browse, its folder, and its address up to the path."""

    folder: Path
    process: subprocess.Popen[str]
    address: str

    def page(self, path: str, **wanted: str) -> str:
        """A page as text."""
        with urlopen(self._url(path, wanted), timeout=60) as answer:
            assert answer.status == 200
            text: str = answer.read().decode()
            return text

    def json(self, table: str, **wanted: str) -> dict[str, Any]:
        """What Datasette says of a table or question."""
        found: dict[str, Any] = json.loads(self.page(f"{table}.json", _shape="objects", **wanted))
        return found

    def rows(self, table: str, **wanted: str) -> list[dict[str, Any]]:
        """The rows of a table or question, at most a thousand."""
        size = {} if table in QUESTIONS else {"_size": "max"}
        found: list[dict[str, Any]] = self.json(table, **size, **wanted)["rows"]
        return found

    def sql(self, statement: str) -> int:
        """The status of a statement of one's own."""
        try:
            self.page(".json", sql=statement)
        except HTTPError as error:
            error.close()
            return error.code
        return 200

    def ask(self, method: str, path: str, **headers: str) -> http.client.HTTPResponse:
        """The bare answer to a bare question."""
        place = urlsplit(self.address)
        connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def _url(self, path: str, wanted: dict[str, str]) -> str:
        return f"{self.address}{'' if path.startswith('.') else '/'}{path}?{urlencode(wanted)}".rstrip("?")


@contextlib.contextmanager
def browsing(folder: Path, *words: str) -> Iterator[Site]:
    """Browse the archive of a folder until the block ends."""
    command = [HEADCOUNT, "browse", *words]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address, process.stderr and process.stderr.read()
            site = Site(folder, process, address)
            wait_until(lambda: site.page("weekly"))
            yield site
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)


def wait_until(ready: Callable[[], object]) -> None:
    """Wait until it answers, and true."""
    for _ in range(300):
        with contextlib.suppress(OSError):
            if ready():
                return
        time.sleep(0.1)
    message = "nothing came of it"
    raise AssertionError(message)


def export_of(texts: list[str], path: Path, *, channel: int = 1900000303, name: str = NAME) -> None:
    """Write an export of a channel, posts an hour apart after the week that the demo reports."""
    messages = [
        {
            "id": number,
            "type": "message",
            "date": f"2026-11-17T{number:02}:00:00",
            "date_unixtime": str(1794873600 + 3600 * number),
            "text": text,
            "text_entities": [{"type": "plain", "text": text}],
        }
        for number, text in enumerate(texts, start=1)
    ]
    export = {"name": name, "type": "public_channel", "id": channel, "messages": messages}
    path.write_text(json.dumps(export, ensure_ascii=False), encoding="utf-8")


def command(folder: Path, *words: str) -> str:
    """Run a command in a folder."""
    done = subprocess.run(
        [HEADCOUNT, *words], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stdout
