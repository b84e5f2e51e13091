"""What was redacted or forgotten, and the passes after it."""

from typing import Any

from loopback_telegram import World

from storage import Writer


def test_a_pass_does_not_bring_a_redacted_post_back(world: World, collector: Any) -> None:
    """Neither as it was nor edited; the pass goes on as if it had never been there."""
    jobs: Any = world.find("example_jobs")
    collector()
    with Writer.writing(collector.archive) as archive:
        archive.redact(jobs.id, 7, why="asked for", program="test")
        archive.redact(jobs.id, 450, why="asked for", program="test")
    jobs.edit(7, "Набор закрыт, звонить Марии")
    jobs.post("Требуются сварщики")
    second = collector()
    assert not second.failed
    assert (second.counts.found.posts, second.counts.missing) == (1, 0)
    jobs.delete(7)
    third = collector()
    assert (third.counts.found.posts, third.counts.missing) == (0, 0)
    assert {post["post_id"] for post in collector.posts()} == set(range(1, 452)) - {7, 450}
    assert collector.is_whole()


def test_a_forgotten_channel_is_read_anew_if_it_is_still_wanted(world: World, collector: Any) -> None:
    """From its first post on, since nothing of it is left to go on from; redacted posts stay away."""
    jobs: Any = world.find("example_jobs")
    collector()
    with Writer.writing(collector.archive) as archive:
        archive.redact(jobs.id, 7, why="asked for", program="test")
        archive.forget(jobs.id, program="test")
    assert collector.posts() == []
    again = collector()
    assert not again.failed
    assert again.counts.found.posts == 449
    assert collector.is_whole()
