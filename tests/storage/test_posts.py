"""Posts and their versions: what is new, what is known, which is the latest, whatever came in first."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import Found, Writer

COUNTERS = ("views", "forwards", "replies", "reactions")


def test_a_new_post_has_one_version(desk: Any) -> None:
    """Its columns say what the answer said."""
    found = desk.save(desk.answer(1, "Нужны 5 швей", views=10, sender="p_1", reply_to=7, media="photo"))
    assert found == Found(posts=1, versions=1)
    post = desk.posts()[1]
    assert (post["text"], post["versions"], post["views"], post["sender"]) == ("Нужны 5 швей", 1, 10, "p_1")
    assert (post["reply_to"], post["media"], post["source"]) == (7, "photo", "export")
    assert post["date"] == "2026-03-02T10:00:00Z"
    assert post["edited"] is None
    assert post["missing_since"] is None


def test_the_same_again_adds_nothing(desk: Any) -> None:
    """From the same export or a newer one."""
    desk.save(desk.answer(1), as_of=1)
    assert desk.save(desk.answer(1), as_of=1) == Found()
    assert desk.save(desk.answer(1), as_of=9) == Found()
    assert desk.sql("SELECT count(*) FROM versions UNION ALL SELECT count(*) FROM observations") == [
        (1,),
        (0,),
    ]


def test_the_same_post_twice_in_a_batch_is_one_post(desk: Any) -> None:
    """A damaged export may repeat itself."""
    assert desk.save(desk.answer(1), desk.answer(2), desk.answer(1)) == Found(posts=2, versions=2)


def test_an_edit_is_a_version_and_the_latest(desk: Any) -> None:
    """The first stays."""
    desk.save(desk.answer(1, "Нужны 5 швей"), as_of=1)
    found = desk.save(desk.answer(1, "Нужны 50 швей", edited=desk.day(2)), as_of=2)
    assert found == Found(versions=1)
    assert [row["text"] for row in desk.versions(1)] == ["Нужны 5 швей", "Нужны 50 швей"]
    assert desk.posts()[1]["text"] == "Нужны 50 швей"
    assert desk.posts()[1]["edited"] == "2026-03-04T09:00:00Z"


def test_an_older_answer_never_becomes_the_latest(desk: Any) -> None:
    """Nor do its counters replace newer ones; what the newer said nothing of, it fills."""
    desk.save(desk.answer(1, "new", edited=desk.day(2), reactions=9), as_of=2)
    desk.save(desk.answer(1, "old", reactions=3, views=4), as_of=1)
    post = desk.posts()[1]
    assert (post["text"], post["reactions"], post["views"], post["versions"]) == ("new", 9, 4, 2)
    assert [row["text"] for row in desk.versions(1)] == ["old", "new"]


@pytest.mark.parametrize("change", [{"views": 5}, {"reactions": 5}, {"edited": 3}, {"forwarded_from": "x"}])
def test_counters_edit_dates_and_facts_alone_make_no_version(desk: Any, change: dict[str, Any]) -> None:
    """They are an observation of it."""
    if "edited" in change:
        change = {"edited": desk.day(3)}
    desk.save(desk.answer(1), as_of=1)
    assert desk.save(desk.answer(1, **change), as_of=3) == Found(observations=1)
    name = next(iter(change))
    assert desk.posts()[1][name] is not None


@pytest.mark.parametrize(
    "change",
    [{"text": "other"}, {"entities": (("bold", 0, 5, None),)}, {"media": "photo"}, {"poll": "Кто?\nЯ"}],
)
def test_text_entities_media_and_poll_make_a_version(desk: Any, change: dict[str, Any]) -> None:
    """The contract's definition, each part of it."""
    desk.save(desk.answer(1), as_of=1)
    assert desk.save(desk.answer(1, **change), as_of=2) == Found(versions=1)


def test_a_flip_back_is_no_new_version_but_the_latest(desk: Any) -> None:
    """A, B, A: two versions, of which the first is the latest again; that it was is on record."""
    desk.save(desk.answer(1, "A"), as_of=1)
    desk.save(desk.answer(1, "B"), as_of=2)
    assert desk.save(desk.answer(1, "A"), as_of=3) == Found(observations=1)
    assert desk.posts()[1]["text"] == "A"
    assert desk.posts()[1]["versions"] == 2


@pytest.mark.parametrize(
    "order", list(permutations([(1, "A"), (2, "B"), (3, "A"), (4, "A"), (5, "B")], 5))[::7]
)
def test_the_order_of_import_makes_no_difference(desk: Any, order: list[tuple[int, str]]) -> None:
    """Unmarked edits that flip: only the exports' own times count."""
    for as_of, text in order:
        desk.save(desk.answer(1, text, reactions=as_of), as_of=as_of)
    post = desk.posts()[1]
    assert (post["text"], post["reactions"]) == ("B", 5)
    assert [(row["text"], row["as_of"][:10]) for row in desk.versions(1)] == [
        ("A", "2026-03-03"), ("B", "2026-03-04"),
    ]  # fmt: skip
    assert [row["reactions"] for row in desk.versions(1)] == [1, 2]


