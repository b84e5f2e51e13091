"""Search: which posts have a word, newest first; filled little by little, emptied for good."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage import Archive, Writer, search

ONE, TWO = "lemmas 1", "lemmas 2"


def words(text: str) -> list[str]:
    """Words as they stand: what makes them the same word is not the archive's business."""
    return list(dict.fromkeys(text.lower().split()))


def fill(desk: Any, lemmatizer: str = ONE, batch: int = 2) -> int:
    """Bring search up to date; how many posts that took."""
    return sum(desk.writer.fill_search(lemmatizer, words, batch=batch))


def found(desk: Any, *forms: Iterable[str]) -> list[int]:
    """Ids of the posts that have a form of each word, newest first."""
    rows = desk.sql(
        f"SELECT post_id FROM search JOIN posts ON posts.id = {search.POST_OF} "
        "WHERE search MATCH ? ORDER BY search.rowid DESC",
        search.expression([list(one) for one in forms]),
    )
    return [row[0] for row in rows]


def index(desk: Any) -> list[Any]:
    """All that search is made of."""
    return [desk.sql("SELECT * FROM searched ORDER BY recency"), desk.sql("SELECT term, doc FROM vocabulary")]


@pytest.fixture
def vocabulary(desk: Any) -> Any:
    """The archive with a table of the words that FTS5 itself has."""
    desk.sql("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'search', 'row')")
    return desk


def test_posts_come_newest_first_whatever_the_order_of_import(desk: Any) -> None:
    """By their own date, which need not be the order of rows."""
    dates = {1: desk.day(5), 2: desk.day(1), 3: desk.day(9), 4: desk.day(3)}
    for post_id, date in dates.items():
        desk.save(desk.answer(post_id, "Нужны швеи", date=date))
    assert fill(desk) == 4
    assert found(desk, ["швеи"]) == [3, 1, 4, 2]


def test_every_word_has_to_be_there_in_any_of_its_forms(desk: Any) -> None:
    """An asterisk asks for a beginning; words that nobody wrote find nothing."""
    desk.save(desk.answer(1, "нужен сварщик тверь"), desk.answer(2, "нужен повар тверь"))
    fill(desk)
    assert found(desk, ["тверь"], ["сварщик", "сварка"]) == [1]
    assert found(desk, ["свар*"]) == [1]
    assert found(desk, ["тверь"]) == [2, 1]
    assert found(desk, ["тверь"], ["швея"]) == []


@pytest.mark.parametrize(
    "word", ['"', 'a" OR "b', "words:a", "*", "^a", "NOT a", "(", "a -", "NEAR(a b)", "'"]
)
def test_no_word_is_taken_for_syntax(desk: Any, word: str) -> None:
    """Whatever people type is a word, and no error."""
    desk.save(desk.answer(1, "повар"))
    fill(desk)
    assert found(desk, [word]) == []


def test_only_new_and_changed_posts_are_filled_in(desk: Any) -> None:
    """A later filling takes as long as what is new."""
    desk.save(*(desk.answer(n, "Нужны швеи") for n in range(1, 6)))
    assert desk.writer.count_unsearched(ONE) == 5
    assert fill(desk) == 5
    assert desk.writer.count_unsearched(ONE) == fill(desk) == 0
    desk.save(desk.answer(2, "Нужны повара", edited=desk.day(31)), desk.answer(6, "Нужны швеи"), as_of=32)
    assert desk.writer.count_unsearched(ONE) == fill(desk) == 2
    assert found(desk, ["швеи"]) == [6, 5, 4, 3, 1]
    assert found(desk, ["повара"]) == [2]


def test_posts_that_changed_before_they_were_filled_in_hide_no_others(desk: Any) -> None:
    """The last one among them: what stands before it is still new."""
    desk.save(*(desk.answer(n, "Нужны швеи") for n in range(1, 8)))
    desk.save(desk.answer(7, "Нужны повара", edited=desk.day(31)), as_of=32)
    assert desk.writer.count_unsearched(ONE) == fill(desk) == 7
    assert found(desk, ["швеи"]) == [6, 5, 4, 3, 2, 1]
    assert found(desk, ["повара"]) == [7]


