"""Damaged exports: what is certain is mended, what is whole comes in, the rest is named with its place."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.desktop.stream import Broken, Chat, read_export
from collector.desktop.text import CHUNK
from collector.errors import NotAnExport
from storage import Archive

PUBLIC = ("public_channel", "public_supergroup")


def ids(path: Path) -> tuple[list[int], list[Broken]]:
    """The messages that a reader gives, and the places where it gave none."""
    items = list(read_export(path, PUBLIC))
    return [item["id"] for item in items if isinstance(item, dict)], [
        x for x in items if isinstance(x, Broken)
    ]


@pytest.fixture
def text(exports: Any) -> str:
    """The text of an export of twenty messages."""
    return str(exports.dumps(exports.chat([exports.message(n, f"Нужны {n} швей") for n in range(1, 21)])))


def cut_at(text: str, post_id: int) -> int:
    """Where a message begins."""
    return text.index(f'"id": {post_id},\n   "type"')


def test_control_characters_written_as_hex_are_mended(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """As Desktop writes them to this day; a backslash before an x that was meant stays."""
    text = exports.dumps(exports.chat([exports.message(1, "aVTb C:\\xAB \\\\x0B"), exports.message(2)]))
    result = bring_in(exports.write(tmp_path / "e", text.replace("VT", "\\x0B")))
    assert result.faults == []
    assert posts()[1]["text"] == "a\x0bb C:\\xAB \\\\x0B"
    assert [note.partition(": ")[2] for note in result.notes] == [
        "messages that were not JSON and were mended: 1"
    ]


def test_control_characters_that_stand_as_they_are_are_read(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """A tab or a line break in a string can only be meant."""
    text = exports.dumps(exports.chat([exports.message(1, "aTABbUNITc"), exports.message(2)]))
    text = text.replace("TAB", "\t").replace("UNIT", "\x1f")
    assert bring_in(exports.write(tmp_path / "e", text)).faults == []
    assert posts()[1]["text"] == "a\tb\x1fc"


def test_ids_without_quotes_are_mended(
    exports: Any, bring_in: Any, content: Any, archive: Path, tmp_path: Path
) -> None:
    """Desktop 4.1.0 wrote ids and paths of custom emoji so."""
    emoji = {"type": "custom_emoji", "text": "😀", "document_id": "QUOTED"}
    for n, written in enumerate(
        (exports.not_included, "files/stickers/sticker.webp", "true/x.tgs", "5368324170671202286")
    ):
        chat = exports.chat([exports.message(n + 1, ["Нужны ", emoji]), exports.message(99)])
        text = exports.dumps(chat).replace('"QUOTED"', written)
        assert bring_in(exports.write(tmp_path / str(n), text)).faults == []
        version = next(row for row in content(archive)["versions"] if row["post_id"] == n + 1)
        raw = json.loads(version["raw"])
        assert raw["text"][1]["document_id"] == written


def test_what_looks_like_a_fault_inside_a_text_is_left_alone(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """A post that quotes an export is a post, also where another message has to be mended."""
    quoted = 'смотрите: "document_id": stickers/a.webp,\n{ "id": 77, "type": "message" } "\\x0B" }, {'
    text = exports.dumps(exports.chat([exports.message(1, quoted), exports.message(2, quoted + "VT")]))
    assert bring_in(exports.write(tmp_path / "e", text.replace("VT", "\\x0B"))).faults == []
    assert {post_id: row["text"] for post_id, row in posts().items()} == {1: quoted, 2: quoted + "\x0b"}


@pytest.mark.parametrize("share", [0.99, 0.7, 0.5, 0.31, 0.1])
def test_a_cut_file_gives_what_is_whole(share: float, text: str, exports: Any, tmp_path: Path) -> None:
    """Up to the cut; the fault says after which message it is."""
    cut = text[: int(len(text) * share)]
    found, broken = ids(exports.write(tmp_path / "e", cut))
    whole = cut.count("\n  },")
    assert found == list(range(1, whole + 1))
    where = f"after message {whole}" if whole else "before the first message"
    assert [one.where for one in broken] == [where]
    assert "cut" in broken[0].why


@pytest.mark.parametrize(
    "garbage",
    [
        "garbage",
        '"',
        "}",
        "{",
        "]",
        "[",
        "]}",
        "\\",
        "\n\n\x01\x02",
        '{"id": 7, ',
        "\ud83d".encode("utf-16-le", "surrogatepass").decode("latin-1"),
    ],
)
def test_messages_after_garbage_are_read(garbage: str, text: str, exports: Any, tmp_path: Path) -> None:
    """In the middle of a message: that one is lost, no other."""
    at = text.index('"from"', cut_at(text, 7))
    found, broken = ids(exports.write(tmp_path / "e", text[:at] + garbage + text[at:]))
    assert set(found) >= set(range(1, 21)) - {7}
    assert 7 not in found or garbage.isspace()
    assert [one.where for one in broken] == ["after message 6"]


def test_garbage_between_messages_loses_none(text: str, exports: Any, tmp_path: Path) -> None:
    """Both neighbours are whole."""
    at = text.index("},", cut_at(text, 7)) + 1
    found, broken = ids(exports.write(tmp_path / "e", text[:at] + " garbage " + text[at:]))
    assert found == list(range(1, 21))
    assert [one.where for one in broken] == ["after message 7"]


def test_two_damages_are_two_faults(
    *, text: str, exports: Any, bring_in: Any, posts: Any, archive: Path, tmp_path: Path
) -> None:
    """And what is between them is read, and covered; what was lost is not."""
    for post_id in (5, 12):
        at = cut_at(text, post_id) + 30
        text = text[:at] + "#@!" + text[at:]
    result = bring_in(exports.write(tmp_path / "e", text))
    assert [fault.reason.split(":")[0] for fault in result.faults] == ["after message 4", "after message 11"]
    assert list(posts()) == [n for n in range(1, 21) if n not in (5, 12)]
    with Archive.open(archive) as opened:
        spans = opened._db.conn.execute("SELECT from_id, to_id FROM coverage ORDER BY id").fetchall()
    assert spans == [(1, 4), (6, 11), (13, 20)]


def test_lost_bytes_never_make_one_message_of_two(text: str, exports: Any, tmp_path: Path) -> None:
    """The end of one and the beginning of the next are lost, and what is left is JSON: nobody's message."""
    start = text.index('"text"', cut_at(text, 7))
    end = text.index('"text"', cut_at(text, 9))
    found, _ = ids(exports.write(tmp_path / "e", text[:start] + text[end:]))
    assert 8 not in found
    start = text.index("}", cut_at(text, 7)) - 20
    between = text.index('"id": 8')
    found, broken = ids(exports.write(tmp_path / "f", text[:start].rstrip(", \n") + ",\n" + text[between:]))
    assert found == [n for n in range(1, 21) if n not in (7, 8)] or found == [
        n for n in range(1, 21) if n != 7
    ]
    assert len(broken) == 1


