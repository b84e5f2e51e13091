"""Write the bundled example: Telegram Desktop exports of two made-up channels.

Run from the root of the project: `python -m tools.make_demo [--check]`.
The same stock gives the same bytes on every machine (one seed, no clock). `--check` writes nothing and says
whether the committed files are what would be written.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tools.demo_writer import FEW, PHONE, Draft, Writer, photo

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "headcount" / "demo"
SEED = 20260420
MOSCOW = timezone(timedelta(hours=3))  # no daylight saving since 2014
SUMMER = datetime(2026, 8, 23, 20, 0, tzinfo=MOSCOW)
AUTUMN = datetime(2026, 11, 17, 20, 15, tzinfo=MOSCOW)

MARKS = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|__(?P<italic>.+?)__|(?P<link>https?://\S+)|(?P<email>[\w.]+@[\w.]+\.\w+)"
    rf"|(?P<mention>@\w+)|(?P<hashtag>#\w+)|(?P<phone>{PHONE})"
)


def written(stock: dict[str, Any], channel: str, rnd: random.Random) -> list[Draft]:
    """Return the posts of the stock that were written whole, polls, pins and albums among them."""
    drafts = []
    for post in stock["post"]:
        extra = photo(rnd) if post.get("photo") else {}
        if source := post.get("forwarded_from"):
            extra |= {"forwarded_from": source, "forwarded_from_id": "channel1900000303"}
        later = (
            {"later": post["later"], "edited": post["later_at"].replace(tzinfo=MOSCOW)}
            if "later" in post
            else {}
        )
        draft = Draft(
            post["at"], post["text"], gone="gone" in post, request="request" in post, extra=extra, **later
        )
        drafts.append((post, draft))
    for poll in stock["poll"]:
        answers = [{"text": text, "voters": voters, "chosen": False} for text, voters in poll["answers"]]
        total = sum(a["voters"] for a in answers)
        body = {"question": poll["question"], "closed": False, "total_voters": total, "answers": answers}
        drafts.append((poll, Draft(poll["at"], extra={"poll": body})))
    drafts += [(pin, Draft(pin["at"], extra={"action": "pin_message"})) for pin in stock["pin"]]
    for album in stock["album"]:
        texts = [album["text"]] + [""] * (album["photos"] - 1)
        drafts += [(album, Draft(album["at"], text, extra=photo(rnd))) for text in texts]
    mine = [
        replace(d, at=d.at.replace(tzinfo=MOSCOW))
        for src, d in drafts
        if src.get("channel", "main") == channel
    ]
    return sorted(mine, key=lambda d: d.at)


def moment(day: date, rnd: random.Random, latest: datetime = AUTUMN) -> datetime:
    """Draw a time of day: mornings most, evenings some."""
    hour = min(rnd.choice([8, 9, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]), latest.hour - 1)
    return datetime(day.year, day.month, day.day, hour, rnd.randrange(60), rnd.randrange(60), tzinfo=MOSCOW)


def channel_posts(
    stock: dict[str, Any], channel: str, rnd: random.Random, source: list[Draft]
) -> list[Draft]:
    """Fill the weeks: what was written whole, then requests up to the week's number, repeats, small talk."""
    writer, weeks = Writer(stock, rnd), stock["weeks"]
    drafts = written(stock, channel, rnd)
    for week, wanted in enumerate(weeks["requests" if channel == "main" else "second"]):
        monday = weeks["first"] + timedelta(weeks=week)
        days = [d for d in (monday + timedelta(days=i) for i in range(7)) if d <= AUTUMN.date()]
        busy = [d for d in days for _ in range(4 if d.weekday() < 5 else 1)]
        out = channel == "main" and week == weeks["outage"]
        have = sum(d.request for d in drafts if d.at.date() in days)
        make = writer.request if channel == "main" else writer.day_labour
        drafts += [make(moment(rnd.choice(busy), rnd)) for _ in range(max(0, wanted - have))]
        before = monday - timedelta(weeks=3)
        old = [
            d for d in source or drafts if d.request and before <= d.at.date() < monday and len(d.text) < 600
        ]
        if old and not out and wanted > FEW and (channel == "main" or week % 6):
            copies = rnd.sample(old, min(2 if channel == "main" else 1, len(old)))
            drafts += [writer.copied(d, moment(rnd.choice(busy), rnd)) for d in copies]
        elif old and channel == "second" and week:
            sent = {"forwarded_from": stock["channels"]["main"]["name"]}
            sent["forwarded_from_id"] = f"channel{stock['channels']['main']['id']}"
            chosen = rnd.sample(old, min(2, len(old)))
            drafts += [Draft(moment(rnd.choice(busy), rnd), d.text, request=True, extra=sent) for d in chosen]
        small = 0 if out else rnd.choice([2, 3, 4] if channel == "main" else [1, 1, 2])
        drafts += [writer.other(moment(rnd.choice(days), rnd), channel) for _ in range(small)]
        silent = set(days) - {d.at.date() for d in drafts} if channel == "main" else set()
        drafts += [writer.other(moment(day, rnd), channel) for day in sorted(silent)]
    drafts.sort(key=lambda d: d.at)
    return [touch(d, writer) for d in drafts]


