"""Any text whatever: no crash, spans that quote, the same answer twice, time in proportion to length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parser.lemmas import lemmas
from parser.masking import mask
from parser.normalizing import fold
from parser.tokenizing import words_of

if TYPE_CHECKING:
    from parser.pipeline import Parser

PIECES = [
    "Требуются", "нужны", "сварщики", "грузчика", "швеи", "человек", "чел.", "по", "на", "от", "до",
    "50-60", "5", "0/20", "тыс", "двадцать", "г.", "Тверь", "в ДНР", "из КНДР", "ул.", "3000/8", "руб",
    "\n", "\n\n", ",", "—", "(", ")", "🔥", "5️⃣", "#", "1,5", "12.06", "9:00", "ещё", "осталось",
    "всего", "бригады", "каждой", "или", "5человек", "\u202e", "\u200b", "\ud800", "\x00",
    "сварщ\U00017e1fк", "ш\U0001d7cbе\U00017e1fя — 15",
    "@example_hr", "+7 900 000-00-00",
]  # fmt: skip
ANY_TEXT = st.text(alphabet=st.characters(), max_size=300) | st.lists(
    st.sampled_from(PIECES), max_size=40
).map(" ".join)


def spans_of(made: dict[str, Any]) -> list[tuple[str, list[int]]]:
    """Every (text, span) pair that extract would print."""
    pairs = [(r["role_text"], r["role_span"]) for r in made["requests"]]
    pairs += [(r["headcount_text"], r["headcount_span"]) for r in made["requests"] if r["headcount_span"]]
    for name in ("regions", "origins", "pay", "hours"):
        pairs += [(value["text"], value["span"]) for value in made[name]]
    if "total" in made:
        pairs.append((made["total"]["text"], made["total"]["span"]))
    return pairs


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=400)
@given(text=ANY_TEXT)
def test_every_span_quotes_the_text_as_given(reader: Parser, text: str) -> None:
    """Also with surrogates, control characters, marks of direction and emoji."""
    reading = reader.read(text)
    for quoted, (start, end) in spans_of(reading.to_dict()):
        assert text[start:end] == quoted
    for number in reading.numbers:
        assert text[number.span[0] : number.span[1]] == number.text
    assert reader.read(text) == reading


@given(text=st.text(alphabet=st.characters(), max_size=200))
def test_masking_keeps_the_length_and_tokenising_every_character(text: str) -> None:
    """Offsets in the masked text are offsets in the text."""
    masked = mask(text)
    assert len(masked) == len(text)
    assert sum(map(len, words_of(masked))) + masked.count(" ") >= len(masked)


@given(word=st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВЯіїєabcdeXYZ-’«", min_size=1, max_size=20))
def test_normalising_is_settled_after_one_pass(word: str) -> None:
    """The normalised form of a normalised form is itself."""
    once = fold(word)
    assert fold(once) == once


def test_a_letter_that_unicode_has_no_name_for_is_a_letter(reader: Parser) -> None:
    """The dictionary of forms fails on such words, and is not asked for them."""
    text = "Швейный цех, нужны:\nшв\U00017e1fй — 15\nзакройщик — 1\nобойщик-закр\U000707faйщик — 2"
    assert reader.read(text).is_request
    assert lemmas("шв\U00017e1fй цех") == ["шв\U00017e1fй", "цех"]


def test_a_stream_gives_the_readings_of_its_posts_in_order(reader: Parser) -> None:
    """Batching changes nothing."""
    texts = [f"Нужны {n} сварщиков" for n in range(2, 600)]
    read = [reading.requests[0].headcount_min for reading in reader.pipe(texts)]
    assert read == list(range(2, 600))
