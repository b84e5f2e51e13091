"""``headcount extract``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from headcount.app import App, Result, command
from headcount.errors import UsageFault

if TYPE_CHECKING:
    from parser.pipeline import Parser  # importing spaCy takes half a second that most commands need not

BATCH = 256


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]", type=click.Path(path_type=Path, allow_dash=True))
@command()
def extract(app: App, files: tuple[Path, ...]) -> Result:
    """Read JSON Lines (`id`, `text`) and write what the parser reads in each as JSON Lines, in order."""
    missing = [str(path) for path in files if str(path) != "-" and not path.is_file()]
    if missing:
        raise UsageFault(f"{', '.join(missing)}: there is no such file.")
    parser = app.parser()
    stamp = {"parser": parser.version, "lexicon": parser.lexicon_hash}
    failed = []
    for path in files or (Path("-"),):
        with ExitStack() as stack:
            file: BinaryIO = sys.stdin.buffer if str(path) == "-" else stack.enter_context(path.open("rb"))
            for number, row in enumerate(_extract(parser, file), start=1):
                if "error" in row:
                    failed.append({"what": f"{path}, line {number}", "reason": row["error"]})
                sys.stdout.buffer.write(_line(row if "error" in row else row | stamp))
    sys.stdout.buffer.flush()
    for fault in failed[:20]:
        app.screen.error(f"{fault['what']}: {fault['reason']}")
    if len(failed) > 20:
        app.screen.error(f"and {len(failed) - 20} more lines")
    return Result(failed=failed)


def _extract(parser: Parser, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """A row a line, blank lines apart; a line that is no post gives a row with ``error``."""
    posts = (_post(line) for line in lines if line.strip())
    while batch := list(islice(posts, BATCH)):
        readings = parser.pipe([post["text"] for post in batch if "error" not in post])
        for post in batch:
            yield post if "error" in post else {"id": post["id"], **next(readings).to_dict()}


def _post(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"is no JSON: {error}"}
    if not isinstance(row, dict):
        return {"id": None, "error": "is no JSON object"}
    if not isinstance(row.get("text"), str):
        return {"id": row.get("id"), "error": "has no `text` that is a string"}
    return {"id": row.get("id"), "text": row["text"]}


def _line(row: dict[str, Any]) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # a lone surrogate, which only JSON's escapes can hold
        return json.dumps(row).encode() + b"\n"
