"""`headcount watch` and the retries of `run`, against a Telegram on this machine, by a clock that is fake."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fake_clock import FakeClock
from loopback_telegram import LoopbackTelegram, World

from headcount.app import App
from headcount.console import Screen
from headcount.errors import Terminated, UsageFault
from headcount.running import run_once, run_patiently
from headcount.scheduling.plan import Plan, ReportTime
from headcount.scheduling.watching import watch
from headcount.settings import read_settings
from storage import Archive, ArchiveBusy, RunFacts, Writer

MOSCOW = ZoneInfo("Europe/Moscow")
PLAN = Plan(360, ReportTime(0, 6, 0), MOSCOW)
WEDNESDAY = datetime(2025, 3, 5, 8, 30, tzinfo=MOSCOW).astimezone(UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def server(folder: Path) -> Iterator[LoopbackTelegram]:
    """A Telegram with a channel of three posts of last week, a session and settings."""
    world = World()
    jobs = world.add_channel("example_jobs")
    for day in range(3):
        jobs.post(f"Требуются {day + 5} сварщиков в Тверь", date=WEDNESDAY - timedelta(days=6 + day))
    with LoopbackTelegram(world) as made:
        made.prepare_session(folder / "telegram.session")
        (folder / "headcount.toml").write_text(
            '[telegram]\napi_id = 12345\napi_hash = "0123456789abcdef0123456789abcdef"\n'
            '[collect]\nsince = 2025-02-23\n[[channels]]\nname = "example_jobs"\n'
            '[report]\nformats = ["json"]\nlanguages = ["en"]\n',
            encoding="utf-8",
        )
        yield made


def app_at(clock: FakeClock) -> App:
    """The program in the current folder at that clock."""
    settings = read_settings(Path("headcount.toml"))
    return App(settings, settings.path(settings.archive.path), Screen(), clock)


def stop(_signal: int = 0, _frame: object = None) -> None:
    """What SIGTERM does."""
    raise Terminated


def watched(clock: FakeClock, until: datetime) -> list[RunFacts]:
    """Watch until then; gives the runs there were."""
    clock.at(until, stop)
    with pytest.raises(Terminated):
        watch(app_at(clock), PLAN)
    return runs()


def runs() -> list[RunFacts]:
    """All runs of `run`, oldest first."""
    with Archive.open(Path("archive.db")) as archive:
        return archive.runs(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


def local(found: list[RunFacts]) -> list[str]:
    """When runs began."""
    return [f"{run.started.astimezone(MOSCOW):%a %H:%M}" for run in found]


@pytest.mark.usefixtures("server")
def test_it_runs_at_once_and_then_at_the_plans_times() -> None:
    """A person who starts it sees that it works."""
    found = watched(FakeClock(WEDNESDAY), WEDNESDAY + 24 * HOUR)
    assert local(found) == ["Wed 08:30", "Wed 12:00", "Wed 18:00", "Thu 00:00", "Thu 06:00"]
    assert {run.outcome for run in found} == {"ok"}


@pytest.mark.usefixtures("server")
def test_a_restart_runs_only_what_was_missed() -> None:
    """A container that is started anew does not read everything again at once."""
    watched(FakeClock(WEDNESDAY), WEDNESDAY + HOUR)
    assert local(watched(FakeClock(WEDNESDAY + 2 * HOUR), WEDNESDAY + 4 * HOUR)) == ["Wed 08:30", "Wed 12:00"]
    again = watched(FakeClock(WEDNESDAY + 24 * HOUR), WEDNESDAY + 25 * HOUR)
    assert local(again)[2:] == ["Thu 08:30"]


@pytest.mark.usefixtures("server")
def test_a_fortnights_sleep_is_caught_up_by_one_run() -> None:
    """And the report of the week that fell into it is there then."""
    clock = FakeClock(WEDNESDAY)
    clock.machine_sleeps(WEDNESDAY + 5 * HOUR, timedelta(days=14))
    found = watched(clock, WEDNESDAY + timedelta(days=14, hours=10))
    assert local(found) == ["Wed 08:30", "Wed 12:00", "Wed 13:30", "Wed 18:00"]
    assert {path.name for path in Path("weekly").iterdir() if path.is_dir()} == {
        "2025-W09",
        "2025-W10",
        "2025-W11",
    }


def test_a_failing_run_is_tried_again_and_again_later_each_time(
    server: LoopbackTelegram, capsys: pytest.CaptureFixture[str]
) -> None:
    """After 5, 15 and 45 minutes; then the next scheduled time comes."""
    with server.outage():
        found = watched(FakeClock(WEDNESDAY - HOUR), WEDNESDAY + 4 * HOUR)
    assert {run.outcome for run in found} == {"failed"}
    minutes = [(after.started - before.started).seconds // 60 for before, after in pairwise(found[:4])]
    # the tries within a run take some minutes of their own
    assert [5 <= minutes[0] < 10, 15 <= minutes[1] < 20, 45 <= minutes[2] < 50] == [True] * 3
    assert f"{found[4].started.astimezone(MOSCOW):%H:%M}" == "12:00"
    assert "Trying again at" in capsys.readouterr().err


def test_no_retry_reaches_into_the_next_scheduled_run(server: LoopbackTelegram) -> None:
    """It is that run's to do."""
    clock = FakeClock(WEDNESDAY)
    with server.outage():
        run_patiently(app_at(clock), report=None, until=WEDNESDAY + timedelta(minutes=15))
    assert len(runs()) == 2


