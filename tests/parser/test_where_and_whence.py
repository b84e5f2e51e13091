"""Regions of work, origins of workers, pay and hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from parser.pipeline import Parser


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Требуются швеи, г. Твери", ["RU-TVE"]),
        ("Нужны доярки в Тверской области", ["RU-TVE"]),
        ("Нужны рабочие на тверской мясокомбинат", ["RU-TVE"]),
        ("Нужны грузчики, МО, Балашиха", ["RU-MOS"]),
        ("Требуются сварщики в ДНР", ["UA-14"]),
        ("Нужны кровельщики, Мелитополь", ["UA-23"]),
        ("Нужны грузчики, Московский проспект 12", []),
        ("Нужны 2 грузчика, ул. Ростовская 5", []),
        ("Нужны люди в Польшу на сбор клубники", ["PL"]),
        ("Требуются разнорабочие, Кировск", ["RU"]),
        ("Требуются разнорабочие, Кировск Мурманской области", ["RU-MUR"]),
        ("Нужны рабочие, выезд из Казани", []),
    ],
)
def test_regions_are_where_the_work_is(reader: Parser, text: str, regions: list[str]) -> None:
    """Cases, adjectives, abbreviations, occupied regions, homonyms; no streets, no origins."""
    reading = reader.read(text)
    assert reading.is_request
    assert list(dict.fromkeys(region.iso for region in reading.regions)) == regions


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Требуются доярки в с. Ивановка", ["RU"]),
        ("Нужен повар в Александровку", ["RU"]),
        ("Нужен повар в Александровку, Крым", ["UA-43"]),
        ("Требуются маляры, г. Мариуполь, микрорайон Восточный", ["UA-14"]),
        ("Нужен грузчик, Хабаровск, Южный мкрн", ["RU-KHA"]),
        ("Требуется уборщица, магазин на Ленина 45", []),
        ("ООО «Ростов-Строй» набирает арматурщиков в г. Луганск", ["UA-09"]),
        ("Компания (офис: Москва) набирает арматурщиков в г. Луганск", ["UA-09"]),
        ("Нужны плотники в Симферополь-Севастополь", ["UA-43", "UA-40"]),
        ("Нужны дворники, Новосибирск-Восточный", ["RU-NVS"]),
    ],
)
def test_namesakes_parts_of_towns_and_firms_are_no_other_place(
    reader: Parser, text: str, regions: list[str]
) -> None:
    """A name that many villages have is not settled; parts of towns, streets and offices are no villages."""
    assert list(dict.fromkeys(region.iso for region in reader.read(text).regions)) == regions


def test_the_same_role_in_two_places_with_a_count_each_is_two_requests(reader: Parser) -> None:
    """Each with its own region."""
    reading = reader.read("Нужны швеи:\nТверь - 20 человек\nКострома - 15 человек")
    assert [(r.headcount_min, r.regions) for r in reading.requests] == [(20, ("RU-TVE",)), (15, ("RU-KOS",))]


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("Нужны 50 рабочих из КНДР, Владивосток", [("KP", "stated")]),
        ("Требуются корейцы на стройку, 50 человек, Владивосток", [("KP", "inferred")]),
        ("Нужны швеи, граждане Узбекистана и Таджикистана", [("UZ", "stated"), ("TJ", "stated")]),
        ("Нужен плиточник. Таджики и узбеки - мимо!", []),
    ],
)
def test_origins_are_stated_or_inferred_and_refused_ones_left_out(
    reader: Parser, text: str, origins: list[tuple[str, str]]
) -> None:
    """Countries and citizenships state, a people's name infers."""
    assert [(o.iso, o.basis) for o in reader.read(text).origins] == origins


def test_pay_and_hours_are_read(reader: Parser) -> None:
    """Open-ended pay has one bound; 6/1 is six days a week."""
    reading = reader.read("Требуются швеи. От 60 000 руб в месяц. График 6/1 по 11 часов")
    assert (reading.pay[0].min, reading.pay[0].max, reading.pay[0].currency, reading.pay[0].per) == (
        60000,
        None,
        "RUB",
        "month",
    )
    assert (reading.hours[0].per_day, reading.hours[0].days_per_week) == (11, 6)


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Кировск под Питером, нужны резчики, 4 человека", ["RU-LEN"]),
        ("Требуются 5 маляров, посёлок под Москвой", ["RU-MOS"]),
        ("Обработка рыбы, 40 человек, Мурманская", ["RU-MUR"]),
        ("Требуются дворники, 3 человека, ост. Тульская", []),
        ("ПЛОТНИКИ 2 ЧЕЛ ЗВЕНИГОРОД", ["RU-MOS"]),
    ],
)
def test_oblasts_by_their_cities_and_adjectives(reader: Parser, text: str, regions: list[str]) -> None:
    """Around a city of its own code lies the oblast; an adjective as a field of its own is one; no stops."""
    assert list(dict.fromkeys(region.iso for region in reader.read(text).regions)) == regions


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Монтажники, 10 чел., Тобольск. Встреча в Таганроге у вокзала", ["RU-TYU"]),
        ("Монтажники, 10 чел., Тобольск. Сбор группы в Волгограде", ["RU-TYU"]),
        ("Монтажники, 10 чел., Тобольск. Билет до Екатеринбурга за наш счёт", ["RU-TYU"]),
        ("Дробильщики, 4 чел., Губкин. До Курска и Орла ходят автобусы", ["RU-BEL"]),
        ("Монтажники, 10 чел., Тобольск. Сидим мы в Казани", ["RU-TYU"]),
        ("Нужны 5 сварщиков, проезд до Сургута оплатим", ["RU-KHM"]),
        ("Нужны 5 грузчиков, 20 км до Твери", ["RU-TVE"]),
    ],
)
def test_places_on_the_way_are_not_where_the_work_is(reader: Parser, text: str, regions: list[str]) -> None:
    """Unless no other place is named: then the work is near them."""
    assert list(dict.fromkeys(region.iso for region in reader.read(text).regions)) == regions
