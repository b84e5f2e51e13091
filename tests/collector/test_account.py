"""Exports of a whole account: public channels and groups come in, the owner's private life does not."""

import json
from pathlib import Path
from typing import Any

import pytest

from collector.desktop.stream import Broken, Chat, read_export
from storage import Archive

PRIVATE_KINDS = (
    "saved_messages",
    "replies",
    "verification_codes",
    "personal_chat",
    "bot_chat",
    "private_group",
    "private_supergroup",
    "private_channel",
)
SECRET = "ТАЙНОЕ-СЛОВО"


@pytest.fixture
def account(exports: Any) -> dict[str, Any]:
    """Two public chats, one that was left, and private ones of every kind between them."""

    def private(number: int, kind: str) -> dict[str, Any]:
        sender = ("user", 900 + number, f"{SECRET} Имя")
        messages = [exports.message(n, f"{SECRET} {n}", sender=sender) for n in range(1, 6)]
        name = None if kind == "saved_messages" else f"Чат {number}"
        made = dict(exports.chat(messages, kind=kind, name=name, number=number))
        if name is None:
            del made["name"]
        return made

    shut = [private(number, kind) for number, kind in enumerate(PRIVATE_KINDS, start=1)]
    first = exports.chat([exports.message(n) for n in range(1, 6)])
    person = ("user", 555, "Иван Примеров")
    group = exports.chat(
        [exports.message(n, sender=person) for n in range(11, 16)],
        kind="public_supergroup",
        name="Группа",
        number=77,
    )
    left = exports.chat([exports.message(21)], name="Покинутый", number=88)
    made: dict[str, Any] = exports.account(
        *shut[:3], first, *shut[3:6], group, *shut[6:], left=[shut[0], left]
    )
    return made


def stored_bytes(archive: Path) -> bytes:
    """Everything that is in any file of the archive."""
    return b"".join(path.read_bytes() for path in archive.parent.iterdir())


def test_only_public_channels_and_groups_are_read(
    account: Any, exports: Any, bring_in: Any, archive: Path, tmp_path: Path
) -> None:
    """Also those that the owner has left."""
    result = bring_in(exports.write(tmp_path / "e", account))
    assert result.faults == []
    assert result.channels == {exports.channel, 77, 88}
    assert result.messages == 11
    with Archive.open(archive) as opened:
        assert [one.title for one in opened.channels()] == ["Группа", "Покинутый", exports.title]


def test_what_is_private_is_refused_by_name_and_nowhere_kept(
    account: Any, exports: Any, bring_in: Any, archive: Path, tmp_path: Path
) -> None:
    """The owner, who asked, is told the chats' names; the archive is told nothing, nor of contacts."""
    result = bring_in(exports.write(tmp_path / "e", account))
    for number, kind in enumerate(PRIVATE_KINDS, start=1):
        name = "(no name)" if kind == "saved_messages" else f"Чат {number}"
        assert any(f"{name} ({kind}): not public" in note for note in result.notes)
    assert SECRET not in json.dumps(result.notes, ensure_ascii=False)
    kept = stored_bytes(archive)
    for word in (SECRET, "Чат 4", "Владелец", "Секретов", "Контактный", "900 000"):
        assert word.encode() not in kept


def test_private_messages_are_not_even_decoded(account: Any, exports: Any, tmp_path: Path) -> None:
    """The reader gives the heads of private chats, and of their messages nothing."""
    items = list(read_export(exports.write(tmp_path / "e", account), ("public_channel", "public_supergroup")))
    assert SECRET not in str([item for item in items if isinstance(item, dict)])
    assert [item.type for item in items if isinstance(item, Chat)] == [
        *PRIVATE_KINDS[:3],
        "public_channel",
        *PRIVATE_KINDS[3:6],
        "public_supergroup",
        *PRIVATE_KINDS[6:],
        "saved_messages",
        "public_channel",
    ]


def read(path: Path) -> tuple[dict[str, list[int]], list[Broken]]:
    """Messages by chat, and what was left out."""
    found: dict[str, list[int]] = {}
    broken, chat = [], ""
    for item in read_export(path, ("public_channel", "public_supergroup")):
        if isinstance(item, Chat):
            chat = item.name or item.type
            found[chat] = []
        elif isinstance(item, Broken):
            broken.append(item)
        elif isinstance(item, dict):
            assert SECRET not in str(item)
            found[chat].append(item["id"])
    return found, broken


def test_damage_inside_a_channel_leaves_out_one_message(account: Any, exports: Any, tmp_path: Path) -> None:
    """What follows names the channel as its sender, so that it is no other chat's."""
    text = exports.dumps(account)
    at = text.index('"id": 3,', text.index(exports.title))
    found, broken = read(exports.write(tmp_path / "e", text[:at] + "#" + text[at:]))
    assert found[exports.title] == [1, 2, 4, 5]
    assert found["Группа"] == [11, 12, 13, 14, 15]
    assert found["Покинутый"] == [21]
    assert [one.where for one in broken] == ["after message 2"]


