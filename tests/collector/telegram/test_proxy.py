"""The settings' proxy as Telethon takes it, and that all goes through it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback_socks import Socks
from loopback_telegram import LoopbackTelegram

from collector.clock import Clock
from collector.politeness import Pace
from collector.progress import Progress
from collector.reasons import CannotRead
from collector.telegram.credentials import Credentials
from collector.telegram.proxy import proxy_for_telethon
from collector.telegram.reader import telegram_source


@pytest.fixture
def socks() -> Iterator[Socks]:
    """A proxy on this machine."""
    made = Socks()
    yield made
    made.close()


def silent(_what: str, _done: int, _of: int) -> None:
    """Say nothing."""


def account(session: Path, proxy: str) -> int:
    """Whose session it is, asked through a proxy."""

    async def ask() -> int:
        quiet: Progress = silent
        keys, pace = Credentials(1, "hash"), Pace(burst=100, per_second=100, tries=2, back_off=0.01)
        async with telegram_source(
            session, keys, proxy=proxy, progress=quiet, clock=Clock(), pace=pace
        ) as reader:
            return reader.account

    return asyncio.run(ask())


def test_all_goes_through_the_proxy(server: LoopbackTelegram, socks: Socks, tmp_path: Path) -> None:
    """Every connection that Telegram sees was carried."""
    session = server.prepare_session(tmp_path / "telegram.session")
    found = account(session, f"socks5://127.0.0.1:{socks.port}")
    assert found == server.world.account.person.id
    assert socks.carried == server.connections > 0


def test_without_the_proxy_nothing_goes_out(server: LoopbackTelegram, tmp_path: Path) -> None:
    """It fails closed."""
    session = server.prepare_session(tmp_path / "telegram.session")
    with pytest.raises(CannotRead, match=r"^network"):
        account(session, "socks5://127.0.0.1:1")  # no proxy has this port
    assert server.connections == 0


@pytest.mark.parametrize(
    ("url", "kind", "port"),
    [
        ("socks5h://127.0.0.1", "socks5", 1080),
        ("socks4://127.0.0.1:9", "socks4", 9),
        ("http://127.0.0.1", "http", 8080),
    ],
)
def test_the_kinds_of_proxies(url: str, kind: str, port: int) -> None:
    """As the settings allow them."""
    made = proxy_for_telethon(url)
    assert made is not None
    assert (made["proxy_type"], made["addr"], made["port"]) == (kind, "127.0.0.1", port)


def test_user_and_password_of_a_proxy() -> None:
    """Written as in any address."""
    made = proxy_for_telethon("socks5://us%40er:pa%3Ass@127.0.0.1:1")
    assert made is not None
    assert (made["username"], made["password"]) == ("us@er", "pa:ss")
