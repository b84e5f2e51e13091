"""Whose a name is, asked once; and one plain reason for each channel that cannot be read."""

import time
from typing import Any

from loopback_telegram import LoopbackTelegram, World

from storage import Archive

ASK = "contacts.ResolveUsername"


def kinds(result: Any) -> dict[str, str]:
    """What failed, with the kind of its reason."""
    return {one["what"]: one["reason"].split(":")[0] for one in result.failed}


def test_of_fifty_channels_five_fail_and_the_others_are_archived(
    world: World, server: LoopbackTelegram, collector: Any
) -> None:
    """Each for a reason of its own."""
    for number in range(45):
        world.add_channel(f"fine_{number}", posts=3)
    world.add_person("Пример", username="example_person")
    world.make_private(world.add_channel("closed_one", posts=3))
    world.add_channel("withheld_one", posts=3, restricted="Copyright")
    world.add_channel("gone_private", posts=3)
    world.add_channel("slow_one", posts=3)
    server.faults.error("CHANNEL_PRIVATE", channel="gone_private", times=None)
    server.faults.flood(seconds=4000, channel="slow_one", times=None)
    bad = ["example_person", "closed_one", "withheld_one", "gone_private", "slow_one"]
    fine = [f"fine_{number}" for number in range(45)]
    ended = collector(*fine[:20], *bad, *fine[20:])
    assert kinds(ended) == {
        "example_person": "user or bot",
        "closed_one": "no such name",
        "withheld_one": "restricted",
        "gone_private": "private",
        "slow_one": "throttled",
    }
    assert len(collector.posts()) == 45 * 3
    with Archive.open(collector.archive) as archive:
        assert {one.name for one in archive.unread()} == set(bad)
        assert all(one.why_not for one in archive.unread())


def test_a_name_is_asked_for_once(server: LoopbackTelegram, collector: Any) -> None:
    """Telegram answers few such questions a day."""
    collector()
    collector()
    collector("EXAMPLE_JOBS")
    assert server.journal.count(ASK) == 1


def test_a_channel_is_read_by_its_id_once_its_name_is_known(
    world: World, server: LoopbackTelegram, collector: Any
) -> None:
    """A number alone says nothing to Telegram."""
    jobs: Any = world.find("example_jobs")
    assert kinds(collector(str(jobs.id))) == {str(jobs.id): "no such name"}
    collector("example_jobs")
    assert not collector(str(jobs.id)).failed
    assert server.journal.count(ASK) == 1


def test_a_renamed_channel_is_still_read(world: World, collector: Any) -> None:
    """And the pass says what it is called now."""
    jobs: Any = world.find("example_jobs")
    collector()
    time.sleep(1.05 - time.time() % 1)  # a channel's name is the one that it had last, to the second
    world.rename(jobs, "example_new", title="Новое имя")
    jobs.post("После переименования")
    ended = collector()
    assert not ended.failed
    assert any("@example_new" in note for note in ended.notes)
    assert {post["channel"] for post in collector.posts()} == {"example_new"}
    assert len(collector.posts()) == 451


def test_a_channel_with_several_names_is_found_under_each(world: World, collector: Any) -> None:
    """Telegram leaves its first field for names empty then."""
    world.add_channel("example_first", more_usernames=("example_second",), posts=2)
    ended = collector("example_second")
    assert not ended.failed
    assert not ended.notes
    assert {post["channel"] for post in collector.posts()} == {"example_first"}


def test_an_address_of_another_account_is_asked_for_anew(
    world: World, server: LoopbackTelegram, collector: Any
) -> None:
    """Access hashes are an account's own."""
    collector()
    world.account.person.id += 1
    assert not collector().failed
    assert server.journal.count(ASK) == 2


def test_groups_are_read_like_channels(world: World, collector: Any) -> None:
    """With their senders."""
    group = world.add_group("example_group")
    person = world.add_person("Пример")
    group.post("Ищу двух грузчиков", sender_id=person.id)
    assert not collector("example_group").failed
    (post,) = collector.posts()
    assert post["sender"].startswith("p_")


def test_a_reason_goes_when_the_channel_is_read(server: LoopbackTelegram, collector: Any) -> None:
    """Until then it stands at the channel with its first time."""
    collector()
    server.faults.error("CHANNEL_PRIVATE")
    collector()
    with Archive.open(collector.archive) as archive:
        (channel,) = archive.channels()
        assert (channel.why_not or "").startswith("private")
        assert channel.why_not_since is not None
    collector()
    with Archive.open(collector.archive) as archive:
        (channel,) = archive.channels()
        assert channel.why_not is None
        assert not archive.unread()


def test_without_a_session_telegrams_channels_have_a_reason(collector: Any) -> None:
    """Nothing is asked, and nothing is made."""
    collector.session.unlink()
    assert kinds(collector()) == {"example_jobs": "session revoked"}
    assert not collector.session.exists()


def test_a_signed_out_session_and_a_forgotten_key_are_told(
    server: LoopbackTelegram, collector: Any, make_collector: Any
) -> None:
    """Both mean: sign in again."""
    server.keys.sign_out()
    assert kinds(collector()) == {"example_jobs": "session revoked"}
    other = make_collector("other")
    server.keys.forget()
    assert kinds(other()) == {"example_jobs": "session revoked"}
