"""Exports of every age of Telegram Desktop, made up here, and archives to bring them into."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any

import pytest

from collector.importing import ImportResult, import_paths
from collector.rederiving import derive
from storage import Archive, Writer

CHANNEL = 1234500001
TITLE = "Вакансии Примерска"
MOSCOW = timezone(timedelta(hours=3))
START = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)
RUN_FIELDS = ("first_seen", "last_seen", "seen")
NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"

ERAS: dict[str, dict[str, Any]] = {
    "1.3": {"ids": None, "stamps": False, "entities": False},
    "2.1": {"ids": "flagged", "stamps": False, "entities": False},
    "2.7.2": {"ids": "named", "stamps": False, "entities": False},
    "3.7.6": {"ids": "named", "stamps": True, "entities": False},
    "4.1.2": {"ids": "named", "stamps": True, "entities": True},
    "5.6": {"ids": "named", "stamps": True, "entities": True, "sizes": True},
    "6.1": {"ids": "named", "stamps": True, "entities": True, "sizes": True, "reactions": True},
}
"""What versions of Telegram Desktop (2018 to 2025) write differently."""

_FLAGS = {"user": 0, "channel": 2 << 32}


class Exports:
    """Writes what Telegram Desktop would."""

    eras = tuple(ERAS)
    channel = CHANNEL
    title = TITLE
    start = START
    not_included = NOT_INCLUDED

    @staticmethod
    def moment(post_id: int) -> datetime:
        """When a post was made: an hour a post."""
        return START + timedelta(hours=post_id)

    def message(
        self,
        post_id: int,
        text: str | Sequence[Any] = "Нужны 5 швей",
        *,
        era: str = "6.1",
        date: datetime | None = None,
        edited: datetime | None = None,
        sender: tuple[str, int, str] = ("channel", CHANNEL, TITLE),
        zone: tzinfo = MOSCOW,
        **more: Any,
    ) -> dict[str, Any]:
        """One message as a version of Desktop writes it; ``text`` is a string or strings and entities."""
        made: dict[str, Any] = {"id": post_id, "type": "message"}
        self._date(made, "date", date or self.moment(post_id), era, zone)
        if edited:
            self._date(made, "edited", edited, era, zone)
        kind, number, name = sender
        made["from"] = name
        if (id_ := self.peer(kind, number, era)) is not None:
            made["from_id"] = id_
        made |= more
        parts = [text] if isinstance(text, str) else list(text)
        made["text"] = text if isinstance(text, str) else parts
        if ERAS[era]["entities"]:
            made["text_entities"] = [
                {"type": "plain", "text": part} if isinstance(part, str) else part for part in parts if part
            ]
        return made

    @staticmethod
    def _date(made: dict[str, Any], name: str, moment: datetime, era: str, zone: tzinfo) -> None:
        made[name] = moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S")
        if ERAS[era]["stamps"]:
            made[f"{name}_unixtime"] = str(int(moment.timestamp()))

    @staticmethod
    def peer(kind: str, number: int, era: str) -> Any:
        """An id as that version writes it."""
        ids = ERAS[era]["ids"]
        return None if ids is None else f"{kind}{number}" if ids == "named" else number | _FLAGS[kind]

    def service(self, post_id: int, action: str, *, era: str = "6.1", **more: Any) -> dict[str, Any]:
        """A service message of the channel's own."""
        made: dict[str, Any] = {"id": post_id, "type": "service"}
        self._date(made, "date", self.moment(post_id), era, MOSCOW)
        made["actor"] = TITLE
        if (id_ := self.peer("channel", CHANNEL, era)) is not None:
            made["actor_id"] = id_
        entities: dict[str, Any] = {"text_entities": []} if ERAS[era]["entities"] else {}
        return made | {"action": action, "text": ""} | entities | more

    def chat(
        self,
        messages: Sequence[Any],
        *,
        era: str = "6.1",
        kind: str = "public_channel",
        name: str | None = TITLE,
        number: int = CHANNEL,
    ) -> dict[str, Any]:
        """One chat, its keys in Desktop's order."""
        flagged = ERAS[era]["ids"] != "named" and kind.endswith(("channel", "supergroup"))
        return {
            "name": name,
            "type": kind,
            "id": number | _FLAGS["channel"] if flagged else number,
            "messages": list(messages),
        }

    def everything(self, era: str) -> dict[str, Any]:
        """A channel with one of everything that this version of Desktop can write."""
        m = self.message
        photo: dict[str, Any] = {"photo": NOT_INCLUDED, "width": 1280, "height": 853}
        file: dict[str, Any] = {"file": NOT_INCLUDED, "mime_type": "application/pdf"}
        if ERAS[era].get("sizes"):
            photo["photo_file_size"] = 1000
            file |= {"file_name": "list.pdf", "file_size": 99}
        poll = {
            "question": "Кто готов?",
            "closed": False,
            "total_voters": 3,
            "answers": [
                {"text": "Я", "voters": 2, "chosen": False},
                {"text": "Не я", "voters": 1, "chosen": False},
            ],
        }
        link = {"type": "text_link", "text": "анкета", "href": "https://example.org/form"}
        messages = [
            self.service(1, "create_channel", era=era, title=TITLE),
            m(
                2,
                ["Нужны ", {"type": "bold", "text": "25 сварщиков"}, " 😀 ", link],
                era=era,
                edited=self.moment(30),
            ),
            m(3, "Требуются 300 упаковщиков, Примерск", era=era, forwarded_from="Другой канал"),
            m(4, "", era=era, **photo),
            m(5, "Подпись к фото", era=era, **photo),
            m(6, "Список", era=era, **file),
            {"id": 7, "type": "unsupported"},
            m(8, "", era=era, poll=poll),
            m(9, "Ответ", era=era, reply_to_message_id=2, author="Подпись"),
        ]
        if ERAS[era].get("reactions"):
            messages[-1]["reactions"] = [
                {
                    "type": "emoji",
                    "count": 12,
                    "emoji": "👍",
                    "recent": [{"from": "Реагирующий", "from_id": "user101", "date": "2024-03-04T20:00:00"}],
                },
                {"type": "paid", "count": 5},
            ]
        return self.chat(messages, era=era)

    def account(self, *chats: dict[str, Any], left: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
        """A whole account's export, with the owner's own data around the chats."""
        return {
            "about": "Here is the data you requested.",
            "personal_information": {
                "user_id": 900001,
                "first_name": "Владелец",
                "last_name": "Секретов",
                "phone_number": "+7 900 000-00-00",
            },
            "contacts": {
                "about": "...",
                "list": [
                    {
                        "user_id": 900002,
                        "first_name": "Контактный",
                        "last_name": "Друг",
                        "phone_number": "+7 900 000-00-01",
                    }
                ],
            },
            "chats": {"about": "This page lists all chats.", "list": list(chats)},
            "left_chats": {"about": "...", "list": list(left)},
        }

    @staticmethod
    def dumps(exported: Any, *, indent: int | None = 1) -> str:
        """JSON as Desktop lays it out."""
        return json.dumps(exported, ensure_ascii=False, indent=indent)

    def write(self, folder: Path, exported: Any) -> Path:
        """A folder with a ``result.json``: an export (or its text, or its bytes)."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "result.json"
        if isinstance(exported, bytes):
            path.write_bytes(exported)
        else:
            text = exported if isinstance(exported, str) else self.dumps(exported)
            path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture(scope="session")
def exports() -> Exports:
    """Made-up exports of Telegram Desktop."""
    return Exports()


BringIn = Callable[..., ImportResult]


@pytest.fixture(scope="session")
def bring_into() -> BringIn:
    """Import paths into an archive: ``bring_into(archive, path, ...)``."""

    def run(
        archive: Path, *paths: Path, timezone: tzinfo | None = None, senders: Any = "pseudonym"
    ) -> ImportResult:
        key = archive.with_name(archive.name + ".key")
        if not key.exists():  # the same pseudonyms in every archive of the tests, to compare them
            key.write_text("5a" * 32, encoding="ascii")
            key.chmod(0o600)
        with Writer.writing(archive) as writer:
            return import_paths(
                writer,
                paths,
                program="headcount test",
                senders=senders,
                timezone=timezone,
                progress=lambda _what, _done, _of: None,
            )

    return run


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Where the test's archive lies."""
    return tmp_path / "archive" / "archive.db"


@pytest.fixture
def bring_in(archive: Path, bring_into: BringIn) -> BringIn:
    """Import paths into the test's archive."""
    archive.parent.mkdir()
    return lambda *paths, **options: bring_into(archive, *paths, **options)


@pytest.fixture(scope="session")
def content() -> Callable[[Path], dict[str, list[dict[str, Any]]]]:
    """What an archive exports, apart from what its own runs put there; and that it verifies."""

    def of(path: Path) -> dict[str, list[dict[str, Any]]]:
        with Archive.open(path) as archive:
            assert archive.verify().damage == ()
            found = {what: list(archive.export(what)) for what in ("posts", "versions")}
        for row in (*found["posts"], *found["versions"]):
            for field in RUN_FIELDS:
                row.pop(field, None)
            if "missing_since" in row:
                row["missing_since"] = row["missing_since"] is not None
        return found

    return of


@pytest.fixture
def posts(archive: Path) -> Callable[..., dict[int, dict[str, Any]]]:
    """The posts in the test's archive by id (of one channel)."""

    def of(channel: int = CHANNEL) -> dict[int, dict[str, Any]]:
        with Archive.open(archive) as opened:
            assert opened.verify().damage == ()
            return {row["post_id"]: row for row in opened.export("posts", channel=str(channel))}

    return of


@pytest.fixture(autouse=True)
def archives_say_what_their_raw_answers_say(tmp_path: Path) -> Iterator[None]:
    """After each test here, read the raw answers of every archive that it left behind once more."""
    yield
    for path in tmp_path.rglob("*.db"):
        with Archive.open(path) as archive:
            assert archive.verify(derive=derive, deep=True).damage == (), path
