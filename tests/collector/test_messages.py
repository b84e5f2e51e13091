"""Single messages: odd, damaged and hostile ones are named, and never stop an import."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.desktop.messages import to_answer
from collector.desktop.persons import Persons
from collector.errors import MessageFault
from collector.minimise import Minimiser
from storage import canonical, sha256
from storage.pseudonyms import Pseudonyms

PERSONS = Persons(Minimiser("pseudonym", Pseudonyms(bytes(32))), "x")
WHOLE = {
    "id": 5,
    "type": "message",
    "date": "2024-03-04T12:00:00",
    "date_unixtime": "1709542800",
    "text": "Текст",
}


def read(**changes: Any) -> Any:
    """The answer of a message with changes."""
    message = WHOLE | changes
    return to_answer({k: v for k, v in message.items() if v is not ...}, PERSONS, timezone=None, after=None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": ...}, "no id that a message can have"),
        ({"id": "5"}, "no id that a message can have"),
        ({"id": True}, "no id that a message can have"),
        ({"id": 5.0}, "no id that a message can have"),
        ({"id": 0}, "no id that a message can have"),
        ({"id": 2**31}, "no id that a message can have"),
        ({"id": 10**40}, "no id that a message can have"),
        ({"type": ...}, "of a type that is not known: None"),
        ({"type": ["message"]}, "of a type that is not known"),
        ({"type": "message_of_the_future"}, "of a type that is not known"),
        ({"date": ..., "date_unixtime": ...}, "has no date"),
        ({"date_unixtime": "soon"}, "a date_unixtime that is no time: 'soon'"),
        ({"date_unixtime": "1_709_542_800"}, "is no time"),
        ({"date_unixtime": True}, "is no time"),
        ({"date_unixtime": [1]}, "is no time"),
        ({"date_unixtime": "999999999999"}, "cannot be"),
        ({"date_unixtime": "9" * 5000}, "is no time"),
        ({"date_unixtime": "1300000000"}, "a date that cannot be: 2011-03-13"),
        ({"date_unixtime": "4102444800"}, "a date that cannot be: 2100-01-01"),
        ({"date_unixtime": ...}, "a date without a zone"),
        ({"date": "2024-02-31T12:00:00", "date_unixtime": ...}, "a date that is no time"),
        ({"date": "yesterday", "date_unixtime": ...}, "a date that is no time"),
        ({"date": 17, "date_unixtime": ...}, "a date that is no time"),
        ({"edited_unixtime": "x"}, "an edited_unixtime|a edited_unixtime"),
        ({"text": 5}, "a text that is neither a string nor a list: int"),
        ({"text": {"a": 1}}, "a text that is neither"),
        ({"text": ["a", 5]}, "a text with a part that is no text"),
        ({"text": [{"type": "bold"}]}, "a text with a part that is no text"),
        ({"text_entities": [{"text": None}]}, "a text with a part that is no text"),
    ],
)
def test_a_message_that_is_not_whole_says_what_is_wrong(changes: dict[str, Any], said: str) -> None:
    """In words that fit behind "message 5"."""
    with pytest.raises(MessageFault, match=said):
        read(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ...},
        {"text": []},
        {"text_entities": []},
        {"text": [{"type": ["x"], "text": "y"}]},
        {"poll": "x"},
        {"poll": {"answers": "x"}},
        {"poll": {"question": ["x"], "answers": [1, {"text": 5}, {}]}},
        {"media_type": 5},
        {"reactions": "x"},
        {"reactions": [1, {}, {"count": "x"}, {"count": 10**30}, {"recent": [5]}]},
        {"reply_to_message_id": "5"},
        {"reply_to_message_id": 10**30},
        {"from": 5},
        {"from_id": 5.5},
        {"author": 5},
        {"forwarded_from": None},
        {"action": 5, "type": "service"},
        {"type": "unsupported"},
        {"id": 2**31 - 1},
        {"document_id": 5368324170671202286},
        {"latitude": 1e300},
        {"key": float(2**70)},
        {"": {"": [[]]}},
        {"edited": "1970-01-01T03:00:00", "edited_unixtime": "0"},
        {"text": "\ud800 один"},
        {"\ud800": "\udfff"},
    ],
)
def test_odd_fields_are_kept_raw_and_stop_nothing(changes: dict[str, Any]) -> None:
    """What has no meaning for us has one for somebody."""
    answer = read(**changes)
    assert answer.raw == canonical(json.loads(answer.raw)) or "document_id" in changes or "key" in changes
    assert answer.sha256 == sha256(answer.raw)
    assert answer.reply_to is None
    assert answer.identity


def test_numbers_out_of_bounds_are_not_counted() -> None:
    """A column of 64 bits cannot hold them."""
    assert read(reactions=[{"count": 3}, {"count": 10**30}, {"count": True}]).reactions == 3


def test_a_text_that_its_entities_do_not_make_up_is_two_halves() -> None:
    """Desktop writes each text twice; where they differ, a part is of another message."""
    plain = [{"type": "plain", "text": "Текст"}]
    assert read(text_entities=plain).text == "Текст"
    with pytest.raises(MessageFault, match="that its entities do not make up"):
        read(text="Другой", text_entities=plain)


def test_a_message_that_lost_its_end_is_a_fault(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """Where all others have their entities, one without them is a part."""
    half = exports.message(2)
    del half["text_entities"]
    chat = exports.chat([exports.message(1), half, {"id": 3, "type": "unsupported"}])
    result = bring_in(exports.write(tmp_path / "e", chat))
    assert ["message 2 has no text_entities" in fault.reason for fault in result.faults] == [True]
    assert list(posts()) == [1, 3]


def test_nul_and_lone_surrogates_are_replaced_in_columns() -> None:
    """At a NUL many programs end a text; raw has it escaped."""
    answer = read(text=["a\0b", {"type": "bold", "text": "\ud83d!"}])
    assert answer.text == "a\ufffdb\ufffd!"
    assert answer.entities == (("bold", 3, 2, None),)
    assert "\\u0000" in answer.raw


def test_a_message_nested_without_end_is_a_fault(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """However deep: as JSON, or too deep for JSON's own reader; its neighbours are read."""
    for n, depth in enumerate((200, 900, 1100, 100_000)):
        text = exports.dumps(
            exports.chat([exports.message(1), exports.message(2, deep="DEEP"), exports.message(3)])
        )
        text = text.replace('"DEEP"', "[" * depth + "]" * depth)
        result = bring_in(exports.write(tmp_path / str(n), text))
        assert set(posts()) >= {1, 3}
        assert len(result.faults) == (0 if depth == 200 else len(result.faults))
        assert all(
            "nested too deep" in fault.reason or "recursion" in fault.reason for fault in result.faults
        )
    assert result.faults


