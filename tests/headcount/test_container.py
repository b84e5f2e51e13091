"""The container's files say what the program understands, and nothing runs in it as root."""

import re
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from headcount.cli import cli

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICE: dict[str, Any] = COMPOSE["services"]["headcount"]


def last(instruction: str) -> str:
    """What the image is left with."""
    found: str = re.findall(rf"^{instruction} (.+)$", DOCKERFILE, re.MULTILINE)[-1]
    return found


@pytest.mark.parametrize("words", [SERVICE["command"], yaml.safe_load(last("CMD"))])
def test_the_commands_are_the_programs_own(words: list[str]) -> None:
    """Their options too; `headcount` is what the image begins with."""
    assert yaml.safe_load(last("ENTRYPOINT")) == ["headcount"]
    context = click.Context(cli)
    command = cli.get_command(context, words[0])
    assert command is not None
    command.make_context(words[0], words[1:], parent=context)  # fails where an option is unknown


def test_the_user_is_nobody_special_and_the_same_in_both() -> None:
    """Who owns the folder of the archive."""
    user = SERVICE["user"]
    assert last("USER") == user
    assert user.split(":")[0] not in ("0", "root")
    owner, group = user.split(":")
    assert f"--owner={owner} --group={group}" in DOCKERFILE


def test_the_root_is_read_only_and_nothing_is_granted() -> None:
    """What is written goes to the volume, or to memory."""
    assert SERVICE["read_only"] is True
    assert SERVICE["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in SERVICE["security_opt"]
    assert SERVICE["tmpfs"] == ["/tmp"]
    assert "ports" not in SERVICE


def test_the_volumes_hold_the_archive_and_the_settings() -> None:
    """Where the image's own variables look for them; the settings cannot be written."""
    volumes = dict(volume.split(":", 1) for volume in SERVICE["volumes"])
    assert set(COMPOSE["volumes"]) == {"archive"}
    assert volumes["archive"] == last("VOLUME") == last("WORKDIR")
    settings = volumes["./headcount.toml"]
    assert settings.endswith(":ro")
    assert f"HEADCOUNT_CONFIG={settings.removesuffix(':ro')}" in DOCKERFILE


def test_it_installs_from_the_locked_file_alone() -> None:
    """With hashes, and then the program without looking for anything more."""
    installs = re.findall(r"^RUN pip install (.+)$", DOCKERFILE, re.MULTILINE)
    assert [
        bool(re.search(r"--require-hashes --requirement requirements\.lock$", line)) for line in installs
    ] == [
        True,
        False,
    ]
    assert "--no-deps --no-build-isolation" in installs[1]


def test_it_copies_every_package_and_nothing_private() -> None:
    """Those of the wheel; the context lets nothing else in."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    copied = re.findall(r"^COPY ([a-z]+) \1$", DOCKERFILE, re.MULTILINE)
    assert sorted(copied) == sorted(packages)
    context = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line[1:] for line in context if line.startswith("!")}
    sources = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    assert "*" in context
    assert let_in == {name for line in sources for name in line.split()}
    assert all((ROOT / name).exists() for name in let_in)
