"""Why a channel could not be read by preview, and how politely it was tried."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from loopback_tme import LoopbackTme, World

from collector.passes import CollectResult
from collector.politeness import Pace
from collector.preview.client import PACE, retry_after

Passing = Callable[..., CollectResult]
Posts = Callable[[], dict[int, dict[str, Any]]]


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def make(world: World, kind: str) -> None:
    """Put something without a web preview under the name `example_none`."""
    match kind:
        case "channel":
            world.add_channel("example_none", preview=False)
        case "group":
            world.add_group("example_none")
        case "user":
            world.add_person("Имя", username="example_none")
        case "bot":
            world.add_person("Имя", username="example_none", bot=True)
        case _:
            pass


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("channel", "preview off: it has no public web preview"),
        ("group", "preview off: it is a group"),
        ("user", "user or bot: the name is a person's"),
        ("bot", "user or bot: the name is a bot's"),
        ("nobody", "no such name: nobody on Telegram"),
    ],
)
def test_each_kind_of_page_has_its_reason_and_the_others_are_read(
    a_pass: Passing, posts: Posts, world: World, kind: str, reason: str
) -> None:
    """The redirect is not followed in silence."""
    make(world, kind)
    result = a_pass("example_none", "example_jobs")
    (failed,) = result.failed
    assert failed["what"] == "example_none"
    assert failed["reason"].startswith(reason)
    assert len(posts()) == 45


def test_no_posts_found_is_throttling_and_empties_nothing(
    a_pass: Passing, posts: Posts, tme: LoopbackTme
) -> None:
    """Whether all is withheld or only what is older."""
    a_pass()
    tme.faults.throttle(times=None)
    result = a_pass()
    assert result.failed[0]["reason"].startswith("throttled: ")
    assert not [row for row in posts().values() if row["missing_since"]]
    assert len(posts()) == 45


def test_a_page_withheld_once_is_asked_for_again(a_pass: Passing, posts: Posts, tme: LoopbackTme) -> None:
    """In the middle of a walk, too."""
    tme.faults.throttle(after=1)
    assert a_pass().failed == []
    assert len(posts()) == 45


def test_statuses_and_broken_answers_are_tried_again(a_pass: Passing, posts: Posts, tme: LoopbackTme) -> None:
    """Each of them once in a walk."""
    tme.faults.status(429, retry_after=0)
    tme.faults.status(503, after=1)
    tme.faults.cut(after=1)
    tme.faults.reset(after=2)
    assert a_pass().failed == []
    assert tme.faults.pending == 0
    assert len(posts()) == 45


def test_a_short_wait_is_waited_and_a_long_one_ends_the_channel(
    a_pass: Passing, posts: Posts, tme: LoopbackTme, world: World
) -> None:
    """With the time to go on; channels that are not held up go on."""
    world.add_channel("example_other", posts=1)
    tme.faults.status(429, retry_after=1, channel="example_other")
    tme.faults.status(429, retry_after=3600, channel="example_jobs")
    result = a_pass("example_jobs", "example_other")
    (failed,) = result.failed
    assert failed["what"] == "example_jobs"
    assert failed["reason"].startswith("throttled: ")
    assert "resume after 20" in failed["reason"]
    waits = [entry.at for entry in tme.journal.entries("GET /s/example_other")]
    assert waits[1] - waits[0] >= 0.95
    assert len(posts()) == 1


def test_a_budget_ends_the_pass_with_what_it_has(a_pass: Passing, posts: Posts) -> None:
    """And the next goes on."""
    few = Pace(burst=100, per_second=100.0, budget=2)
    result = a_pass(pace=few)
    assert "its 2 requests" in result.failed[0]["reason"]
    assert len(posts()) == 40
    assert a_pass().failed == []
    assert len(posts()) == 45


def test_requests_follow_each_other_with_pauses_that_vary(a_pass: Passing, tme: LoopbackTme) -> None:
    """One at a time."""
    a_pass(pace=Pace(burst=100, per_second=100.0, delay=0.05))
    pauses = tme.journal.pauses()
    assert len(pauses) == 2
    assert min(pauses) >= 0.05
    assert PACE.delay > 0
    assert PACE.budget is not None


def test_a_server_that_is_not_there_is_network(a_pass: Passing, closed_port: int) -> None:
    """After some tries."""
    result = a_pass(base_url=f"http://127.0.0.1:{closed_port}")
    assert result.failed == [{"what": "example_jobs", "reason": "network: no connection"}]


@pytest.mark.parametrize("scheme", ["http", "socks5", "socks5h", "socks4"])
def test_a_proxy_that_fails_lets_nothing_go_around_it(
    a_pass: Passing, tme: LoopbackTme, closed_port: int, scheme: str
) -> None:
    """Nor does the password leave it."""
    result = a_pass(proxy=f"{scheme}://user:geheim@127.0.0.1:{closed_port}")
    (failed,) = result.failed
    assert failed["reason"].startswith("network: ")
    assert "proxy" in failed["reason"]
    assert "geheim" not in failed["reason"]
    assert tme.journal.entries() == []


def test_the_environments_proxy_is_not_used(
    a_pass: Passing, posts: Posts, closed_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the settings say how the network is reached."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port}")
    assert a_pass().failed == []
    assert len(posts()) == 45


def test_a_name_that_is_a_number_is_found_by_the_archive_or_not_at_all(
    a_pass: Passing, world: World, posts: Posts
) -> None:
    """The web knows names only."""
    (jobs,) = world.channels.values()
    assert "by a username" in a_pass(str(jobs.id)).failed[0]["reason"]
    a_pass()
    jobs.fill(1)
    assert a_pass(str(jobs.id)).failed == []
    assert len(posts()) == 46


def test_retry_after_is_seconds_or_a_date() -> None:
    """Anything else is none."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    assert retry_after("30", now) == 30.0
    assert retry_after(format_datetime(now + timedelta(minutes=2), usegmt=True), now) == 120.0
    assert retry_after(format_datetime(now - timedelta(minutes=2), usegmt=True), now) == 0.0
    for odd in (None, "", "soon", "-5", "٣", "Mon, 99 Foo 2026"):
        assert retry_after(odd, now) is None
