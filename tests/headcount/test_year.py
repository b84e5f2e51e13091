"""Scheduled runs over simulated weeks, with outages, floods and a fortnight's sleep, by a clock that is fake.

A month is run by default; ``HEADCOUNT_WEEKS=52`` runs a year, with a run a day. All else is real: the
program's `watch`, an archive, a Telegram and a mail server on this machine.
"""

import json
import os
import random
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fake_clock import FakeClock
from loopback_smtp import LoopbackSmtp
from loopback_telegram import LoopbackTelegram, World

from headcount.app import App
from headcount.console import Screen
from headcount.errors import Terminated
from headcount.scheduling.plan import Plan, ReportTime
from headcount.scheduling.watching import watch
from headcount.settings import read_settings
from parser import load as load_parser
from storage import Archive

WEEKS = int(os.environ.get("HEADCOUNT_WEEKS", "5"))
"""How many weeks are lived through."""

MOSCOW = ZoneInfo("Europe/Moscow")
START = datetime(2025, 1, 6, tzinfo=MOSCOW).astimezone(UTC)
"""A Monday, 00:00 in Moscow: the beginning of 2025-W02."""
END = START + timedelta(weeks=WEEKS, hours=7)
"""An hour after the last of the weeks was reported."""

HOUR = timedelta(hours=1)
LONG = WEEKS > 10
PLAN = Plan(1440 if LONG else 360, ReportTime(0, 6, 0), MOSCOW)
"""Every six hours; a year has a run a day, which is enough to go wrong in."""
CHANNELS = ("example_jobs", "example_crews", "example_closing")
LARGE = 100
"""People from whom on an alert is told."""
TEXTS = (
    "Требуются {n} сварщиков в Тверь, смена {k}",
    "Нужны {n} швей, Иваново, цех {k}, от 60 000 руб",
    "Всем хорошего дня, это пост {k}",
    "Требуются {n} бетонщиков, Донецк, объект {k}",
)
SETTINGS = """\
[telegram]
session = "telegram.session"
api_id = 12345
api_hash = "0123456789abcdef0123456789abcdef"
[collect]
since = 2025-01-05
[[channels]]
name = "example_jobs"
[[channels]]
name = "example_crews"
[[channels]]
name = "example_closing"
[report]
languages = ["en"]
formats = ["md", "json"]
[[alerts]]
name = "large"
size = {large}
[email]
host = "127.0.0.1"
port = {port}
security = "none"
from = "headcount@example.org"
to = ["desk@example.org"]
attach = []
"""


@dataclass
class Away:
    """A span in which no run can read: the machine or Telegram is away, or Telegram asks to wait."""

    start: datetime
    length: timedelta

    def holds(self, moment: datetime) -> bool:
        """True within it."""
        return self.start <= moment < self.start + self.length


@dataclass
class Lived:
    """What happened in the simulated weeks."""

    folder: Path
    world: World
    mails: list[EmailMessage] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)

    def report(self, week: str) -> dict[str, Any]:
        """A week's last written report."""
        path = self.folder / "weekly" / week / "report.json"
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def first_written(self, week: str) -> datetime:
        """When a week was first reported."""
        first = self.folder / "weekly" / week / "revisions" / "1" / "report.json"
        body = json.loads(first.read_text(encoding="utf-8")) if first.exists() else self.report(week)
        return datetime.fromisoformat(body["as_of"]["written"])


def monday(week: int) -> datetime:
    """When a week begins, counted from the first."""
    return (datetime(2025, 1, 6, tzinfo=MOSCOW) + timedelta(weeks=week)).astimezone(UTC)


def name(week: int) -> str:
    """A week's ISO name."""
    year, number, _ = monday(week).astimezone(MOSCOW).isocalendar()
    return f"{year}-W{number:02}"


def troubles() -> list[tuple[str, Away]]:
    """What goes wrong and when; of longer lives more."""
    found = [
        ("outage", Away(monday(1) + 25 * HOUR, timedelta(hours=50))),
        ("flood", Away(monday(0) + 71.5 * HOUR, 1 * HOUR)),
        ("sleep", Away(monday(2) + 61 * HOUR, timedelta(days=14))),
    ]
    for week in range(6, WEEKS, 5):
        found.append(("outage", Away(monday(week) + (10 + week % 7 * 20) * HOUR, timedelta(hours=30))))
        found.append(("flood", Away(monday(week + 1) + 59.5 * HOUR, 1 * HOUR)))
    return [(what, away) for what, away in found if away.start + away.length < END]


