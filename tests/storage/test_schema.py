"""The schema: strict tables, guards on evidence, migrations that keep both."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from storage import Archive, ArchiveTooNew, NoArchive, Writer, said_of
from storage.guards import APPEND_ONLY, guards
from storage.schema import migrations

VERBS = ("update", "delete", "replace")


@pytest.fixture
def evidence(path: Path, open_desk: Any, reading: Any) -> Iterator[sqlite3.Connection]:
    """A plain connection of another program to an archive with a row in every append-only table."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.read(range(1, 9), as_of=10)
        desk.read([1, 2, 3, 5, 6, 7, 8], as_of=20)
        desk.save(desk.answer(1, reactions=4), as_of=21)
        desk.save(desk.answer(2, reactions=4), as_of=21)
        desk.end()
        word = reading(1)
        writer.save_extractions("1.0", "aa", [word])
        said = said_of(word.reading, word.roles_ru)
        writer.save_correction(1, reviewer="Anna", verdict="confirmed", said=said, signature=word.signature)
        writer.redact(1234500001, 2, why="asked for", program="headcount test")
    with closing(sqlite3.connect(path)) as db:
        yield db


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {t} SET {k} = {k}",
        "UPDATE OR REPLACE {t} SET {k} = {k} + 1000",
        "DELETE FROM {t}",
        "INSERT OR REPLACE INTO {t} SELECT * FROM {t}",
        "REPLACE INTO {t} SELECT * FROM {t} LIMIT 1",
    ],
)
def test_guards_refuse_to_change_remove_or_replace_evidence(
    evidence: sqlite3.Connection, table: str, statement: str
) -> None:
    """From any program, also one that knows nothing of recursive triggers."""
    key = "seq" if table == "journal" else "id"
    count = evidence.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    assert count > 0
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        evidence.execute(statement.format(t=table, k=key))
    assert evidence.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == count


def test_a_version_cannot_be_replaced_through_its_other_key(evidence: sqlite3.Connection) -> None:
    """Post and identity are unique too, and REPLACE removes what stands in its way."""
    columns = [row[1] for row in evidence.execute("PRAGMA table_info(versions)") if row[1] != "id"]
    names = ", ".join(columns)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        evidence.execute(
            f"INSERT OR REPLACE INTO versions (id, {names}) SELECT 999, {names} FROM versions LIMIT 1"
        )


def test_an_ended_run_is_not_changed_or_removed(evidence: sqlite3.Connection) -> None:
    """It is written when it begins and when it ends."""
    with pytest.raises(sqlite3.IntegrityError, match="ends once"):
        evidence.execute("UPDATE runs SET outcome = 'failed'")
    with pytest.raises(sqlite3.IntegrityError, match="not removed"):
        evidence.execute("DELETE FROM runs")


def test_every_table_of_ours_is_strict(evidence: sqlite3.Connection) -> None:
    """A text never gets into a column of numbers."""
    tables = evidence.execute(
        "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE '_sqlite_%'"
    ).fetchall()
    assert len(tables) > 10
    assert [name for name, strict in tables if not strict] == []


def test_the_file_is_in_wal_mode_and_writers_hold_foreign_keys(desk: Any) -> None:
    """So that readers never wait, and nothing points nowhere."""
    pragmas = ("journal_mode", "foreign_keys", "synchronous", "secure_delete")
    assert [desk.sql(f"PRAGMA {name}")[0][0] for name in pragmas] == ["wal", 1, 1, 1]
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), desk.writer.transaction():
        desk.sql("INSERT INTO posts SELECT 99, 404, 1, NULL, NULL, '', '', 99, 1, NULL, NULL, NULL, NULL, "
                 "NULL, NULL, NULL, NULL, NULL, NULL, 'export', '', NULL")  # fmt: skip


def test_each_migration_leaves_all_guards(tmp_path: Path) -> None:
    """Step by step: ``transform()`` of sqlite-utils drops triggers in silence."""
    names = [migration.name for migration in migrations._migrations]
    with closing(sqlite3.connect(tmp_path / "steps.db")) as connection:
        db = Database(connection)
        for following in [*names[1:], None]:
            migrations.apply(db, stop_before=following)
            triggers = {trigger.name for trigger in db.triggers}
            made = {table for table in APPEND_ONLY if db[table].exists()}
            assert made
            assert triggers >= {f"{table}_no_{verb}" for table in made for verb in VERBS}
            assert triggers >= {"runs_end_once", "runs_no_delete"}
        assert made == set(APPEND_ONLY)


def test_guards_can_be_made_again_after_a_transform(desk: Any) -> None:
    """What a migration that rebuilds a table has to do; without it the test above would fail."""
    desk.save(desk.answer(1))
    db = desk.writer._db
    with db.atomic():
        db["coverage"].transform(rename={"read_at": "was_read_at"})
    assert not [trigger for trigger in db.triggers if trigger.table == "coverage"]
    for statement in guards("coverage"):
        db.execute(statement)
    assert len([trigger for trigger in db.triggers if trigger.table == "coverage"]) == len(VERBS)


def test_an_archive_of_a_newer_program_is_refused(path: Path, desk: Any) -> None:
    """By readers and writers, before anything is touched."""
    desk.sql(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('headcount', 'm999_future', '')"
    )
    desk.writer._db.conn.commit()
    desk.writer.close()
    with pytest.raises(ArchiveTooNew, match=r"newer headcount .*m999_future"):
        Archive.open(path)


def test_a_writer_refuses_an_archive_of_a_newer_program(path: Path) -> None:
    """And leaves it as it was."""
    with Writer.writing(path) as writer:
        writer._db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('headcount', 'm999_future', '')"
        )
        writer._db.conn.commit()
    before = path.read_bytes()
    with pytest.raises(ArchiveTooNew), Writer.writing(path):
        pass
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_untouched(path: Path) -> None:
    """Nobody's data gets our tables in it by a slip of --archive."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE precious (x)")
        db.commit()
    before = path.read_bytes()
    with pytest.raises(NoArchive, match="not an archive of headcount"), Writer.writing(path):
        pass
    assert path.read_bytes() == before


def test_a_file_that_a_crash_left_empty_becomes_an_archive(path: Path, checked: Any) -> None:
    """The first moment of an archive's life."""
    path.touch()
    with pytest.raises(NoArchive):
        checked(path)
    with Writer.writing(path):
        pass
    assert checked(path).damage == ()


def test_readings_go_with_what_they_hang_on(desk: Any, reading: Any) -> None:
    """Replacing a reading leaves no row of the old one."""
    desk.save(desk.answer(1))
    version = desk.version_ids()[0]
    desk.writer.save_extractions("1", "a", [reading(version, requests=[{}, {"role": "cook"}])])
    desk.writer.save_extractions("1", "a", [reading(version, requests=[])])
    for table in ("requests", "request_regions", "places", "origins"):
        assert desk.sql(f"SELECT count(*) FROM {table}") == [(0,)]
