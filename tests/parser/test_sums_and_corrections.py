"""Numbers that are multiplied, summed, corrected or left over: each family by sentences of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from parser.pipeline import Parser

Counts = list[tuple[int | None, int | None]]


def counts(reader: Parser, text: str) -> Counts:
    """The bounds of every request that has a number, in order."""
    return [
        (request.headcount_min, request.headcount_max)
        for request in reader.read(text).requests
        if request.headcount_text
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Упаковщицы, по шесть в смену, смены две. Орёл", [(12, 12)]),
        ("Сварщики: днём восемь, ночью четыре. Выборг", [(12, 12)]),
        ("Уборщицы, 4 этажа, по одной на этаж. Пермь", [(4, 4)]),
        ("3 бригады × 5, кровельщики, Псков", [(15, 15)]),
        ("2 бригады: 6 каменщиков + 3 подсобника каждая. Киров", [(12, 12), (6, 6)]),
        ("Токарь, вахта 30 смен по 11 часов. Самара", []),
    ],
)
def test_people_a_shift_floor_or_crew_are_multiplied(reader: Parser, text: str, expected: Counts) -> None:
    """So many a shift times the shifts of a day; the length of a rota multiplies nothing."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Нужны маляры, не 4, а 9. Тула", [(9, 9)]),
        ("Бетонщики: было 5, теперь нужно 8. Омск", [(8, 8)]),
        ("Заявку на сварщиков увеличили с 20 до 35. Елабуга", [(35, 35)]),
        ("Монтажники 3 → 6, Химки", [(6, 6)]),
        ("Плотники, 10 чел. Изменено: 7 чел. Вологда", [(7, 7)]),
        ("Официанты (набрано 6 из 10). Тюмень", [(4, 4)]),
        ("Грузчиков: 5. Статус: ищем (2/5)", [(3, 3)]),
        ("Плотников минимум трое, лучше пятеро. Бор", [(3, 5)]),
        ("Звено 8 человек, берём троих рыбаков. Охотск", [(3, 3)]),
    ],
)
def test_a_later_number_corrects_an_earlier_one(reader: Parser, text: str, expected: Counts) -> None:
    """What is still wanted stands; what was, what is found and how large the crew is do not."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Доярка, 4\nСкотник, 2\nСело под Курском", [(4, 4), (2, 2)]),
        ("Свободные места:\nСклад (Химки) 3\nЦех (Клин) 12", [(3, 3), (12, 12)]),
        ("Продавец (Вокзальная, 45)\nПекарь (Вокзальная, 45)\nСпасск-Дальний", []),
        ("Овощной склад, Курск: чистка лука 3, переборка овощей 2", [(3, 3), (2, 2)]),
        ("Мест 18, упаковка мороженого, Коломна", [(18, 18)]),
        ("В теплицы (Аксай) женщин 45, мужчин 15", [(45, 45), (15, 15)]),
    ],
)
def test_rows_and_lists_end_in_their_number(reader: Parser, text: str, expected: Counts) -> None:
    """Rows of a table count; the houses of addresses do not."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Пекарь в ночь, пончики. Один. Дубна", [(1, 1)]),
        ("Электрики 4ро, Ульяновск", [(4, 4)]),
        ("Каменщиков бы двадцать, Мариуполь", [(20, 20)]),
        ("Разнорабочих десятка два, Пенза", [(20, 20)]),
        ("Требуется сотня-другая сборщиков арбузов, Быково", [(100, 200)]),
        ("с десяток грузчиков на вагоны, Сызрань", [(10, 10)]),
        ("Монтажник дверей + помощник, нужны завтра, Тюмень", []),
    ],
)
def test_persons_in_a_word(reader: Parser, text: str, expected: Counts) -> None:
    """Collectives, tens and hundreds as they are said."""
    assert counts(reader, text) == expected


def test_one_number_over_roles_in_the_genitive_is_a_total(reader: Parser) -> None:
    """It is split over none of them."""
    reading = reader.read("Требуется 3000 швей и закройщиков, Иваново")
    assert [request.headcount_text for request in reading.requests] == [None, None]
    assert reading.total is not None
    assert (reading.total.headcount_min, reading.total.headcount_max) == (3000, 3000)
