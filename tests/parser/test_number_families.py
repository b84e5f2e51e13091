"""Families of numbers and places that hard posts are made of: each by sentences of its own."""

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
        ("Заселили 30 человек, ждём ещё 20 отделочников, Пенза", [(20, 20)]),
        ("Завод, 2500 сотрудников, развозка. Требуется токарь. Коломна", []),
        ("900 человек в сутки обслуживает столовая. Ищем двух поваров. Тула", [(2, 2)]),
        ("На объявление откликнулись 90 человек, Самара", []),
        ("Собрать 400 коробок, нужны 4 девушки, Тверь", [(4, 4)]),
        ("Сто грузчиков на склад не нужны, а десять упаковщиц возьмём. Омск", [(10, 10)]),
    ],
)
def test_people_told_of_are_not_asked_for(reader: Parser, text: str, expected: Counts) -> None:
    """Those who came, work there, eat there or are refused are no headcount."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("По 6 монтажников на каждый из трёх объектов, Тула", [(18, 18)]),
        ("Нужны 2 бригады, в каждой по 7 человек каменщиков. Пермь", [(14, 14)]),
        ("Воронеж, Липецк, Курск. По четыре пекаря в каждый город", [(12, 12)]),
        ("Кассиры, пекари и мойщицы, по две. Киров", [(2, 2)] * 3),
        ("Плотники и маляры, 12 и 7. Вологда", [(12, 12), (7, 7)]),
        ("Нужны сварщики: Пермь - 5, Уфа - 7, Омск - 3", [(5, 5), (7, 7), (3, 3)]),
        ("Twenty-five fruit pickers wanted, Krasnodar region", [(25, 25)]),
    ],
)
def test_what_is_given_for_each_is_multiplied_or_repeated(
    reader: Parser, text: str, expected: Counts
) -> None:
    """So many a site, crew or town is a product; so many of each role is repeated; rows go by order."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "closed"),
    [
        ("Орск:\nизолировщик 6 - набрали\nсварщик 3 - ищем\nкладовщик 1 - ищем", [(3, 3), (1, 1)], True),
        ("Нужны были 6 маляров в Анапу, всё, набор закрыт", [(6, 6)], True),
        ("Нужны 6 маляров в Анапу", [(6, 6)], False),
    ],
)
def test_filled_rows_go_and_filled_requests_stay(
    reader: Parser, text: str, expected: Counts, *, closed: bool
) -> None:
    """A filled row is left out of a list; a request that is filled as a whole keeps its number."""
    assert counts(reader, text) == expected
    assert reader.read(text).closed is closed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Профессия | разряд | кол-во | ставка\nпекарь | 4 | 12 | 410\nтестомес | 3 | 5 | 380\nОрёл",
            [(12, 12), (5, 5)],
        ),
        ("Специальность / нужно / есть\nкаменщики / 9 / 4\nмаляры / 6 / 6\nТверь", [(5, 5)]),
        ("Нужно | Профессия\n7 | стекольщик\n2 | столяр\nТверь", [(7, 7), (2, 2)]),
        ("Нужны 3 маляра | Тверь | оплата 4000", [(3, 3)]),
        ("Область | Вакансий | Резюме\nТверь | 1 412 | 5 100\nИваново | 980 | 4 745", []),
        ("Профессия | нужно |\nкаменщики | 9 |\n| |\nТверь", [(9, 9)]),
        ("Нужно 3 маляра /", [(3, 3)]),
    ],
)
def test_in_a_table_the_column_of_people_counts(reader: Parser, text: str, expected: Counts) -> None:
    """Grades and rates beside it do not, and those who are there already are taken off."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Лепщики 12 муж 18 жен, Шуя", [(12, 12), (18, 18)]),
        ("Нужны 7 мужчин и 9 женщин. Сборщики груш, Азов", [(7, 7), (9, 9)]),
        ("Грузчики 10 муж, фасовщицы 15 жен, Шуя", [(10, 10), (15, 15)]),
        ("Packers needed: 10 men, 15 women, Sochi", [(10, 10), (15, 15)]),
    ],
)
def test_men_and_women_of_one_role_are_two_numbers(reader: Parser, text: str, expected: Counts) -> None:
    """Neither number is the other's correction."""
    assert sorted(counts(reader, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Прачка — 3 — 45000\nГладильщица — 2 — 42 000\nАдлер", [(3, 3), (2, 2)]),
        ("Кочегар / 4 / 60000 руб, истопник / 2 / 55000 руб. Чита", [(4, 4), (2, 2)]),
        ("Токарь 6р — 4 чел — 120000, Пенза", [(4, 4)]),
        ("Нужны швеи, 30 чел. Смена 12 часов, Шуя", [(30, 30)]),
        ("Фасовщицы 8 человек. День/ночь по 11 часов, Клин", [(8, 8)]),
        ("Нужны прачки, 10-12, Адлер", [(10, 12)]),
    ],
)
def test_numbers_of_people_beside_columns_of_pay_grades_and_shifts(
    reader: Parser, text: str, expected: Counts
) -> None:
    """A number a hundred times as great is no upper end, and what follows on shifts takes nobody away."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Кузбасским шахтам нужны 30 проходчиков", ["RU-KEM"]),
        ("Ставропольские аграрии ищут 80 сборщиков яблок", ["RU-STA"]),
        ("Свердловская, Челябинская, Курганская: требуются 7 сварщиков", ["RU-SVE", "RU-CHE", "RU-KGN"]),
        ("Вахта из Уфы и Казани на стройку в Воркуту! Бетонщиков 16", ["RU-KO"]),
        ("Ресторан «Прага» ищет бармена", []),
        ("В подмосковном Чехове нужно 70 комплектовщиков", ["RU-MOS"]),
        ("Тверь и Орёл, 10 швей", ["RU-TVE", "RU-ORL"]),
        ("Переезд на Гагарина, нужны 3 грузчика", []),
    ],
)
def test_places_of_employers_and_lists(reader: Parser, text: str, expected: list[str]) -> None:
    """An employer's adjective names its place; places of origin, names of firms and streets do not."""
    assert list(dict.fromkeys(region.iso for region in reader.read(text).regions)) == expected
