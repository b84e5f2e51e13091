"""No person gets into the archive: not by name, id, phone or handle, wherever Desktop writes them."""

import json
from pathlib import Path
from typing import Any

import pytest

from collector.desktop.persons import Persons, peer
from collector.minimise import Minimiser
from storage import Archive
from storage.pseudonyms import Pseudonyms

NAMES = (
    "Отправитель",
    "Переславший",
    "Подписант",
    "Контактный",
    "Фамилиев",
    "Реагирующий",
    "Участник",
    "Пригласивший",
    "Сохранивший",
    "Деятель",
    "Победитель",
    "Плательщик",
    "Отвечающий",
)
IDS = (
    "7000000001",
    "7000000002",
    "7000000003",
    "7000000004",
    "7000000005",
    "7000000006",
    "7000000007",
    "7000000008",
)
PHONE = "+79000000055"
PERSONAL = (*NAMES, *IDS, PHONE)


@pytest.fixture
def export(exports: Any) -> dict[str, Any]:
    """A group in which people stand everywhere that people can stand."""
    mention = {"type": "mention_name", "text": "коллега", "user_id": 7000000003}
    named = {"type": "mention_name", "text": "коллега", "user_id": "user7000000003"}
    reaction = {
        "type": "emoji",
        "count": 3,
        "emoji": "👍",
        "recent": [{"from": "Реагирующий", "from_id": "user7000000004", "date": "2024-03-04T20:00:00"}],
    }
    messages = [
        exports.message(1, "Текст", sender=("user", 7000000001, "Отправитель")),
        exports.message(2, forwarded_from="Переславший", forwarded_from_id="user7000000002"),
        exports.message(3, forwarded_from="Переславший", saved_from="Сохранивший", author="Подписант"),
        exports.message(4, ["Пишите: ", mention, named]),
        exports.message(5, reactions=[reaction]),
        exports.message(
            6,
            contact_information={"first_name": "Контактный", "last_name": "Фамилиев", "phone_number": PHONE},
            contact_vcard="contacts/Контактный.vcard",
        ),
        exports.message(7, reply_to_message_id=1, reply_to_peer_id="user7000000005"),
        exports.service(
            8, "invite_members", actor="Деятель", actor_id="user7000000006", members=["Участник", None]
        ),
        exports.service(
            9, "join_group_by_link", actor="Деятель", actor_id="user7000000006", inviter="Пригласивший"
        ),
        exports.message(
            10, inline_bot_buttons=[[{"type": "user_profile", "text": "x", "user_id": 7000000007}]]
        ),
        exports.message(11, giveaway_results={"winners": ["Победитель", "user7000000008"]}),
        exports.service(12, "paid_refund", peer_name="Плательщик", peer_id="user7000000008"),
        exports.message(13, future={"whoever": ["user7000000008", {"who": "user7000000008"}]}),
        exports.service(14, "requested_peer", peers=["user7000000008", 7000000008], to_id=7000000008),
        exports.message(15, sender=("user", 7000000001, "Отвечающий"), via_bot="@example_bot"),
    ]
    made: dict[str, Any] = exports.chat(messages, kind="public_supergroup", name="Группа", number=77)
    return made


def stored_bytes(archive: Path) -> bytes:
    """Everything that is in any file of the archive, WAL and journal of runs included."""
    return b"".join(path.read_bytes() for path in archive.parent.iterdir())


@pytest.mark.parametrize("senders", ["pseudonym", "none"])
def test_no_byte_of_a_person_is_in_any_file(
    *, senders: str, export: Any, exports: Any, bring_in: Any, archive: Path, tmp_path: Path
) -> None:
    """Under both policies that promise it."""
    result = bring_in(exports.write(tmp_path / "e", export), senders=senders)
    assert result.faults == []
    assert result.found.posts == 15
    kept = stored_bytes(archive)
    assert "Пишите: ".encode() in kept
    for personal in PERSONAL:
        assert personal.encode() not in kept, personal
        assert json.dumps(personal)[1:-1].encode() not in kept, personal


def test_old_exports_name_people_by_numbers(
    exports: Any, bring_in: Any, archive: Path, tmp_path: Path
) -> None:
    """Before 2.7.2 a user's id was a plain number, before 1.4 there was a name alone."""
    chat = exports.chat(
        [exports.message(1, era="2.1", sender=("user", 123454321, "Отправитель"))],
        era="2.1",
        kind="public_supergroup",
    )
    oldest = exports.chat(
        [exports.message(1, era="1.3", sender=("user", 0, "Отправитель"))],
        era="1.3",
        kind="public_supergroup",
        number=5,
    )
    for n, made in enumerate((chat, oldest)):
        bring_in(exports.write(tmp_path / str(n), made), timezone=exports.start.tzinfo)
    kept = stored_bytes(archive)
    assert "Отправитель".encode() not in kept
    assert b"123454321" not in kept
    with Archive.open(archive) as opened:
        assert all(row["sender"].startswith("p_") for row in opened.export("posts"))


