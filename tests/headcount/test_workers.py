"""Several processes read what one would, in the same order."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest

from headcount.errors import CommandError
from headcount.workers import build_apart, in_order
from parser import LexiconError
from parser.pipeline import Parser

Run = Callable[..., Any]
PROGRAM = (sys.executable, "-c", "from headcount.cli import main; main()")


def extracted(feed: Path, workers: int) -> bytes:
    """What the program prints, run as a process of its own."""
    command = [*PROGRAM, "extract", "--workers", str(workers), str(feed)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_extract_prints_the_same_bytes_with_two(tmp_path: Path) -> None:
    """More posts than a batch, so that each process has some."""
    feed = tmp_path / "posts.jsonl"
    texts = (f"Нужны {n} сварщиков, г. Тверь" if n % 3 else f"Доброе утро, {n}" for n in range(2, 900))
    feed.write_text(
        "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate(texts)), encoding="utf-8"
    )
    one, two = extracted(feed, 1), extracted(feed, 2)
    assert one == two
    assert [json.loads(line)["id"] for line in two.splitlines()] == list(range(898))


def test_a_line_that_is_no_post_is_named_by_its_place(tmp_path: Path) -> None:
    """Whichever process had it; exit 1."""
    feed = tmp_path / "posts.jsonl"
    feed.write_text('{"id": 1, "text": "ночь"}\n' * 300 + "{broken\n", encoding="utf-8")
    ended = subprocess.run(
        [*PROGRAM, "extract", "--workers", "2", str(feed)], check=False, capture_output=True, encoding="utf-8"
    )
    assert ended.returncode == 1
    assert "line 301" in ended.stderr
    assert len(ended.stdout.splitlines()) == 301


def test_parse_with_two_counts_as_with_one(run: Run, make_export: Callable[..., Any]) -> None:
    """One process writes whoever reads."""
    run("import", make_export(["Нужны 5 сварщиков, г. Тверь", "Доброе утро", "Швея, 2 человека"]))
    one = run("parse", "--json").json["counts"]
    assert one["parsed"] == 3
    assert run("parse", "--all", "--workers", "2", "--json").json["counts"] == one


def _double(_: Parser, batch: Sequence[int]) -> list[int]:
    return [2 * number for number in batch]


def _die(_: Parser, batch: Sequence[int]) -> NoReturn:
    del batch
    os._exit(9)


def test_a_process_that_dies_is_an_error_that_says_so() -> None:
    """And no answer is made up for it."""
    with pytest.raises(CommandError, match="worker process ended before its time"):
        list(in_order(_die, [[1]], load=Parser, extra=[], workers=2))  # type: ignore[arg-type]


def test_batches_are_not_read_far_ahead() -> None:
    """A stream longer than memory can be read, in order."""
    taken = 0

    def batches() -> Iterator[list[int]]:
        nonlocal taken
        for taken in range(1, 101):
            yield [taken]

    answers = in_order(_double, batches(), load=Parser, extra=[], workers=2)  # type: ignore[arg-type]
    assert next(answers) == [2]
    assert taken < 20
    assert list(answers) == [[2 * number] for number in range(2, 101)]


def test_a_fault_of_word_lists_is_told_by_the_process_that_builds_them(tmp_path: Path) -> None:
    """It names the file, as where they are built by the command itself."""
    roles = tmp_path / "my_roles.csv"
    roles.write_text("title;lang\nшвея;ru\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"my_roles\.csv"):
        build_apart([roles])
