"""Numbers that a reader works out: of tables, of parallel lists, of what is left, of so many at each site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from parser.pipeline import Parser

Found = list[tuple[str, int | None, int | None]]


def read(reader: Parser, text: str) -> Found:
    """Role text and bounds of every request."""
    return [
        (request.role_text, request.headcount_min, request.headcount_max)
        for request in reader.read(text).requests
    ]


def numbers(reader: Parser, text: str) -> list[tuple[int | None, int | None]]:
    """The bounds of every request that has a number."""
    return [(low, high) for _, low, high in read(reader, text) if low or high]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Должность\tНадо\tЕсть\tНе хв.\nТокарь\t9\t6\t3\nФрезеровщик\t4\t4\t0\nПермь", [("Токарь", 3, 3)]),
        (
            "Набор, Шуя\n\tСборщики\tМаляры\nНужно\t11\t5\nСмена, руб\t3200\t3600",
            [("Сборщики", 11, 11), ("Маляры", 5, 5)],
        ),
        (
            "Добор по цехам:\n| швея | закройщик\nШуя | 12 | 1\nКострома | 8 | –\nТребуются опытные",
            [("швея", 12, 12), ("швея", 8, 8), ("закройщик", 1, 1)],
        ),
        ("Ищем в Клин\nШвея 12 70000\nУпаковщик 4 45000", [("Швея", 12, 12), ("Упаковщик", 4, 4)]),
        (
            "Завод приглашает:\nПрофессия | разряд | оклад\nТокарь | 4–5 | 95 000\nШлифовщик | 4 | 88 000",
            [("Токарь", None, None), ("Шлифовщик", None, None)],
        ),
        (
            "Нужны подсобники, завтра\nАдрес ..... человек\nХимки, Мира 21 ..... 3\nКлин, склад 14 ..... 5",
            [("подсобники", 3, 3), ("подсобники", 5, 5)],
        ),
        (
            "№ | Кто | Чел. | Оклад\n|---|---|---|---|\n1 | птицевод | 12 | 52 000\n2 | слесарь | 2 | 71 000",
            [("птицевод", 12, 12), ("слесарь", 2, 2)],
        ),
        (
            "Набираем в цех\nкто | тыс./мес | сколько\nпекарь | 90 | 2–3\nгрузчик | 60 | не менее 10",
            [("пекарь", 2, 3), ("грузчик", 10, None)],
        ),
    ],
)
def test_a_table_is_read_by_what_its_columns_are_called(reader: Parser, text: str, expected: Found) -> None:
    """Whatever parts its cells; roles may be columns, and without names the small numbers are people."""
    assert read(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Сбор на субботу\nнабрано/надо:\nсварщики 3/4\nэлектрики 0/2\nмонтажники 5/5", [(1, 1), (2, 2)]),
        ("Вакансии (по штату/занято/вакантно): повар 6/4/2; пекарь 14/10/4. Клин", [(2, 2), (4, 4)]),
        (
            "Пекарь — по штату 3, работает 1\nПовар — по штату 9, работает 9\nБерём недостающих, Орёл",
            [(2, 2)],
        ),
    ],
)
def test_figures_have_the_meaning_that_a_legend_gives_them(
    reader: Parser, text: str, expected: list[tuple[int, int]]
) -> None:
    """The wanted are those planned less those who are there; a role that lacks nobody is left out."""
    assert numbers(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Форма\n1. Кто нужен:\nа) токарь\nб) слесарь\nв) утюжник\n2. Сколько человек:\nа) 14\nб) 1\nв) 3",
            [("токарь", 14, 14), ("слесарь", 1, 1), ("утюжник", 3, 3)],
        ),
        (
            "Запрос. Профессии: а) токарь; б) слесарь\nЧисленность: а) 35; б) 20\nВозраст: а) 30; б) 40",
            [("токарь", 35, 35), ("слесарь", 20, 20)],
        ),
    ],
)
def test_lists_with_the_same_letters_go_together(reader: Parser, text: str, expected: Found) -> None:
    """A number under a letter is of the role under it, if what stands over the numbers says people."""
    assert read(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Берём всего 40 человек, из них 25 обвальщиков, остальные — укладчики. Клин", [(25, 25), (15, 15)]),
        ("Требуется по заявке 60 швей, 22 уже на объекте, остальных ждём. Клин", [(38, 38)]),
        ("По графику 60 каменщиков, по факту 34. Просим добрать недостающих 26", [(26, 26)]),
        (
            "Швеи в Кинешму. На этой неделе примем 8, на следующей 5, потом ещё 7, вместе выходит 20",
            [(20, 20)],
        ),
        ("Каменщики. Первые пять заехали, остальных пять жду до пятницы. Клин", [(5, 5)]),
        ("Требуются 2 сварщика. Сварщикам по четыре тысячи, остальным три. Клин", [(2, 2)]),
        (
            "Нужны бетонщики 300, арматурщики 250, монтажники 200, стропальщики 50",
            [(300, 300), (250, 250), (200, 200), (50, 50)],
        ),
    ],
)
def test_what_is_left_of_a_number_is_what_is_wanted(
    reader: Parser, text: str, expected: list[tuple[int, int]]
) -> None:
    """Where the text says that the others are there; numbers that happen to add up are left as they are."""
    assert numbers(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Сеть из 5 АЗС. На каждую станцию: 2 заправщика и 1 кассир. Уфа", [(10, 10), (5, 5)]),
        ("Ищем по 2 фармацевта в каждый город: Псков, Луга, Орёл", [(6, 6)]),
        ("Трём элеваторам (Клин, Орёл, Уфа) на приёмку надо по 2 лаборанта", [(6, 6)]),
        ("Нужны помбуры: по двое на каждую установку, установок три. Клин", [(6, 6)]),
        ("Нужно по двое продавцов на три киоска. Самара", [(6, 6)]),
        ("Смены две, грузчиков по 6 в каждую, плюс в ночную один диспетчер. Клин", [(12, 12), (1, 1)]),
        (
            "Сварщики и сборщики по 15, маляры, плотники — по 4 каждых, крановщик один. Орёл",
            [(15, 15), (15, 15), (4, 4), (4, 4), (1, 1)],
        ),
    ],
)
def test_so_many_at_each_are_multiplied(reader: Parser, text: str, expected: list[tuple[int, int]]) -> None:
    """By the sites, towns or shifts that the text names, before or after; "each" is of the roles beside."""
    assert numbers(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Клин и Орёл опять дают заказ. Сборщиков туда пятнадцать, сюда двадцать", [(15, 15), (20, 20)]),
        (
            "Водители, всего тридцать пять: двадцать в Ноябрьск, пятнадцать под Красноярск",
            [(20, 20), (15, 15)],
        ),
        (
            "Нужны монолитчики. Севастополь 20 чел с опытом, и объект в Бахчисарае, туда 10",
            [(20, 20), (10, 10)],
        ),
        (
            "Нужны охранники и уборщицы:\nПодольск — 4 и 2\nТула — 3 и 1",
            [(4, 4), (3, 3), (2, 2), (1, 1)],
        ),
        (
            "Открыты ставки: токарь 5 разряда, слесарь 4 разряда. Вакансий 7 и 11 соответственно",
            [(7, 7), (11, 11)],
        ),
        ("Клининг ищет 5 человек в Москве и 3 человека в Туле", [(5, 5), (3, 3)]),
    ],
)
def test_numbers_go_to_their_places_or_roles_in_turn(
    reader: Parser, text: str, expected: list[tuple[int, int]]
) -> None:
    """A number beside a place, or beside "there", is a demand of its own; a total of them is not."""
    assert numbers(reader, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ищем бухгалтера. Команда 34 человека, 6 продуктов. Пермь",
        "Требуется тестировщик\nКоманда: 7 человек (3 разработчика, 2 аналитика)",
        "Нужны проходчики. Глубина 520 м, 3 лавы, на участке 32 человека",
        "Требуется уборщица. Доставка автобусом (18 мест) от метро",
        "Требуется повариха, балки тёплые на 8 мест",
        "Требуются официанты, Клин. Сейчас на кухне 14 человек, зал новый",
        "Требуется оператор. Кол-во голов на одного оператора: 50",
        "Заявка 77, нужна домработница",
        "Нужны сварщики, муж. 18–45, Клин",
    ],
)
def test_people_who_are_there_and_seats_are_not_asked_for(reader: Parser, text: str) -> None:
    """Teams, present staff, seats of a bus, beds, ages and numbers of forms count nobody who is wanted."""
    assert numbers(reader, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Видели? «Срочно 20 грузчиков, Клин, 5000 в день, оплата сразу». Приехали, никто не заплатил",
        "Нас 10: шестеро каменщики, остальные подсобники. Возьмём дом в Клину",
        "Резюме\nДолжность: крановщик\nВозраст: 44\nСтаж: 19 лет\nОплата от 180",
    ],
)
def test_who_is_quoted_or_offers_himself_asks_for_nobody(reader: Parser, text: str) -> None:
    """An advertisement within quotes, a crew that counts itself, a card with an age of one's own."""
    assert not reader.read(text).is_request
