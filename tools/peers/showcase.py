"""A made-up channel with one of everything that a page of t.me/s shows, and what is true of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

TIMES = 12
START = datetime(2026, 9, 1, 6, tzinfo=UTC)


def fill(world: Any) -> Any:
    """A channel of ``TIMES`` rounds of posts."""
    from loopback_world import posts as kinds  # noqa: PLC0415 - the path is set by then

    channel = world.add_channel("example_jobs", title="Работа Примерск")
    other = world.add_channel("example_other", title="Другой канал", posts=3)
    lines = "Требуются:\n— швеи, 20 чел.\n— закройщики, 3 чел.\n\nг. Тверь  (два пробела)"
    linked = "Анкета тут, вопросы @example_hr #работа"
    emoji = "Нужны 👷 20 сварщиков 🔥 срочно"
    for turn in range(TIMES):
        first = turn * 12
        posts: list[dict[str, Any]] = [
            {"text": f"Нужны {turn + 2} грузчика", "views": 123},
            {"text": lines, "views": 12_345, "edited": True},
            {
                "text": linked,
                "views": 999,
                "entities": (
                    kinds.Entity.on(linked, "Анкета", kind="text_link", url="https://example.org/form"),
                ),
            },
            {
                "text": emoji,
                "entities": (kinds.Entity.on(emoji, "👷", kind="custom_emoji", number=5368324170671202286),),
            },
            {
                "text": "Смена завтра, 5 человек",
                "views": 4_123_456,
                "reactions": (kinds.Reaction(count=7, emoji="👍"), kinds.Reaction(count=1_234, emoji="🔥")),
            },
            {"text": "Уточнение: 8 человек", "reply_to": first + 2, "views": 50},
            {
                "text": "Перепост: нужны 3 повара",
                "forward": kinds.Forward(date=START, channel_id=other.id, post_id=2),
            },
            {"text": "Фото объекта, 15 бетонщиков", "media": kinds.Photo(), "views": 2_050},
            {"text": "Видео, 4 монтажника", "media": kinds.Video(seconds=9), "edited": True},
            {"text": "Смета во вложении", "media": kinds.Document()},
            {"text": "", "media": kinds.Poll(question="Кто выйдет?", answers=(("Я", 3), ("Нет", 1)))},
            {
                "text": "Сайт https://example.org/",
                "media": kinds.WebPage(url="https://example.org/", title="Пример", description="Описание"),
                "reactions": (kinds.Reaction(count=3, document=5368324170671202286), kinds.Reaction(count=2)),
            },
        ]
        for number, fields in enumerate(posts):
            date = START + timedelta(minutes=7 * (first + number))
            edited = {"edited": date + timedelta(hours=1)} if fields.pop("edited", False) else {}
            channel.post(fields.pop("text"), **({"views": 10} | fields | edited), date=date)
    return channel


def truth(world: Any, channel: Any) -> dict[int, dict[str, Any]]:
    """What is true of each post, in the words of the drivers."""
    found = {}
    for post in channel:
        source = world.channels[post.forward.channel_id].title if post.forward else None
        found[post.id] = {
            "date": post.date.isoformat(),
            "text": post.text,
            "views": post.views,
            "edited": post.edited is not None,
            "reactions": sum(reaction.count for reaction in post.reactions),
            "reply_to": post.reply_to,
            "forwarded_from": source,
            "media": post.media is not None and type(post.media).__name__ != "WebPage",
        }
    return found