def test_live_counters_are_a_series_and_their_raw_bytes_are_not_kept(desk: Any) -> None:
    """What else a live answer says, changed, is kept with its raw bytes."""
    desk.save(desk.answer(1, views=1), as_of=1, source="telegram")
    assert desk.save(desk.answer(1, views=1), as_of=2, source="telegram") == Found()
    assert desk.save(desk.answer(1, views=2), as_of=3, source="telegram") == Found(observations=1)
    assert desk.save(desk.answer(1, views=2, sender="p_1"), as_of=4, source="telegram").observations == 1
    rows = desk.sql("SELECT views, raw IS NULL, sha256 IS NULL FROM observations ORDER BY id")
    assert rows == [(2, 1, 1), (2, 0, 0)]
    assert desk.posts()[1]["views"] == 2


def test_a_live_answer_saved_again_adds_nothing(desk: Any) -> None:
    """Also an old one, as ``export versions`` of another archive brings it."""
    for views in (1, 2, 3):
        desk.save(desk.answer(1, views=views), as_of=views, source="telegram")
    for views in (1, 2, 3):
        assert desk.save(desk.answer(1, views=views), as_of=views, source="telegram") == Found()


def test_two_sources_of_a_post_complete_each_other(desk: Any) -> None:
    """An export knows no views; its silence does not erase them."""
    desk.save(desk.answer(1, views=100, album="84"), as_of=1, source="telegram")
    desk.save(desk.answer(1, reactions=3), as_of=2)
    post = desk.posts()[1]
    assert (post["views"], post["album"], post["reactions"], post["source"]) == (100, "84", 3, "export")


def test_a_message_that_could_not_be_exported_is_completed_by_one_that_could(desk: Any) -> None:
    """Desktop writes "unsupported" without a date; whichever comes first, the dated answer is the latest."""
    nothing = desk.answer(1, "", date=None, media="unsupported")
    desk.save(nothing, as_of=5)
    assert desk.posts()[1]["date"] is None
    desk.save(desk.answer(1), as_of=1)
    assert desk.posts()[1]["date"] == "2026-03-02T10:00:00Z"
    assert desk.posts()[1]["text"] == "Нужны 5 швей"
    desk.save(desk.answer(2), desk.answer(2, "", date=None, media="unsupported"), as_of=7)
    assert desk.posts()[2]["text"] == "Нужны 5 швей"


steps = st.lists(
    st.tuples(
        st.sampled_from(["export", "telegram", "preview"]),
        st.integers(1, 3),
        st.integers(1, 6),
        st.sampled_from("ABC"),
        st.none() | st.integers(1, 6),
        st.none() | st.integers(0, 3),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=60)
@given(steps=steps)
def test_whatever_is_saved_the_posts_say_what_is_stored(
    tmp_path_factory: pytest.TempPathFactory, open_desk: Any, checked: Any, steps: list[Any]
) -> None:
    """All sources, any order, edits, flips, counters: verify derives the posts anew and finds the same."""
    path = tmp_path_factory.mktemp("any") / "archive.db"
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        for source, post_id, as_of, text, edited, views in steps:
            when = None if edited is None else desk.day(edited)
            desk.save(desk.answer(post_id, text, edited=when, views=views), as_of=as_of, source=source)
        saved = {(post_id, text) for _, post_id, _, text, _, _ in steps}
        assert {(row["post_id"], row["text"]) for row in writer.export("versions")} == saved
        desk.end()
    assert checked(path).damage == ()


@settings(max_examples=40)
@given(steps=steps, shuffled=st.randoms())
def test_exports_in_any_order_make_the_same_posts(
    tmp_path_factory: pytest.TempPathFactory, open_desk: Any, steps: list[Any], shuffled: Any
) -> None:
    """The property that two people with the same files stand on."""
    made = []
    for _ in range(2):
        path: Path = tmp_path_factory.mktemp("order") / "archive.db"
        with Writer.writing(path) as writer:
            desk = open_desk(writer)
            for _, post_id, as_of, text, edited, views in steps:
                when = None if edited is None else desk.day(edited)
                desk.save(desk.answer(post_id, text, edited=when, views=views), as_of=as_of)
            rows = [*writer.export("posts"), *writer.export("versions")]
        for row in rows:
            for field in ("first_seen", "last_seen", "seen"):
                row.pop(field, None)
        made.append(rows)
        steps = list(steps)
        shuffled.shuffle(steps)
    assert made[0] == made[1]
