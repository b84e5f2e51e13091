"""`headcount doctor`: each fault is found, named with what to do, and no secret is in what it prints."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fake_clock import FakeClock
from loopback_smtp import LoopbackSmtp
from loopback_socks import Socks
from loopback_telegram import LoopbackTelegram, World
from loopback_tme import LoopbackTme

from headcount.app import App
from headcount.console import Screen
from headcount.doctor import machine, network
from headcount.settings import read_settings
from storage import Writer

Run = Callable[..., Any]
HASH = "0123456789abcdef0123456789abcdef"
SECRETS = (HASH, "proxy-word", "mail-word")


@pytest.fixture
def server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackTelegram]:
    """A Telegram with a session signed in to it, an archive, settings that name a channel of each kind."""
    monkeypatch.setenv("TELEGRAM_API_ID", "12345")
    monkeypatch.setenv("TELEGRAM_API_HASH", HASH)
    world = World()
    world.add_channel("example_jobs", posts=3)
    with LoopbackTelegram(world) as made, LoopbackTme(world) as tme:
        made.prepare_session(folder / "telegram.session")
        write(tme.base_url)
        with Writer.writing(folder / "archive.db"):
            pass
        yield made


def write(base_url: str = "http://127.0.0.1:1", *, network: str = "", email: str = "", via: str = "") -> None:
    """Settings in the current folder."""
    channels = "".join(
        f'[[channels]]\nname = "example_{one}"\nvia = "{one}"\n'
        for one in (via.split() or ["telegram", "preview"])
    )
    Path("headcount.toml").write_text(
        f'[network]\n{network}\n[preview]\nbase_url = "{base_url}"\n{channels}{email}', encoding="utf-8"
    )


def found(run: Run, state: str, code: int | None = None) -> dict[str, dict[str, str]]:
    """Checks in a state, by name; looks into all that is printed for secrets."""
    ended = run("doctor", "--json")
    shown = run("doctor")
    for secret in SECRETS:
        assert secret not in ended.out + ended.err + shown.out + shown.err
    assert "Traceback" not in ended.err
    if code is not None:
        assert ended.code == shown.code == code, ended.out
    checks = ended.json["checks"]
    assert ended.json["ok"] is (not [one for one in checks if one["state"] == "fail"])
    assert ended.json["counts"] == {
        state: sum(one["state"] == state for one in checks) for state in ("ok", "warn", "fail")
    }
    assert all(one["do"] for one in checks if one["state"] != "ok")
    return {one["name"]: one for one in checks if one["state"] == state}


@pytest.mark.usefixtures("server")
def test_all_is_well_but_that_there_was_no_run_yet(run: Run) -> None:
    """Exit 0, with a word on what to do next."""
    assert set(found(run, "warn", 0)) == {"last run"}
    well = found(run, "ok")
    assert {"settings", "session", "disk", "permissions", "lock", "archive", "lexicon"} <= set(well)
    assert {"Telegram", "web pages", "clock"} <= set(well)


def test_nothing_is_changed_by_looking(run: Run, server: LoopbackTelegram) -> None:
    """No file, no mode, no sign-in."""

    def state() -> dict[str, int]:
        beside = ("archive.db-wal", "archive.db-shm")  # SQLite's, which come and go with readers
        return {path.name: path.stat().st_mode for path in Path().iterdir() if path.name not in beside}

    before, content = state(), Path("archive.db").read_bytes()
    found(run, "ok", 0)
    assert (state(), Path("archive.db").read_bytes()) == (before, content)
    assert server.journal.count("auth.*") == 0


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("name", ["archive.db", "archive.db.key", "telegram.session", "headcount.env"])
def test_a_file_that_others_may_read_is_named_with_the_cure(run: Run, name: str) -> None:
    """And is left for its owner to mend."""
    Path(name).touch()
    Path(name).chmod(0o640)
    (check,) = found(run, "fail", 1).values()
    assert name in check["found"]
    assert "chmod 600" in check["do"]
    assert Path(name).stat().st_mode & 0o777 == 0o640


@pytest.mark.usefixtures("server")
def test_a_key_in_settings_that_others_may_read(run: Run) -> None:
    """Without it their mode does not matter."""
    text = Path("headcount.toml").read_text()
    Path("headcount.toml").write_text(f'[telegram]\napi_id = 1\napi_hash = "{HASH}"\n{text}')
    Path("headcount.toml").chmod(0o644)
    assert set(found(run, "fail", 1)) == {"settings' mode"}


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(200)])
def test_a_session_file_that_is_none(run: Run, content: bytes) -> None:
    """Says how to get one."""
    Path("telegram.session").write_bytes(content)
    assert "headcount login" in found(run, "fail", 1)["session"]["do"]


@pytest.mark.usefixtures("server")
def test_no_session_and_no_keys(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two things to do."""
    Path("telegram.session").unlink()
    monkeypatch.delenv("TELEGRAM_API_HASH")
    assert set(found(run, "fail", 1)) == {"session", "api keys"}


