"""The form: a reading that goes through it untouched comes out as it went in."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from headcount.review.choices import Choices
from headcount.review.draft import DraftError, draft_of, said_in
from headcount.review.marking import pieces
from parser import load
from storage import said_of

GOLD = Path(__file__).parents[3] / "dataset" / "posts" / "tune"


@pytest.fixture(scope="module")
def choices() -> Choices:
    """The bundled lists."""
    return Choices()


@pytest.fixture(scope="module")
def readings() -> list[tuple[str, dict[str, Any]]]:
    """Texts of the gold set with what the parser says of them, where they ask for people."""
    parser = load()
    texts = [
        json.loads(line)["text"]
        for path in sorted(GOLD.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()[:12]
    ]
    found = []
    for text, reading in zip(texts, parser.pipe(texts), strict=True):
        if reading.is_request:
            roles_ru = [request.role_ru for request in reading.requests]
            found.append((text, said_of(reading.to_dict(), roles_ru)))
    return found


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_form_that_nobody_touched_changes_nothing(
    choices: Choices, readings: list[tuple[str, dict[str, Any]]], language: str
) -> None:
    """Roles, numbers, regions, origins, totals and spans, in either language."""
    assert len(readings) > 50
    for text, said in readings:
        assert said_in(draft_of(said, language), text, choices, said) == said, text


def test_the_pieces_of_a_text_are_the_text(readings: list[tuple[str, dict[str, Any]]]) -> None:
    """Each where it says, marked with all that was read there."""
    for text, said in readings:
        found = pieces(text, said)
        assert "".join(text[one.start : one.start + one.length] for one in found) == text
        for request in said["requests"]:
            start, end = request["role_span"]
            marked = [one for one in found if start <= one.start < end]
            assert marked
            assert all("role" in one.kinds.split() for one in marked)


@pytest.mark.parametrize(
    "typed", ["welder", "Welder (7212)", "СВАРЩИК", "сварщик (7212)", "сварщики-монтажники"]
)
def test_a_role_is_known_by_any_of_its_names(choices: Choices, typed: str) -> None:
    """Its label in either language, with its code or without; a title of the lexicon as it stands there."""
    role = choices.role(typed)
    if typed == "сварщики-монтажники":
        assert role is None
    else:
        assert role is not None
        assert role.isco08 == "7212"


def test_a_code_or_name_that_several_roles_share_does_not_name_one(choices: Choices) -> None:
    """A reviewer has to say which."""
    codes = [role.isco08 for role in choices.roles]
    shared = next(code for code in codes if code and codes.count(code) > 1)
    own = next(code for code in codes if code and codes.count(code) == 1)
    assert choices.role(shared) is None
    assert choices.role("фармацевт") is None
    pharmacist = choices.role("фармацевт (2262)")
    assert pharmacist is not None
    assert pharmacist == choices.role("pharmacist")
    assert choices.role(own) is not None


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("RU-TVE", "RU-TVE"),
        ("ru-tve", "RU-TVE"),
        ("by", "BY"),
        ("Узбекистан", "UZ"),
        ("UA-43", "UA-43"),
        ("XX-1", None),
    ],
)
def test_places_are_known_by_code_or_name(choices: Choices, typed: str, iso: str | None) -> None:
    """Of regions and of countries."""
    assert choices.place(typed) == iso


@pytest.mark.parametrize(
    ("field", "typed", "key"),
    [
        ("role", "", "unknown_role"),
        ("least", "-1", "not_a_number"),
        ("least", "٣", "not_a_number"),
        ("least", "99999999999999999999", "not_a_number"),
        ("most", "1", "turned_round"),
        ("where", "RU-TVE,XX", "unknown_place"),
        ("role_span", "5-5", "no_span"),
        ("role_span", "-1-3", "no_span"),
        ("count_span", "0-999", "no_span"),
        ("count_span", "²-³", "no_span"),
    ],
)
def test_what_cannot_be_is_named(choices: Choices, field: str, typed: str, key: str) -> None:
    """By the sentence that says so, with what was typed."""
    text = "Нужны 5 сварщиков"
    request = {
        "role": "welder", "role_ru": "сварщик", "isco08": "7212", "role_span": [8, 17],
        "headcount_min": 5, "headcount_max": 5, "headcount_span": [6, 7], "regions": [],
    }  # fmt: skip
    said = {"is_request": True, "requests": [request], "regions": [], "origins": []}
    draft = draft_of(said, "en")
    wrong = replace(draft, rows=(replace(draft.rows[0], **{field: typed}),))
    with pytest.raises(DraftError) as error:
        said_in(wrong, text, choices, said)
    assert [fault.key for fault in error.value.faults] == [key]
