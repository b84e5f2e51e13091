"""The card's tables are what the commands measure; the simple programs do as they say."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from dataset.baselines import BASELINES, beside, first_number, keywords
from dataset.score import MEASURES
from tools.data_card import DATASET, MEANT, PARTS, POSTS, agreement, composition, measured
from tools.marked import put

CARD = (DATASET / "README.md").read_text(encoding="utf-8")
FIGURES = DATASET.parent / "reports" / "data" / "accuracy.json"


@pytest.mark.parametrize(("name", "made"), [("composition", composition()), ("agreement", agreement())])
def test_a_table_is_as_measured(name: str, made: str) -> None:
    """``make accuracy`` renews it."""
    assert put(CARD, name, made) == CARD


@pytest.mark.parametrize("name", BASELINES)
def test_a_simple_programs_scores_are_as_measured(name: str) -> None:
    """By the scripts as anybody would run them."""
    answers = subprocess.run(
        [sys.executable, "-I", "-S", DATASET / "baselines.py", name, POSTS / "test"],
        capture_output=True,
        check=True,
    ).stdout
    scored = subprocess.run(
        [sys.executable, "-I", "-S", DATASET / "score.py", POSTS / "test", "-", "--json"],
        input=answers,
        capture_output=True,
        check=True,
    ).stdout
    made = json.loads(scored)
    cells = row(MEANT[name])
    for cell, measure in zip(cells, MEASURES, strict=True):
        assert float(cell.split()[0]) == pytest.approx(made[measure]["f1"], abs=0.0006)


def row(told: str) -> list[str]:
    """The cells of a program's row."""
    found = re.search(rf"^\| {re.escape(told)}[^|]* \| (.*) \|$", CARD, re.MULTILINE)
    assert found, told
    return found[1].split(" | ")


def test_the_programs_own_scores_are_those_of_its_reports() -> None:
    """One measurement, quoted in two places."""
    kept = json.loads(FIGURES.read_text(encoding="utf-8"))["test"]
    request, counts, _, joint, regions = (float(cell.split()[0]) for cell in row("headcount"))
    assert (request, counts, joint, regions) == (
        kept["requests"],
        kept["counts"],
        kept["role_and_count"],
        kept["regions"],
    )


def test_the_card_names_every_file_and_every_split() -> None:
    """And nothing that is not there."""
    for path in DATASET.iterdir():
        assert path.name in CARD or path.name in {"README.md", "__pycache__"}
    for part in PARTS:
        assert f"posts/{part}/*.jsonl" in CARD
    for link in re.findall(r"\]\(([^)]+)\)", CARD):
        assert (DATASET / link).exists(), link


def test_a_row_is_measured_on_answers_alone() -> None:
    """A program that says nothing has no F1."""
    labelled = [{"id": "a", "is_request": True, "requests": [], "regions": []}]
    assert measured("mute", labelled, [{"id": "a", "is_request": False}]) == ("mute", *["0"] * len(MEASURES))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Нужны 5 сварщик", (5, 5)),
        ("сварщик - 3 чел", (3, 3)),
        ("10-12 чел. сварщик", (10, 12)),
        ("сварщик\n40", (None, None)),
        ("сварщик 3000 руб", (None, None)),
    ],
)
def test_the_number_beside_a_role(text: str, number: tuple[int | None, int | None]) -> None:
    """Right before it, or the next on its line that is no pay."""
    start = text.index("сварщик")
    assert beside(text, start, start + len("сварщик")) == number


def test_known_words_are_found_in_other_cases() -> None:
    """Roles and places by their first letters."""
    made = first_number("Нужны 5 сварщиками в Твери")
    assert made["requests"] == [{"role_text": "сварщиками", "headcount_min": 5, "headcount_max": 5}]
    assert not first_number("Доброе утро, 5 градусов")["is_request"]
    assert keywords("Требуются люди")["is_request"]
    assert not keywords("Доброе утро")["is_request"]