def touch(draft: Draft, writer: Writer) -> Draft:
    """Edit some requests, those of the weeks before the first export most, and let a few vanish after it."""
    rnd = writer.rnd
    if not draft.request or draft.edited or draft.extra:
        return draft
    recent = timedelta() < SUMMER - draft.at < timedelta(days=28)
    if recent and draft.count and rnd.random() < 0.38:
        return replace(
            writer.edit(draft), edited=moment(SUMMER.date() + timedelta(days=rnd.randint(1, 17)), rnd)
        )
    if draft.at.hour < 18 and len(draft.text) < 150 and not draft.count and rnd.random() < 0.1:
        done = f"{draft.text}\n{rnd.choice(writer.stock['day']['closed'])}"
        return replace(draft, text=done, edited=draft.at + timedelta(seconds=rnd.randint(900, 9000)))
    if draft.count and rnd.random() < 0.06:
        edited = writer.edit(draft)
        return replace(
            edited, text=edited.later, later="", edited=draft.at + timedelta(seconds=rnd.randint(90, 9000))
        )
    gone = draft.at < SUMMER and draft.at.weekday() < 5 and rnd.random() < 0.025
    return replace(draft, gone=True) if gone else draft


def entities(text: str) -> list[dict[str, str]]:
    """Cut a text where Telegram would: plain stretches, bold, tags, handles, phones, links."""
    out, end = [], 0
    for mark in MARKS.finditer(text):
        if mark.start() > end:
            out.append({"type": "plain", "text": text[end : mark.start()]})
        kind = mark.lastgroup or "plain"
        out.append({"type": kind, "text": mark[kind]})
        end = mark.end()
    return out + ([{"type": "plain", "text": text[end:]}] if text[end:] else [])


def stamp(key: str, at: datetime) -> dict[str, str]:
    """Give a time as Desktop does: local without a zone, and Unix seconds as a string."""
    return {
        key: at.replace(tzinfo=None).isoformat(),
        f"{key}_unixtime": str(int(at.astimezone(UTC).timestamp())),
    }


def message(
    number: int, draft: Draft, channel: dict[str, Any], until: datetime, rnd: random.Random
) -> dict[str, Any]:
    """Return one message as an export made at `until` holds it."""
    name, owner = channel["name"], f"channel{channel['id']}"
    if "action" in draft.extra:
        who = {"actor": name, "actor_id": owner, **draft.extra, "message_id": number - 1}
        return {
            "id": number,
            "type": "service",
            **stamp("date", draft.at),
            **who,
            "text": "",
            "text_entities": [],
        }
    seen = draft.edited if draft.edited and draft.edited <= until else None
    parts = entities(draft.later if seen and draft.later else draft.text)
    out: dict[str, Any] = {"id": number, "type": "message", **stamp("date", draft.at)}
    out |= (stamp("edited", seen) if seen else {}) | {"from": name, "from_id": owner} | draft.extra
    plain = [p["text"] if p["type"] == "plain" else p for p in parts]
    out |= {"text": "".join(p["text"] for p in parts) if all(isinstance(p, str) for p in plain) else plain}
    out |= {"text_entities": parts}
    if rnd.random() < 0.5:
        emoji = rnd.sample(["👍", "🔥", "❤", "🙏", "🤔", "👏"], rnd.choice([1, 1, 2, 3]))
        out["reactions"] = [{"type": "emoji", "count": rnd.randint(1, 40), "emoji": e} for e in emoji]
    return out


def export(stock: dict[str, Any], key: str, drafts: list[Draft], until: datetime) -> bytes:
    """Return one export's bytes. Ids have holes, as where a channel has removed a message at once."""
    channel, rnd, ids, number = stock["channels"][key], random.Random(SEED), random.Random(SEED), 2410  # noqa: S311
    messages = []
    for draft in drafts:
        number += 2 if ids.random() < 0.04 and not draft.extra else 1
        if draft.at <= until and not (draft.gone and until > SUMMER):
            messages.append(message(number, draft, channel, until, rnd))
    whole = {"name": channel["name"], "type": "public_channel", "id": channel["id"], "messages": messages}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def build() -> dict[str, bytes]:
    """Return the files of the example by name."""
    stock = tomllib.loads((HERE / "demo_stock.toml").read_text(encoding="utf-8"))
    main = channel_posts(stock, "main", random.Random(SEED), [])  # noqa: S311 - a seed, not a secret
    second = channel_posts(stock, "second", random.Random(SEED + 1), main)  # noqa: S311
    return {
        "main-2026-08.json": export(stock, "main", main, SUMMER),
        "main-2026-11.json": export(stock, "main", main, AUTUMN),
        "second-2026-11.json": export(stock, "second", second, AUTUMN),
    }


def main() -> int:
    """Write the files, or with --check compare; 1 where they differ."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="compare only, exit 1 where a file differs")
    check = options.parse_args().check
    stale = []
    for name, data in build().items():
        path = OUT / name
        if check and (not path.exists() or path.read_bytes() != data):
            stale.append(name)
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
    for name in stale:
        print(f"{name} is not what make_demo.py would write", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
