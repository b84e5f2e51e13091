"""Signing in and out, as a person does it, against a Telegram on this machine."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from loopback_telegram import LoopbackTelegram, World

HASH = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackTelegram]:
    """A Telegram whose address stands in a session file that is not signed in."""
    monkeypatch.setenv("TELEGRAM_API_ID", "12345")
    monkeypatch.setenv("TELEGRAM_API_HASH", HASH)
    with LoopbackTelegram(World()) as made:
        made.prepare_session(folder / "telegram.session", signed_in=False)
        yield made


def test_phone_and_code_sign_in(run: Any, server: LoopbackTelegram, folder: Path) -> None:
    """The session file is the owner's alone, whatever it was before."""
    session = folder / "telegram.session"
    session.chmod(0o644)
    ended = run("login", stdin="+79000000000\n12345\n")
    assert ended.code == 0, ended.err
    assert "Signed in" in ended.err
    assert stat.S_IMODE(session.stat().st_mode) == 0o600
    again = run("login")
    assert (again.code, "Already signed in" in again.err) == (0, True)
    assert server.journal.count("auth.SignIn") == 1


def test_who_did_not_sign_in_is_left_no_session_file(
    run: Any, server: LoopbackTelegram, folder: Path
) -> None:
    """One that was there before stays; a new one would look like a session to whoever asks what is wrong."""
    session = folder / "telegram.session"
    assert run("login", stdin="70000000000\n").code == 1
    assert session.exists()
    session.unlink()
    (folder / "headcount.toml").write_text('[network]\nproxy = "socks5://127.0.0.1:9"\n', encoding="utf-8")
    ended = run("login", stdin="79000000000\n")
    assert ended.code == 1
    assert server.connections == 1
    assert not list(folder.glob("telegram.session*"))


def test_a_second_password_is_asked_for_where_there_is_one(run: Any, server: LoopbackTelegram) -> None:
    """Typed wrong, it may be typed again."""
    server.world.account.password = "пароль"
    ended = run("login", stdin="79000000000\n12345\nfalsch\nпароль\n")
    assert ended.code == 0, ended.err
    assert "Try again" in ended.err
    assert "Signed in" in ended.err


def test_a_mistyped_code_may_be_typed_again_thrice(run: Any, server: LoopbackTelegram) -> None:
    """Then it is over."""
    assert run("login", stdin="79000000000\n11111\n12345\n").code == 0
    server.keys.sign_out()
    ended = run("login", stdin="79000000000\n1\n2\n3\n12345\n")
    assert ended.code == 1
    assert "not the code" in ended.err


@pytest.mark.parametrize(
    ("account", "phone", "said"),
    [
        ({}, "70000000000", "country code"),
        ({"banned": True}, "79000000000", "banned"),
        ({"code_expired": True}, "79000000000", "expired"),
        ({"registered": False}, "79000000000", "No account"),
    ],
)
def test_each_refusal_has_plain_words(
    run: Any, server: LoopbackTelegram, account: dict[str, bool], phone: str, said: str
) -> None:
    """Exit code 1 and no traceback."""
    for name, value in account.items():
        setattr(server.world.account, name, value)
    ended = run("login", stdin=f"{phone}\n12345\n")
    assert ended.code == 1
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert HASH not in ended.out + ended.err


def test_what_is_typed_is_not_shown(spawn: Any, server: LoopbackTelegram) -> None:
    """Nor are the keys of the program, with all that can be said."""
    server.world.account.password = "geheim-1"
    ended = spawn("login", "-v", stdin="79000000000\n12345\ngeheim-2\ngeheim-1\n")
    assert ended.code == 0, ended.err
    shown = ended.out + ended.err
    assert not [secret for secret in ("geheim", "12345", "79000000000", HASH) if secret in shown]


def test_a_flood_says_how_long(run: Any, server: LoopbackTelegram) -> None:
    """Signing in is not tried again by itself."""
    server.faults.flood("auth.SendCode", seconds=46 * 60)
    ended = run("login", stdin="79000000000\n")
    assert ended.code == 1
    assert "2760 s" in ended.err
    assert server.journal.count("auth.SendCode") == 1


def test_without_keys_of_the_program_nothing_is_done(
    run: Any, server: LoopbackTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says where they come from."""
    monkeypatch.delenv("TELEGRAM_API_HASH")
    ended = run("login")
    assert ended.code == 2
    assert "my.telegram.org" in ended.err
    assert server.connections == 0


def test_signing_out_ends_the_session_and_removes_its_file(
    run: Any, server: LoopbackTelegram, folder: Path
) -> None:
    """Without one there is nothing to sign out of."""
    run("login", stdin="79000000000\n12345\n")
    assert run("logout").code == 0
    assert not (folder / "telegram.session").exists()
    assert server.journal.count("auth.LogOut") == 1
    assert run("logout").code == 1


def test_who_cannot_be_reached_is_not_signed_out(run: Any, server: LoopbackTelegram, folder: Path) -> None:
    """The session goes on at Telegram, so its file stays."""
    run("login", stdin="79000000000\n12345\n")
    with server.outage():
        ended = run("logout")
    assert ended.code == 1
    assert "cannot be reached" in ended.err
    assert (folder / "telegram.session").exists()
