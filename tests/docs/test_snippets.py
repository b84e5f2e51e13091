"""Every snippet of the manual runs, as a reader types them, in an empty folder; or says why it does not."""

import json
import tomllib
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path

import pytest
from manual_pages import DOCS, PAGES, expected, run, snippets

from headcount.settings import Settings

ROOT = DOCS.parent
RUN = [
    page
    for page in PAGES
    if any(one.language in ("sh", "python") and one.verb != "not run" for one in snippets(page))
]
KINDS = {"sh", "python", "toml", "json", "csv", "text", "sql"}


def name(page: Path) -> str:
    """A page as it is named in the manual."""
    return str(page.relative_to(DOCS))


@pytest.mark.parametrize("page", RUN, ids=name)
def test_a_page_does_what_it_says(page: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    """Its commands end well, and print what it shows; where it shows `...` anything may stand."""
    printed = run(page, tmp_path, environment)
    assert "Traceback" not in "".join(printed.values())
    for shown, line in expected(page):
        for wanted in shown.text.splitlines():
            assert any(_like(wanted, got) for got in printed[line].splitlines()), (
                page.name,
                wanted,
                printed[line],
            )


def _like(wanted: str, got: str) -> bool:
    return OutputChecker().check_output(f"{wanted}\n", f"{got}\n", ELLIPSIS | NORMALIZE_WHITESPACE)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_snippet_is_checked_or_says_why_not(page: Path) -> None:
    """Settings are settings, JSON is JSON; what is not run names its reason, and tests that are there."""
    for one in snippets(page):
        assert one.language in KINDS, (page.name, one.line)
        if one.verb == "not run":
            assert all((ROOT / word.strip(",;")).exists() for word in one.what.split() if "/" in word), one
        elif one.language == "toml":
            Settings.model_validate(tomllib.loads(one.text))
        elif one.language == "json":
            json.loads(one.text)
        else:
            assert one.language in ("sh", "python", "text") or one.verb in ("file", "append"), (
                page.name,
                one.line,
            )