CLOSING = monday(1) + 100 * HOUR
"""When the third channel is closed for good: what comes after nobody can read."""


def plan_posts(clock: FakeClock, world: World) -> None:
    """Plan posts on every channel through all the weeks, as the dice fall.

    No two large requests are for the same number, or one would be the other's repeat if a day holds both.
    """
    dice = random.Random(7)
    for number, channel in enumerate(world.channels.values()):
        moment, k = START + 2 * HOUR, 0
        while moment < END - HOUR:
            k += 1
            n = LARGE + len(CHANNELS) * k + number if dice.random() < 0.05 else dice.randint(2, 40)
            text = dice.choice(TEXTS).format(n=n, k=f"{channel.id % 10}-{k}")
            clock.at(moment, lambda c=channel, t=text, m=moment: c.post(t, date=m))  # type: ignore[misc]
            moment += timedelta(minutes=dice.randint(120, 1400))


def plan_troubles(clock: FakeClock, server: LoopbackTelegram, stack: ExitStack) -> list[Away]:
    """Plan what goes wrong."""
    found = []
    for what, away in troubles():
        found.append(away)
        if what == "sleep":
            clock.machine_sleeps(away.start, away.length)
        elif what == "flood":
            clock.at(away.start, lambda: server.faults.flood(seconds=3600, times=2))
            clock.at(away.start + away.length, server.faults.clear)
            clock.at(
                away.start + away.length, lambda: server.faults.flood(seconds=7)
            )  # a short one is sat out
        else:
            outage = ExitStack()
            stack.push(outage)
            clock.at(away.start, lambda outage=outage: outage.enter_context(server.outage()))  # type: ignore[misc]
            clock.at(away.start + away.length, outage.close)
    return found


@cache
def load() -> Any:
    """The parser with the bundled word lists."""
    return load_parser()


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """All the weeks, lived through once."""
    folder = tmp_path_factory.mktemp("year")
    world = World()
    for number, channel in enumerate(CHANNELS):
        world.add_channel(channel, id=1_500_000_001 + number)
    clock = FakeClock(START + timedelta(minutes=150))
    with LoopbackTelegram(world) as server, LoopbackSmtp() as smtp, ExitStack() as stack:
        server.prepare_session(folder / "telegram.session")
        (folder / "headcount.toml").write_text(SETTINGS.format(port=smtp.port, large=LARGE), encoding="utf-8")
        settings = read_settings(folder / "headcount.toml")
        plan_posts(clock, world)
        clock.at(CLOSING, lambda: world.make_private(world.channels[1_500_000_003]))
        away = plan_troubles(clock, server, stack)
        clock.at(END, terminate)
        app = App(settings, settings.path(settings.archive.path), Screen(-1), clock)
        with pytest.MonkeyPatch.context() as patch:
            # a second a run, which a year has many of
            patch.setattr("headcount.app.load_parser", lambda _extra: load())
            if LONG:  # each run of a year looks again at so many weeks, which is most of its work
                patch.setattr("headcount.weekly.WEEKS_BACK", 5)
            with pytest.raises(Terminated):
                watch(app, PLAN)
        yield Lived(folder, world, smtp.mails, away)


def terminate() -> None:
    """What SIGTERM does."""
    raise Terminated


def reads(lived: Lived, channel: str) -> list[datetime]:
    """When runs could read a channel, by the plan and the troubles alone."""
    found, moment = [], START + timedelta(minutes=150)
    while moment < END:
        if not any(away.holds(moment) for away in lived.away):
            found.append(moment)
        moment = PLAN.next_after(moment)
    # a machine that slept through scheduled times makes up for them when it wakes
    found += [away.start + away.length for what, away in troubles() if what == "sleep"]
    return sorted(at for at in found if channel != "example_closing" or at < CLOSING)


def readable(lived: Lived) -> set[tuple[int, int]]:
    """Posts that were there, by channel and id, when their channel could last be read."""
    return {
        (channel.id, post.id)
        for channel in lived.world.channels.values()
        for post in channel
        if post.date <= reads(lived, str(channel.username))[-1]
    }


def test_each_week_has_its_report_and_one_mail(lived: Lived) -> None:
    """No week is left out, none is sent twice, whatever went wrong when it was due."""
    made = sorted(path.name for path in (lived.folder / "weekly").iterdir() if path.is_dir())
    assert made == [name(week) for week in range(WEEKS)]
    sent = [str(mail["Subject"]) for mail in lived.mails if "alert" not in str(mail["Subject"])]
    assert len(sent) == WEEKS
    assert len({str(mail["Message-ID"]) for mail in lived.mails}) == len(lived.mails)
    bodies = [lived.folder / "weekly" / name(week) / "report.en.md" for week in range(WEEKS)]
    assert sent == [body.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for body in bodies]


