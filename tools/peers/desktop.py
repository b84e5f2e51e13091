"""Exports of one made-up channel as versions of Telegram Desktop write them, whole, odd and broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

MOSCOW = timezone(timedelta(hours=3))
CHANNEL, TITLE = 1234500001, "Вакансии Примерска"
START = datetime(2025, 3, 4, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Export:
    """A file, and what is true of the posts in it, by id; ``private`` are messages of no public chat."""

    path: Path
    truth: dict[int, dict[str, Any]]
    private: int = 0


def _truth(number: int) -> dict[str, Any]:
    kind = number % 5
    return {
        "date": START + timedelta(minutes=number),
        "text": f"Нужны {number % 90 + 10} сварщиков, анкета\nг. Тверь"
        if kind
        else f"Нужны 5 швей №{number}",
        "edited": kind == 1,
        "reactions": 17 if kind == 2 else 0,
        "media": kind == 3,
    }


def _message(number: int, *, stamps: bool = True) -> dict[str, Any]:
    """One message; without ``stamps`` as before June 2022, in local time alone."""
    true = _truth(number)
    made: dict[str, Any] = {"id": number, "type": "message"}
    moments = {"date": true["date"]} | (
        {"edited": true["date"] + timedelta(hours=1)} if true["edited"] else {}
    )
    for key, moment in moments.items():
        made[key] = f"{moment.astimezone(MOSCOW):%Y-%m-%dT%H:%M:%S}"
        if stamps:
            made[f"{key}_unixtime"] = str(int(moment.timestamp()))
    made |= {"from": TITLE, "from_id": f"channel{CHANNEL}"}
    if true["media"]:
        made |= {"photo": "photos/photo_1.jpg", "width": 800, "height": 600}
    before, link, after = true["text"].partition("анкета")
    parts = [before, {"type": "text_link", "text": link, "href": "https://example.org/"}, after]
    made["text"] = parts if link else true["text"]
    made["text_entities"] = [
        part if isinstance(part, dict) else {"type": "plain", "text": part} for part in parts
    ]
    if true["reactions"]:
        made["reactions"] = [
            {"type": "emoji", "count": 12, "emoji": "👍"},
            {"type": "custom_emoji", "count": 5, "document_id": "stickers/sticker.webp"},
        ]
    return made


def _chat(count: int, **more: Any) -> dict[str, Any]:
    messages = [_message(number, **more) for number in range(1, count + 1)]
    return {"name": TITLE, "type": "public_channel", "id": CHANNEL, "messages": messages}


def _write(folder: Path, made: Any, change: Callable[[str], str] = str) -> Path:
    folder.mkdir(parents=True)
    path = folder / "result.json"
    path.write_text(change(json.dumps(made, ensure_ascii=False, indent=1)), encoding="utf-8")
    return path


def _account(count: int) -> dict[str, Any]:
    person = {"name": "Пример", "type": "personal_chat", "id": 5, "messages": [_message(1), _message(2)]}
    return {"about": "", "chats": {"about": "", "list": [person, _chat(count)]}}


def exports(folder: Path, count: int) -> dict[str, Export]:
    """Every kind of export by its name."""
    truth = {number: _truth(number) for number in range(1, count + 1)}
    odd = truth | {1: truth[1] | {"text": truth[1]["text"].replace("анкета", "ан\x0bкета")}}
    chat, old = _chat(count), _chat(count, stamps=False)

    def controls(text: str) -> str:
        return text.replace("анкета", "ан\\x0bкета", 2)

    def cut(text: str) -> str:
        return text[: len(text) * 3 // 4]

    kept = cut(json.dumps(chat, ensure_ascii=False, indent=1)).count("\n  },\n")  # those that are whole
    return {
        "as Desktop writes today": Export(_write(folder / "now", chat), truth),
        "of before June 2022, local times": Export(_write(folder / "old", old), truth),
        "control characters as `\\xHH`": Export(_write(folder / "controls", chat, controls), odd),
        "cut off": Export(_write(folder / "cut", chat, cut), {n: truth[n] for n in range(1, kept + 1)}),
        "a whole account": Export(_write(folder / "account", _account(count)), truth, private=2),
    }
