"""`headcount collect` and `run` as a scheduler calls them, against a Telegram on this machine."""

import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from loopback_telegram import LoopbackTelegram, World

from storage import Archive
from tools.manual.shapes import keys, meanings

HASH = "0123456789abcdef0123456789abcdef"
KILLS = int(os.environ.get("HEADCOUNT_KILLS", "5"))
"""How many passes are killed; set the variable for a longer trial."""
RUN_FIELDS = ("first_seen", "last_seen", "seen", "as_of")


@pytest.fixture
def world() -> World:
    """A world with one channel of 150 posts."""
    made = World()
    made.add_channel("example_jobs", posts=150)
    return made


@pytest.fixture
def server(world: World, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackTelegram]:
    """A Telegram, a session that is signed in to it, and settings that name the channel."""
    monkeypatch.setenv("TELEGRAM_API_ID", "12345")
    monkeypatch.setenv("TELEGRAM_API_HASH", HASH)
    settings(folder, "example_jobs")
    with LoopbackTelegram(world) as made:
        made.prepare_session(folder / "telegram.session")
        yield made


def settings(folder: Path, *names: str, more: str = "") -> None:
    """Write settings that name channels."""
    channels = "".join(f'[[channels]]\nname = "{name}"\n' for name in names)
    (folder / "headcount.toml").write_text(f"{more}[collect]\nrecheck_days = 36500\n{channels}")


def archived(path: Path) -> list[dict[str, Any]]:
    """Versions of an archive without what differs from pass to pass."""
    with Archive.open(path) as archive:
        return [
            {key: value for key, value in row.items() if key not in RUN_FIELDS}
            for row in archive.export("versions")
        ]


def test_json_says_what_was_read_and_what_failed(run: Any, server: LoopbackTelegram, folder: Path) -> None:
    """Exit code 1 where a channel could not be read; the others are."""
    settings(folder, "example_nobody", "example_jobs")
    ended = run("collect", "--json")
    assert ended.code == 1
    assert not ended.json["ok"]
    assert ended.json["counts"]["posts"] == 150
    (failed,) = ended.json["failed"]
    assert failed["what"] == "example_nobody"
    assert failed["reason"].startswith("no such name")
    assert "example_nobody" in ended.err
    assert HASH not in ended.out + ended.err
    assert server.journal.count("messages.GetHistory") == 3
    documented = {key for shape, key in meanings() if shape in ("collect", "every command")}
    assert {key for key in keys(ended.json) if not key.startswith("channels[]")} == documented


def test_status_names_channels_that_were_never_read(run: Any, server: LoopbackTelegram, folder: Path) -> None:
    """As long as the settings want them."""
    settings(folder, "example_nobody", "example_jobs")
    run("collect")
    ended = run("status", "--json")
    assert ended.code == 1
    assert [one["what"] for one in ended.json["failed"]] == ["example_nobody"]
    assert "example_nobody: never read: no such name" in run("status").out
    settings(folder, "example_jobs")
    assert run("status").code == 0
    assert server.connections == 1


def test_channels_may_be_named(run: Any, server: LoopbackTelegram) -> None:
    """By name or link; what is no name of a channel is wrong usage."""
    server.world.add_channel("example_other", posts=3)
    ended = run("collect", "https://t.me/example_other", "--json")
    assert (ended.code, ended.json["counts"]["posts"]) == (0, 3)
    assert run("collect", "no name").code == 2


def test_without_channels_there_is_nothing_to_do(run: Any, server: LoopbackTelegram, folder: Path) -> None:
    """It says where to name them."""
    (folder / "headcount.toml").unlink()
    ended = run("collect")
    assert ended.code == 2
    assert "[[channels]]" in ended.err
    assert server.connections == 0


