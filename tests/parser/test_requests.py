"""What is a request, for whom, and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from parser.pipeline import Parser


@pytest.mark.parametrize(
    "text",
    [
        "Требуются сварщики, г. Омск",
        "На завтра\n2 человека\n3500",
        "Швея\n65 000 ₽\nЯрославль",
        "Завтра. Трое. Разгрузка фуры. 2500",
        "#требуются #швея #Тверь 20 человек",
        "Потрібні зварники, 5 осіб, вахта",
        "We are hiring 30 welders for a project in Murmansk region",
        "Нужен сварщик, набор закрыт, всем спасибо",
    ],
)
def test_employers_who_ask_for_people_are_requests(reader: Parser, text: str) -> None:
    """With a verb and without, day labour, cards, hashtags, three languages, filled ones."""
    assert reader.read(text).is_request


@pytest.mark.parametrize(
    "text",
    [
        "Ищем работу на стройке, нас 4 человека",
        "2 человека на завтра, нужна заявка",
        "Бригада каменщиков ищет объект, опыт 12 лет",
        "Есть бригада маляров, без аванса не работаем",
        "Ремонт квартир под ключ, составление сметы бесплатно, работаем по договору",
        "Служба по контракту: водители, повара, сварщики. Выплата 2 000 000",
        "В регионе не хватает 5000 строителей, сообщили в министерстве",
        "Продам гараж, нужен ремонт",
        "Набор на курсы сварщиков, обучение 3 месяца, диплом",
        "Пассивный доход, нужны 5 человек, только телефон",
        "Как дела? Кто завтра на рыбалку?",
        "",
    ],
)
def test_what_asks_for_no_workers_is_none_and_has_empty_lists(reader: Parser, text: str) -> None:
    """Offers, services, army, news, sale, training, scam, chatter."""
    reading = reader.read(text)
    assert not reading.is_request
    assert reading.requests + reading.regions + reading.origins + reading.pay + reading.hours == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("需要五十名焊工", "zh"),
        ("용접공 50명 구합니다", "ko"),
        ("Wir suchen Schweißer für die Baustelle", "de"),
    ],
)
def test_other_languages_are_said_to_be_so_and_left_unparsed(
    reader: Parser, text: str, language: str
) -> None:
    """No request is read where no word list exists."""
    reading = reader.read(text)
    assert (reading.is_request, reading.language) == (False, language)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Кто ищет подработку? Нужны люди на уборку снега, Химки", True),
        ("Ищете вахту? Набираем фасовщиц, Клин", True),
        ("Кузнец ищет подработку, Химки", False),
    ],
)
def test_a_question_to_who_looks_for_work_is_no_offer_of_work(
    reader: Parser, text: str, *, asks: bool
) -> None:
    """It opens requests; who looks for work says so of himself."""
    assert reader.read(text).is_request is asks


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Нужны каменщики и плотники", ["bricklayer", "carpenter"]),
        ("В бригаду каменщиков нужен подсобник", ["construction helper"]),
        ("Нужен грузчик в помощь кладовщику", ["loader"]),
        ("Требуется повар-кассир", ["cook"]),
    ],
)
def test_roles_asked_for_are_told_from_roles_mentioned(reader: Parser, text: str, roles: list[str]) -> None:
    """Helpers of others, crews to join and double roles."""
    assert [r.role for r in reader.read(text).requests] == roles


def test_without_a_role_word_the_activity_is_the_role(reader: Parser) -> None:
    """And without one, the counted noun."""
    assert reader.read("Нужны 2 человека копать траншею").requests[0].role_text == "копать траншею"
    assert "человека" in reader.read("Нужны 2 человека на завтра").requests[0].role_text


def test_a_role_that_the_lexicon_lacks_is_read_by_its_neighbours(reader: Parser) -> None:
    """Items of a list are alike."""
    reading = reader.read("Требуются:\nШвеи — 40 человек\nПуговичники — 5 человек")
    assert [r.headcount_min for r in reading.requests] == [40, 5]


def test_a_filled_request_says_so(reader: Parser) -> None:
    """``closed`` is absent from the dict unless set."""
    assert reader.read("Нужны 2 грузчика на завтра. Закрыто").to_dict()["closed"] is True
    assert "closed" not in reader.read("Нужны 2 грузчика на завтра").to_dict()
