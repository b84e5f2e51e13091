"""What passes after the first one find: new posts, edits, counters, what is gone and what came back."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from loopback_telegram import LoopbackTelegram, World

from collector.passes import Scope
from storage import Archive


def rows_of(collector: Any, table: str) -> int:
    """How many rows a table has, as the archive's own check counts them."""
    with Archive.open(collector.archive) as archive:
        return int(archive.verify().counts[table])


def next_second() -> None:
    """Times in the archive are whole seconds; what follows shall be later than what was."""
    time.sleep(1.05 - time.time() % 1)


def test_a_second_pass_finds_the_new_the_edited_and_the_gone(world: World, collector: Any) -> None:
    """100 + 100 + 2, with the old texts kept and no unchanged post written again."""
    jobs: Any = world.find("example_jobs")
    first = collector()
    assert first.counts.found.posts == 450
    for _ in range(100):
        jobs.post("Требуются сварщики, 5 человек")
    for post_id in range(101, 201):
        jobs.edit(post_id, "Набор закрыт")
    jobs.delete(300, 301)
    second = collector()
    assert (second.counts.found.posts, second.counts.missing) == (100, 2)
    assert second.counts.found.versions - second.counts.found.posts == 100
    assert second.counts.found.observations == 0
    texts = [row["text"] for row in collector.versions() if row["post_id"] == 101]
    assert texts == ["Требуются швеи, 101 чел.", "Набор закрыт"]
    posts = {post["post_id"]: post for post in collector.posts()}
    assert [number for number, post in posts.items() if post["missing"]] == [300, 301]
    assert posts[101]["text"] == "Набор закрыт"
    assert posts[300]["text"] == "Требуются швеи, 300 чел."
    assert collector.is_whole()


def test_counters_become_a_series_and_no_versions(world: World, collector: Any) -> None:
    """Only posts whose counters changed have a new row."""
    jobs: Any = world.find("example_jobs")
    collector()
    next_second()
    jobs.bump(7, views=50, forwards=2)
    second = collector()
    assert (second.counts.found.versions, second.counts.found.observations) == (0, 1)
    next_second()
    jobs.bump(7, views=1)
    collector()
    assert rows_of(collector, "observations") == 2
    (post,) = [post for post in collector.posts() if post["post_id"] == 7]
    assert (post["views"], post["forwards"], post["versions"]) == (121, 2, 1)


def test_a_pass_without_news_writes_no_post(collector: Any) -> None:
    """Its coverage says that all is as it was."""
    collector()
    before = rows_of(collector, "coverage")
    again = collector()
    assert (again.counts.found.versions, again.counts.found.observations, again.counts.missing) == (0, 0, 0)
    assert rows_of(collector, "coverage") - before == 2


def test_what_came_back_is_missing_no_longer(world: World, collector: Any) -> None:
    """Reappearance is recorded as well."""
    jobs: Any = world.find("example_jobs")
    collector()
    gone = jobs.delete(40)
    collector()
    assert [post["post_id"] for post in collector.posts() if post["missing"]] == [40]
    jobs.restore(*gone)
    next_second()
    collector()
    assert not [post for post in collector.posts() if post["missing"]]
    assert rows_of(collector, "disappearances") == 2


def test_an_answer_that_lacks_many_marks_nothing(server: LoopbackTelegram, collector: Any) -> None:
    """A fault looks like this; the pass says so."""
    collector()
    server.faults.page("only_empty", "channels.GetMessages", times=None)
    again = collector()
    assert again.counts.missing == 0
    assert any("too many to believe" in note for note in again.notes)
    assert not [post for post in collector.posts() if post["missing"]]


def test_old_posts_are_not_checked_again(world: World, server: LoopbackTelegram, collector: Any) -> None:
    """Beyond `recheck_days` nothing is asked."""
    jobs: Any = world.find("example_jobs")
    jobs.post("Свежий пост", date=datetime.now(UTC) - timedelta(days=1))
    fortnight = Scope(recheck_days=14)
    collector(scope=fortnight)
    server.journal.clear()
    collector(scope=fortnight)
    (asked,) = server.journal.entries("channels.GetMessages")
    assert [one["id"] for one in asked.arguments["id"]] == [451]
    server.journal.clear()
    collector(scope=Scope(recheck_days=0))
    assert not server.journal.count("channels.GetMessages")


def test_since_bounds_the_first_pass_and_an_earlier_one_is_read_back_to(world: World, collector: Any) -> None:
    """Backwards, with what is there left alone."""
    jobs: Any = world.find("example_jobs")
    late, early = jobs[400].date, jobs[150].date
    assert collector(scope=Scope(since=late, recheck_days=0)).counts.found.posts == 51
    assert collector(scope=Scope(since=early, recheck_days=0)).counts.found.posts == 250
    assert collector(scope=Scope(since=early, recheck_days=0)).counts.read == 0
    assert collector(scope=Scope(recheck_days=0)).counts.found.posts == 149
    assert len(collector.posts()) == 450
    assert collector(scope=Scope(recheck_days=0)).counts.read == 0
    assert collector.is_whole()


def test_a_cut_way_back_is_gone_on_with(world: World, server: LoopbackTelegram, collector: Any) -> None:
    """Its cursor is what the reads span, like the other one's."""
    jobs: Any = world.find("example_jobs")
    collector(scope=Scope(since=jobs[440].date, recheck_days=0))
    server.faults.flood(seconds=3600, after=3)
    assert collector(scope=Scope(recheck_days=0)).failed
    assert 11 < len(collector.posts()) < 450
    assert not collector(scope=Scope(recheck_days=0)).failed
    assert len(collector.posts()) == 450


def test_every_hour_up_to_the_read_is_covered(world: World, collector: Any) -> None:
    """From the first post to now, also when nothing was posted."""
    jobs: Any = world.find("example_jobs")
    collector()
    collector()
    first, now = jobs[1].date, datetime.now(UTC)
    with Archive.open(collector.archive) as archive:
        spans = sorted((one.start, one.end) for one in archive.coverage(first, now))
    covered = first
    for start, end in spans:
        assert start <= covered
        covered = max(covered, end)
    assert now - covered < timedelta(minutes=1)


def test_comments_are_read_where_they_are_wanted(world: World, collector: Any) -> None:
    """As posts of the discussion group, by people under pseudonyms."""
    jobs: Any = world.find("example_jobs")
    group = world.add_group("example_talk", title="Обсуждение")
    world.link(jobs, group)
    person = world.add_person("Пример")
    world.comment(jobs, 5, text="Жильё есть?", sender_id=person.id)
    assert collector(scope=Scope(recheck_days=0)).counts.found.posts == 450
    collector(scope=Scope(recheck_days=0, comments=True))
    (comment,) = [post for post in collector.posts() if post["text"] == "Жильё есть?"]
    assert comment["channel"] == "example_talk"
    assert comment["sender"].startswith("p_")
    assert comment["reply_to"] == group.ids[0]
