"""Whatever goes wrong in a pass, after the next one the archive is that of a pass in which nothing did."""

from collections.abc import Callable
from typing import Any

import pytest
from loopback_telegram import LoopbackTelegram, World

BY_ID = "channels.GetMessages"


def unknown_everywhere(server: LoopbackTelegram) -> None:
    """A page cannot be read, and of the asking by ids that follows some tries neither."""
    server.faults.page("unknown", after=2)
    server.faults.page("unknown", BY_ID, times=3)


MENDED: dict[str, Callable[[LoopbackTelegram], object]] = {
    "short flood": lambda server: server.faults.flood(seconds=1, after=2),
    "premium flood": lambda server: server.faults.flood(seconds=1, after=2, premium=True),
    "flood on the name": lambda server: server.faults.flood("contacts.ResolveUsername", seconds=1),
    "cut in mid-answer": lambda server: server.faults.cut(after=2, times=2),
    "cut in the first answer": lambda server: server.faults.cut("users.GetUsers"),
    "500": lambda server: server.faults.internal(after=1, times=2),
    "-503": lambda server: server.faults.timeout(after=3),
    "silence": lambda server: server.faults.silence(after=2),
    "silence in connect": lambda server: server.faults.silence("help.GetConfig"),
    "resets": lambda server: server.faults.reset(2),
    "late": lambda server: server.faults.slow(seconds=0.3, after=1, times=2),
    "empty page": lambda server: server.faults.page("empty", after=2),
    "page of empties": lambda server: server.faults.page("only_empty", after=2),
    "all pages empty": lambda server: server.faults.page("only_empty", after=1, times=None),
    "repeated id": lambda server: server.faults.page("repeat", after=2, times=None),
    "unknown kind": lambda server: server.faults.page("unknown", after=2),
    "unknown kind, by id too": unknown_everywhere,
}
"""Faults that one pass gets over by itself."""

ENDING: dict[str, tuple[Callable[[LoopbackTelegram], object], str]] = {
    "long flood": (lambda server: server.faults.flood(seconds=3600, after=2), "throttled"),
    "private meanwhile": (lambda server: server.faults.error("CHANNEL_PRIVATE", after=2), "private"),
    "dead for long": (lambda server: server.faults.cut(after=2, times=8), "network"),
    "500 for long": (lambda server: server.faults.internal(after=2, times=8), "network"),
    "revoked": (lambda server: server.faults.account("SESSION_REVOKED", after=9), "session revoked"),
    "banned": (lambda server: server.faults.account("USER_DEACTIVATED_BAN", after=9), "banned"),
    "frozen": (lambda server: server.faults.account("FROZEN_METHOD_INVALID", after=9), "banned"),
    "used twice": (lambda server: server.faults.account("AUTH_KEY_DUPLICATED", after=9), "session revoked"),
}
"""Faults that end a channel's pass, with the reason."""


@pytest.fixture
def undisturbed(make_collector: Callable[[str], Any], server: LoopbackTelegram) -> Callable[[], Any]:
    """The archive of passes in which nothing goes wrong."""

    def make() -> Any:
        made = make_collector("undisturbed")
        assert not made().failed
        server.journal.clear()
        return made

    return make


@pytest.mark.parametrize("fault", MENDED)
def test_a_passing_fault_costs_nothing(
    fault: str, server: LoopbackTelegram, collector: Any, undisturbed: Callable[[], Any]
) -> None:
    """The pass itself ends as if it had not been."""
    expected = undisturbed()
    MENDED[fault](server)
    assert not collector().failed
    server.faults.clear()
    assert collector.versions() == expected.versions()
    assert not collector().failed
    assert collector.versions() == expected.versions()
    assert collector.posts() == expected.posts()
    assert collector.is_whole()


