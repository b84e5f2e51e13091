from __future__ import annotations

import string
from typing import Any

import pytest

from reports.language import LANGUAGES, language
from reports.weeks import parse_week

FORMS = {"zero", "one", "two", "few", "many", "other"}


def entries(strings: dict[str, Any], before: str = "") -> dict[str, Any]:
    """Return strings by dotted name; those with plural forms as one."""
    found: dict[str, Any] = {}
    for name, value in strings.items():
        if isinstance(value, dict) and not set(value) <= FORMS:
            found |= entries(value, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = value
    return found


def fields(value: Any) -> set[str]:
    """Return the fields that a string is filled with."""
    texts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_things() -> None:
    """The same names, filled with the same values."""
    found = {code: entries(language(code).strings) for code in LANGUAGES}
    assert found["en"].keys() == found["ru"].keys()
    for name, value in found["en"].items():
        assert fields(value) - {"n"} == fields(found["ru"][name]) - {"n"}, name
        if isinstance(value, list):
            assert len(value) == len(found["ru"][name])


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_string_that_counts_has_a_form_for_every_number(code: str) -> None:
    """Also for fractions, which Russian declines otherwise."""
    words = language(code)
    values = dict.fromkeys(
        {name for value in entries(words.strings).values() for name in fields(value)} - {"n"}, "text"
    )
    for name, value in entries(words.strings).items():
        if isinstance(value, dict) or "n" in fields(value):
            for number in (0, 1, 2, 3, 5, 11, 21, 22, 25, 1.4, 17.5, 1000):
                said = words.text(name, n=number, **values)
                assert "{" not in said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1 час"),
        (2, "2 часа"),
        (5, "5 часов"),
        (11, "11 часов"),
        (21, "21 час"),
        (1512, "1\u00a0512 часов"),
    ],
)
def test_russian_plurals(number: int, said: str) -> None:
    """By CLDR's rules."""
    assert language("ru").text("quality.hours", n=number) == said


@pytest.mark.parametrize(
    ("week", "en", "ru"),
    [
        ("2026-W47", "16–22 November 2026", "16–22 ноября 2026 г."),
        ("2026-W44", "26 October – 1 November 2026", "26 октября – 1 ноября 2026 г."),
        ("2026-W53", "28 December 2026 – 3 January 2027", "28 декабря 2026 – 3 января 2027 г."),
    ],
)
def test_the_days_of_a_week(week: str, en: str, ru: str) -> None:
    """The month and the year are said once where they can be."""
    days = parse_week(week, "Europe/Moscow")
    assert (language("en").days(days), language("ru").days(days)) == (en, ru)


def test_numbers() -> None:
    """Grouped as the language does; what is not known is [x]."""
    en, ru = language("en"), language("ru")
    assert [en.number(each) for each in (1436, 62.5, 1027.5, 0, None)] == [
        "1,436",
        "62.5",
        "1,028",
        "0",
        "[x]",
    ]
    assert [ru.number(each) for each in (1436, 62.5)] == ["1\u00a0436", "62,5"]
    assert [en.signed_percent(each) for each in (0.386, -0.04, 0.0)] == ["+39%", "−4%", "0%"]
    assert ru.signed_percent(0.386) == "+39\u00a0%"


def test_a_language_without_strings_is_refused() -> None:
    """By name, with those there are."""
    with pytest.raises(ValueError, match="'de'; there are en, ru"):
        language("de")