@pytest.mark.parametrize("zeros", [1, 400, 4096])
def test_nul_bytes_are_damage_and_not_text(zeros: int, text: str, exports: Any, tmp_path: Path) -> None:
    """A block that a disk lost: no message that holds it is taken for whole."""
    data = text.encode()
    at = text.encode().index("Нужны 7".encode())
    damaged = data[:at] + b"\0" * zeros + data[at + zeros :]
    found, broken = ids(exports.write(tmp_path / "e", damaged))
    assert 7 not in found
    assert set(found) >= set(range(1, 7))
    assert broken


def test_bytes_that_are_no_utf8_are_damage(text: str, exports: Any, tmp_path: Path) -> None:
    """Never replaced in silence; the other messages are whole."""
    data = text.encode().replace("Нужны 7".encode(), "Нужны ".encode() + b"\xff\xfe7")
    found, broken = ids(exports.write(tmp_path / "e", data))
    assert found == [n for n in range(1, 21) if n != 7]
    assert [one.why for one in broken] == ["it holds bytes that are not UTF-8"]


def test_a_message_larger_than_a_read_is_read(exports: Any, tmp_path: Path) -> None:
    """And damage in it found, wherever the borders of reads fall."""
    big = [exports.message(n, "ж" * (CHUNK // 3 * n)) for n in range(1, 6)]
    path = exports.write(tmp_path / "e", exports.chat(big))
    assert ids(path) == ([1, 2, 3, 4, 5], [])
    broken_text = path.read_text(encoding="utf-8").replace('"id": 4,', '"id": 4 4,')
    found, broken = ids(exports.write(tmp_path / "f", broken_text))
    assert found == [1, 2, 3, 5]
    assert len(broken) == 1


def test_a_string_without_an_end_does_not_swallow_the_file(text: str, exports: Any, tmp_path: Path) -> None:
    """Its message is lost, the next is read."""
    at = text.index('"Нужны 7')
    found, broken = ids(exports.write(tmp_path / "e", text[:at] + text[at + 1 :]))
    assert found == [n for n in range(1, 21) if n != 7]
    assert len(broken) == 1


@pytest.mark.parametrize("indent", [None, 0, 1, 4])
def test_any_layout_is_read_and_survives_damage(indent: int | None, exports: Any, tmp_path: Path) -> None:
    """Also of an export that went through another program, on one line."""
    chat = exports.chat([exports.message(n) for n in range(1, 9)])
    text = exports.dumps(chat, indent=indent)
    assert ids(exports.write(tmp_path / "a", text)) == (list(range(1, 9)), [])
    broken = re.sub(r'"id":(\s*)5,', r'"id":\g<1>5 5,', text)
    assert ids(exports.write(tmp_path / "b", broken))[0] == [1, 2, 3, 4, 6, 7, 8]


def test_a_byte_order_mark_is_no_damage(text: str, exports: Any, bring_in: Any, tmp_path: Path) -> None:
    """Some editors add one."""
    assert bring_in(exports.write(tmp_path / "e", b"\xef\xbb\xbf" + text.encode())).found.posts == 20


def test_what_follows_the_end_is_named_and_read(text: str, exports: Any, tmp_path: Path) -> None:
    """Two exports in one file: the second is not passed over in silence."""
    found, broken = ids(exports.write(tmp_path / "e", text + text.replace('"id": 1,', '"id": 99,')))
    assert found[:20] == list(range(1, 21))
    assert found[20] == 99
    assert len(found) == 40
    assert "the file goes on" in broken[0].why


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"hello",
        b"\x00\x01\x02",
        b"[1, 2]",
        b'"text"',
        b"{",
        b"{}",
        b'{"a": 1}',
        b'{"messages": 5}',
        b'{"messages": []}',
        b'{"type": "public_channel", "messages": []}',
        b'{"name": "x", "id": 1, "messages": []}',
        b'{"chats": []}',
        b'{"about": "x"} trailing',
        b"\xff\xfe{\x00}\x00",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"type": ["public_channel"], "id": 5, "messages": []}',
        b"{" + b'"k": NaN}',
    ],
)
def test_what_is_no_export_is_refused_as_such(content: bytes, exports: Any, tmp_path: Path) -> None:
    """JSON of another kind, no JSON, nothing."""
    with pytest.raises(NotAnExport):
        list(read_export(exports.write(tmp_path / "e", content), PUBLIC))