def test_full_keeps_everybody_as_they_came(
    export: Any, exports: Any, bring_in: Any, archive: Path, tmp_path: Path
) -> None:
    """Who sets it knows why."""
    bring_in(exports.write(tmp_path / "e", export), senders="full")
    kept = stored_bytes(archive)
    assert all(personal.encode() in kept for personal in PERSONAL)
    with Archive.open(archive) as opened:
        rows = {row["post_id"]: row for row in opened.export("posts")}
    assert rows[1]["sender"] == "Отправитель"
    assert rows[2]["forwarded_from"] == "Переславший"


def test_one_person_is_one_pseudonym_everywhere_and_always(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """By id: under another name, in another import, in a forward, in an old and a new export."""
    person, renamed = ("user", 555, "Иван"), ("user", 555, "Иван Второй")
    first = exports.chat(
        [exports.message(1, sender=person), exports.message(2, sender=("user", 556, "Иван"))]
    )
    second = exports.chat(
        [
            exports.message(3, sender=renamed),
            exports.message(4, forwarded_from="Ваня", forwarded_from_id="user555"),
        ]
    )
    third = exports.chat([exports.message(5, era="2.1", sender=person)], era="2.1")
    for n, chat in enumerate((first, second, third)):
        bring_in(exports.write(tmp_path / str(n), chat), timezone=exports.start.tzinfo)
    found = posts()
    names = {found[1]["sender"], found[3]["sender"], found[4]["forwarded_from"], found[5]["sender"]}
    assert len(names) == 1
    assert found[2]["sender"] not in names


def test_none_keeps_no_sender_at_all(exports: Any, bring_in: Any, posts: Any, tmp_path: Path) -> None:
    """Not even a pseudonym; that a post was forwarded is no person."""
    message = exports.message(
        1, sender=("user", 555, "Иван"), forwarded_from="Пётр", forwarded_from_id="user5"
    )
    bring_in(exports.write(tmp_path / "e", exports.chat([message])), senders="none")
    assert posts()[1]["sender"] is None
    assert posts()[1]["forwarded_from"] == "unnamed"


def test_channels_keep_their_names(exports: Any, bring_in: Any, posts: Any, tmp_path: Path) -> None:
    """They are public: the sender of its own posts, and of what it forwards."""
    message = exports.message(1, forwarded_from="Другой канал", forwarded_from_id="channel999")
    bring_in(exports.write(tmp_path / "e", exports.chat([message])))
    assert posts()[1]["forwarded_from"] == "Другой канал"
    assert posts()[1]["sender"] is None


def test_what_people_wrote_is_the_post(exports: Any, bring_in: Any, posts: Any, tmp_path: Path) -> None:
    """Phones and handles in a text stay, also a text that looks like an id."""
    texts = {1: "Звоните +7 900 000-00-00, @example_hr", 2: "user12345"}
    messages = [exports.message(post_id, text) for post_id, text in texts.items()]
    messages.append(exports.message(3, ["user12345", {"type": "bold", "text": "user12345"}]))
    bring_in(exports.write(tmp_path / "e", exports.chat(messages)))
    assert {post_id: row["text"] for post_id, row in posts().items()} == {**texts, 3: "user12345user12345"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("user12", ("user", 12)),
        ("channel7", ("channel", 7)),
        ("chat5", ("chat", 5)),
        (12, ("user", 12)),
        (2 << 32 | 12, ("channel", 12)),
        (5123456789, ("unknown", 828489493)),
        ("user", ("unknown", None)),
        ("user12 ", ("unknown", None)),
        (None, ("unknown", None)),
        (True, ("unknown", None)),
        (-5, ("unknown", None)),
        ([], ("unknown", None)),
        (1.5, ("unknown", None)),
    ],
)
def test_peers_are_told_by_their_ids(value: Any, expected: tuple[str, int | None]) -> None:
    """And what is none of them is nobody known, who is treated as a person."""
    assert peer(value) == expected


@pytest.mark.parametrize("odd", [None, 5, [], {}, ["x"], True, 1.5])
def test_odd_values_where_people_stand_stop_nothing(odd: Any) -> None:
    """A damaged message is minimised like any other."""
    keys = (
        "from",
        "from_id",
        "actor",
        "actor_id",
        "forwarded_from",
        "forwarded_from_id",
        "author",
        "members",
        "inviter",
        "saved_from",
        "reply_to_peer_id",
        "user_id",
        "text",
        "text_entities",
        "reactions",
        "contact_information",
    )
    persons = Persons(Minimiser("pseudonym", Pseudonyms(bytes(32))), None)
    kept = persons.minimise(dict.fromkeys(keys, odd))
    assert kept.keys() == set(keys)
