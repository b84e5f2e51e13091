"""``headcount extract``: JSON Lines in, JSON Lines out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Run = Callable[..., Any]

POSTS: list[dict[str, Any]] = [
    {"id": "a", "text": "Нужны 5 сварщиков, г. Тверь"},
    {"id": 7, "text": "Доброе утро всем!"},
    {"id": "c", "text": "Требуются швеи, 10-12 человек, Иваново", "date": "2026-11-02T09:00:00Z"},
]


def lines(posts: list[Any]) -> str:
    """Posts as JSON Lines."""
    return "".join(json.dumps(post, ensure_ascii=False) + "\n" for post in posts)


def read(out: str) -> list[dict[str, Any]]:
    """What came out, a row a line."""
    return [json.loads(line) for line in out.splitlines()]


def test_a_line_a_post_in_order_with_ids_as_given(run: Run) -> None:
    """Ids keep their type; every row names the parser and the lexicon."""
    ended = run("extract", "-", stdin=lines(POSTS))
    assert ended.code == 0
    rows = read(ended.out)
    assert [row["id"] for row in rows] == ["a", 7, "c"]
    assert [row["is_request"] for row in rows] == [True, False, True]
    assert all(row["lexicon"].startswith("sha256:") and row["parser"] for row in rows)


def test_a_request_has_the_contracts_shape_and_quotes_its_text(run: Run) -> None:
    """Role, code, people, place, each with its span."""
    row = read(run("extract", stdin=lines(POSTS[:1])).out)[0]
    request = row["requests"][0]
    assert (request["headcount_min"], request["headcount_max"]) == (5, 5)
    assert request["isco08"] == "7212"
    assert request["regions"] == ["RU-TVE"]
    text = POSTS[0]["text"]
    for name in ("role", "headcount"):
        start, end = request[f"{name}_span"]
        assert str(text)[start:end] == request[f"{name}_text"]


def test_a_chat_line_has_empty_lists(run: Run) -> None:
    """`requests`, `regions`, `origins`, `pay`, `hours` are there and empty."""
    row = read(run("extract", stdin=lines(POSTS[1:2])).out)[0]
    assert [row[key] for key in ("requests", "regions", "origins", "pay", "hours")] == [[], [], [], [], []]


def test_a_line_that_is_no_post_gives_an_error_in_its_place(run: Run) -> None:
    """The others are read, and the exit code is 1."""
    feed = (
        lines(POSTS[:1])
        + "{broken\n"
        + '{"id": 5}\n'
        + "[1]\n"
        + '{"id": 6, "text": 3}\n'
        + lines(POSTS[1:2])
    )
    ended = run("extract", "-", stdin=feed)
    assert ended.code == 1
    rows = read(ended.out)
    assert [row["id"] for row in rows] == ["a", None, 5, None, 6, 7]
    assert ["error" in row for row in rows] == [False, True, True, True, True, False]
    assert "line 2" in ended.err


def test_bytes_that_are_no_text_are_an_error_of_their_line(run: Run) -> None:
    """Also a byte order mark does not matter."""
    ended = run("extract", "-", stdin=b'{"id": 1, "text": "\xff"}\n' + lines(POSTS[1:2]).encode())
    assert ended.code == 1
    assert ["error" in row for row in read(ended.out)] == [True, False]


def test_several_files_are_read_in_order(run: Run, folder: Path) -> None:
    """As if they were one."""
    for name, post in (("a.jsonl", POSTS[0]), ("b.jsonl", POSTS[1])):
        (folder / name).write_text(lines([post]), encoding="utf-8")
    assert [row["id"] for row in read(run("extract", "a.jsonl", "b.jsonl").out)] == ["a", 7]


def test_a_missing_file_is_wrong_usage(run: Run) -> None:
    """Exit 2, nothing printed."""
    ended = run("extract", "nowhere.jsonl")
    assert (ended.code, ended.out) == (2, "")
    assert "nowhere.jsonl" in ended.err


def test_a_lone_surrogate_comes_through_as_the_escape_it_was(run: Run) -> None:
    """JSON's escapes can hold what UTF-8 cannot."""
    ended = run("extract", "-", stdin='{"id": "\\ud800", "text": "Нужны 5 сварщиков \\ud800"}\n')
    assert ended.code == 0
    assert read(ended.out)[0]["id"] == "\ud800"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(), max_size=5))
def test_any_text_gives_one_row_with_true_spans(run: Run, texts: list[str]) -> None:
    """Whatever a post holds."""
    feed = "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts))
    rows = read(run("extract", "-", stdin=feed).out)
    assert [row["id"] for row in rows] == list(range(len(texts)))
    for text, row in zip(texts, rows, strict=True):
        for part in (*row["regions"], *row["origins"], *row["pay"], *row["hours"]):
            assert text[slice(*part["span"])] == part["text"]


CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "dev.jsonl"


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not beside this checkout")
def test_every_post_of_the_shared_corpus_gives_one_row_in_order(run: Run) -> None:
    """Every span quotes the text."""
    posts = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    rows = read(run("extract", CORPUS).out)
    assert [row["id"] for row in rows] == [post["id"] for post in posts]
    for post, row in zip(posts, rows, strict=True):
        for request in row["requests"]:
            assert post["text"][slice(*request["role_span"])] == request["role_text"]
            if request["headcount_span"]:
                assert post["text"][slice(*request["headcount_span"])] == request["headcount_text"]
