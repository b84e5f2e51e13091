"""Collection from a loopback Telegram, beside tg-chat-dump, tg-archive and telememo."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tools.peers.collectors import COLLECTORS, NAME, Collector, Posts, moment
from tools.scoring.page import table

SUPPORT = Path(__file__).resolve().parent.parent.parent / "tests" / "support"
POSTS, CHANGED, GONE = 5_000, 100, 2
ROUND_TRIP = 0.02  # seconds until a page of history comes
FLOOD = 75  # seconds: Telethon itself waits for floods of 60 s and less
FLOODED_POSTS = 1_000


def measure(scale: float) -> Iterator[str]:
    """A first pass; a second one after changes; a first one in which Telegram says to wait."""
    count = max(400, int(POSTS * scale))
    columns, flooded = [], []
    for told, kind in COLLECTORS.items():
        with tempfile.TemporaryDirectory() as made:
            columns.append((told, *_two_passes(kind, Path(made) / "peer", count)))
        if told.endswith("--full"):
            continue
        with tempfile.TemporaryDirectory() as made:
            flooded.append((told, *_flooded(kind, Path(made) / "peer")))
    heads = (
        f"{count:,} posts, a page takes {ROUND_TRIP * 1000:.0f} ms",
        "first pass, seconds (of CPU)", "memory, MB", "posts whole", "with views and forwards",
        "second pass, seconds (of CPU)",
        f"new posts found, of {CHANGED}", f"edits found, of {CHANGED}", f"earlier texts kept, of {CHANGED}",
        f"views brought up to date, of {CHANGED}", f"told to be gone, of {GONE}",
    )  # fmt: skip
    yield table(
        (heads[0], *(column[0] for column in columns)),
        list(zip(heads[1:], *(c[1:] for c in columns), strict=True)),
    )
    told_wait = f"told to wait {FLOOD} s after half of {FLOODED_POSTS:,} posts"
    yield table((told_wait, "the pass", "seconds", "posts after it", "after one more"), flooded)


def _world(count: int) -> tuple[Any, Any, Any]:
    """The server, and a channel of posts of the last days."""
    if str(SUPPORT) not in sys.path:
        sys.path.insert(0, str(SUPPORT))
    from loopback_telegram import LoopbackTelegram, World  # noqa: PLC0415 - on the path only now

    world = World()
    channel = world.add_channel(NAME)
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=2 * (count + 200))
    for number in range(1, count + 1):
        text = f"Требуются швеи, {number % 90 + 10} чел., г. Тверь. Вахта 60/30, жильё. Заявка № {number}."
        channel.post(text, date=start + timedelta(minutes=2 * number), forwards=number % 7)
    return LoopbackTelegram(world), world, channel


def _prepared(kind: type[Collector], folder: Path, server: Any, channel_id: int) -> Collector:
    folder.mkdir()
    collector = kind(folder, channel_id)
    collector.prepare(server.prepare_session)
    return collector


def _two_passes(kind: type[Collector], folder: Path, count: int) -> tuple[str, ...]:
    server, _, channel = _world(count)
    with server:
        server.warm()
        server.faults.slow(seconds=ROUND_TRIP, times=None)
        collector = _prepared(kind, folder, server, channel.id)
        first = collector.collect()
        before = {post.id: post for post in channel}
        found = collector.posts()
        if not found:
            return (first.ended, *[""] * 9)
        whole = sum(_is_whole(found.get(number), post) for number, post in before.items())
        counted = sum(
            (found.get(number, {}).get("views"), found.get(number, {}).get("forwards"))
            == (post.views, post.forwards)
            for number, post in before.items()
        )
        changes = _change(channel, count)
        second = collector.collect()
        after = collector.posts()
    ended = "" if second.code == 0 else f" ({second.ended})"
    return (
        first.took, f"{first.memory:.0f}", f"{whole:,}", f"{counted:,}",
        f"{second.took}{ended}", *_seen(after, channel, before, changes),
    )  # fmt: skip


def _is_whole(found: dict[str, Any] | None, post: Any) -> bool:
    return bool(found and found["text"] == post.text and moment(found["date"]) == post.date)


def _change(channel: Any, count: int) -> dict[str, list[int]]:
    """New posts, edits and more views of posts of the last days, and posts taken away."""
    edited = list(range(count - 300, count - 300 + CHANGED))
    bumped = list(range(count - 150, count - 150 + CHANGED))
    gone = [count - 20, count - 10]
    for number in edited:
        channel.edit(number, f"Изменено: 12 швей, г. Иваново. Заявка № {number}.", edited=datetime.now(UTC))
    for number in bumped:
        channel.bump(number, views=77)
    channel.delete(*gone)
    for number in range(count + 1, count + 1 + CHANGED):
        channel.post(f"Новая заявка № {number}, 5 чел.", date=datetime.now(UTC).replace(microsecond=0))
    return {
        "new": list(range(count + 1, count + 1 + CHANGED)),
        "edited": edited,
        "bumped": [number for number in bumped if number not in gone],
        "gone": gone,
    }


def _seen(
    after: Posts, channel: Any, before: dict[int, Any], changes: dict[str, list[int]]
) -> tuple[str, ...]:
    """So many of each kind of change that it holds after the second pass."""
    held = {
        number: after.get(number, {"texts": set(), "views": None, "gone": False})
        for ids in changes.values()
        for number in ids
    }
    return (
        str(sum(channel[number].text in held[number]["texts"] for number in changes["new"])),
        str(sum(channel[number].text in held[number]["texts"] for number in changes["edited"])),
        str(sum({before[n].text, channel[n].text} <= held[n]["texts"] for n in changes["edited"])),
        str(sum(held[number]["views"] == channel[number].views for number in changes["bumped"])),
        str(sum(held[number]["gone"] for number in changes["gone"])),
    )


def _flooded(kind: type[Collector], folder: Path) -> tuple[str, ...]:
    server, _, channel = _world(FLOODED_POSTS)
    with server:
        collector = _prepared(kind, folder, server, channel.id)
        server.faults.flood(seconds=FLOOD, after=FLOODED_POSTS // 200)
        ended = collector.collect()
        held = len(collector.posts())
        collector.collect()
        later = len(collector.posts())
    return (
        "ended well" if ended.code == 0 else f"exit {ended.code}",
        f"{ended.seconds:.0f}",
        f"{held:,}",
        f"{later:,}",
    )
