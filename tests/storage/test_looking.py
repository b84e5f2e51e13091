"""The archive as people look at it: nothing sorted that need not be, nothing secret, nothing written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage import ArchiveUnwritable, Writer
from storage.counted import Asked, Counted, Weekly
from storage.looking import KEYS, MATCH, POINTS_TO, QUESTIONS, TABLES, connect_to_look
from storage.search import expression

WEEK = Weekly("2026-W10", "2026-03-02", 1, 5, 5, 0, 2, 1, 1, 100.0, "")


def asked(post_id: int, version: int, *, repeat: bool = False) -> Asked:
    """A posting of the request that post 1 made."""
    return Asked(
        id=f"1234500001/{post_id}#1", request="1234500001/1#1", repeat=repeat, version=version,
        channel_id=1234500001, date="2026-03-02T10:00:00Z", week="2026-W10", entry="request", role="cook",
        role_ru="повар", isco08="5120", role_text="повар", headcount_min=5, headcount_max=5,
        headcount_text="5", region="Crimea", region_code="UA-43", regions='["UA-43"]', region_from="text",
        occupied=True, origin="not stated", origins="[]", confidence=0.9, reviewed=False, later=None,
    )  # fmt: skip


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Counted]:
    """A request with a repost, counted."""
    made = Counted(tmp_path / "counted.db")
    made.replace([(WEEK, [asked(1, 1), asked(2, 2, repeat=True)])])
    yield made
    made.close()


@pytest.fixture
def looking(path: Path, counted: Counted, open_desk: Any) -> Iterator[sqlite3.Connection]:
    """An archive of three posts with a writer still at work, and a connection that looks at it."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.save(*(desk.answer(n, "нужен повар") for n in (1, 2, 3)))
        list(writer.fill_search("test", str.split))
        with closing(connect_to_look(path, counted.path)) as connection:
            connection.create_function(MATCH, 1, lambda words: expression([[w] for w in words.split()]))
            yield connection


@pytest.mark.parametrize("table", TABLES)
def test_each_table_has_its_key_and_what_it_points_to(looking: sqlite3.Connection, table: str) -> None:
    """Keys name one row each, and lead to rows that are there."""
    looking.row_factory = sqlite3.Row
    rows = looking.execute(f"SELECT * FROM {table}").fetchall()
    assert rows or table == "coverage"
    assert len({row[KEYS[table]] for row in rows}) == len(rows)
    for column, other in POINTS_TO.get(table, {}).items():
        for row in rows:
            found = looking.execute(f"SELECT 1 FROM {other} WHERE {KEYS[other]} = ?", (row[column],))
            assert found.fetchall(), (column, other)


def test_a_request_is_its_first_posting_with_its_postings(looking: sqlite3.Connection) -> None:
    """Reposts are postings alone."""
    assert looking.execute("SELECT request, postings, text FROM requests").fetchall() == [
        ("1234500001/1#1", 2, "нужен повар")
    ]
    rows = looking.execute("SELECT posting, request, repeat FROM postings ORDER BY posting").fetchall()
    assert rows == [("1234500001/1#1", "1234500001/1#1", 0), ("1234500001/2#1", "1234500001/1#1", 1)]


def test_numbers_equal_the_texts_that_a_pages_filter_has(looking: sqlite3.Connection) -> None:
    """A filter of a page is always text."""
    for condition in ("occupied = '1'", "headcount_min = '5'", "confidence > '0.5'", "postings = '2'"):
        assert looking.execute(f"SELECT count(*) FROM requests WHERE {condition}").fetchone() == (1,)


def test_the_newest_hits_are_found_in_order_and_nothing_is_sorted(looking: sqlite3.Connection) -> None:
    """Whatever the archive's size: the index is read from its end, posts by their rows."""
    newest = QUESTIONS["search"]
    plan = [row[3] for row in looking.execute(f"EXPLAIN QUERY PLAN {newest}", {"words": "повар"})]
    assert len(plan) == 4
    assert not [step for step in plan if "TEMP B-TREE" in step or "MATERIALIZE" in step]
    assert not [step for step in plan[1:] if step.startswith("SCAN")]
    found = looking.execute(newest, {"words": "повар"}).fetchall()
    assert [row[3][-2:] for row in found] == ["/3", "/2", "/1"]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO main.unsearched VALUES (1)",
        "UPDATE main.channels SET title = ''",
        "DELETE FROM main.posts",
        "DELETE FROM counted.asked",
        "CREATE TABLE main.x (a)",
        "CREATE TEMP TABLE x (a)",
        "DROP VIEW requests",
        "PRAGMA query_only = 0",
        "PRAGMA writable_schema = 1",
        "ATTACH '/etc/hostname' AS other",
        "SELECT access_hash FROM main.peers",
        "SELECT raw FROM main.versions",
        "SELECT text FROM main.versions",
        "WITH posts AS (SELECT nonce FROM main.versions) SELECT * FROM posts",
        "SELECT load_extension('x')",
    ],
)
def test_nothing_else_can_be_read_or_written(looking: sqlite3.Connection, statement: str) -> None:
    """Not by a table's own name, not under a borrowed one."""
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
        looking.execute(statement).fetchall()


def test_counting_anew_is_seen_at_once_or_not_at_all(looking: sqlite3.Connection, counted: Counted) -> None:
    """What fails leaves what was there."""

    def broken() -> Iterator[tuple[Weekly, list[Asked]]]:
        yield WEEK, [asked(1, 1)]
        raise ArchiveUnwritable(Path("x"), "is gone")

    with pytest.raises(ArchiveUnwritable):
        counted.replace(broken())
    assert looking.execute("SELECT count(*) FROM postings").fetchone() == (2,)
    counted.replace([(WEEK, [asked(1, 1)])])
    assert looking.execute("SELECT count(*) FROM postings").fetchone() == (1,)
