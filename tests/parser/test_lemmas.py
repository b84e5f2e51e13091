"""Words for search: every form of a word meets every other."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.lemmas import asked, lemmas, lemmas_of

FORMS = {
    "швея": "швея швеи швее швею швеёй швей швеям швеями швеях",
    "сварщик": "сварщик сварщика сварщики сварщиков Сварщикам СВАРЩИКАМИ",
    "монтёр": "монтёр монтер монтёров монтерами",
    "рабочий": "рабочий рабочего рабочие рабочих рабочими",
    "требоваться": "требуется требуются требовались",
    "Донецк": "Донецк Донецка Донецке донецком",
    "зварювальник": "зварювальник зварювальники зварювальників зварювальникам",
    "м'ясник": "м'ясник м’ясники мʼясників",
    "чикенмейкер, a word of no dictionary": "чикенмейкер чикенмейкеров чикенмейкера чикенмейкеры",
    "welder": "welder welders Welders",
    "foreman": "foreman foremen",
    "box": "box boxes",
}


@pytest.mark.parametrize("word", FORMS)
def test_each_form_of_a_word_finds_each_other(word: str) -> None:
    """In Russian, Ukrainian and English, known to a dictionary or not."""
    for one, other in itertools.permutations(FORMS[word].split(), 2):
        (wanted,) = asked(one)
        assert set(wanted) & set(lemmas(f"Нужны {other}, 5")), (one, other)


def test_words_that_are_not_forms_of_each_other_stay_apart() -> None:
    """Search is no guess by the first letters."""
    for one, other in (
        ("швея", "швейный"),
        ("сварщик", "сварка"),
        ("повар", "поварёшка"),
        ("охранник", "охрана"),
    ):
        assert not set(lemmas_of(one)) & set(lemmas_of(other))


def test_a_form_of_two_words_is_both() -> None:
    """Who asks for steel finds posts in which something became, and the other way round; none is lost."""
    assert {"сталь", "стать"} <= set(lemmas_of("стали"))


def test_parts_of_a_compound_are_words() -> None:
    """Hyphens, slashes and underscores part them, an apostrophe does not."""
    assert (
        asked("инженер-сварщик")
        == asked("инженер сварщик")
        == asked("инженер/сварщик")
        == asked("инженер_сварщик")
    )
    assert lemmas("м'ясник") == ["мясник"]


def test_an_asterisk_asks_for_a_beginning() -> None:
    """As it is typed, in lower case; an asterisk alone asks for nothing."""
    assert asked("Свар* Тверь") == [("свар*",), ("тверь",)]
    assert asked("* ** -") == []


@given(st.text())
def test_any_text_has_plain_words(text: str) -> None:
    """No blank, quote or sign that an index could take for its own; the same as a question."""
    found = lemmas(text)
    assert all(word and word.isalnum() for word in found)
    assert len(found) == len(set(found))
    assert {form.removesuffix("*") for forms in asked(text.replace("*", " ")) for form in forms} == set(found)
