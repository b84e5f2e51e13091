"""More families that hard posts are made of: what stands around a name, a number or a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from parser.pipeline import Parser

Counts = list[tuple[int | None, int | None]]


def regions(reader: Parser, text: str) -> list[str]:
    """The regions of a post, each once, in order."""
    return list(dict.fromkeys(region.iso for region in reader.read(text).regions))


def counts(reader: Parser, text: str) -> Counts:
    """The bounds of every request that has a number, in order."""
    return [(r.headcount_min, r.headcount_max) for r in reader.read(text).requests if r.headcount_text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Шатрово: нужны 5 доярок", ["RU-KGN"]),
        ("Требуется грузчик, Большое Козино", ["RU-NIZ"]),
        ("Череповецкому заводу нужны 8 токарей", ["RU-VLG"]),
        ("На Мариупольский металлургический комбинат требуются 3 слесаря", ["UA-14"]),
        ("Требуются 5 сварщиков, МО. Вахта", ["RU-MOS"]),
        ("Урал: нужны 5 сварщиков", ["RU"]),
        ("Донбасс, Волноваха: 12 водителей", ["UA-14"]),
        ("Ивановское, Ярославская область. Нужны 2 доярки", ["RU-YAR"]),
        ("Борисовка, Краснодарский край. Нужны 3 маляра", ["RU-KDA"]),
        ("Печоры: нужны 5 сварщиков", ["RU-PSK"]),
        ("Кабардинка, кафе: нужны 2 официантки", ["RU-KDA"]),
        ("ЗапСибНефтехим: нужны 5 сварщиков", ["RU-TYU"]),
        ("Стройка, Турция. Бетонщики 40", ["TR"]),
    ],
)
def test_places_by_any_name(reader: Parser, text: str, expected: list[str]) -> None:
    """Small places, adjectives of towns, abbreviations, parts of the country, namesakes that are settled."""
    assert regions(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Находимся в Обнинском, нужны 2 грузчика", []),
        ("Звонить до 18 мск. Нужны 2 грузчика, Тула", ["RU-TUL"]),
        ("Район Дзержинского, нужны 2 грузчика", []),
        ("Вахта в Ставрополь, билеты с Краснодара. Нужны 2 грузчика", ["RU-STA"]),
        ("Требуются 2 официанта в кафе «Байкал», Пенза", ["RU-PNZ"]),
        ("Нужны 25 швей из Вьетнама, Ногинск", ["RU-MOS"]),
        ("Борисова улица 17, нужен дворник. Спасск-Дальний", ["RU-PRI"]),
        ("Кафе на трассе Хабаровск-Владивосток, нужен повар. Лесозаводск", ["RU-PRI"]),
        ("Строитель, плотник. Чита", ["RU-ZAB"]),
        ("Горный инженер нужен в Апатиты", ["RU-MUR"]),
        ("Слесарь в УК, Пермь", ["RU-PER"]),
        ("ООО «Вектор» (г. Самара) приглашает в Новый Уренгой 4 сварщика", ["RU-YAN"]),
        ("Нужны 4 сварщика, Омск. Звоните: 8 (495) 000-00-00 (Москва)", ["RU-OMS"]),
        ("Екатеринбург, Академический. Нужны 3 маляра", ["RU-SVE"]),
        ("МО Динской район, нужны дворники", ["RU-KDA"]),
    ],
)
def test_names_that_are_no_place_of_work(reader: Parser, text: str, expected: list[str]) -> None:
    """Forms of other words, clocks, persons, places left, names of firms and roads, phones."""
    assert regions(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Требуется повар на 40 человек, Усинск", []),
        ("Ищем санитарку на 0,5 ставки, Псков", []),
        ("Требуются доставщики 16+, Курск", []),
        ("Электромонтёр ШЧ-6, Пермь, срочно требуется", []),
        ("Требуется менеджер. Занимаем 18 место в рейтинге. Киров", []),
        ("Продавец-кассир (ул. Советская 45, Садовая 130), требуется", []),
        ("Домработница на 3 дня в неделю, Пенза, семья 4 человека", []),
        ("Выкопать яму, 2 человека за день справятся. Кто возьмётся?", []),
        ("Требуются маляр 5000 смена, подсобник 300 час", []),
        ("По 10 грузчиков в Самару, Тольятти и Сызрань", [(30, 30)]),
        ("На 4 объекта нужны отделочники, на каждый по 6 человек", [(24, 24)]),
        ("Повар и два кухонных работника в столовую, Тула", [(2, 2)]),
        ("Нужны горничные 5 чел и повар, Ялта", [(5, 5)]),
        ("Каменщики: минимум 5, максимум 8 человек, Пермь", [(5, 8)]),
        ("Примем 100 граждан КНДР, отделочники. Хабаровск", [(100, 100)]),
        ("Строители в Лисичанск: кровельщики 12 чел, плиточники 9 чел", [(12, 12), (9, 9)]),
        ("Тюмень: сварщики 5 чел. Сургут: сварщики 7 чел.", [(5, 5), (7, 7)]),
        ("Сварщики НАКС (РАД) — 18; дефектоскописты — 4", [(18, 18), (4, 4)]),
        ("Монтажники в Белгород, Курск и Орёл. На каждый город нужно по 4 человека", [(12, 12)]),
        ("Нужны люди на склады в Коледино и Подольск, по 50 человек", [(100, 100)]),
        ("Бригады бетонщиков, 10-12 человек в каждой, надо 4 бригады, Тверь", [(40, 48)]),
        ("Осталось три места в бригаду арматурщиков, Амурск", [(3, 3)]),
        ("Комплектовщики. Софьино. Набор 70 мест, осталось 12!", [(12, 12)]),
        ("Нужны официантки 4 шт и барменша одна, Геленджик", [(4, 4), (1, 1)]),
    ],
)
def test_numbers_that_count_people_and_others(reader: Parser, text: str, expected: Counts) -> None:
    """Capacity, half posts, ages, initials, ranks, houses, families, effort, prices; lists and products."""
    assert counts(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Требуются сотрудники. Задача: забрать таблички", "сотрудники"),
        ("Швейцар - 6 чел., Пермь", "Швейцар"),
        ("Шаурмейстеры — 3 человека, Омск", "Шаурмейстеры"),
        ("Три человека, снести мусор с квартиры, Уфа", "снести мусор с квартиры"),
        ("Нужны люди, 5 человек, выйти на прополку свёклы. Курск", "прополку свёклы"),
    ],
)
def test_the_role_is_what_the_post_calls_it(reader: Parser, text: str, role: str) -> None:
    """People that a need names, titles that no list has, work by its noun."""
    assert [request.role_text for request in reader.read(text).requests] == [role]


@pytest.mark.parametrize(
    "text",
    [
        "Предоставим 50 грузчиков на ваш склад в Москве",
        "Нужна бригада? Звоните! Каменщики, бетонщики, отделочники",
        "Девушка 30 лет, уборка квартир, Сочи",
        "Требуется манипулятор на завтра, Липецк",
        "Сколько человек нужно, чтобы разгрузить фуру?",
        "Раньше нужны были 10 швей, набор отменён",
        "Губернатор: привлечём на стройки 3 тыс. рабочих",
        "Можно арендовать скины из всех кейсов. Подписаться",
        "Учебный центр: электрогазосварщик, группа от 5 человек",
        "Приглашаем на обучение на курсы сварщиков! Группа 15 человек, Тюмень",
    ],
)
def test_no_requests(reader: Parser, text: str) -> None:
    """Workers offered, questions to customers, persons of an age, machines, news, training."""
    assert not reader.read(text).is_request


@pytest.mark.parametrize(
    "text",
    [
        "Мужчина на подворье: корова, куры. Живёте в доме, 40 тысяч. Опочка",
        "Ищем ещё двоих на кровлю в Ейск, нас трое",
        'Сборщик мебели\nдо 70 000 ₽\nСпасск-Дальний\nООО "Рапит" (подбор персонала для организаций)',
        "Есть кто прям сейчас? Две коробки на этаж поднять, 1000",
        "Требуется моторист, Находка",
    ],
)
def test_requests_that_look_like_none(reader: Parser, text: str) -> None:
    """Persons for a place, crews that lack people, agencies' cards, questions to workers, bare titles."""
    assert reader.read(text).is_request