def test_a_session_that_telegram_ended(run: Run, server: LoopbackTelegram) -> None:
    """Its shape is right: only Telegram knows."""
    server.faults.account("SESSION_REVOKED")
    assert "session" in found(run, "fail", 1)["Telegram"]["found"]


def test_a_telegram_that_does_not_answer(run: Run, server: LoopbackTelegram) -> None:
    """The web pages' server tells the time instead."""
    with server.outage():
        assert set(found(run, "fail", 1)) == {"Telegram"}


def test_while_another_process_collects_the_session_is_left_alone(run: Run, server: LoopbackTelegram) -> None:
    """Two users of one session at once may end it."""
    before = server.connections
    with Writer.writing(Path("archive.db")):
        well = found(run, "ok", 0)
    assert "is writing now" in well["lock"]["found"]
    assert "not asked" in well["Telegram"]["found"]
    assert server.connections == before


@pytest.mark.usefixtures("server")
def test_web_pages_that_do_not_answer(run: Run) -> None:
    """Named with their address."""
    write("http://127.0.0.1:1")
    assert "127.0.0.1:1" in found(run, "fail", 1)["web pages"]["found"]


@pytest.mark.usefixtures("server")
def test_a_proxy_that_is_not_there(run: Run) -> None:
    """Nothing goes around it, and its password is not shown."""
    write("http://127.0.0.1:1", network='proxy = "socks5://an:proxy-word@127.0.0.1:1"')
    failed = found(run, "fail", 1)
    assert failed["proxy"]["found"].startswith("socks5://127.0.0.1:1 does not answer")
    assert set(failed) == {"proxy", "web pages", "Telegram"}


def test_a_proxy_that_is_there_is_what_all_goes_through(run: Run, server: LoopbackTelegram) -> None:
    """Telegram, web pages and the mail server alike."""
    with LoopbackTme(server.world) as tme, LoopbackSmtp() as smtp, closing(Socks()) as proxy:
        email = (
            f'[email]\nhost = "127.0.0.1"\nport = {smtp.port}\nsecurity = "none"\n'
            'from = "a@example.org"\nto = ["b@example.org"]\n'
        )
        write(tme.base_url, network=f'proxy = "socks5://127.0.0.1:{proxy.port}"', email=email)
        well = found(run, "ok", 0)
        ports = {port for _, port in proxy.asked}
    assert {"proxy", "web pages", "Telegram", "e-mail"} <= set(well)
    assert ports == {server.address[1], int(tme.base_url.rpartition(":")[2]), smtp.port}
    assert smtp.mails == []


