"""What leaves the archive as rows: the contract's fields, filters, and what ``raw`` and its hash are."""

import hashlib
import json
from typing import Any

import pytest
import rfc8785

from storage import Archive, Watched

POST_FIELDS = {
    "channel",
    "channel_id",
    "post_id",
    "permalink",
    "date",
    "edited",
    "text",
    "versions",
    "first_seen",
    "last_seen",
    "missing_since",
    "sender",
    "views",
    "forwards",
    "reply_to",
    "album",
    "forwarded_from",
    "media",
    "source",
    "sha256",
}


def test_posts_have_the_contracts_fields(desk: Any) -> None:
    """By channel id and post id."""
    desk.save(desk.answer(3), desk.answer(1))
    desk.save(desk.answer(2), channel=77)
    rows = list(desk.writer.export("posts"))
    assert all(row.keys() >= POST_FIELDS for row in rows)
    assert [(row["channel_id"], row["post_id"]) for row in rows] == [
        (77, 2),
        (1234500001, 1),
        (1234500001, 3),
    ]


def test_raw_is_rfc_8785_and_its_hash_covers_its_bytes(desk: Any) -> None:
    """So that a version can be checked with a hash tool alone."""
    desk.save(desk.answer(1, "Нужны 5 швей 😀"), desk.answer(2, reactions=3))
    for row in desk.writer.export("versions"):
        assert rfc8785.dumps(json.loads(row["raw"])) == row["raw"].encode()
        assert hashlib.sha256(row["raw"].encode()).hexdigest() == row["sha256"]
    assert desk.posts()[1]["sha256"] == desk.versions(1)[0]["sha256"]


def test_versions_are_in_the_posts_own_order(desk: Any) -> None:
    """Each as the first answer that gave it said it, whatever came in first."""
    desk.save(desk.answer(1, "B", edited=desk.day(2), reactions=5), as_of=3)
    desk.save(desk.answer(1, "B", edited=desk.day(2), reactions=4), as_of=2)
    desk.save(desk.answer(1, "A"), as_of=1)
    rows = desk.versions(1)
    assert [(row["text"], row["reactions"], row["as_of"][:10]) for row in rows] == [
        ("A", None, "2026-03-03"),
        ("B", 4, "2026-03-04"),
    ]
    assert json.loads(rows[1]["raw"])["facts"][1] == ["reactions", "4"]
    assert desk.posts()[1]["reactions"] == 5
    assert desk.posts()[1]["sha256"] == rows[1]["sha256"]


def test_entities_come_as_lists(desk: Any) -> None:
    """Type, offset, length, address."""
    desk.save(
        desk.answer(1, "жирно", entities=(("bold", 0, 5, None), ("text_link", 0, 5, "https://example.org")))
    )
    assert desk.versions(1)[0]["entities"] == [
        ["bold", 0, 5, None],
        ["text_link", 0, 5, "https://example.org"],
    ]


def test_filters(desk: Any) -> None:
    """From a moment on, before another, one channel by id or by username in any case."""
    desk.save(*(desk.answer(n) for n in range(1, 6)))
    desk.save(desk.answer(2), channel=77)
    desk.writer.save_channel(
        77, title="x", kind="channel", as_of=desk.day(40), run=desk.run, username="Example_Jobs"
    )

    def ids(**wanted: Any) -> list[str]:
        return [f"{row['channel']}/{row['post_id']}" for row in desk.writer.export("posts", **wanted)]

    assert ids(since=desk.day(2 / 24), until=desk.day(4 / 24)) == ["Example_Jobs/2", "None/2", "None/3"]
    assert ids(channel="77") == ids(channel="example_jobs") == ["Example_Jobs/2"]
    assert ids(channel="nobody") == ids(channel="' OR 1 --") == []
    assert ids(channel="1234500001", until=desk.day(2 / 24)) == ["None/1"]


def test_last_seen_is_the_last_read_that_spans_a_post(desk: Any) -> None:
    """Before it went missing."""
    desk.read(range(1, 9), as_of=10)
    desk.read([1, 2, 3, 5, 6, 7, 8], as_of=20)
    desk.save(desk.answer(20), as_of=20)
    posts = desk.posts()
    assert posts[1]["last_seen"] >= posts[1]["first_seen"]
    assert posts[4]["missing_since"]
    assert posts[20]["last_seen"] == posts[20]["first_seen"]


def test_requests_add_where_a_region_is_from(desk: Any, reading: Any) -> None:
    """What ``extract`` prints, by post, of the first version that is a request."""
    desk.save(desk.answer(1), desk.answer(2), desk.answer(3))
    desk.writer.watch([Watched("1234500001", "RU-KDA")])
    empty = reading(2, requests=[{"regions": []}])
    empty.reading["regions"].clear()
    desk.writer.save_extractions("1.0", "sha256:aa", [reading(1), empty, reading(3, requests=[])])
    first, second = desk.writer.export("requests")
    assert first["id"] == "1234500001/1"
    assert first["requests"][0]["headcount_min"] == 5
    assert [(region["iso"], region["source"]) for region in first["regions"]] == [("RU-TVE", "text")]
    assert [(region["iso"], region["source"]) for region in second["regions"]] == [("RU-KDA", "channel")]
    assert second["requests"][0]["regions"] == ["RU-KDA"]
    assert (first["parser"], first["lexicon"]) == ("1.0", "sha256:aa")
    assert first["sha256"] == desk.posts()[1]["sha256"]


def test_rows_are_streamed(desk: Any, reading: Any) -> None:
    """The first row comes before the last is read, whatever is asked for."""
    desk.save(*(desk.answer(n) for n in range(1, 50)))
    desk.writer.save_extractions("1.0", "sha256:aa", [reading(n) for n in range(1, 50)])
    for what in ("posts", "versions", "requests"):
        rows = desk.writer.export(what)
        assert next(rows)["post_id"] == 1
        rows.close()


def test_a_walk_that_is_left_may_outlive_its_archive(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the reader of an export has seen enough (`| head`): nobody is told of a closed database."""
    desk.save(desk.answer(1), desk.answer(2))
    told: list[Any] = []
    monkeypatch.setattr("sys.unraisablehook", told.append)
    with Archive.open(desk.writer.path) as archive:
        rows = archive.export("posts")
        assert next(rows)["post_id"] == 1
    del rows
    assert told == []
