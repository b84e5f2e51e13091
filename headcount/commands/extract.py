"""``headcount extract``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from headcount.app import App, Result, command, workers_option
from headcount.errors import UsageFault, missing_extra

if TYPE_CHECKING:
    from parser.pipeline import Parser  # importing spaCy takes half a second that most commands need not

BATCH = 256
SHOWN = 20
"""Faults that are named one by one."""


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--engine", type=click.Choice(["dask"]), help="Read whole data sets on a cluster, into --out.")
@click.option(
    "--scheduler", metavar="URL", help="Dask's scheduler (tcp://...); else workers are started here."
)
@click.option(
    "--out", metavar="FOLDER", help="With --engine: a folder or URL for a Parquet data set of requests."
)
@workers_option
@command()
def extract(
    app: App,
    files: tuple[str, ...],
    *,
    engine: str | None,
    scheduler: str | None,
    out: str | None,
    workers: int,
) -> Result:
    """Read JSON Lines (`id`, `text`) and write what the parser reads in each as JSON Lines, in order."""
    if engine is None:
        if scheduler or out:
            raise UsageFault("--scheduler and --out go with --engine dask.")
        return _on_this_machine(app, [Path(path) for path in files], workers=workers)
    if not out or not files:
        raise UsageFault("--engine dask reads files, folders or URLs (name some) into the folder --out.")
    return _on_a_cluster(app, files, out, scheduler=scheduler, workers=workers)


def _on_a_cluster(app: App, urls: Sequence[str], out: str, *, scheduler: str | None, workers: int) -> Result:
    try:
        from headcount.cluster import engine  # noqa: PLC0415  an extra, and half a second to import
    except ImportError as error:
        raise missing_extra("cluster", error) from error
    version, lexicon = app.reading_with()
    app.build_word_lists()
    with app.screen.progress() as progress:
        markers = engine.extract(
            urls, out, scheduler=scheduler, workers=workers,
            stamp={"parser": version, "lexicon": lexicon}, extra=app.extra, progress=progress,
        )  # fmt: skip
    counts = {name: sum(marker[name] for marker in markers) for name in ("posts", "requests", "faulty")}
    app.screen.say(
        f"{out}: {counts['requests']:,} requests from {counts['posts']:,} posts, in {len(markers)} parts"
    )
    faulty = [(marker["part"], marker["faults"], marker["faulty"]) for marker in markers if marker["faulty"]]
    for part, faults, count in faulty[:SHOWN]:
        app.screen.error(f"{part['url']}, part at {part['start']}: {count} posts are none, as {faults[0]}")
    return Result(
        counts=counts,
        failed=[{"what": part["url"], "reason": reason} for part, faults, _ in faulty for reason in faults],
    )


def _on_this_machine(app: App, files: Sequence[Path], *, workers: int) -> Result:
    missing = [str(path) for path in files if str(path) != "-" and not path.is_file()]
    if missing:
        raise UsageFault(f"{', '.join(missing)}: there is no such file.")
    failed = []
    places = _places(files or (Path("-"),))
    batches = iter(lambda: list(islice(places, BATCH)), [])
    for answers in app.read_in_order(_answers, batches, workers=workers):
        for where, line, error in answers:
            if error is not None:
                failed.append({"what": where, "reason": error})
            sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
    for fault in failed[:SHOWN]:
        app.screen.error(f"{fault['what']}: {fault['reason']}")
    if len(failed) > SHOWN:
        app.screen.error(f"and {len(failed) - SHOWN} more lines")
    return Result(failed=failed)


def _places(files: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Every line that is not blank, and where it is."""
    for path in files:
        with ExitStack() as stack:
            file: BinaryIO = sys.stdin.buffer if str(path) == "-" else stack.enter_context(path.open("rb"))
            lines = (line for line in file if line.strip())
            for number, line in enumerate(lines, start=1):
                yield f"{path}, line {number}", line


def _answers(parser: Parser, batch: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes, str | None]]:
    """Where, the line to write and what is wrong, for each line; a line that is no post has an ``error``."""
    posts = [_post(line) for _, line in batch]
    readings = parser.pipe([post["text"] for post in posts if "error" not in post])
    stamp = {"parser": parser.version, "lexicon": parser.lexicon_hash}
    return [
        (where, _line(post), post["error"])
        if "error" in post
        else (where, _line({"id": post["id"], **next(readings).to_dict(), **stamp}), None)
        for (where, _), post in zip(batch, posts, strict=True)
    ]


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
