"""Channels: under the name they had last, as the settings want them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from storage import Watched, Writer


def save(desk: Any, channel_id: int, title: str, *, as_of: float, username: str | None = None) -> None:
    """Note a channel's name on a day."""
    desk.writer.save_channel(
        channel_id, title=title, kind="channel", as_of=desk.day(as_of), run=desk.run, username=username
    )


def names(desk: Any) -> dict[int, tuple[str, str | None]]:
    """Titles and usernames by id."""
    return {one.channel_id: (one.title, one.username) for one in desk.writer.channels()}


def test_the_latest_title_counts_whatever_came_in_last(desk: Any) -> None:
    """An older export does not rename a channel back."""
    save(desk, 5, "Old", as_of=1)
    save(desk, 5, "New", as_of=3)
    save(desk, 5, "Between", as_of=2)
    assert names(desk) == {5: ("New", None)}


def test_a_username_once_known_stays_until_another_is(desk: Any) -> None:
    """Exports know none; an older source may be the one that does."""
    save(desk, 5, "A", as_of=3)
    save(desk, 5, "Older", as_of=1, username="example_jobs")
    save(desk, 5, "A", as_of=4)
    assert names(desk) == {5: ("A", "example_jobs")}


def test_a_username_that_moves_belongs_to_who_had_it_last(desk: Any) -> None:
    """In either order, and in any case of letters."""
    save(desk, 5, "A", as_of=1, username="example_jobs")
    save(desk, 6, "B", as_of=2, username="Example_Jobs")
    assert names(desk) == {5: ("A", None), 6: ("B", "Example_Jobs")}
    save(desk, 7, "C", as_of=1, username="example_jobs")
    assert names(desk)[7] == ("C", None)


def test_nothing_new_writes_nothing(desk: Any) -> None:
    """A second import of the same export adds no row to the journal for its channel."""
    save(desk, 5, "A", as_of=1)
    before = desk.sql("SELECT count(*) FROM journal")
    save(desk, 5, "A", as_of=1)
    assert desk.sql("SELECT count(*) FROM journal") == before


def test_the_settings_say_what_is_watched_and_where_its_work_is(desk: Any) -> None:
    """By id or by username in any case; with no settings all are watched."""
    save(desk, 5, "A", as_of=1)
    save(desk, 6, "B", as_of=1, username="Example_Jobs")
    save(desk, 7, "C", as_of=1)
    desk.writer.watch([])
    assert [one.watched for one in desk.writer.channels()] == [True, True, True]
    desk.writer.watch([Watched("5", "RU-KDA"), Watched("example_jobs", None)])
    assert [(one.watched, one.region) for one in desk.writer.channels()] == [
        (True, "RU-KDA"), (True, None), (False, None),
    ]  # fmt: skip


def test_a_channel_is_lost_since_the_first_failure_whatever_the_reason_is_by_now(path: Path) -> None:
    """Until it is read: an outage in between does not make it lost anew."""
    clock = [datetime(2026, 1, 5, tzinfo=UTC)]
    with Writer.writing(path, now=lambda: clock[0]) as archive:
        run = archive.start_run("collect", program="test")
        archive.save_channel(5, title="Gone", kind="channel", as_of=clock[0], run=run)

        def fails(why: str) -> tuple[Any, Any]:
            clock[0] += timedelta(days=1)
            archive.note_unread("gone", why, channel_id=5)
            (channel,), (unread,) = archive.channels(), archive.unread()
            assert channel.why_not == unread.why_not == why
            return channel.why_not_since, unread.since

        first = clock[0] + timedelta(days=1)
        assert [fails(why) for why in ("private", "network", "private")] == [(first, first)] * 3
        archive.note_read("gone", channel_id=5)
        assert fails("private") == (clock[0], clock[0])
