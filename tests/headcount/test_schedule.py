"""`headcount schedule`: with a systemd that answers, which is a script here, and without one."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

SYSTEMCTL = """#!/bin/sh
echo "$@" >> "{log}"
exit {code}
"""


@pytest.fixture
def settings(folder: Path) -> Path:
    """A settings file in the current folder."""
    path = folder / "headcount.toml"
    path.write_text('[report]\ntimezone = "Europe/Moscow"\n', encoding="utf-8")
    return path


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a user's units lie, of a user made for the test."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "systemd" / "user"


@pytest.fixture
def systemctl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, units: Path) -> Callable[..., list[str]]:
    """A `systemctl` that notes what it is asked; called, it gives what was asked since the last call."""
    del units
    log = tmp_path / "asked"
    bin_ = tmp_path / "bin"
    bin_.mkdir()

    def asked(*, code: int = 0) -> list[str]:
        lines = log.read_text().splitlines() if log.exists() else []
        log.write_text("")
        script = bin_ / "systemctl"
        script.write_text(SYSTEMCTL.format(log=log, code=code))
        script.chmod(0o755)
        return lines

    asked()
    monkeypatch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")
    return asked


def no_systemd(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without it."""
    monkeypatch.setenv("PATH", str(tmp_path))


def test_it_prints_the_units_and_installs_nothing(
    run: Run, settings: Path, systemctl: Any, units: Path
) -> None:
    """That is the default."""
    ended = run("schedule", "--every", "6h", "--report", "mon 06:00")
    assert ended.code == 0
    assert "OnCalendar=*-*-* 00/6:00:00 Europe/Moscow" in ended.out
    command = next(line for line in ended.out.splitlines() if line.startswith("ExecStart="))
    assert re.fullmatch(
        rf'ExecStart=/\S+/headcount run --config {re.escape(str(settings))} --report "mon 06:00" --retry',
        command,
    )
    assert not units.exists()
    assert systemctl() == ["--user show-environment"]


def test_installing_twice_is_installing_once_and_removing_leaves_nothing(
    run: Run, settings: Path, systemctl: Any, units: Path
) -> None:
    """The files, and what systemd is asked."""
    del settings
    assert run("schedule", "--install").code == 0
    files = {path.name: path.read_text() for path in units.iterdir()}
    service, timer = sorted(files)
    assert (Path(service).stem, service[-8:], timer[-6:]) == (Path(timer).stem, ".service", ".timer")
    asked = [line for line in systemctl() if "show-env" not in line]
    assert asked == ["--user daemon-reload", f"--user enable --now {timer}", f"--user restart {timer}"]
    assert run("schedule", "--install").code == 0
    assert {path.name: path.read_text() for path in units.iterdir()} == files
    systemctl()
    assert run("schedule", "--remove").code == 0
    assert list(units.iterdir()) == []
    assert f"--user disable --now {timer}" in systemctl()
    ended = run("schedule", "--remove")
    assert ended.code == 0
    assert "no timer" in ended.err


def test_an_archive_that_the_settings_do_not_name_goes_along(
    run: Run, settings: Path, systemctl: Any
) -> None:
    """By its full path."""
    del systemctl
    out = run("schedule", "--archive", "other.db").out
    assert f"--archive {settings.parent / 'other.db'}" in out


def test_a_systemd_that_refuses_is_said_so(run: Run, settings: Path, systemctl: Any, tmp_path: Path) -> None:
    """Exit 1 with what it was asked."""
    del settings
    systemctl()
    script = tmp_path / "bin" / "systemctl"
    script.write_text('#!/bin/sh\n[ "$2" = enable ] && { echo "no such unit" >&2; exit 5; }\nexit 0\n')
    ended = run("schedule", "--install")
    assert ended.code == 1
    assert "enable" in ended.err
    assert "no such unit" in ended.err


def test_without_systemd_it_prints_lines_for_cron(
    run: Run, settings: Path, units: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Full paths in them; nothing is installed, and it says so."""
    no_systemd(monkeypatch, tmp_path)
    ended = run("schedule", "--install")
    assert ended.code == 0
    first, second = ended.out.splitlines()
    assert first.startswith("0 */6 * * * ")
    assert re.match(r"[0-9]+ [0-9]+ \* \* [1-7] ", second)
    for line in (first, second):
        assert re.search(
            rf"/headcount run --config {re.escape(str(settings))} --report 'mon 06:00' --retry$", line
        )
    assert "crontab -e" in ended.err
    assert not units.exists()


def test_there_must_be_settings_to_schedule(run: Run, folder: Path) -> None:
    """A timer has no current folder."""
    del folder
    ended = run("schedule")
    assert ended.code == 2
    assert "headcount init" in ended.err


@pytest.mark.parametrize("words", [("--every", "7h"), ("--report", "noon")])
def test_times_that_cannot_be_kept_are_wrong_usage(run: Run, settings: Path, words: tuple[str, str]) -> None:
    """Of `schedule` and of `watch`."""
    del settings
    for command in ("schedule", "watch"):
        ended = run(command, *words)
        assert ended.code == 2
        assert words[1] in ended.err


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd to ask")
@pytest.mark.parametrize("every", ["5m", "1h", "6h", "24h"])
@pytest.mark.usefixtures("settings")
def test_systemd_takes_the_units(run: Run, systemctl: Any, units: Path, tmp_path: Path, every: str) -> None:
    """`systemd-analyze verify` has nothing to say about them."""
    del systemctl
    assert run("schedule", "--every", every, "--install").code == 0
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    ended = subprocess.run(
        ["systemd-analyze", "verify", "--user", *(str(path) for path in units.iterdir())],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_RUNTIME_DIR": str(runtime)},
    )
    assert (ended.returncode, ended.stderr) == (0, "")
