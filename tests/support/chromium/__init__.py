"""A headless Chromium, driven over its DevTools protocol as a person at a keyboard would drive it."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from websockets.sync.client import ClientConnection, connect

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NEEDED = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),  # in CI a missing browser is a failure
    reason="no Chromium on this machine",
)
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
)
PATIENCE = 30.0
"""Seconds after which a browser that does not answer is taken for stuck."""

NAMED = {
    "Enter": 13,
    "Escape": 27,
    "Tab": 9,
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowRight": 39,
    "ArrowDown": 40,
}
CTRL, SHIFT = 2, 8
_GONE = -32000
"""What the protocol answers where the page that it was to ask navigated away."""


class PageGoneError(AssertionError):
    """The page that was asked went away before it answered."""


class Tab:
    """One page. Errors that it throws and what its policy blocks are kept in ``complaints``."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.complaints: list[str] = []
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **given: Any) -> dict[str, Any]:
        """Call a method of the protocol and wait for its answer."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": given}))
        while True:
            message = json.loads(self._socket.recv(timeout=PATIENCE))
            if message.get("method") == "Runtime.exceptionThrown":
                self.complaints.append(str(message["params"]["exceptionDetails"]))
            if (
                message.get("method") == "Log.entryAdded"
                and message["params"]["entry"]["source"] == "security"
            ):
                self.complaints.append(message["params"]["entry"]["text"])
            if message.get("id") == number:
                if "error" in message:
                    kind = PageGoneError if message["error"].get("code") == _GONE else AssertionError
                    raise kind(f"{method}: {message['error']}")
                result: dict[str, Any] = message["result"]
                return result

    def run(self, script: str) -> Any:
        """What a piece of script comes to, run outside of the page's own policy."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, script: str) -> Any:
        """Wait until a piece of script comes to something true, also over a change of page."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
            except PageGoneError:  # it was just leaving: the next one answers
                continue
            if "exceptionDetails" not in answer and answer["result"].get("value"):
                return answer["result"]["value"]
            time.sleep(0.02)
        raise AssertionError(f"never true: {script}; the page is {self.run('document.body.innerText')!r}")

    def open(self, address: str, *, width: int = 1200, height: int = 900) -> None:
        """Go to an address in a window of a width."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self.run("window.before = true")
        self.call("Page.navigate", url=address)
        self.wait("!window.before && document.readyState === 'complete'")

    def press(self, key: str, *, modifiers: int = 0) -> None:
        """Press and let go a key: a character, or one of ``NAMED``."""
        code = NAMED.get(key, ord(key.upper()) if len(key) == 1 else 0)
        given: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        text = "\r" if key == "Enter" else key if key not in NAMED and not modifiers & CTRL else ""
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **given)
        self.call("Input.dispatchKeyEvent", type="keyUp", **given)

    def type(self, text: str) -> None:
        """Type characters into what has the focus, in place of what is selected there."""
        self.call("Input.insertText", text=text)


@contextmanager
def browser(folder: Path) -> Iterator[Tab]:
    """A browser with one tab, its files in a folder; gone with the block."""
    assert CHROMIUM is not None
    command = [CHROMIUM, *QUIET, f"--user-data-dir={folder / 'chromium'}", "about:blank"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            port = _port(folder / "chromium" / "DevToolsActivePort")
            with urlopen(f"http://127.0.0.1:{port}/json/list", timeout=PATIENCE) as answer:
                tab = next(one for one in json.load(answer) if one["type"] == "page")
            with connect(tab["webSocketDebuggerUrl"], max_size=None, proxy=None) as socket:
                yield Tab(socket)
        finally:
            process.terminate()


def _port(file: Path) -> int:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if file.exists() and (text := file.read_text(encoding="ascii")):
            return int(text.splitlines()[0])
        time.sleep(0.05)
    raise AssertionError("Chromium did not start")
