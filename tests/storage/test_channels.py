"""Channels: under the name they had last, as the settings want them."""

from typing import Any

from storage import Watched


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
