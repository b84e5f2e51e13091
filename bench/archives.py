"""An archive of so many weeks to report on, its posts made up and its readings given, not parsed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.posts import dictionary, sources
from parser.fingerprint import fingerprint
from storage import Answer, Extraction, Run, Span, Writer, canonical

END = datetime(2026, 11, 22, 21, tzinfo=UTC)
"""Where the last week ends: Monday 00:00 in Moscow."""
CHANNELS = 20
REQUESTS = 0.4
"""The share of posts that ask for people; of these so many are posted again in the following weeks."""
REPEATED = 0.3
ROLES = (
    "welder",
    "bricklayer",
    "packer",
    "loader",
    "tiler",
    "cook",
    "driver",
    "seamstress",
    "cleaner",
    "guard",
)
REGIONS = ("RU-KDA", "RU-MOW", "RU-MOS", "RU-SPE", "RU-TVE", "UA-14", "RU-PRI", "RU-TA", "RU-SVE", "UA-43")
PARSER = ("bench", "sha256:0")


@dataclass(frozen=True, slots=True)
class _Post:
    text: str
    reading: dict[str, Any]


def make(path: Path, *, weeks: int, a_week: int, seed: int = 7) -> None:
    """Write an archive of ``weeks`` weeks up to ``END`` with ``a_week`` posts each, all of them read."""
    chance = random.Random(seed)  # noqa: S311  a repeatable choice, no secret
    recent: list[_Post] = []
    with Writer.writing(path) as archive:
        run = archive.start_run("import", program="bench")
        for number in range(1, CHANNELS + 1):
            archive.save_channel(number, title=f"Channel {number}", kind="channel", as_of=END, run=run)
        version = 0
        for week in range(weeks):
            start = END - timedelta(weeks=weeks - week)
            posts = list(_week(a_week, recent, chance))
            recent = [*recent, *posts][-8 * a_week :]
            version = _save(archive, run, posts, start=start, before=week * a_week, version=version)
        archive.finish_run(run, outcome="ok", counts={})


def _week(count: int, recent: list[_Post], chance: random.Random) -> Iterator[_Post]:
    asked = [post for post in recent if post.reading["is_request"]]
    texts = sources()
    for _ in range(count):
        if chance.random() >= REQUESTS:
            yield _Post(_text(chance.choice(texts)[0], chance), _reading())
        elif asked and chance.random() < REPEATED:
            again = chance.choice(asked)
            yield _Post(f"{again.text} {chance.choice(dictionary())}", again.reading)
        else:
            wanted = [text for text, is_request in texts if is_request]
            number = chance.choice((1, 2, 2, 3, 5, 10, 20, 100))
            yield _Post(_text(chance.choice(wanted), chance), _reading(number, chance))


def _text(text: str, chance: random.Random) -> str:
    return f"{text}\n{' '.join(chance.choices(dictionary(), k=max(8, text.count(' ') // 2)))}"


def _reading(number: int | None = None, chance: random.Random | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "is_request": number is not None, "confidence": 0.97, "language": "ru",
        "requests": [], "regions": [], "origins": [], "pay": [], "hours": [],
    }  # fmt: skip
    if number is not None and chance is not None:
        iso = chance.choice(REGIONS)
        found["requests"].append(
            {
                "role": chance.choice(ROLES), "isco08": "7212", "role_text": "x", "role_span": [0, 1],
                "headcount_min": number, "headcount_max": number, "headcount_text": str(number),
                "headcount_span": [0, 1], "regions": [iso], "confidence": 0.97,
            }
        )  # fmt: skip
        found["regions"].append({"iso": iso, "place": iso, "text": "x", "span": [0, 1]})
    return found


def _save(
    archive: Writer, run: Run, posts: list[_Post], *, start: datetime, before: int, version: int
) -> int:
    """Save a week's posts, spread over channels and hours, and their readings; returns the last version."""
    step = timedelta(weeks=1) / len(posts)
    found = []
    for channel in range(1, CHANNELS + 1):
        mine = range(channel - 1, len(posts), CHANNELS)
        dates = [(start + n * step).replace(microsecond=0) for n in mine]
        answers = [
            Answer(
                before + n + 1, date, posts[n].text, canonical({"id": before + n + 1, "text": posts[n].text})
            )
            for n, date in zip(mine, dates, strict=True)
        ]
        as_of = start + timedelta(weeks=1)
        archive.save(channel, answers, source="telegram", as_of=as_of, run=run)
        archive.cover(
            channel,
            [Span(before, before + len(posts), start, as_of)],
            source="telegram",
            as_of=as_of,
            run=run,
        )
        for n in mine:
            version += 1
            mark = fingerprint(posts[n].text)
            sketch = mark.sketch
            roles = tuple("роль" for _ in posts[n].reading["requests"])
            found.append(
                Extraction(
                    version,
                    posts[n].reading,
                    roles,
                    mark.text_key,
                    mark.fleeting,
                    sketch.bits,
                    sketch.bands,
                    mark.days,
                )
            )
    archive.save_extractions(*PARSER, found)
    return version