def test_the_last_of_equal_keys_counts_and_two_ids_are_no_message(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """As every reader of JSON has it; with two ids it is two messages run together."""
    text = exports.dumps(exports.chat([exports.message(n, "ONE") for n in range(1, 5)]))
    twice = text.replace('"id": 2,', '"id": 2, "author": "x", "author": "y",').replace(
        '"id": 3,', '"id": 3, "id": 9,'
    )
    result = bring_in(exports.write(tmp_path / "e", twice))
    assert list(posts()) == [1, 2, 4]
    assert [fault.reason for fault in result.faults] == ["after message 2: two messages run into each other"]


def test_huge_integers_are_digits_and_beyond_reason_a_fault(
    exports: Any, bring_in: Any, content: Any, archive: Path, tmp_path: Path
) -> None:
    """64-bit ids are kept exactly; a number of five thousand digits is damage."""
    text = exports.dumps(exports.chat([exports.message(n, number="N") for n in (1, 2, 3)]))
    text = text.replace('"N"', str(2**64 - 1), 1).replace('"N"', "9" * 5000, 1).replace('"N"', "-0.5e-3")
    result = bring_in(exports.write(tmp_path / "e", text))
    first, third = content(archive)["versions"]
    assert json.loads(first["raw"])["number"] == str(2**64 - 1)
    assert json.loads(third["raw"])["number"] == -0.0005
    assert len(result.faults) == 1


def test_hostile_text_is_text(exports: Any, bring_in: Any, posts: Any, tmp_path: Path) -> None:
    """SQL, HTML, escape sequences, direction marks, zero-width characters: as they were written."""
    texts = {
        1: "'); DROP TABLE posts; --",
        2: "<script>alert(1)</script>",
        3: "\x1b[2J\x07",
        4: "\u202egnp.exe",
        5: "=cmd|'/c'!A1",
        6: "а\u200bб",
        7: "e\u0301 é",
        8: "\ufeff",
        9: "𝕍 \U000e0041",
    }
    chat = exports.chat(
        [exports.message(post_id, text) for post_id, text in texts.items()], name="<b>'\"\x1b[2J"
    )
    assert bring_in(exports.write(tmp_path / "e", chat)).faults == []
    assert {post_id: row["text"] for post_id, row in posts().items()} == texts


messages = st.dictionaries(
    st.sampled_from(
        [
            "id",
            "type",
            "date",
            "date_unixtime",
            "edited",
            "edited_unixtime",
            "text",
            "text_entities",
            "from",
            "from_id",
            "author",
            "poll",
            "reactions",
            "media_type",
            "photo",
            "forwarded_from",
            "action",
            "members",
            "reply_to_message_id",
        ]
    ),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text(max_size=8)
        | st.sampled_from(["message", "service", "user5", "1709542800", "2024-03-04T12:00:00", "bold"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["text", "type", "count", "recent", "answers", "user_id"]), inner, max_size=3
            )
        ),
        max_leaves=8,
    ),
)


@given(message=messages)
def test_any_message_is_an_answer_or_a_fault(message: dict[str, Any]) -> None:
    """No third way out."""
    with suppress(MessageFault):
        answer = to_answer(WHOLE | message, PERSONS, timezone=None, after=None)
        assert answer.identity
        assert answer.raw.encode()