@pytest.mark.usefixtures("server")
def test_a_mail_password_that_is_not_set(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a server that does not answer where it is."""
    email = (
        '[email]\nhost = "127.0.0.1"\nport = 1\nuser = "an"\nfrom = "a@example.org"\nto = ["b@example.org"]\n'
    )
    write(email=email, via="telegram")
    assert "$HEADCOUNT_SMTP_PASSWORD" in found(run, "fail", 1)["e-mail"]["found"]
    monkeypatch.setenv("HEADCOUNT_SMTP_PASSWORD", "mail-word")
    assert "cannot be reached" in found(run, "fail", 1)["e-mail"]["found"]


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(("off", "state"), [(0, "ok"), (120, "warn"), (-900, "fail")])
def test_a_clock_that_is_wrong(off: int, state: str) -> None:
    """By Telegram's time, in either direction."""
    settings = read_settings(Path("headcount.toml"))
    clock = FakeClock(datetime.now(UTC) + timedelta(seconds=off))
    app = App(settings, settings.path(settings.archive.path), Screen(-1), clock)
    assert [check.state for check in network.network(app) if check.name == "clock"] == [state]


@pytest.mark.usefixtures("server")
def test_a_damaged_archive(run: Run) -> None:
    """It need not be read to the end to see that."""
    path = Path("archive.db")
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'posts'").fetchone()[0]
        size = db.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : (page - 1) * size + 64] = b"\xff" * 64
    path.write_bytes(content)
    assert "archive" in found(run, "fail", 1)


@pytest.mark.usefixtures("server")
def test_a_lost_key(run: Run) -> None:
    """Which ends every writing."""
    Path("archive.db.key").unlink()
    assert "backup" in found(run, "fail", 1)["key"]["do"]


def test_no_archive_yet_is_no_failure(run: Run, folder: Path) -> None:
    """Nor are settings that name no channel; then nobody is asked anything."""
    (folder / "headcount.toml").write_text("", encoding="utf-8")
    assert set(found(run, "warn", 0)) == {"archive", "channels"}
    assert sorted(path.name for path in folder.iterdir()) == ["headcount.toml"]


@pytest.mark.usefixtures("server")
def test_the_last_runs_failure_is_shown(run: Run) -> None:
    """A channel that nobody has: what `status` says, too."""
    assert run("run").code == 1
    assert "example_telegram: no such name" in found(run, "warn", 0)["last run"]["found"]


@pytest.mark.usefixtures("server")
def test_a_word_list_that_is_broken(run: Run) -> None:
    """With the file, or the line in it."""
    text = Path("headcount.toml").read_text()
    Path("headcount.toml").write_text(f'[lexicon]\nextra = ["mine.csv"]\n{text}')
    assert "mine.csv is not there" in found(run, "fail", 1)["lexicon"]["found"]
    Path("mine.csv").write_text("title,role\nшвея,x\n", encoding="utf-8")
    assert "mine.csv" in found(run, "fail", 1)["lexicon"]["found"]


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(("free", "state"), [(10**6, "fail"), (5 * 10**8, "warn"), (10**10, "ok")])
def test_a_disk_that_is_full(monkeypatch: pytest.MonkeyPatch, free: int, state: str) -> None:
    """Before a run finds out."""

    class Usage:
        """What the system tells of a disk."""

        def __init__(self) -> None:
            self.free = free

    monkeypatch.setattr("headcount.doctor.machine.shutil.disk_usage", lambda _path: Usage())
    settings = read_settings(Path("headcount.toml"))
    app = App(settings, settings.path(settings.archive.path), Screen(-1), FakeClock(datetime.now(UTC)))
    assert [check.state for check in machine.disk(app)] == [state]


def test_wrong_settings_are_wrong_usage(run: Run, folder: Path) -> None:
    """Exit 2, with the key and the line, as of every command."""
    (folder / "headcount.toml").write_text("[archive]\npaht = 1\n", encoding="utf-8")
    ended = run("doctor", "--json")
    assert ended.code == 2
    assert "line 2" in ended.json["failed"][0]["reason"]