def test_faults_beyond_many_are_counted(exports: Any, bring_in: Any, posts: Any, tmp_path: Path) -> None:
    """A thousand broken messages make no thousand lines."""
    messages = [exports.message(n) | ({"date_unixtime": "soon"} if n % 2 else {}) for n in range(1, 501)]
    result = bring_in(exports.write(tmp_path / "e", exports.chat(messages)))
    assert len(result.faults) == 101
    assert result.faults[-1].reason == "and 150 more faults"
    assert len(posts()) == 250


@settings(max_examples=150)
@given(seed=st.integers(0, 10**9), how=st.sampled_from(["flip", "cut", "insert", "delete", "zero", "swap"]))
def test_any_damage_leaves_only_whole_messages(
    exports: Any, tmp_path_factory: pytest.TempPathFactory, seed: int, how: str
) -> None:
    """Whatever happens to the bytes: reading ends, and what it gives of texts was in the export."""
    rng = random.Random(seed)
    texts = {f"Нужны {n} швей\nв Примерск" for n in range(1, 31)}
    messages = [exports.message(n, f"Нужны {n} швей\nв Примерск") for n in range(1, 31)]
    data = bytearray(exports.dumps(exports.chat(messages)).encode())
    start, length = rng.randrange(200, len(data)), rng.randrange(1, 600)
    if how == "flip":
        data[start] ^= 1 << rng.randrange(8)
    elif how == "cut":
        del data[start:]
    elif how == "insert":
        data[start:start] = rng.randbytes(length)
    elif how == "delete":
        del data[start : start + length]
    elif how == "zero":
        data[start : start + length] = bytes(len(data[start : start + length]))
    else:
        data[start : start + length] = data[200 : 200 + length]
    path = exports.write(tmp_path_factory.mktemp("any"), bytes(data))
    items = list(read_export(path, PUBLIC))
    whole = [item for item in items if isinstance(item, dict) and item.get("text") in texts]
    assert isinstance(items[0], Chat)
    assert len(whole) >= 1 if how != "cut" else True
    if how in ("insert", "flip"):
        assert len(whole) >= 28
