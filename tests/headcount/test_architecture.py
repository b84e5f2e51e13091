"""The shape of the project: what may import what."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_packages_import_only_what_their_layer_allows() -> None:
    """import-linter's contracts of pyproject.toml hold."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("name", ["headcount", "collector", "parser", "storage", "reports"])
def test_every_package_is_typed(name: str) -> None:
    """Each carries the marker that type checkers look for."""
    assert (ROOT / name / "py.typed").is_file()


def test_no_folder_that_mirrors_a_package_is_one() -> None:
    """An __init__.py there would make `from parser...` find the tests of the parser."""
    assert not list((ROOT / "tests").glob("*/__init__.py"))
