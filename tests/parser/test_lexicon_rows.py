"""Reading, overriding and checking word lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import parser as job_parser
from parser.lexicon.checking import check
from parser.lexicon.inflecting import DIRECT, OBLIQUE, phrase_forms
from parser.lexicon.rows import LexiconError, lexicon_hash

if TYPE_CHECKING:
    from pathlib import Path


def test_forms_are_made_in_all_cases_with_agreeing_adjectives() -> None:
    """What follows the head stays as it is; oblique forms are told from direct ones."""
    forms = phrase_forms("дорожный рабочий", "ru")
    assert forms["дорожных рабочих"] == DIRECT
    assert forms["дорожному рабочему"] == OBLIQUE
    assert "машинистов экскаватора" in phrase_forms("машинист экскаватора", "ru")
    assert "поваров-кассиров" in phrase_forms("повар-кассир", "ru")


@pytest.mark.parametrize(
    ("title", "form"),
    [("вахтёр", "вахтеры"), ("кондуктор", "кондукторы"), ("тестовод", "тестоводы"), ("учитель", "учители")],
)
def test_a_plural_that_the_dictionary_makes_in_a_is_also_made_in_y(title: str, form: str) -> None:
    """Employers write both, whatever the dictionary holds to be right."""
    assert form in phrase_forms(title, "ru")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Ростов-на-Дону", "ростове-на-дону"),
        ("Спасск-Дальний", "спасске-дальнем"),
        ("Усть-Нера", "усть-нере"),
    ],
)
def test_compound_names_of_places_decline_where_russian_declines_them(name: str, form: str) -> None:
    """The first part, both parts, the last part."""
    assert form in phrase_forms(name, "ru", place=True)


def test_a_users_own_rows_override_and_extend(tmp_path: Path) -> None:
    """Rows of the same title win; new titles are matched in all their forms."""
    own = tmp_path / "my_roles.csv"
    own.write_text(
        "title,role,isco08\nсварщик,our welder,7212\nзвездочёт,astrologer,5161\n", encoding="utf-8"
    )
    reader = job_parser.load([own])
    assert [r.role for r in reader.read("Нужны 3 сварщика и 2 звездочёта").requests] == [
        "our welder",
        "astrologer",
    ]
    assert reader.lexicon_hash == lexicon_hash([own]) != lexicon_hash()


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("title,role\nсварщик,welder\n", 1, "lacks the column 'isco08'"),
        ("title,role,isco08\nсварщик,welder,72\n", 2, "isco08 '72' is not four digits"),
        ("title,role,isco08\nсварщик,,7212\n", 2, "has no role"),
        ("title,role,isco08\nсварщик,welder,7212,more\n", 2, "has 4 fields, the header 3"),
        ("title,role,isco08,lang\nсварщик,welder,7212,xx\n", 2, "lang 'xx' is none of ru, uk, en"),
    ],
)
def test_a_bad_file_is_named_with_its_line_and_the_reason(
    tmp_path: Path, content: str, line: int, message: str
) -> None:
    """One sentence that a person can act on."""
    own = tmp_path / "bad.csv"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        job_parser.load([own])
    assert (caught.value.path, caught.value.line, caught.value.message) == (own, line, message)
    assert str(caught.value) == f"{own}, line {line}: {message}"


def test_a_missing_file_is_an_error_of_the_lexicon(tmp_path: Path) -> None:
    """Not of the operating system."""
    with pytest.raises(LexiconError, match="cannot be read"):
        job_parser.load([tmp_path / "nowhere.csv"])


def test_the_check_finds_unknown_codes_duplicates_and_dead_rows(tmp_path: Path) -> None:
    """Each with its line, column and severity."""
    own = tmp_path / "own.csv"
    own.write_text(
        "title,role,isco08\nхвостокрут,cowhand,9999\n...,nobody,9212\nхвостокрут,cowhand,9212\n",
        encoding="utf-8",
    )
    found = [(p.line, p.column, p.severity) for p in check([own]) if p.file == str(own)]
    assert found == [(2, "isco08", "error"), (3, "title", "error"), (4, "title", "warning")]


def test_the_bundled_lists_have_no_errors() -> None:
    """Warnings are for reviewers; errors are defects."""
    assert [problem for problem in check() if problem.severity == "error"] == []
