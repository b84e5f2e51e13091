"""What people say of readings: a layer that is only added to, and stands over them in what is handed out."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage import Signature, StaleReviewError, UnreviewableError, Verdict, Wanted, said_of

Reading = Callable[..., Any]
MACHINE = ("extractions", "requests", "request_regions", "places", "origins", "near")
NONE: dict[str, Any] = {"is_request": False, "requests": [], "regions": [], "origins": []}


def said(**changes: Any) -> dict[str, Any]:
    """A person's word: thirty welders in Ivanovo, the role's words where "швей" stands."""
    request = {
        "role": "welder", "role_ru": "сварщик", "isco08": "7212", "role_span": [8, 12],
        "headcount_min": 30, "headcount_max": None, "headcount_span": [6, 7], "regions": ["RU-IVA"],
    }  # fmt: skip
    return {
        "is_request": True,
        "requests": [request | changes],
        "regions": [{"iso": "RU-IVA", "place": None, "span": None}],
        "origins": [{"iso": "UZ", "basis": "inferred", "span": [0, 5]}],
    }


@pytest.fixture
def read(desk: Any, reading: Reading) -> Any:
    """Three posts read by the machine: requests, but for the third."""
    desk.save(desk.answer(1), desk.answer(2), desk.answer(3, "Всем привет"))
    readings = [reading(1, key="same"), reading(2, key="same"), reading(3, requests=[], key="greeting")]
    desk.writer.save_extractions("1.0", "aa", readings)
    return desk


def signature(key: str) -> Signature:
    """What the fixture ``reading`` gives texts of a key."""
    bands = tuple(f"{key}{n}".encode() for n in range(8))
    return Signature(hashlib.sha256(key.encode()).digest(), bands, "")


def correct(desk: Any, version: int, word: dict[str, Any], **more: Any) -> int:
    """Save a word of Anna's."""
    given = {"reviewer": "Anna", "verdict": "corrected", "signature": signature("key")} | more
    number: int = desk.writer.save_correction(version, said=word, **given)
    return number


def postings(desk: Any) -> dict[str, Any]:
    """Every posting by its request id."""
    return {one.request_id: one for one in desk.writer.postings(desk.day(-1), desk.day(99))}


def queue(desk: Any, **wanted: Any) -> tuple[int, ...]:
    """Versions that wait for review."""
    found: tuple[int, ...] = desk.writer.review_queue(Wanted(**wanted), limit=100).versions
    return found


def test_the_last_word_stands_in_postings_in_place_of_the_reading(read: Any) -> None:
    """Role, numbers, regions, origins, and that a person said so, as sure as can be."""
    correct(read, 1, NONE)
    correct(read, 1, said(), over=1)
    one = postings(read)["1234500001/1#1"]
    assert (one.role, one.role_ru, one.isco08, one.role_text) == ("welder", "сварщик", "7212", "швей")
    assert (one.headcount_min, one.headcount_max, one.headcount_text) == (30, None, "5")
    assert [(region.iso, region.basis) for region in one.regions] == [("RU-IVA", "text")]
    assert [(origin.iso, origin.basis) for origin in one.origins] == [("UZ", "inferred")]
    assert (one.reviewed, one.confidence) == (True, 1.0)
    other = postings(read)["1234500001/2#1"]
    assert (other.reviewed, other.role) == (False, "sewing machine operator")


def test_what_is_no_request_leaves_the_figures_and_what_is_one_enters_them(read: Any) -> None:
    """Also among the largest, and in the counts of posts."""
    span = (read.day(-1), read.day(99))
    assert read.writer.post_counts(*span).requests == 2
    correct(read, 1, NONE)
    correct(read, 3, said(role_span=[0, 4], headcount_span=None))
    assert list(postings(read)) == ["1234500001/2#1", "1234500001/3#1"]
    assert [one.post_id for one in read.writer.largest(read.day(99), limit=9)] == [3, 2]
    assert [one.post_id for one in read.writer.largest(read.day(99), limit=1)] == [3]
    assert read.writer.post_counts(*span).ids.requests == ("1234500001/2-3",)
    assert read.writer.post_counts(*span).requests == 2
    exported = {row["post_id"]: row for row in read.writer.export("requests")}
    assert {post: row["reviewed"] for post, row in exported.items()} == {2: False, 3: True}
    assert exported[3]["requests"][0]["role_text"] == "Всем"


