"""A headless browser that opens made-up pages from the disk and says what became of them."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=10000",
)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
"""What has to go from a page for a script of a test to run in it."""


def title_of(page: Path, folder: Path, *, size: tuple[int, int] = (1280, 900)) -> Any:
    """Open a page, let its scripts run, and return what they put into its title as JSON."""
    assert CHROMIUM is not None
    done = subprocess.run(
        [
            CHROMIUM,
            *QUIET,
            f"--window-size={size[0]},{size[1]}",
            f"--user-data-dir={folder / 'profile'}",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=True,
    )
    match = re.search(r"<title>(.*?)</title>(?!.*<title>)", done.stdout, re.DOTALL)
    assert match is not None, done.stderr
    return json.loads(html.unescape(match[1]))