def test_what_waiting_minutes_does_not_mend_is_not_tried_again(server: LoopbackTelegram) -> None:
    """A channel that is gone, and one where Telegram asks to wait for hours."""
    server.faults.flood(seconds=7200, times=None)
    ran = run_patiently(app_at(FakeClock(WEDNESDAY)), report=None)
    assert ran.failed[0]["reason"].startswith("throttled")
    server.faults.clear()
    server.world.rename(server.world.channels[1_500_000_001], "example_other")
    assert len(runs()) == 1


@pytest.mark.usefixtures("server")
def test_an_archive_in_use_is_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    """By the same pauses; an import that takes ten minutes costs no run."""
    clock = FakeClock(WEDNESDAY)
    other = Writer.writing(Path("archive.db"))
    other.__enter__()
    clock.at(WEDNESDAY + timedelta(minutes=4), lambda: other.__exit__(None, None, None))
    assert run_patiently(app_at(clock), report=None).failed == []
    assert local(runs()) == ["Wed 08:35"]
    assert "another headcount process" in capsys.readouterr().err


@pytest.mark.usefixtures("server")
def test_an_archive_in_use_all_the_time_is_said_in_the_end() -> None:
    """Which is exit code 3."""
    with Writer.writing(Path("archive.db")), pytest.raises(ArchiveBusy):
        run_patiently(app_at(FakeClock(WEDNESDAY)), report=None)


@pytest.mark.usefixtures("server")
def test_a_week_is_first_reported_at_its_time() -> None:
    """Not at midnight, when its last posts are minutes old."""
    monday = datetime(2025, 3, 10, tzinfo=MOSCOW).astimezone(UTC)
    early = run_once(app_at(FakeClock(monday + 5 * HOUR)), report=ReportTime(0, 6, 0))
    assert early.reports == ["2025-W09"]
    assert run_once(app_at(FakeClock(monday + 6 * HOUR)), report=ReportTime(0, 6, 0)).reports == ["2025-W10"]


@pytest.mark.usefixtures("server")
def test_without_a_report_time_a_complete_week_is_reported_at_once() -> None:
    """As `headcount run` by hand does."""
    monday = datetime(2025, 3, 10, tzinfo=MOSCOW).astimezone(UTC)
    assert run_once(app_at(FakeClock(monday)), report=None).reports == ["2025-W09", "2025-W10"]


@pytest.mark.usefixtures("server")
def test_a_week_that_cannot_be_reported_stops_no_other(run: Any) -> None:
    """It is named, the others are there, and `status` shows it."""
    Path("weekly/2025-W09").mkdir(parents=True)
    Path("weekly/2025-W09/report.json").write_text("{", encoding="utf-8")
    ran = run_once(app_at(FakeClock(WEDNESDAY + timedelta(days=14))), report=None)
    broken = ["report of 2025-W09", "report of 2025-W10"]  # which compares itself with the one before
    assert [fault["what"] for fault in ran.failed] == broken
    assert ran.reports == ["2025-W11"]
    said = run("status", "--json")
    assert said.code == 1
    assert [fault["what"] for fault in said.json["failed"]] == broken
    last = next(one for one in said.json["runs"] if one["command"] == "run")
    assert last["outcome"] == "failed"
    assert "report of 2025-W09" in run("status").out


