"""Which numbers are headcounts, and of what size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from parser.pipeline import Parser


def counts(reader: Parser, text: str) -> list[tuple[int | None, int | None]]:
    """The (min, max) pairs that a post asks for, totals included."""
    reading = reader.read(text)
    pairs = [(r.headcount_min, r.headcount_max) for r in reading.requests]
    if reading.total:
        pairs.append((reading.total.headcount_min, reading.total.headcount_max))
    return [pair for pair in pairs if pair != (None, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Требуются бетонщики 50-60 чел., Омск", (50, 60)),
        ("Требуются бетонщики, от 50 до 60 человек", (50, 60)),
        ("Нужны не менее 100 рабочих на стройку", (100, None)),
        ("Набираем более 100 строителей", (100, None)),
        ("Нужны 100+ грузчиков", (100, None)),
        ("бригада бетонщиков до 50 чел., нужна в Казань", (None, 50)),
        ("Требуется около 40 упаковщиц", (40, 40)),
        ("Нужна пара человек на разгрузку", (2, 2)),
        ("Нужны двадцать пять монтажников", (25, 25)),
        ("Требуются пять тысяч строителей", (5000, 5000)),
        ("Нужно 1,5 тыс. человек на сбор ягод", (1500, 1500)),
        ("Нужно 5человек на разгрузку", (5, 5)),
        ("Ищем 2-х грузчиков", (2, 2)),
        ("Нужен один либо два грузчика", (1, 2)),
        ("Нужно 3-2 грузчика", (2, 3)),
        ("Нужны бетонщики, человек 12", (12, 12)),
        ("Нужны сварщики ×15", (15, 15)),
        ("0/20 человек, сбор яблок, завтра", (20, 20)),
        ("Требуются 15 (пятнадцать) швей", (15, 15)),
        ("Нужно 2️⃣0️⃣ человек на склад", (20, 20)),
        ("Нужны 2 бригады каменщиков по 10 человек", (20, 20)),
        ("Нужны грузчики по 20 человек на два объекта", (40, 40)),
        ("Нужны трое на покраску забора", (3, 3)),
    ],
)
def test_a_headcount_is_read_in_every_spelling(
    reader: Parser, text: str, expected: tuple[int | None, int | None]
) -> None:
    """Figures, words, bounds, ranges, glued, inverted, crews times size."""
    assert counts(reader, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Требуется сварщик, оплата 3000/8",
        "Нужен грузчик, комнаты на 4-6 человек",
        "Требуется повар от 25 до 45 лет",
        "Нужен маляр к 9:00, ул. Садовая 39",
        "Требуется водитель, вахта 60/30",
        "Ищем бухгалтера, в штате 200 сотрудников",
        "Нужен грузчик 12.06 в 10:00, вес 150 кг, 5 этаж",
        "Требуется сварщик 4 разряда, опыт от 3 лет",
        "Нужен монтажник, звонить 8 900 000-00-00",
    ],
)
def test_numbers_that_count_no_people_asked_for_give_no_headcount(reader: Parser, text: str) -> None:
    """Pay, rooms, ages, times, addresses, rotations, staff, dates, grades, phones."""
    assert counts(reader, text) == []
    assert reader.read(text).is_request


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Было 50 бетонщиков, надо 80. Омск", [(80, 80)]),
        ("Нужны 12 грузчиков.\nЕщё 2 человека", [(2, 2)]),
        ("У меня 15 человек работает, нужно ещё 10-15 бетонщиков", [(10, 15)]),
        ("Сегодня нужен грузчик, 2 человека (всего 4)", [(2, 2)]),
    ],
)
def test_the_number_still_wanted_wins(
    reader: Parser, text: str, expected: list[tuple[int | None, int | None]]
) -> None:
    """Older counts, people already there and the size of the whole crew are not what is asked for."""
    assert counts(reader, text) == expected


def test_one_count_over_several_roles_is_the_posts_total(reader: Parser) -> None:
    """No split: each role has no number, the post has the total."""
    reading = reader.read("Требуются каменщики, штукатуры, плотники, всего 60 человек. Пермь")
    assert [(r.headcount_min, r.headcount_max) for r in reading.requests] == [(None, None)] * 3
    assert reading.total is not None
    assert (reading.total.headcount_min, reading.total.headcount_max) == (60, 60)


def test_a_list_gives_each_role_its_own_count(reader: Parser) -> None:
    """Items of a list, whatever separates role and number."""
    reading = reader.read("Тверь, фабрика:\n- швеи - 20\n- раскройщики: 5 чел\n- упаковщики 8")
    assert [r.headcount_min for r in reading.requests] == [20, 5, 8]


def test_so_many_of_each_goes_to_every_role(reader: Parser) -> None:
    """``по 3 каждой специальности``."""
    reading = reader.read("Нужны токарь, фрезеровщик и слесарь, по 3 каждой специальности. Тула")
    assert [r.headcount_min for r in reading.requests] == [3, 3, 3]


def test_every_number_has_a_verdict_with_a_rule(reader: Parser) -> None:
    """What ``explain`` shows: no number of the text is passed over in silence."""
    reading = reader.read("Нужны 3 сварщика, 25-40 лет, 5000 руб за смену")
    assert [(n.text, n.verdict) for n in reading.numbers] == [
        ("3 сварщика", "headcount"),
        ("25-40", "years"),
        ("5000", "pay"),
    ]
    assert all(n.rule for n in reading.numbers)
