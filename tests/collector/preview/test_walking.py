"""Passes over a channel's web preview."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from loopback_tme import LoopbackTme, World
from loopback_world import Channel

from collector.passes import CollectResult
from storage import Archive

Passing = Callable[..., CollectResult]
Posts = Callable[[], dict[int, dict[str, Any]]]
FEED = "GET /s/*"


@pytest.fixture
def jobs(world: World) -> Channel:
    """The channel."""
    (found,) = world.channels.values()
    return found


def asked(tme: LoopbackTme) -> list[dict[str, Any]]:
    """What pages were asked for, oldest first; then forget."""
    found = [entry.arguments for entry in tme.journal.entries(FEED)]
    tme.journal.clear()
    return found


def test_a_first_pass_reads_the_whole_channel(a_pass: Passing, posts: Posts, jobs: Channel) -> None:
    """Each post once, with its date, text and views; the channel under its number and name."""
    result = a_pass()
    assert result.failed == []
    found = posts()
    assert list(found) == jobs.ids
    for post in jobs:
        row = found[post.id]
        assert (row["text"], row["views"], row["source"]) == (post.text, post.views, "preview")
        assert datetime.fromisoformat(row["date"]) == post.date
        assert (row["channel"], row["channel_id"]) == ("example_jobs", jobs.id)
    assert result.counts.found.posts == 45


def test_a_quiet_channel_costs_one_page(a_pass: Passing, tme: LoopbackTme) -> None:
    """Nothing is written twice."""
    a_pass(recheck_days=0)
    assert len(asked(tme)) == 3
    again = a_pass(recheck_days=0)
    assert asked(tme) == [{}]
    found = again.counts.found
    assert (found.posts, found.versions, found.observations) == (0, 0, 0)


def test_new_posts_are_read_from_where_the_last_pass_ended(
    a_pass: Passing, posts: Posts, jobs: Channel, tme: LoopbackTme
) -> None:
    """However many there are, by pages that join on."""
    a_pass(recheck_days=0)
    asked(tme)
    jobs.fill(60)
    a_pass(recheck_days=0)
    assert list(posts()) == list(range(1, 106))
    assert [query for query in asked(tme) if "before" in query] == []


def test_a_pass_that_was_cut_goes_on_where_it_ended(
    a_pass: Passing, posts: Posts, jobs: Channel, tme: LoopbackTme
) -> None:
    """What came is kept; posts published in between are not forgotten."""
    tme.faults.status(500, after=1, times=None)
    cut = a_pass()
    assert "network" in cut.failed[0]["reason"]
    assert list(posts()) == list(range(26, 46))
    tme.faults.clear()
    jobs.fill(30)
    assert a_pass().failed == []
    assert list(posts()) == list(range(1, 76))


def test_new_posts_cut_off_leave_no_hole(
    a_pass: Passing, posts: Posts, jobs: Channel, tme: LoopbackTme
) -> None:
    """The newest page is not taken before those between are read."""
    a_pass(recheck_days=0)
    jobs.fill(70)
    tme.faults.status(500, after=2, times=None)
    a_pass(recheck_days=0)
    tme.faults.clear()
    assert list(posts()) == list(range(1, 66))
    a_pass(recheck_days=0)
    assert list(posts()) == list(range(1, 116))


def test_since_is_as_far_as_a_pass_goes_back(
    a_pass: Passing, posts: Posts, jobs: Channel, tme: LoopbackTme
) -> None:
    """And a later, earlier ``since`` goes on from there."""
    since = jobs[30].date
    a_pass(since=since, recheck_days=0)
    assert min(posts()) == 30
    asked(tme)
    a_pass(since=since, recheck_days=0)
    assert asked(tme) == [{}]
    a_pass(since=jobs[3].date - timedelta(minutes=1), recheck_days=0)
    assert min(posts()) == 3


def test_coverage_goes_from_the_first_post_to_the_moment_of_reading(
    a_pass: Passing, jobs: Channel, archive_path: Path
) -> None:
    """Without a hole where ids have one: an album shows only its first."""
    jobs.skip(30)
    jobs.fill(20)
    a_pass()
    with Archive.open(archive_path) as archive:
        (facts,) = archive.channel_facts()
    spans = sorted((span.start, span.end) for span in facts.spans)
    assert spans[0][0] == jobs[1].date
    assert spans[-1][1] > jobs[jobs.ids[-1]].date
    end = spans[0][1]
    for start, stop in spans[1:]:
        assert start <= end
        end = max(end, stop)


def test_edits_are_new_versions_and_counters_are_observed(
    a_pass: Passing, posts: Posts, jobs: Channel, archive_path: Path
) -> None:
    """The old text is kept."""
    a_pass()
    jobs.edit(44, "Нужны повара, 3 чел.")
    jobs.bump(43, views=500)
    result = a_pass()
    assert (result.counts.found.versions, result.counts.found.observations) == (1, 1)
    found = posts()
    assert (found[44]["text"], found[44]["versions"]) == ("Нужны повара, 3 чел.", 2)
    assert (found[43]["views"], found[43]["versions"]) == (930, 1)
    with Archive.open(archive_path) as archive:
        texts = [row["text"] for row in archive.export("versions") if row["post_id"] == 44]
    assert texts == ["Требуются швеи, 44 чел.", "Нужны повара, 3 чел."]


def test_a_post_that_a_page_lacks_is_missing_until_it_is_back(
    a_pass: Passing, posts: Posts, jobs: Channel
) -> None:
    """Also the newest one of the channel."""
    a_pass()
    gone = jobs.delete(40, 45)
    result = a_pass()
    assert result.counts.missing == 2
    assert {number for number, row in posts().items() if row["missing_since"]} == {40, 45}
    jobs.restore(*gone)
    a_pass()
    assert not [number for number, row in posts().items() if row["missing_since"]]


def test_many_that_go_at_once_mark_nothing(a_pass: Passing, posts: Posts, jobs: Channel) -> None:
    """The pass says so instead."""
    a_pass()
    jobs.delete(*range(27, 45))
    result = a_pass(recheck_days=0)
    assert not [number for number, row in posts().items() if row["missing_since"]]
    assert any("too many to believe" in note for note in result.notes)


def test_young_posts_are_read_again_when_due(
    a_pass: Passing, posts: Posts, jobs: Channel, clock: Any
) -> None:
    """Those beyond the newest page, too; not at each pass, and not the old ones."""
    clock.now = jobs[45].date + timedelta(minutes=10)
    a_pass()
    jobs.edit(5, "Набор закрыт")
    clock.now += timedelta(minutes=5)
    a_pass()
    assert posts()[5]["versions"] == 1
    clock.now += timedelta(hours=9)
    a_pass()
    assert posts()[5]["versions"] == 2
    jobs.edit(5, "Набор снова открыт")
    clock.now += timedelta(days=30)
    a_pass()
    assert posts()[5]["versions"] == 2


def test_a_rename_goes_on_with_the_same_channel(
    a_pass: Passing, posts: Posts, jobs: Channel, world: World
) -> None:
    """It is known by its number."""
    a_pass()
    world.rename(jobs, "example_work", title="Вакансии")
    jobs.fill(1)
    a_pass("example_work")
    assert len(posts()) == 46
    assert {row["channel"] for row in posts().values()} == {"example_work"}
