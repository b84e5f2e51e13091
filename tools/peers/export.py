"""Exports of Telegram Desktop, beside tg-parser."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from tools.peers.desktop import CHANNEL, MOSCOW, Export, exports
from tools.peers.running import Run, run
from tools.peers.venvs import TG_PARSER
from tools.scoring.page import table

COUNT, MANY = 1_000, 100_000
Posts = dict[int, dict[str, Any]]
FIELDS = ("date", "text", "edited", "reactions", "media")
COLUMNS = ("export", "program", "posts", "dates", "texts", "edits", "reactions", "media", "private", "said")


def measure(scale: float) -> Iterator[str]:
    """What each made of exports of every kind, then time and memory for a large one."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        rows = []
        for told, export in exports(folder / "exports", max(20, int(COUNT * scale))).items():
            for program, read in PROGRAMS.items():
                work = folder / "work" / export.path.parent.name / program.split()[0]
                work.mkdir(parents=True)
                rows.append((told, program, *_row(export, *read(work, export.path))))
        yield table(COLUMNS, rows)
        large = exports(folder / "large", int(MANY * scale))["as Desktop writes today"]
        rows = []
        for program, read in PROGRAMS.items():
            work = folder / "large" / program.split()[0]
            work.mkdir()
            ended, posts = read(work, large.path)
            rows.append((program, f"{len(posts):,}", ended.took, f"{ended.memory:.0f}"))
        size = large.path.stat().st_size / 1e6
        yield table((f"an export of {size:.0f} MB", "posts", "seconds (of CPU)", "MB of memory"), rows)


def _row(export: Export, ended: Run, posts: Posts) -> tuple[str, ...]:
    found = posts.keys() & export.truth.keys()
    cells = [f"{len(found):,} of {len(export.truth):,}"]
    for field in FIELDS:
        given = {number: posts[number][field] for number in found}
        right = sum(value == export.truth[number][field] for number, value in given.items())
        if all(value is None for value in given.values()):
            cells.append("not kept" if given else "")
        elif field == "date" and not right:
            local = sum(
                value == f"{export.truth[n]['date'].astimezone(MOSCOW):%FT%T}" for n, value in given.items()
            )
            cells.append(f"{local:,} local, no zone")
        else:
            cells.append(f"{right:,}")
    return *cells, str(len(posts) - len(found)), "" if ended.code == 0 else f"exit {ended.code}"


def headcount(work: Path, path: Path) -> tuple[Run, Posts]:
    """Into a new archive, and out as posts; times without a zone are said to be Moscow's."""
    program = Path(sys.executable).parent / "headcount"
    run([program, "init"], cwd=work)
    ended = run([program, "import", path, "--timezone", "Europe/Moscow"], cwd=work)
    run([program, "export", "posts", "--format", "jsonl", "--out", work], cwd=work)
    lines = (work / "posts.jsonl").read_text(encoding="utf-8").splitlines()
    posts = {}
    for post in map(json.loads, lines):
        number = post["post_id"] if post["channel_id"] == CHANNEL else -post["post_id"]
        posts[number] = {
            "date": datetime.fromisoformat(post["date"]),
            "text": post["text"],
            "edited": post["edited"] is not None,
            "reactions": post["reactions"] or 0,
            "media": post["media"] is not None,
        }
    return ended, posts


def tg_parser(work: Path, path: Path) -> tuple[Run, Posts]:
    """To its JSON, service messages too; its times have no zone, as the export's local ones."""
    command: list[str | Path] = [
        TG_PARSER.bin / "tg-parser",
        "parse",
        path,
        "-o",
        work / "out",
        "-f",
        "json",
        "--include-service",
    ]
    ended = run(command, cwd=work)
    posts: Posts = {}
    for made in sorted((work / "out").glob("**/*.json")) if ended.code == 0 else ():
        for message in json.loads(made.read_text(encoding="utf-8"))["messages"]:
            posts[message["id"]] = {
                "date": message["timestamp"],
                "text": message["text"],
                "edited": None,
                "reactions": sum(message["reactions"].values()),
                "media": bool(message["attachments"]),
            }
    return ended, posts


PROGRAMS: dict[str, Callable[[Path, Path], tuple[Run, Posts]]] = {
    "headcount": headcount,
    f"tg-parser {TG_PARSER.version}": tg_parser,
}
