"""Cards of job boards: whom their title names is asked for, and who is only spoken of below it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from parser.pipeline import Parser


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Менеджер ИТ проектов\nТверь, пр. Победы, д. 12\nИщем специалиста с высшим образованием",
            ["Менеджер ИТ проектов"],
        ),
        (
            "Руководитель отдела продаж\nМосква\nНужны найм риелторов и обучение брокеров",
            ["Руководитель отдела продаж"],
        ),
        (
            "Рудник приглашает на открытую вакансию\nМастера ЗИФ\nОбязанности:\nВедение документации",
            ["Мастера ЗИФ"],
        ),
        (
            "Завод приглашает на открытую вакансию\nВодитель погрузчика\nУдостоверение тракториста-машиниста",
            ["Водитель погрузчика"],
        ),
        ("Требуются повара и официанты\nТверь\nОпыт от года", ["повара", "официанты"]),
    ],
)
def test_a_cards_title_is_the_role(reader: Parser, text: str, expected: list[str]) -> None:
    """Also one that no list knows, as long as the dictionary of forms knows its noun as somebody."""
    assert [request.role_text for request in reader.read(text).requests] == expected