@pytest.mark.parametrize("fault", ENDING)
def test_a_fault_that_ends_a_pass_leaves_no_hole(
    fault: str, server: LoopbackTelegram, collector: Any, undisturbed: Callable[[], Any]
) -> None:
    """What came before it is saved, the reason is said, and the next pass goes on there."""
    expected = undisturbed()
    inject, reason = ENDING[fault]
    inject(server)
    ended = collector()
    assert [one["reason"].split(":")[0] for one in ended.failed] == [reason]
    saved = collector.versions()
    assert 0 < len(saved) < 450
    assert saved == expected.versions()[: len(saved)]
    server.faults.clear()
    server.journal.clear()
    assert not collector().failed
    assert collector.posts() == expected.posts()
    assert collector.versions() == expected.versions()
    assert collector.is_whole()


def test_an_outage_longer_than_all_tries_is_got_over_by_the_next_pass(
    server: LoopbackTelegram, collector: Any
) -> None:
    """Telethon's client would be dead until somebody connects it again."""
    with server.outage():
        ended = collector()
        assert [one["reason"].split(":")[0] for one in ended.failed] == ["network"]
    assert not collector().failed
    assert len(collector.posts()) == 450


def test_a_server_that_accepts_and_resets_sees_few_connections(
    server: LoopbackTelegram, collector: Any
) -> None:
    """A storm of reconnects is what gets accounts limited."""
    server.faults.reset(10_000)
    assert collector().failed
    assert server.connections < 20


def test_a_long_flood_of_one_channel_leaves_the_others_alone(
    server: LoopbackTelegram, world: World, collector: Any
) -> None:
    """It says when to resume."""
    other = world.add_channel("example_other", posts=30)
    server.faults.flood(seconds=3600, channel="example_jobs", after=1, times=None)
    ended = collector("example_jobs", "example_other")
    (failed,) = ended.failed
    assert failed["what"] == "example_jobs"
    assert "3600 s" in failed["reason"]
    assert "resume after" in failed["reason"]
    assert ended.channels["example_other"].found.posts == len(other.ids)


def test_a_flood_that_two_channels_meet_is_not_asked_into_again(
    server: LoopbackTelegram, world: World, collector: Any
) -> None:
    """Then it is of the method, and a third channel would only lengthen it."""
    for number in range(3):
        world.add_channel(f"example_{number}", posts=3)
    server.faults.flood(seconds=3600, times=None)
    ended = collector("example_0", "example_1", "example_2")
    assert [one["reason"].split(":")[0] for one in ended.failed] == ["throttled"] * 3
    assert server.journal.count("messages.GetHistory") == 2


def test_a_short_flood_is_counted_down(server: LoopbackTelegram, collector: Any) -> None:
    """A person sees why nothing moves."""
    server.faults.flood(seconds=2)
    collector()
    waits = [(done, of) for what, done, of in collector.said if "waiting" in what]
    assert waits
    assert all(of == 2 for _, of in waits)


def test_a_post_of_an_unknown_kind_is_named_and_read_when_it_can_be(world: World, collector: Any) -> None:
    """The others of its page are there; the post itself comes with a later Telethon."""
    jobs = world.find("example_jobs")
    jobs.set(230, unknown=True)  # type: ignore[union-attr]
    ended = collector()
    assert not ended.failed
    assert any("post 230" in note for note in ended.notes)
    assert [post["post_id"] for post in collector.posts()] == [*range(1, 230), *range(231, 451)]
    jobs.set(230, unknown=False)  # type: ignore[union-attr]
    collector()
    assert len(collector.posts()) == 450


def test_holes_in_the_ids_are_no_end(world: World, collector: Any) -> None:
    """As after a channel took many posts away before anybody looked."""
    jobs = world.find("example_jobs")
    jobs.skip(1500)  # type: ignore[union-attr]
    jobs.fill(20)  # type: ignore[union-attr]
    jobs.delete(*range(100, 350))  # type: ignore[union-attr]
    assert not collector().failed
    assert [post["post_id"] for post in collector.posts()] == list(jobs.ids)  # type: ignore[union-attr]


def test_posts_that_come_during_a_pass_are_read_once(
    server: LoopbackTelegram, world: World, collector: Any
) -> None:
    """Those that come after the newest was asked for are the next pass's."""
    jobs = world.find("example_jobs")
    server.faults.before(lambda _: jobs.fill(150), after=3)  # type: ignore[union-attr]
    collector()
    collector()
    assert [post["post_id"] for post in collector.posts()] == list(range(1, 601))
