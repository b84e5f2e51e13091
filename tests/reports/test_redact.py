from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.redact import BLOCK, redact


@pytest.mark.parametrize(
    "contact",
    [
        "+7 900 000-00-00",
        "8(900)000-00-00",
        "89000000000",
        "900 000 00 00",
        "8 9 0 0 0 0 0 0 0 0 0",
        "8️⃣9️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣",
        "+380 00 000 00 00",
        "+375(00)000-00-00",
        "+7\u00a0900\u00a0000\u00a000\u00a000",
        "@example_hr",
        "example.hr+jobs@mail.example.com",
        "https://t.me/example_hr",
        "t.me/+AbCdEf",
        "https://wa.me/79000000000",
        "tg://resolve?domain=example_hr",
        "vk.com/id0",
    ],
)
def test_contacts_are_masked_at_equal_length(contact: str) -> None:
    """Whatever people put between the digits."""
    assert redact(f"нужны люди {contact}, вахта") == f"нужны люди {BLOCK * len(contact)}, вахта"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Звонить Анне", "Анне"),
        ("обращаться к Марине в отдел", "Марине"),
        ("HR: Мария", "Мария"),
        ("контактное лицо – Иван Петрович", "Иван Петрович"),
        ("ждёт Пример Примерович завтра", "Пример Примерович"),
        ("Анна 8 900 000 00 00", "Анна 8 900 000 00 00"),
        ("8 900 000 00 00 (Анна)", "8 900 000 00 00 Анна"),
        ("тел. 22-33-44", "22-33-44"),
        ("Телефон: 223344", "223344"),
    ],
)
def test_names_and_short_numbers_beside_contact_words_are_masked(text: str, masked: str) -> None:
    """Names only where a word or a number says that a person follows."""
    result = redact(text)
    assert len(result) == len(text)
    for word in masked.split():
        assert word not in result


@pytest.mark.parametrize(
    "text",
    [
        "Нужно 100-150 человек, смена 12 часов, с 9:00 до 18:00",
        "Оплата 90 000-95 000, вахта 60/30",
        "от 78 000-100 000 руб, 80 000 90 000 руб",
        "Требуются 10 сварщиков в Тверь, ул. Московская, 39",
        "Пишите в личные сообщения",
        "Телефон и питание за счёт фирмы",
        "До 10.07.2026, 2500/3000, 5000 кубов",
        "Цена 1 200 000 за 3 000 000 штук",
    ],
)
def test_pay_times_places_and_counts_stay(text: str) -> None:
    """Masking them would take the figures out of the quote."""
    assert redact(text) == text


def test_words_that_announce_a_contact_stay() -> None:
    """They have a capital letter and stand beside a number, and are no names."""
    for word in ("Звонить", "Телефон:", "Подробности", "WhatsApp"):
        assert redact(f"{word} +7 900 000-00-00").startswith(word)


@given(st.text(alphabet="Анназвонить +789(0)-@._тел:HR\n t.me/", max_size=60))
def test_masking_keeps_the_length_and_changes_nothing_else(text: str) -> None:
    """Spans stay where they were, whatever the text; masking twice is masking once."""
    result = redact(text)
    assert len(result) == len(text)
    assert all(after in {before, BLOCK} for before, after in zip(text, result, strict=True))


@given(st.from_regex(r"(?:\+7|8)[ -]?\(?9[0-9]{2}\)?[ -]?[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}", fullmatch=True))
def test_no_russian_mobile_number_survives(number: str) -> None:
    """Not one of its digits."""
    assert not any(char.isdigit() for char in redact(f"звоните {number}!"))
