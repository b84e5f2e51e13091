"""The manual's pages as tests see them: their snippets in order, and what the source says of each.

Comments in a page's source say what a reader sees from the words around it::

    <!-- file: NAME -->         the next snippet is what stands in this file
    <!-- append: NAME -->       the next snippet goes to the end of this file
    <!-- not run: REASON -->    the next snippet is for reading
    <!-- exits: CODE -->        the next snippet ends with this exit code
    <!-- in tests: COMMAND -->  what a reader has by now, or does in an editor
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(DOCS.glob("**/*.md"))

_ORDER = re.compile(r"<!-- (?P<verb>file|append|not run|exits|in tests): (?P<what>.+?) -->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A grey box of a page: its language and text, and what is to be done with it."""

    line: int
    language: str
    text: str
    verb: str = ""
    what: str = ""


def snippets(page: Path) -> Iterator[Snippet]:
    """The snippets of a page in order; what only tests do is one of language ``sh``, too."""
    verb = what = ""
    for token in MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8")):
        line = (token.map or [0])[0] + 1
        if token.type == "html_block":
            for order in _ORDER.finditer(token.content):
                if order["verb"] == "in tests":
                    yield Snippet(line, "sh", order["what"], "in tests")
                else:
                    verb, what = order["verb"], order["what"]
        elif token.type == "fence" and not token.info.startswith("{"):
            yield Snippet(line, token.info, token.content, verb, what)
            verb = what = ""


def script(page: Path, logs: Path) -> str:
    """A page as one script, as a reader types it into one terminal; each step has a log of its own."""
    steps = [f"exec >{logs / f'{one.line:04}'} 2>&1\n{_typed(one)}" for one in snippets(page) if _is_run(one)]
    return "\n".join(["set -eu", *steps])


def _is_run(snippet: Snippet) -> bool:
    return snippet.verb != "not run" and (snippet.verb in ("file", "append") or snippet.language in _RUN)


_RUN = {"sh": "{}", "python": "python - <<'END'\n{}END"}


def _typed(snippet: Snippet) -> str:
    match snippet.verb:
        case "file" | "append":
            arrow = ">" if snippet.verb == "file" else ">>"
            return f"cat {arrow}{snippet.what} <<'END'\n{snippet.text}END"
        case "exits":
            return f"code=0; ( {snippet.text} ) || code=$?; [ $code = {snippet.what} ]"
        case _:
            return _RUN[snippet.language].format(snippet.text)


def run(page: Path, folder: Path, environment: Mapping[str, str]) -> dict[int, str]:
    """Type a page's snippets in an empty folder; returns what each printed, by its line.

    Raises:
        AssertionError: one failed; says which, and what it printed.
    """
    logs = folder / "logs"
    empty = folder / "empty"
    logs.mkdir()
    empty.mkdir()
    done = subprocess.run(
        ["bash", "-c", script(page, logs)],
        cwd=empty,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    printed = {int(log.name): log.read_text(encoding="utf-8") for log in sorted(logs.iterdir())}
    if done.returncode:
        line = max(printed)
        raise AssertionError(f"{page.name}, line {line}: exit code {done.returncode}\n{printed[line]}")
    return printed


def expected(page: Path) -> Iterator[tuple[Snippet, int]]:
    """Every snippet that shows what is printed, and the line of the one that prints it."""
    before = 0
    for one in snippets(page):
        if one.language == "text" and one.verb != "not run":
            yield one, before
        elif _is_run(one) and one.verb != "in tests":
            before = one.line
