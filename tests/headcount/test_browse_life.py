"""`headcount browse`: beside a collector at work, to its end, and in a real browser."""

import contextlib
import html
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browsing import HOSTILE, SEAMSTRESS, Site, browsing, command, export_of, wait_until

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

Run = Callable[..., Any]


def test_what_a_collector_writes_is_seen_while_it_is_at_work(demo: Path, tmp_path: Path) -> None:
    """Posts at once, requests when they are read and counted; the collector is never in the way."""
    for name in ("archive.db", "archive.db.key", "headcount.toml"):
        shutil.copy(demo / name, tmp_path / name)
    with browsing(tmp_path) as site:
        before = site.json("requests")["filtered_table_rows_count"]
        assert site.rows("posts", channel_id="77") == []
        export_of(["Требуются 7 сварщиков в Тверь"], tmp_path / "new.json", channel=77, name="New")
        command(tmp_path, "import", "new.json")
        assert [row["text"] for row in site.rows("posts", channel_id="77")] == [
            "Требуются 7 сварщиков в Тверь"
        ]
        command(tmp_path, "parse")
        wait_until(lambda: site.json("requests")["filtered_table_rows_count"] == before + 1)
        assert site.rows("requests", channel_id="77")[0]["headcount_min"] == 7
        with contextlib.closing(sqlite3.connect(tmp_path / "archive.db", timeout=0)) as writer:
            writer.execute("BEGIN EXCLUSIVE")
            assert site.rows("requests", channel_id="77")
            writer.rollback()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_ends_cleanly_and_leaves_nothing_behind(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: signal.Signals, code: int
) -> None:
    """On Ctrl-C and SIGTERM: the contract's exit codes, no traceback, no temporary file."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with browsing(demo) as site:
        assert [file.name for folder in tmp_path.iterdir() for file in folder.glob("*.db")] == ["counted.db"]
        site.process.send_signal(sent)
        _, said = site.process.communicate(timeout=30)
        assert site.process.returncode == code
        assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_and_a_missing_archive_are_clear(spawn: Run) -> None:
    """Exit 1, one line that says what to do."""
    ended = spawn("browse")
    assert ended.code == 1
    assert "archive.db: there is no such file" in ended.err
    assert spawn("init").code == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = spawn("browse", "--port", str(port))
    assert ended.code == 1
    assert f"--port {port}: cannot be listened at" in ended.err
    assert "Traceback" not in ended.err


def test_an_empty_archive_can_be_looked_at(spawn: Run, folder: Path) -> None:
    """Its pages are empty, and no errors; unread posts are counted on the first page."""
    spawn("init")
    with browsing(folder) as site:
        assert site.rows("requests") == []
        assert "headcount parse" not in site.page("")
    export_of(["Требуются 7 сварщиков в Тверь"], folder / "new.json", channel=77, name="New")
    spawn("import", "new.json")
    with browsing(folder) as site:
        assert "1 posts are not read yet: `headcount parse`" in html.unescape(site.page(""))


in_a_browser = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),  # in CI a missing browser is a failure
    reason="no Chromium on this machine",
)


def seen(address: str, profile: Path) -> str:
    """A page as Chromium has it when all scripts have run."""
    assert CHROMIUM is not None
    quiet = (
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--virtual-time-budget=10000", f"--user-data-dir={profile}",
    )  # fmt: skip
    done = subprocess.run(
        [CHROMIUM, *quiet, "--dump-dom", address],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    assert "owned" not in re.findall(r"<title>(.*?)</title>", done.stdout, re.DOTALL)
    return done.stdout


@in_a_browser
def test_a_person_looks_around(site: Site, tmp_path: Path) -> None:
    """Opens requests, follows a facet, searches, sees a link to Telegram; a hostile post is text."""
    origin = site.address.removesuffix("/headcount")
    page = seen(f"{site.address}/requests", tmp_path)
    assert page.count("<tr>") > 20
    facet = re.search(r'<a href="([^"]*role=welder[^"]*)"', page)
    assert facet is not None
    address = html.unescape(facet[1])
    page = seen(address if address.startswith("http") else origin + address, tmp_path)
    roles = re.findall(r'<td class="col-role type-[^"]*">([^<]*)</td>', page)
    assert roles
    assert set(roles) == {"welder"}
    page = seen(f"{site.address}/search?words={quote('швея')}", tmp_path)
    texts = [html.unescape(text) for text in re.findall(r'<div class="post">(.*?)</div>', page, re.DOTALL)]
    assert len(texts) > 10
    assert all(SEAMSTRESS.search(text) for text in texts)
    assert '<a href="https://t.me/c/1900000303/1" rel="noreferrer noopener">t.me/c/1900000303/1</a>' in page
    assert any(HOSTILE[0] == text for text in texts)
    seen(f"{site.address}/channels", tmp_path)