def test_a_run_that_fails_when_the_report_is_due_is_in_the_report(server: LoopbackTelegram) -> None:
    """It comes all the same, and its box says which channel could not be read, since when and why."""
    config = Path("headcount.toml")
    config.write_text(config.read_text().replace('["json"]', '["md", "json"]'), encoding="utf-8")
    monday = datetime(2025, 3, 10, 6, tzinfo=MOSCOW).astimezone(UTC)
    run_once(app_at(FakeClock(monday - timedelta(hours=2))), report=PLAN.report)
    with server.outage():
        clock = FakeClock(monday)
        clock.at(monday + timedelta(minutes=30), stop)
        ran = run_patiently(app_at(clock), report=PLAN.report, until=monday + timedelta(minutes=15))
    assert ran.reports == ["2025-W10"]
    text = Path("weekly/2025-W10/report.en.md").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "@example_jobs" in line)
    assert "10 March 2025" in line
    assert "network: tried 5 times" in line


def test_a_channel_that_is_lost_for_long_is_missed_in_every_week(server: LoopbackTelegram) -> None:
    """Also when its last read is older than all weeks looked at, and an outage came in between."""
    closing = server.world.add_channel("example_closing")
    closing.post("Нужны 5 швей", date=WEDNESDAY - timedelta(days=6))
    with Path("headcount.toml").open("a", encoding="utf-8") as config:
        config.write('[[channels]]\nname = "example_closing"\n')
    run_once(app_at(FakeClock(WEDNESDAY)), report=None)
    server.world.make_private(closing)
    run_once(app_at(FakeClock(WEDNESDAY + timedelta(weeks=1))), report=None)
    with server.outage():
        run_once(app_at(FakeClock(WEDNESDAY + timedelta(weeks=40))), report=None)
    run_once(app_at(FakeClock(WEDNESDAY + timedelta(weeks=40, days=1))), report=None)
    for week in ("2025-W30", "2025-W49"):
        said = json.loads(Path(f"weekly/{week}/report.json").read_text(encoding="utf-8"))["coverage"]
        assert [(one["name"], one["expected"]) for one in said["channels"]] == [
            ("@example_jobs", 168),
            ("@example_closing", 168),
        ]
        assert said["channels"][1]["covered"] == 0


@pytest.mark.usefixtures("server")
def test_wrong_settings_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting mends them."""
    monkeypatch.setenv("TELEGRAM_API_ID", "mine")
    with pytest.raises(UsageFault, match="TELEGRAM_API_ID"):
        watch(app_at(FakeClock(WEDNESDAY)), PLAN)


def test_the_channel_of_a_first_run_counts_as_watched_in_its_report(server: LoopbackTelegram) -> None:
    """Settings name it before the archive knows it."""
    del server
    run_once(app_at(FakeClock(WEDNESDAY)), report=None)
    assert '"watched": 1' in Path("weekly/2025-W09/report.json").read_text(encoding="utf-8")


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start the real `headcount watch`, which is gone when the test ends."""
    started: list[subprocess.Popen[str]] = []

    def make() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("headcount"), "watch"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield make
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_the_middle_of_a_run(
    server: LoopbackTelegram, start: Callable[[], subprocess.Popen[str]], number: signal.Signals
) -> None:
    """Also while an answer is being waited for; the run is recorded as interrupted."""
    server.faults.silence(times=None, after=1)
    process = start()
    wait_for(lambda: server.journal.count("messages.GetHistory") >= 2)
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 128 + number, err
    assert "Traceback" not in err
    assert [run.outcome for run in runs()] == ["interrupted"]


@pytest.mark.usefixtures("server")
def test_a_signal_ends_it_between_runs(start: Callable[[], subprocess.Popen[str]]) -> None:
    """While it waits for the next time; all of the run before is saved."""
    process = start()
    wait_for(lambda: Path("archive.db.key").exists() and [run.outcome for run in runs()] == ["ok"])
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 143, err
    assert "Traceback" not in err
    with Archive.open(Path("archive.db")) as archive:
        assert archive.verify().damage == ()


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 120
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
