"""Posts as typed in a chat: no commas, no capitals, numbers after roles, work named by its object."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from parser.pipeline import Parser

Asked = list[tuple[str, int | None, int | None]]


def asked(reader: Parser, text: str) -> Asked:
    """Role text and bounds of every request, in order."""
    return [(r.role_text, r.headcount_min, r.headcount_max) for r in reader.read(text).requests]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "нужны плотники 7 сварщик 1 маляры 4 тверь",
            [("плотники", 7, 7), ("сварщик", 1, 1), ("маляры", 4, 4)],
        ),
        ("требуются поваров трое официантов пятеро сочи", [("поваров", 3, 3), ("официантов", 5, 5)]),
        ("нужны 3 сварщика 2 монтажника тверь", [("сварщика", 3, 3), ("монтажника", 2, 2)]),
        ("сварщик 4 места токарь 2 места пермь", [("сварщик", 4, 4), ("токарь", 2, 2)]),
    ],
)
def test_a_number_counts_the_role_before_it_where_the_row_begins_with_one(
    reader: Parser, text: str, expected: Asked
) -> None:
    """A row of roles and numbers without signs: even from its first role, or by case, or by its own nouns."""
    assert asked(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("на завтра ребят троих на разгрузку 3000 тверь", [(3, 3)]),
        ("нужны монтажники человек пятнадцать двадцать тула", [(15, 20)]),
        ("каменщиков человек 9 разъезды тверь", [(9, 9)]),
        ("Сторож, сутки через трое, Псков", []),
        ("Семеро одного не ждут, дворники, Псков", []),
        ("Шьём обувь: пара 900 р. Швеи, Псков", []),
    ],
)
def test_persons_in_a_word_count_whatever_stands_around(
    reader: Parser, text: str, expected: list[tuple[int, int]]
) -> None:
    """``троих``; not days off, a saying or a pair of shoes."""
    assert [(low, high) for _, low, high in asked(reader, text) if (low, high) != (None, None)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Доски с прицепа в сарай, трое, по 1800, Клин", "Доски"),
        ("Грядки, 4 чел, к восьми утра", "Грядки"),
        ("Рыбаки на неводы, бригада 9 человек уже есть, добираем двоих. Охотск", "Рыбаки"),
    ],
)
def test_work_that_is_named_by_its_object_or_by_who_does_it(reader: Parser, text: str, expected: str) -> None:
    """The role's text says more than how many."""
    assert reader.read(text).requests[0].role_text.startswith(expected)


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("требуются швеи 5 человек ржев оплата вовремя", ["RU-TVE"]),
        ("нужны грузчики 4 чел орёл", ["RU-ORL"]),
    ],
)
def test_towns_without_a_capital(reader: Parser, text: str, regions: list[str]) -> None:
    """In a post without capitals a town's name is enough."""
    assert list(dict.fromkeys(region.iso for region in reader.read(text).regions)) == regions
