"""Canonical JSON: equal answers have equal bytes, and nothing that Telegram can send stops it."""

import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from storage import canonical, clean, sha256
from storage.canonical import SAFE_INTEGER, framed

texts = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e15, 1e15) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_any_json_value_has_canonical_bytes(value: Any) -> None:
    """Also with lone surrogates and integers beyond what RFC 8785 can write; and they are stable."""
    text = canonical(value)
    assert text.encode()
    assert canonical(json.loads(text)) == text


@given(values)
def test_what_rfc8785_can_write_is_written_by_it(value: Any) -> None:
    """Cleaning touches only what the standard cannot hold."""
    try:
        expected = rfc8785.dumps(value).decode()
    except ValueError:
        return
    assert canonical(value) == expected


def test_key_order_and_spaces_make_no_difference() -> None:
    """The same answer in another spelling has the same hash."""
    one, other = '{"b": 1, "a": [1.0, "\\u0436"]}', '{"a":[1,"ж"],"b":1}'
    assert canonical(json.loads(one)) == canonical(json.loads(other)) == '{"a":[1,"ж"],"b":1}'


def test_integers_beyond_doubles_become_their_digits() -> None:
    """Telegram has 64-bit ids; a JSON reader would round them."""
    assert canonical({"id": SAFE_INTEGER}) == f'{{"id":{SAFE_INTEGER}}}'
    assert canonical({"id": 5368324170671202286}) == '{"id":"5368324170671202286"}'
    assert clean(-(2**60)) == str(-(2**60))


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    """UTF-8 cannot hold them, and offsets must stay."""
    assert canonical(["a\ud83db", "\U0001f600"]) == '["a\ufffdb","😀"]'
    assert canonical({"\udc00": 1}) == '{"\ufffd":1}'


def test_decimals_are_numbers() -> None:
    """As streaming readers of JSON give them."""
    assert clean({"lat": [Decimal("55.75")]}) == {"lat": [55.75]}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [{"x": float("-inf")}]])
def test_what_is_no_json_is_refused(value: Any) -> None:
    """NaN has no canonical form."""
    with pytest.raises(ValueError, match="not representable"):
        canonical(value)


def test_what_is_nested_too_deep_is_refused_and_not_a_crash() -> None:
    """A hostile post must not stop an import."""
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(ValueError, match="nested too deep"):
        canonical(deep)


def test_hashes_are_of_utf8_bytes() -> None:
    """So that sha256sum gives the same."""
    assert sha256("ж") == sha256("ж".encode()) == hashlib.sha256("ж".encode()).hexdigest()


@given(st.lists(st.none() | texts.map(clean) | st.integers(), max_size=5), st.integers(0, 4))
def test_framed_fields_cannot_slide_into_each_other(fields: list[Any], at: int) -> None:
    """Moving a character over a border, or None for an empty text, is another hash."""
    assert framed(*fields) != framed(*fields, None)
    assert framed("ab", "c") != framed("a", "bc")
    other = list(fields)
    other[at:at] = [""]
    assert framed(*fields) != framed(*other)


def test_framed_can_be_recomputed_with_a_json_library_alone() -> None:
    """The recipe of the module's docstring, by hand."""
    array = json.dumps(["нонс", 1, None], ensure_ascii=False, separators=(",", ":"))
    assert framed("нонс", 1, None) == hashlib.sha256(array.encode()).hexdigest()


@given(
    st.lists(
        st.none() | st.integers() | st.text() | st.sampled_from(["\ud800", "\x00\x1f\x7f\u2028"]), max_size=6
    )
)
def test_framed_hashes_the_json_that_python_writes(fields: list[Any]) -> None:
    """Whichever library writes it: control characters, huge integers, lone surrogates."""
    written = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    try:
        expected = hashlib.sha256(written.encode()).hexdigest()
    except UnicodeEncodeError:
        with pytest.raises(UnicodeEncodeError):
            framed(*fields)
    else:
        assert framed(*fields) == expected
