"""Requests in a real archive: the same whatever was imported first, and whatever is counted of it."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from parser.fingerprint import fingerprint
from reports.identity import Rule, unique_requests
from reports.series import read_series
from reports.weeks import week_of
from storage import Answer, Extraction, Span, Writer, canonical

START = datetime(2025, 9, 1, 9, tzinfo=UTC)
DAYS = 420
TEXTS = (
    "Требуются сварщики на вахту в Тверь, проживание и питание за счёт фирмы, оплата два раза в месяц.",
    "Приглашаем швей на фабрику: современное оборудование, жильё предоставляем, график сменный, звоните.",
    "Срочно нужны грузчики, работа на складе каждый день, оплата сразу после смены, берём без опыта.",
)
EDITS = ("", "", " Пишите!", " Обучение на месте, спецодежда, аванс через неделю.", "\n+7 900 000-00-00")
Post = tuple[int, int, datetime, str]


def _posts(chance: random.Random, count: int) -> list[Post]:
    found = []
    for number in range(1, count + 1):
        date = START + timedelta(days=chance.randrange(DAYS), hours=chance.randrange(24))
        text = chance.choice(TEXTS) + chance.choice(EDITS) + chance.choice(EDITS)
        found.append((chance.randrange(1, 4), number, date, text))
    return found


def _archive(path: Path, posts: Sequence[Post]) -> None:
    """Import and read in this order, a post at a time."""
    with Writer.writing(path) as archive:
        run = archive.start_run("import", program="test")
        for channel in (1, 2, 3):
            archive.save_channel(channel, title="x", kind="channel", as_of=START, run=run)
            span = Span(1, 999, START, START + timedelta(days=DAYS))
            archive.cover(channel, [span], source="telegram", as_of=START + timedelta(days=DAYS), run=run)
        for version, (channel, number, date, text) in enumerate(posts, start=1):
            answer = Answer(number, date, text, canonical({"id": number, "text": text}))
            archive.save(channel, [answer], source="export", as_of=START + timedelta(days=DAYS), run=run)
            archive.save_extractions("1", "a", [_read(version, text)])
        archive.finish_run(run, outcome="ok", counts={})


def _read(version: int, text: str) -> Extraction:
    request = {
        "role": "welder", "isco08": "7212", "role_text": "x", "role_span": [0, 1], "headcount_min": None,
        "headcount_max": None, "headcount_text": None, "headcount_span": None, "regions": [],
        "confidence": 0.9,
    }  # fmt: skip
    reading = {
        "is_request": True, "confidence": 0.9, "language": "ru", "requests": [request], "regions": [],
        "origins": [], "pay": [], "hours": [],
    }  # fmt: skip
    mark = fingerprint(text)
    sketch = mark.sketch
    return Extraction(
        version, reading, ("сварщик",), mark.text_key, mark.fleeting, sketch.bits, sketch.bands,
        mark.days,
    )  # fmt: skip


Requests = list[list[tuple[int, int]]]


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 60), st.sampled_from([20, 60]))
def test_any_order_of_import_gives_the_same_requests_as_a_full_recompute(
    chance: random.Random, count: int, days: int
) -> None:
    """Of any week: it is worked out from 26 weeks and what is like them, and equals what the whole gives."""
    posts, rule = _posts(chance, count), Rule(days=days)
    week = week_of(chance.choice(posts)[2], "UTC")
    found: list[tuple[Requests, Requests]] = []
    with tempfile.TemporaryDirectory() as folder:
        for order in (posts, chance.sample(posts, count)):
            path = Path(folder) / f"{len(found)}.db"
            _archive(path, order)
            with Writer.writing(path) as archive:
                series = read_series(
                    archive, week, timezone="UTC", first=START, now=START + timedelta(days=DAYS), rule=rule
                )
                every = unique_requests(archive.asked(START, START + timedelta(days=DAYS)), rule)
            whole = [one for one in every if week.start <= one.date < week.end]
            cut = [[p for p in one.postings if p.date < week.end] for one in whole]
            found.append(
                (
                    [[(p.channel_id, p.post_id) for p in one.postings] for one in series.requests],
                    [[(p.channel_id, p.post_id) for p in postings] for postings in cut],
                )
            )
    (first, first_whole), (second, second_whole) = found
    assert first == first_whole
    assert (second, second_whole) == (first, first_whole)


def test_reposts_with_small_edits_are_one_request_and_those_without_are_not(tmp_path: Path) -> None:
    """A property over texts that are never alike would say nothing."""
    small = (" Пишите!", " Аванс через неделю.", "\n+7 900 000-00-00", "")
    posts = [(1, n, START + timedelta(days=n), TEXTS[n % 2] + small[n // 2 % 4]) for n in range(1, 9)]
    _archive(tmp_path / "a.db", posts)
    with Writer.writing(tmp_path / "a.db") as archive:
        requests = unique_requests(archive.asked(START, START + timedelta(days=DAYS)))
    assert [[p.post_id for p in one.postings] for one in requests] == [[1, 3, 5, 7], [2, 4, 6, 8]]
