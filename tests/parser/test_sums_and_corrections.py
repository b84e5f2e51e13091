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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 секций, на каждую 4 маляра. Ижевск", [(20, 20)]),
        ("Два цеха, в каждый по шесть швей. Ищем сразу. Иваново", [(12, 12)]),
        ("2х8 каменщиков, Обнинск", [(16, 16)]),
        ("Проходчики. Звено из шести, нужно три звена. Инта", [(18, 18)]),
        ("Курьеры, в каждый город по трое: Тула, Орёл, Курск", [(9, 9)]),
        ("Плиты 2х12 метров, нужны 3 монтажника, Тула", [(3, 3)]),
    ],
)
def test_groups_of_so_many_are_multiplied(reader: Parser, text: str, expected: Counts) -> None:
    """Sections, shops, crews, cities that are listed; sizes of things multiply nothing."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~~6 чел~~ 4 чел. Разгрузка, Клин", [(4, 4)]),
        ("Грузчики на завтра, 9 человек, Клин\nосталось 5\nосталось 2", [(2, 2)]),
        ("7 монтажников в Тулу, в Калугу столько же", [(7, 7), (7, 7)]),
        ("12 упаковщиков максимум, Клин", [(None, 12)]),
        ("Ищем маляров, пятерых, не меньше. Клин", [(5, None)]),
    ],
)
def test_words_after_a_number_change_it(reader: Parser, text: str, expected: Counts) -> None:
    """Struck out, counted down, once more, bounded afterwards."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Проводники, Мурманск, 6–8, со знанием языка", [(6, 8)]),
        ("Грузчики-киргизы, узбеки тоже, 9, Колпино", [(9, 9)]),
        ("Повар в столовую, ул. Мира, 9, Тверь", []),
        ("Грузчик. Щебень 5-20, 20-40. Тверь", []),
        ("Горнорабочий\n180 000 ₽\nВоркута\nСейчас смотрят 14 человек", []),
        ("Бухгалтер, Азов. Штат компании 50-100 человек", []),
    ],
)
def test_the_only_number_that_stands_by_itself_counts(reader: Parser, text: str, expected: Counts) -> None:
    """In a short post without an address; people who look at a page or are employed are not asked for."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("В бригаду из 3 плиточников ищем четвёртого. Клин", [(1, 1)]),
        ("Семь доярок у нас есть, нужна восьмая. Вологда", [(1, 1)]),
        ("Двое маляров уже на объекте, возьмём третьего. Тула", [(1, 1)]),
        ("Нужны 3 каменщика на четвёртый этаж. Тула", [(3, 3)]),
        ("Нужны 4 сварщика, пятый разряд. Тула", [(4, 4)]),
        ("Нужны 2 оператора в третью смену. Тула", [(2, 2)]),
    ],
)
def test_the_next_after_those_there_is_one(reader: Parser, text: str, expected: Counts) -> None:
    """An ordinal that is asked for, one above a number of the post; floors, grades and shifts are none."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("На четыре базы нужны по 3 повара, по 2 бармена и по одному сторожу", [(12, 12), (8, 8), (4, 4)]),
        ("Нужны по двое сторожей на каждый из шести складов, Омск", [(12, 12)]),
        ("Для трёх школ требуются по 2 повара и по 4 уборщицы. Псков", [(6, 6), (12, 12)]),
        ("Двум карьерам (Асбест, Сатка) нужны по 5 дробильщиков", [(10, 10)]),
        ("Охранники: 5 в Тулу, 3 в Калугу, 2 в Орёл", [(5, 5), (3, 3), (2, 2)]),
        ("Швеи: 12 (Тверь), 8 (Кимры). Утюжильщица: 1", [(12, 12), (8, 8), (1, 1)]),
        ("Лесорубы, свой инструмент: Нягань (ХМАО) 6, Котлас 9", [(6, 6), (9, 9)]),
        ("Нужны изолировщики, 8…12 человек, Тула", [(8, 12)]),
    ],
)
def test_sites_and_places_multiply_or_share(reader: Parser, text: str, expected: Counts) -> None:
    """What goes on with "по" is for as many sites; a number beside each place is of that place."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ищу четверть сотни вязальщиц на дом. Тула", [(25, 25)]),
        ("Нужно пол сотни швей. Кимры", [(50, 50)]),
        ("Полсотни швей на фабрику, пол тёплый. Кимры", [(50, 50)]),
        ("Нужны 7 стригалей, двое наших чабанов помогут. Элиста", [(7, 7)]),
        ("Ищем 4 сварщиков в помощь нашим двум монтажникам. Омск", [(4, 4)]),
        ("Требуются укладчицы. Жильё: хостел, 4 этажа, 210 мест, Клин", []),
        ("Общежитие есть. Швеи, 25 мест, Клин", [(25, 25)]),
        ("Повара в вахтовый посёлок, 2 человека в Новом Уренгое. Вахта 60/30", [(2, 2)]),
        ("Нужны маляры, шестеро, и сварщиков с десяток. Донецк", [(6, 6), (10, 10)]),
        ("Ищем сварщиков с сотней швов за плечами. Донецк", []),
        ("Зовём на комбинат с двумя десятками пекарей поработать. Балаково", [(20, 20)]),
        ("В лагере 12 отрядов по 20. Нужны вожатые, по двое на отряд. Кострома", [(24, 24)]),
    ],
)
def test_parts_of_a_hundred_our_own_and_beds(reader: Parser, text: str, expected: Counts) -> None:
    """A part of a round number is that part; those whom one has and where they sleep are not asked for."""
    assert counts(reader, text) == expected


def test_a_post_asks_for_the_next_one_a_few_times_at_most(reader: Parser) -> None:
    """However often its text says so: no flood of requests from a text of repeats."""
    assert 1 <= len(reader.read("Двое маляров есть. " + "Нужен третий. " * 500).requests) <= 10