def test_behind_damage_in_a_group_nothing_is_guessed(account: Any, exports: Any, tmp_path: Path) -> None:
    """The next messages may be a private chat's: left out up to the next chat's beginning, and said so."""
    text = exports.dumps(account)
    at = text.index('"id": 13,', text.index("Группа"))
    found, broken = read(exports.write(tmp_path / "e", text[:at] + "#" + text[at:]))
    assert found["Группа"] == [11, 12]
    assert found["Покинутый"] == [21]
    assert "Export this chat by itself" in broken[1].why


@pytest.mark.parametrize("victim", ["Чат 4", "Чат 5", "Группа", "Чат 7", "Покинутый"])
@pytest.mark.parametrize("how", ["zeros", "garbage", "gone"])
def test_damage_between_chats_never_lets_private_messages_in(
    victim: str, how: str, account: Any, exports: Any, tmp_path: Path
) -> None:
    """A chat's beginning is destroyed: its messages belong to nobody, those of the others are read."""
    data = exports.dumps(account).encode()
    at = data.index(f'"name": "{victim}"'.encode())
    low, high = at - 60, at + 140
    lost = {"zeros": bytes(high - low), "garbage": b"}#]{" * 50, "gone": b""}[how]
    found, broken = read(exports.write(tmp_path / "e", data[:low] + lost + data[high:]))
    assert broken
    whole = {exports.title: [1, 2, 3, 4, 5], "Группа": [11, 12, 13, 14, 15], "Покинутый": [21]}
    for name, ids in whole.items():
        if name != victim:
            assert found[name][:4] == ids[:4], name
            assert set(found[name]) <= set(ids), name
    assert found.get(victim, []) in ([], whole.get(victim))


def test_a_private_chat_that_is_broken_does_not_hide_the_public_ones_behind_it(
    account: Any, exports: Any, tmp_path: Path
) -> None:
    """A quote is lost in it: reading goes on where the next chat begins."""
    text = exports.dumps(account)
    at = text.index(SECRET + " 2", text.index("Чат 5"))
    found, broken = read(exports.write(tmp_path / "e", text[: at - 1] + text[at:]))
    assert found["Группа"] == [11, 12, 13, 14, 15]
    assert found["Покинутый"] == [21]
    assert len(broken) == 1
    assert SECRET not in broken[0].where + broken[0].why


def test_what_slid_into_a_channel_without_a_trace_is_left_out(
    account: Any, exports: Any, tmp_path: Path
) -> None:
    """Bytes from inside one message to inside another are gone, and what is left is JSON."""
    text = exports.dumps(account)
    start = text.index('"id": 3,', text.index(exports.title))
    end = text.index('"id": 2,', text.index("Чат 4"))
    found, broken = read(exports.write(tmp_path / "e", text[:start] + text[end:]))
    assert found[exports.title] == [1, 2]
    assert found["Группа"] == [11, 12, 13, 14, 15]
    assert broken


def test_a_person_who_posts_in_a_channel_is_left_out_and_named(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """In an account's export it may be a private message that slid in; in its own export it is not."""
    chat = exports.chat(
        [exports.message(1), exports.message(2, sender=("user", 5, "Автор")), exports.message(3)]
    )
    result = bring_in(exports.write(tmp_path / "a", exports.account(chat)))
    assert [fault.reason[:33] for fault in result.faults] == ["message 2: names a person as its "]
    assert list(posts()) == [1, 3]
    assert bring_in(exports.write(tmp_path / "b", chat)).faults == []
    assert list(posts()) == [1, 2, 3]


def test_a_cut_account_gives_the_chats_before_the_cut(account: Any, exports: Any, tmp_path: Path) -> None:
    """In a private chat, too."""
    text = exports.dumps(account)
    found, broken = read(exports.write(tmp_path / "e", text[: text.index("Группа") - 300]))
    assert found[exports.title] == [1, 2, 3, 4, 5]
    assert len(broken) == 1


def test_a_chat_without_a_type_is_named_and_passed_by(account: Any, exports: Any, tmp_path: Path) -> None:
    """Who knows what it is."""
    del account["chats"]["list"][3]["type"]
    found, broken = read(exports.write(tmp_path / "e", account))
    assert exports.title not in found
    assert found["Группа"] == [11, 12, 13, 14, 15]
    assert "has no" in broken[0].why


def test_an_account_without_public_chats_gives_nothing_and_is_no_fault(
    account: Any, exports: Any, bring_in: Any, tmp_path: Path
) -> None:
    """There is nothing wrong with it."""
    account["chats"]["list"] = account["chats"]["list"][:3]
    account["left_chats"]["list"] = []
    result = bring_in(exports.write(tmp_path / "e", account))
    assert result.faults == []
    assert result.messages == 0
    assert len(result.notes) == 3
