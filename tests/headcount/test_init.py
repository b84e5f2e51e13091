"""``headcount init``."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from headcount.settings import Settings, read_settings

Run = Callable[..., Any]


def test_init_writes_settings_that_are_the_defaults_and_an_archive_that_verifies(
    run: Run, folder: Path
) -> None:
    """The commented file says what holds without it."""
    assert run("init").code == 0
    assert read_settings(folder / "headcount.toml") == Settings(folder=folder, file=folder / "headcount.toml")
    assert run("verify").code == 0


def test_every_example_in_the_settings_file_is_one_that_works(run: Run, folder: Path) -> None:
    """Taking the comment signs away gives a file that is read."""
    run("init")
    path = folder / "headcount.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    opened = [
        line.removeprefix("# ") if line.startswith("# ") and (" = " in line or line[2] == "[") else line
        for line in lines
    ]
    path.write_text("\n".join(opened), encoding="utf-8")
    settings = read_settings(path)
    assert settings.channels[0].region == "RU-KDA"
    assert settings.network.proxy is not None
    assert [alert.newcomer for alert in settings.alerts] == [False, False, True, False]
    assert settings.email is not None
    assert settings.email.port == 587


def test_init_overwrites_nothing(run: Run, folder: Path) -> None:
    """Exit 2, and the file is as it was."""
    (folder / "headcount.toml").write_text("# mine", encoding="utf-8")
    ended = run("init")
    assert ended.code == 2
    assert "already there" in ended.err
    assert (folder / "headcount.toml").read_text(encoding="utf-8") == "# mine"
    assert not (folder / "archive.db").exists()


def test_what_init_writes_is_its_owners_only(run: Run, folder: Path) -> None:
    """Whatever the umask: settings may come to hold API keys, the archive holds people's posts."""
    before = os.umask(0)
    try:
        assert run("init", "new").code == 0
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder / "new").iterdir()}
    assert modes.keys() >= {"headcount.toml", "archive.db", "archive.db.key"}
    assert set(modes.values()) == {0o600}
