"""The program as a whole: help, options, ends."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from headcount.cli import COMMANDS

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_sentence_and_the_common_options(run: Run, name: str) -> None:
    """--help shows one sentence first, and what every command takes."""
    words = ["lexicon", "check"] if name == "lexicon" else [name]
    ended = run(*words, "--help")
    assert ended.code == 0
    sentence = " ".join(ended.out.split("\n\n")[1].split())
    assert re.fullmatch(r"[A-Z].*\.", sentence)
    for option in ("--config", "--archive", "-v", "-q"):
        assert option in ended.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    """And no command is in it that is not there."""
    assert f"`headcount {name}" in README


def test_the_readme_names_no_command_that_is_not_there() -> None:
    """Its table is the program's list."""
    named = re.findall(r"^\| `headcount ([a-z]+)", README, re.MULTILINE)
    assert sorted(named) == sorted(COMMANDS)


def test_every_make_target_of_the_readme_is_there() -> None:
    """`make demo`, `make test` and the others."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make ([a-z]+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE) or target == "and"


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    """Nothing is installed that nobody can say why."""
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = pyproject.split("dependencies = [", 1)[1].split("]", 1)[0]
    names = re.findall(r'"([a-z0-9-]+)', block)
    told = README.lower().replace("[", "").replace("]", "")
    for name in names:
        stem = name.removesuffix("-python").split("-dicts-")[0]
        assert stem in told, name


def test_an_unknown_command_is_wrong_usage(run: Run) -> None:
    """Exit 2."""
    assert run("colect").code == 2


def test_commands_are_listed_in_the_order_of_work() -> None:
    """Help begins with what a person does first, and reports come after what they need."""
    wanted = ["demo", "init", "collect", "import", "parse", "report"]
    assert [name for name in COMMANDS if name in wanted] == wanted
