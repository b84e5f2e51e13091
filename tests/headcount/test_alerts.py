"""Alerts: what meets a condition of the settings is told exactly once."""

import json
import random
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reports.alerts import Alert
from storage import Writer

Run = Callable[..., Any]
MakeExport = Callable[..., Path]


def days_ago(days: float) -> datetime:
    """A moment before now."""
    return datetime.now(UTC) - timedelta(days=days)


def conditions(*tables: str) -> None:
    """Settings of alerts, each a line or more of TOML."""
    text = "".join(f'[[alerts]]\nname = "alert {number}"\n{table}\n' for number, table in enumerate(tables))
    Path("headcount.toml").write_text(f'[report]\nformats = ["json"]\nlanguages = ["en"]\n{text}', "utf-8")


def fired(run: Run) -> list[tuple[str, str]]:
    """What a run tells: names of alerts and subjects."""
    ended = run("run", "--json")
    assert ended.code == 0
    return [(alert["alert"], alert["subject"]) for alert in ended.json["alerts"]]


TEXTS = [
    "Требуются 150 сварщиков в Тверь",
    "Нужны 20-25 швей, Иваново, студенты из КНДР",
    "Всем хорошего дня, на концерте было 200 человек",
    "Требуются сварщики, до 120 человек, Донецк",
]


@pytest.mark.parametrize(
    ("condition", "posts"),
    [
        ('role = "welder"', [1, 4]),
        ('role = "8153"', [2]),
        ('role = "Сварщик"', [1, 4]),
        ('region = "RU-TVE"', [1]),
        ('region = "UA"', [4]),
        ('origin = "KP"', [2]),
        ('word = "студент"', [2]),
        ('word = "ВЕЙ"', []),
        ("size = 100", [1, 4]),
        ("size = 151", []),
        ('size = 100\nregion = "UA-14"', [4]),
    ],
)
def test_each_condition(run: Run, make_export: MakeExport, condition: str, posts: list[int]) -> None:
    """Of roles by code and label, of countries with all their regions, of words by their beginning."""
    run("import", make_export(TEXTS, start=days_ago(2)))
    conditions(condition)
    assert fired(run) == [("alert 0", f"request 1234500001/{post}#1") for post in posts]
    assert fired(run) == []


def test_an_alert_says_what_it_is_about_and_names_nobody(run: Run, make_export: MakeExport) -> None:
    """In `--json`, as a line for people, and as plain data of its week; nothing of the post's text."""
    run(
        "import",
        make_export(["Требуются 150 сварщиков в Тверь, звоните Ивану +7 900 000-00-00"], start=days_ago(2)),
    )
    conditions("size = 100", 'role = "welder"')
    ended = run("run", "--json")
    first, second = ended.json["alerts"]
    assert first["permalink"] == "https://t.me/c/1234500001/1"
    assert first["request_ids"] == ["1234500001/1#1"]
    assert first["kind"] == "request"
    assert "welder, 150 people, RU-TVE" in first["what"]
    assert "Иван" not in ended.out
    assert "900" not in str({key: value for key, value in first.items() if key != "sha256"})
    assert {field.name for field in fields(Alert)} | {"at"} == set(first)
    assert (second["alert"], second["subject"]) == ("alert 1", first["subject"])


def test_each_alert_is_an_entry_of_the_feeds_once(run: Run, make_export: MakeExport) -> None:
    """Under the same id however often the feed is written, with a link to the post."""
    run("import", make_export(TEXTS, start=days_ago(2)))
    conditions("size = 130")
    run("run")
    feed = Path("weekly/feed.en.atom").read_text(encoding="utf-8")
    assert feed.count("<title>alert 0: welder, 150 people, RU-TVE, Пример найма</title>") == 1
    assert 'href="https://t.me/c/1234500001/1"' in feed
    run("run")
    assert Path("weekly/feed.en.atom").read_text(encoding="utf-8") == feed


def test_without_json_people_are_told_and_then_not_again(run: Run, make_export: MakeExport) -> None:
    """On standard output, which a quiet run prints, too."""
    run("import", make_export(TEXTS, start=days_ago(2)))
    conditions("size = 130")
    assert run("run", "-q").out == (
        "alert 0: welder, 150 people, RU-TVE, Пример найма https://t.me/c/1234500001/1\n"
    )
    assert run("run", "-q").out == ""


def test_a_repost_is_no_new_request_and_one_that_comes_in_late_neither(
    run: Run, make_export: MakeExport
) -> None:
    """Whichever of a request's postings is known first is told, and no other."""
    text = "Требуются 150 сварщиков в Тверь на строительство нового завода, вахта, проживание и питание"
    conditions("size = 100")
    run("import", make_export(["Просто пост", text, "Ещё пост", text], start=days_ago(2)))
    assert len(fired(run)) == 1
    run("import", make_export([text], start=days_ago(3), name="earlier.json"))
    assert fired(run) == []