def test_each_report_comes_at_its_hour_or_when_it_first_can(lived: Lived) -> None:
    """On Monday at 06:00; of weeks slept through, when the machine wakes."""
    asleep = [away for what, away in troubles() if what == "sleep"]
    for week in range(WEEKS):
        due = monday(week + 1) + 6 * HOUR
        late = next((away.start + away.length for away in asleep if away.holds(due)), due)
        # a run takes some seconds of the clock, a try that fails some minutes
        assert late <= lived.first_written(name(week)) < late + HOUR, name(week)


def test_no_post_is_lost_and_none_is_double(lived: Lived) -> None:
    """All that was published by the last run is in the archive, once."""
    with Archive.open(lived.folder / "archive.db") as archive:
        rows = list(archive.export("posts"))
        assert archive.verify().damage == ()
    kept = [(row["channel_id"], row["post_id"]) for row in rows]
    assert len(set(kept)) == len(kept)
    assert set(kept) == readable(lived)


def test_late_and_missing_hours_are_said_rightly(lived: Lived) -> None:
    """By plain counting over the times at which runs could read: an hour is late if over 24 hours were."""
    for week in range(WEEKS):
        start, end = monday(week), monday(week + 1)
        hours = [start + n * HOUR for n in range((end - start) // HOUR)]
        said = lived.report(name(week))["coverage"]
        assert [channel["title"] for channel in said["channels"]] == [f"Channel {one}" for one in CHANNELS]
        for channel in said["channels"]:
            times = reads(lived, channel["name"].removeprefix("@"))
            first = {hour: next((at for at in times if at >= hour + HOUR), None) for hour in hours}
            missing = sum(at is None for at in first.values())
            late = sum(at is not None and at - (hour + HOUR) > 24 * HOUR for hour, at in first.items())
            counted = (channel["expected"], channel["expected"] - channel["covered"], channel["late"])
            assert counted == (len(hours), missing, late), (name(week), channel["name"])
    lost = lived.report(name(WEEKS - 1))["as_of"]["lost_channels"]
    assert [(channel["name"], channel["why"].partition(":")[0]) for channel in lost] == [
        ("@example_closing", "private")
    ]


def test_runs_never_overlap_and_failures_are_recorded(lived: Lived) -> None:
    """Each run ends before the next begins, and those of outages say what failed."""
    with Archive.open(lived.folder / "archive.db") as archive:
        rows = archive._db.conn.execute(
            "SELECT started, finished, outcome, failed FROM runs WHERE command = 'run' ORDER BY id"
        ).fetchall()
    assert all(row[1] is not None for row in rows)
    assert all(before[1] <= after[0] for before, after in pairwise(rows))
    for what, away in troubles():
        if what == "outage":
            inside = [row for row in rows if away.holds(datetime.fromisoformat(row[0]))]
            assert inside
            assert {row[2] for row in inside} == {"failed"}
            assert "network" in inside[0][3]


def test_each_alert_is_told_once(lived: Lived) -> None:
    """One for every request of 100 people and more that was published, in one mail each."""
    posts = [(channel, post) for channel in lived.world.channels.values() for post in channel]
    large = {
        (channel.id, post.id)
        for channel, post in posts
        if (asked := re.search(r"(\d+) \w+щик|(\d+) швей", post.text)) and int(asked[1] or asked[2]) >= LARGE
    }
    wanted = {f"{channel}/{post}" for channel, post in large & readable(lived)}
    with Archive.open(lived.folder / "archive.db") as archive:
        fired = {subject.removeprefix("request ").partition("#")[0] for _, subject in archive.fired_alerts()}
        assert archive.waiting_alerts("mail") == archive.waiting_alerts("print") == []
    assert fired == wanted
    texts = [mail.get_content() for mail in lived.mails if "alert" in mail["Subject"]]
    told = [
        line.rpartition("https://t.me/")[2] for text in texts for line in text.splitlines() if "t.me" in line
    ]
    names = {str(channel.id): channel.username for channel in lived.world.channels.values()}
    assert sorted(told) == sorted(
        f"{names[channel]}/{post}" for channel, post in (f.split("/") for f in fired)
    )