def test_a_reviewed_post_is_not_one_of_low_confidence(read: Any, reading: Reading) -> None:
    """Whatever the machine's confidence was."""
    read.writer.save_extractions("1.1", "aa", [reading(1, confidence=0.6)])
    span = (read.day(-1), read.day(99))
    assert read.writer.post_counts(*span).low_confidence == 1
    correct(read, 1, said())
    assert read.writer.post_counts(*span).low_confidence == 0


def test_nothing_that_the_machine_read_is_touched(read: Any) -> None:
    """Its tables are the same row by row."""
    before = [read.sql(f"SELECT * FROM {table} ORDER BY 1, 2") for table in MACHINE]
    correct(read, 1, said())
    correct(read, 2, NONE)
    assert [read.sql(f"SELECT * FROM {table} ORDER BY 1, 2") for table in MACHINE] == before


def test_a_new_parser_leaves_what_was_said_of_a_text_and_asks_nobody_again(
    read: Any, reading: Reading
) -> None:
    """Even where it reads something else."""
    correct(read, 1, said())
    read.writer.save_extractions("2.0", "bb", [reading(1, requests=[{"role": "cook"}]), reading(2)])
    assert postings(read)["1234500001/1#1"].role == "welder"
    assert queue(read) == (2,)


def test_an_edit_is_asked_for_only_where_the_text_changed(read: Any, reading: Reading) -> None:
    """A version with other entities and the same text is covered by the word on the first."""
    correct(read, 1, said())
    entities = [{"type": "bold", "offset": 0, "length": 5}]
    read.save(read.answer(1, entities=entities, edited=read.day(2)), as_of=31)
    read.save(read.answer(2, "Нужны 9 швей", edited=read.day(2)), as_of=31)
    read.writer.save_extractions("1.0", "aa", [reading(4), reading(5)])
    assert [read.writer.review_item(version).post_id for version in (4, 5)] == [1, 2]
    assert [word.version for word in read.writer.reviewed(4)] == [4]
    assert sorted(queue(read)) == [2, 5]
    correct(read, 2, said())
    assert queue(read) == (5,)


def test_an_edit_that_asks_for_nobody_is_looked_at_where_the_post_was_reviewed(
    read: Any, reading: Reading
) -> None:
    """The machine may be wrong about the new text as about the old one."""
    correct(read, 1, said())
    read.save(read.answer(1, "Уже не нужны", edited=read.day(2)), as_of=31)
    read.writer.save_extractions("1.0", "aa", [reading(4, requests=[])])
    assert sorted(queue(read)) == [2, 4]


def test_what_a_later_version_makes_of_a_request_follows_what_people_said(
    read: Any, reading: Reading
) -> None:
    """Raised by the machine's numbers, closed by a person's word, neither where a person says so."""
    read.save(read.answer(1, "Нужны 9 швей", edited=read.day(2)), as_of=31)
    changed = reading(4, requests=[{"headcount_min": 9, "headcount_max": 9}])
    read.writer.save_extractions("1.0", "aa", [changed])
    assert postings(read)["1234500001/1#1"].later == "raised"
    as_read = said_of(changed.reading, ["швея"])
    correct(read, 4, as_read | {"closed": True})
    assert postings(read)["1234500001/1#1"].later == "closed"
    correct(read, 4, as_read, over=1)
    assert postings(read)["1234500001/1#1"].later == "raised"