def test_old_posts_are_no_news(run: Run, make_export: MakeExport) -> None:
    """An import of a year ago tells nobody of anything."""
    run("import", make_export(TEXTS, start=days_ago(60)))
    conditions("size = 100", "newcomer = true")
    assert fired(run) == []


def weekly(make_export: MakeExport, texts: Callable[[int], list[str]], weeks: int) -> Path:
    """An export with posts on each day of some whole weeks up to the last one, which week 0 is."""
    now = datetime.now(UTC)
    monday = (now - timedelta(days=now.weekday())).replace(hour=9, minute=0, second=0, microsecond=0)
    path = make_export([])
    export = json.loads(path.read_text(encoding="utf-8"))
    for back in reversed(range(weeks)):
        wanted = texts(back)
        for day in range(7):
            for text in [f"День {day}, неделя {back}", *wanted[day::7]]:
                number = len(export["messages"]) + 1
                moment = monday - timedelta(weeks=back + 1, days=-day) + timedelta(minutes=number % 600)
                export["messages"].append(
                    {
                        "id": number,
                        "type": "message",
                        "date": moment.strftime("%Y-%m-%dT%H:%M:%S"),
                        "date_unixtime": str(int(moment.timestamp())),
                        "from": "Пример найма",
                        "from_id": "channel1234500001",
                        "text": text,
                        "text_entities": [{"type": "plain", "text": text}],
                    }
                )
    path.write_text(json.dumps(export, ensure_ascii=False), encoding="utf-8")
    return path


def crews(count: int, week: int, role: str = "сварщиков") -> list[str]:
    """So many different requests."""
    return [f"Требуются {number + 2} {role} в Тверь, объект {week}-{number}" for number in range(count)]


def test_a_newcomer_was_not_seen_in_the_weeks_collected(run: Run, make_export: MakeExport) -> None:
    """A role and a region at their first request; what was there all along is none."""
    conditions("newcomer = true", 'newcomer = true\nregion = "RU-IVA"')
    newest = ["Нужны 20 швей, Иваново, цех 1", "Нужны 22 швей, Иваново, цех 2"]
    run("import", weekly(make_export, lambda back: crews(7, back) + (newest if back == 0 else []), 8))
    subjects = fired(run)
    assert [subject for name, subject in subjects if name == "alert 0"] == [
        "role sewing machine operator",
        "region RU-IVA",
    ]
    # the channel was there before, but not with requests for this region
    assert [subject for name, subject in subjects if name == "alert 1"] == [
        "channel 1234500001",
        "role sewing machine operator",
        "region RU-IVA",
    ]
    assert fired(run) == []


def test_in_the_first_weeks_of_an_archive_nobody_is_a_newcomer(run: Run, make_export: MakeExport) -> None:
    """Everybody would be."""
    conditions("newcomer = true")
    run("import", weekly(make_export, lambda back: crews(7, back), 4))
    assert fired(run) == []


@pytest.mark.parametrize(
    ("last", "usual", "expected"),
    [
        (30, 12, ["week"]),
        (3, 12, ["week"]),
        (12, 12, []),
        (9, 3, []),  # a base under 10 says nothing
    ],
)
def test_an_unusual_week_is_told_with_its_range(
    run: Run, make_export: MakeExport, last: int, usual: int, expected: list[str]
) -> None:
    """Above or below the range of the weeks before; small numbers do not shout."""
    conditions("unusual = true")
    dice = random.Random(3)

    def texts(back: int) -> list[str]:
        return crews(last if back == 0 else usual + dice.choice((-1, 0, 1)) * (usual > 3), back)

    run("import", weekly(make_export, texts, 8))
    ended = run("run", "--json")
    assert [alert["kind"] for alert in ended.json["alerts"]] == expected
    for alert in ended.json["alerts"]:
        assert len(alert["request_ids"]) == last
        assert f"{last} requests, {'above' if last > usual else 'below'} the range" in alert["what"]
    assert fired(run) == []


def test_an_unusual_week_may_be_one_of_a_part_alone(run: Run, make_export: MakeExport) -> None:
    """As many requests as ever, but other ones."""
    conditions("unusual = true", 'unusual = true\nrole = "concrete worker"')
    run(
        "import",
        weekly(
            make_export,
            lambda back: crews(14, back) if back else [*crews(2, back), *crews(12, back, role="бетонщиков")],
            8,
        ),
    )
    assert [name for name, _ in fired(run)] == ["alert 1"]


def test_a_run_killed_between_its_steps_tells_once_all_the_same(
    run: Run, make_export: MakeExport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before it is recorded: the next run tells it. Killed after it was shown: it is shown again."""
    run("import", make_export(TEXTS, start=days_ago(2)))
    conditions("size = 130")

    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    told = 0
    for step in ("record_alerts", "note_delivered"):
        with monkeypatch.context() as patch:
            patch.setattr(Writer, step, killed)
            ended = run("run")
        told += ended.out.count("150 people")
        assert told == (step == "note_delivered")
    assert run("run").out.count("150 people") == 1  # at least once: it was told, and not noted
    assert run("run").out == ""