def test_filling_little_by_little_gives_what_filling_at_once_gives(vocabulary: Any) -> None:
    """Posts added, edited, dated anew and emptied, with fillings between, and all at once in the end."""
    desk = vocabulary
    desk.save(*(desk.answer(n, f"Нужны швеи {n}") for n in range(1, 20)))
    fill(desk)
    desk.save(*(desk.answer(n, f"Нужны повара {n}", edited=desk.day(31)) for n in range(5, 9)), as_of=31)
    fill(desk)
    desk.save(desk.answer(7, "", media="photo", edited=desk.day(33)), as_of=33)
    desk.save(desk.answer(9, "Нужны швеи 9", date=desk.day(-40), edited=desk.day(34)), as_of=34)
    desk.save(*(desk.answer(n, f"Нужны швеи {n}", edited=desk.day(35)) for n in range(6, 12)), as_of=35)
    fill(desk)
    bit_by_bit = index(desk)
    for statement in ("DELETE FROM searched", "DELETE FROM unsearched", "DELETE FROM searching"):
        desk.sql(statement)
    assert index(desk) == [[], []]
    desk.writer._db.conn.commit()
    assert fill(desk, batch=1000) == 19
    assert index(desk) == bit_by_bit


def test_another_lemmatizer_makes_all_anew(desk: Any) -> None:
    """Its words may be others; an interrupted filling goes on where it was."""
    desk.save(*(desk.answer(n, "Нужны швеи") for n in range(1, 6)))
    fill(desk)
    assert desk.writer.count_unsearched(TWO) == 5
    assert next(iter(desk.writer.fill_search(TWO, lambda _: ["seamstress"], batch=2))) == 2
    assert desk.writer.count_unsearched(TWO) == 3
    assert sum(desk.writer.fill_search(TWO, lambda _: ["seamstress"], batch=2)) == 3
    assert found(desk, ["швеи"]) == []
    assert found(desk, ["seamstress"]) == [5, 4, 3, 2, 1]


def test_what_search_forgets_is_in_no_file_any_more(path: Path, open_desk: Any) -> None:
    """Not in the index either, where a deleted word stays until its segment is merged."""
    secret, other = "запишитесьунадежды", "швея"
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.save(*(desk.answer(n, other) for n in range(1, 400)))
        desk.save(desk.answer(400, "пусто"))
        # only search is to hold the word, so it is made up where words are read
        read = {"пусто": [secret, other]}
        assert sum(writer.fill_search(ONE, lambda text: read.get(text, [text]), batch=40)) == 400
        assert found(desk, [secret]) == [400]
        row = desk.sql("SELECT id FROM posts WHERE post_id = 400")[0][0]
        with writer.transaction():
            search.forget(writer._db, [row])
        assert found(desk, [secret]) == []
        assert len(found(desk, [other])) == 399
        desk.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        for file in path.parent.glob("archive.db*"):
            held = file.read_bytes()
            # a word that follows another shares its beginning in the index: look for the ends, too
            assert not [end for end in range(8) if secret[end:].encode() in held], file


def test_a_post_that_is_removed_takes_its_entry_with_it(desk: Any) -> None:
    """Whoever removes it; nothing is left to fill in."""
    desk.save(*(desk.answer(n, "Нужны швеи") for n in (1, 2, 3)))
    fill(desk)
    desk.save(desk.answer(2, "Нужны повара", edited=desk.day(31)), as_of=32)
    desk.sql("DROP TRIGGER versions_no_delete")
    with desk.writer.transaction():
        desk.sql("PRAGMA defer_foreign_keys = ON")
        desk.sql("DELETE FROM versions WHERE post = 2")
        desk.sql("DELETE FROM posts WHERE id = 2")
    assert found(desk, ["швеи"]) == [3, 1]
    assert desk.writer.count_unsearched(ONE) == fill(desk) == 0


def test_an_archive_with_search_is_whole(path: Path, open_desk: Any, checked: Any) -> None:
    """For ``verify``, and for SQLite's own checks of the index."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.save(*(desk.answer(n, "Нужны швеи") for n in range(1, 30)))
        fill(desk)
        desk.save(*(desk.answer(n, "Нужны повара", edited=desk.day(31)) for n in range(1, 9)), as_of=32)
        fill(desk)
        desk.end()
    assert checked(path).damage == ()
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def test_readers_see_what_is_to_be_filled_in(path: Path, open_desk: Any) -> None:
    """Beside a writer."""
    with Writer.writing(path) as writer:
        open_desk(writer).save(open_desk(writer).answer(1))
        with Archive.open(path) as archive:
            assert archive.count_unsearched(ONE) == 1