def test_all_files_are_the_owners_alone(run: Any, server: LoopbackTelegram, folder: Path) -> None:
    """Whatever the umask, and whatever mode the session had."""
    (folder / "telegram.session").chmod(0o644)
    before = os.umask(0)
    try:
        assert run("collect").code == 0
    finally:
        os.umask(before)
    made = [path for path in folder.iterdir() if path.suffix != ".toml"]
    assert {path.name for path in made} >= {"archive.db", "archive.db.key", "telegram.session"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    assert server.journal.count("auth.*") == 0


def test_run_collects_first(run: Any, server: LoopbackTelegram, folder: Path) -> None:
    """A channel that cannot be read fails the run, which does all else."""
    lately = server.world.add_channel("example_lately")
    lately.post("Требуются 5 сварщиков", date=datetime.now(UTC) - timedelta(days=8))
    more = '[report]\nformats = ["json"]\nlanguages = ["en"]\n'
    settings(folder, "example_nobody", "example_lately", more=more)
    ended = run("run", "--json")
    assert ended.code == 1
    assert [one["what"] for one in ended.json["failed"]] == ["example_nobody"]
    counts = ended.json["counts"]
    assert (counts["posts"], counts["parsed"], counts["requests"]) == (1, 1, 1)
    assert counts["reports"] > 0


def test_a_proxy_that_fails_is_not_gone_around(run: Any, server: LoopbackTelegram, folder: Path) -> None:
    """Nothing reaches Telegram, and the reason is the network."""
    settings(folder, "example_jobs", more='[network]\nproxy = "socks5://user:word@127.0.0.1:1"\n')
    ended = run("collect", "--json")
    assert ended.code == 1
    assert ended.json["failed"][0]["reason"].startswith("network")
    assert "word" not in ended.out + ended.err
    assert server.connections == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_pass_with_its_pages_saved(
    server: LoopbackTelegram, folder: Path, start: Any, number: int, code: int
) -> None:
    """Also while an answer is being waited for."""
    server.faults.silence(after=2, times=None)
    process = start("collect")
    wait_for(lambda: server.journal.count("messages.GetHistory") >= 3)
    process.send_signal(number)
    out, err = process.communicate(timeout=10)
    assert process.returncode == code, err
    assert "Traceback" not in out + err
    assert len(archived(folder / "archive.db")) == 100
    with Archive.open(folder / "archive.db") as archive:
        assert [run.outcome for run in archive.last_runs()] == ["interrupted"]


def test_killed_passes_leave_what_an_undisturbed_one_does(
    server: LoopbackTelegram, world: World, folder: Path, start: Any, run: Any
) -> None:
    """At random moments; the next pass goes on, and `verify` finds the archive whole."""
    jobs: Any = world.find("example_jobs")
    server.faults.slow(seconds=0.05, times=None)
    for _ in range(KILLS):
        server.journal.clear()
        jobs.fill(150)
        process = start("collect")
        wait_for(lambda: server.journal.count("messages.GetHistory") >= 1)
        time.sleep(random.random() * 0.4)
        process.kill()
        process.communicate(timeout=10)
    server.faults.clear()
    assert run("collect").code == 0
    assert run("collect", "--archive", "undisturbed.db").code == 0
    assert archived(folder / "archive.db") == archived(folder / "undisturbed.db")
    assert len(archived(folder / "archive.db")) == len(jobs.ids)
    assert run("verify").code == 0


def test_the_archive_is_one_process_at_a_time(server: LoopbackTelegram, start: Any, run: Any) -> None:
    """A second collector is told so; a reader is not hindered."""
    server.faults.silence(after=2)
    process = start("collect")
    wait_for(lambda: server.journal.count("messages.GetHistory") >= 3)
    assert run("collect").code == 3
    # a page is asked for before the one in hand is saved
    wait_for(lambda: json.loads(run("status", "--json").out)["counts"]["posts"] == 100)
    process.terminate()
    process.communicate(timeout=10)


def wait_for(true: Any) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def start(folder: Path) -> Iterator[Any]:
    """Start the console script and leave it running."""
    started: list[subprocess.Popen[str]] = []

    def make(*words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("headcount"), *words],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield make
    for process in started:
        if process.poll() is None:
            process.kill()
            process.communicate()