def test_a_word_that_came_in_between_is_not_talked_over(read: Any) -> None:
    """Unless the reviewer saw it; in an audit each judges alone."""
    first = correct(read, 1, NONE)
    with pytest.raises(StaleReviewError) as stale:
        correct(read, 1, said(), reviewer="Boris")
    assert stale.value.standing.reviewer == "Anna"
    correct(read, 1, said(), reviewer="Boris", over=first)
    correct(read, 1, NONE, reviewer="Vera", audit="2026-W10")
    assert [word.reviewer for word in read.writer.reviewed(1)] == ["Anna", "Boris", "Vera"]


def test_what_is_not_there_cannot_be_reviewed(read: Any) -> None:
    """No such version, or not parsed."""
    read.save(read.answer(9))
    for version in (4, 99):
        with pytest.raises(UnreviewableError):
            correct(read, version, NONE)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE corrections SET said = '{}'",
        "DELETE FROM corrections",
        "INSERT OR REPLACE INTO corrections SELECT * FROM corrections",
    ],
)
def test_corrections_are_only_ever_added_to(read: Any, statement: str) -> None:
    """The guards refuse all else."""
    correct(read, 1, said())
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        read.sql(statement)


def test_verify_counts_corrections_and_finds_what_was_done_to_them(
    read: Any, path: Path, tmp_path: Path, checked: Callable[[Path], Verdict]
) -> None:
    """A changed word, a removed one, one that got in beside the journal."""
    correct(read, 1, said())
    correct(read, 2, NONE)
    verdict = checked(path)
    assert verdict.damage == ()
    assert verdict.counts["corrections"] == 2
    columns = "post, version, reviewer, at, verdict, reason, audit, machine, is_request, closed, said, nonce"
    tampering = {
        "UPDATE corrections SET reviewer = 'Boris' WHERE id = 1": "corrections 1: was changed",
        "DELETE FROM corrections WHERE id = 2": "corrections 2: is not there",
        f"INSERT INTO corrections SELECT 3, {columns} FROM corrections WHERE id = 1": "corrections 3: has no",
    }
    for statement, found in tampering.items():
        copy = tmp_path / "damaged.db"
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as db:
            source.backup(db)
            for verb in ("update", "delete", "replace"):
                db.execute(f"DROP TRIGGER corrections_no_{verb}")
            db.execute(statement)
            db.commit()
        assert any(str(one).startswith(found) for one in checked(copy).damage), statement


def test_the_words_of_a_post_are_not_kept_with_what_was_said_of_it(read: Any) -> None:
    """Places in the text alone."""
    correct(read, 1, said())
    (row,) = read.sql("SELECT * FROM corrections")
    assert "швей" not in str(row)


def test_what_was_said_of_a_redacted_post_goes_with_it_and_its_numbers_are_not_given_again(
    read: Any, path: Path, checked: Callable[[Path], Verdict]
) -> None:
    """From every table, the queue, figures and exports; the journal goes on."""
    correct(read, 2, NONE)
    correct(read, 1, said(), reason="Maria's phone")
    read.writer.redact(1234500001, 1, why="asked for", program="headcount test")
    for table in ("corrections", "reviewed", "reviewed_entries"):
        assert not [row for row in read.sql(f"SELECT * FROM {table}") if "Maria" in str(row)]
    assert read.sql("SELECT version FROM reviewed") == [(2,)]
    assert read.sql("SELECT count(*) FROM reviewed_entries") == [(0,)]
    assert postings(read) == {}
    assert [line["id"] for line in read.writer.export("corrections")] == ["1234500001/2"]
    assert queue(read) == ()
    with pytest.raises(UnreviewableError):
        correct(read, 1, NONE, over=1)
    assert correct(read, 2, NONE, over=1) == 3
    assert checked(path).damage == ()


def test_a_forgotten_channel_takes_what_was_said_of_its_posts_along(
    read: Any, path: Path, checked: Callable[[Path], Verdict]
) -> None:
    """Nothing points to what is gone."""
    correct(read, 1, said())
    read.writer.forget(1234500001, program="headcount test")
    for table in ("corrections", "reviewed", "reviewed_entries"):
        assert read.sql(f"SELECT count(*) FROM {table}") == [(0,)]
    assert checked(path).damage == ()


def test_gold_lines_have_the_shape_of_extract(read: Any) -> None:
    """With the words that spans cover, who said it, when and why."""
    correct(read, 1, said(), reason="a slip")
    (line,) = read.writer.export("corrections")
    assert (line["id"], line["text"], line["is_request"]) == ("1234500001/1", "Нужны 5 швей", True)
    (request,) = line["requests"]
    start, end = request["role_span"]
    assert line["text"][start:end] == request["role_text"] == "швей"
    assert line["origins"] == [{"iso": "UZ", "basis": "inferred", "text": "Нужны", "span": [0, 5]}]
    assert (line["reviewer"], line["verdict"], line["reason"]) == ("Anna", "corrected", "a slip")


@pytest.mark.parametrize(
    ("wanted", "order"),
    [
        ({"order": "stake"}, (2, 1, 3)),
        ({"order": "largest"}, (1, 2, 3)),
        ({"order": "unsure"}, (3, 2, 1)),
        ({"role": "cook"}, (3,)),
        ({"channel_id": 1234500001}, (2, 1, 3)),
        ({"channel_id": 5}, ()),
    ],
)
def test_the_queue_is_ordered_by_what_is_at_stake(
    desk: Any, reading: Reading, wanted: dict[str, Any], order: tuple[int, ...]
) -> None:
    """People asked for, times what is lacking in confidence; an open end counts as its least, none as one."""
    desk.save(*(desk.answer(n, f"Нужны {n} швей") for n in (1, 2, 3)))
    entries: list[list[dict[str, Any]]] = [
        [{"headcount_min": 500, "headcount_max": 500, "confidence": 0.99}],
        [{"headcount_min": 100, "headcount_max": None, "confidence": 0.9}],
        [{"headcount_min": None, "headcount_max": None, "confidence": 0.5, "role": "cook"}],
    ]
    sure = (0.99, 0.9, 0.5)
    desk.writer.save_extractions(
        "1.0", "aa",
        [reading(n, requests=entries[n - 1], confidence=sure[n - 1]) for n in (1, 2, 3)],
    )  # fmt: skip
    assert queue(desk, **wanted) == order


def test_the_random_order_is_the_seeds(desk: Any, reading: Reading) -> None:
    """The same from the same seed, another from another, all of them in either."""
    desk.save(*(desk.answer(n, f"Нужны {n} швей") for n in range(1, 30)))
    desk.writer.save_extractions("1.0", "aa", [reading(n) for n in range(1, 30)])
    first, again, other = (
        queue(desk, order="random", seed=seed) for seed in (3_777_777_777, 3_777_777_777, 2_999_999_999)
    )
    assert first == again != other
    assert sorted(first) == sorted(other) == list(range(1, 30))


def test_ten_thousand_items_are_counted_and_only_the_first_handed_out(desk: Any, reading: Reading) -> None:
    """However long the queue, a page is given what it shows."""
    texts = range(1, 10_001)
    desk.save(*(desk.answer(n, f"Нужны {n} швей") for n in texts))
    requests = [[{"headcount_min": n, "headcount_max": n, "confidence": 0.9}] for n in texts]
    desk.writer.save_extractions(
        "1.0", "aa", [reading(n, requests=entries) for n, entries in zip(texts, requests, strict=True)]
    )
    found = desk.writer.review_queue(Wanted(), limit=3)
    assert (found.versions, found.length) == ((10_000, 9_999, 9_998), 10_000)
    correct(desk, 10_000, NONE)
    found = desk.writer.review_queue(Wanted(), limit=3)
    assert (found.versions, found.length) == ((9_999, 9_998, 9_997), 9_999)
