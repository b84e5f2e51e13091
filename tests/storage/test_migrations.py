"""Archives of every earlier schema, as they were written then, come to today's with all their data."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage import Archive, ArchiveError, Writer
from storage.guards import APPEND_ONLY
from storage.schema import STEPS

SCHEMAS = Path(__file__).parent / "schemas"
"""An archive a schema, written by the program of its day and dumped as sqlite3's ``.dump`` does, and its key.

Who adds a step finds here the schema before it, and dumps an archive of the new one for the next.
"""
READ_ANEW = ("extractions", "requests", "request_regions", "places", "origins", "parsers")
"""What was read before ``m003_beside`` goes with it: only the parser can make the sketches beside it."""
EARLIER = [step.__name__.partition("_")[0] for step in STEPS[:-1]]
OURS = (
    "name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE 'search~_%' ESCAPE '~' "
    "AND name NOT IN ('_sqlite_migrations', 'checksums', 'search')"
)
"""Tables whose rows a step leaves alone; the list of steps, and the sum over it, are what it adds to.

Those of the search index are its own."""


@pytest.fixture(params=EARLIER)
def old(request: pytest.FixtureRequest, path: Path) -> Path:
    """An archive with the schema of a step."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript((SCHEMAS / f"{request.param}.sql").read_text(encoding="utf-8"))
        db.commit()
    shutil.copy(SCHEMAS / f"{request.param}.key", f"{path}.key")
    Path(f"{path}.key").chmod(0o600)
    return path


def content(path: Path, tables: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of tables."""
    with closing(sqlite3.connect(path)) as db:
        rows = {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    return {table: sorted(found, key=repr) for table, found in rows.items()}


def tables_of(path: Path) -> list[str]:
    """Our tables."""
    with closing(sqlite3.connect(path)) as db:
        return [
            row[0] for row in db.execute(f"SELECT name FROM sqlite_master WHERE type = 'table' AND {OURS}")
        ]


def test_a_reader_says_who_can_bring_it_up_to_date(old: Path) -> None:
    """Readers write nothing."""
    before = old.read_bytes()
    with pytest.raises(ArchiveError, match="`headcount parse` brings it up to date"):
        Archive.open(old)
    assert old.read_bytes() == before


def test_a_writer_brings_it_up_to_date_and_keeps_every_row(old: Path) -> None:
    """The tables that there were say what they said, and all of it verifies."""
    tables = tables_of(old)
    before = content(old, tables)
    assert all(before.values())
    with Writer.writing(old):
        pass
    after = content(old, tables)
    anew = () if "near" in tables else READ_ANEW
    kept = [table for table in tables if table not in anew]
    assert {table: after[table] for table in kept} == {table: before[table] for table in kept}
    assert bool(after["extractions"]) == bool(after["requests"]) == (not anew)
    with Archive.open(old) as archive:
        verdict = archive.verify()
        assert verdict.damage == ()
        assert verdict.counts["versions"] == len(before["versions"])
        assert verdict.head == max(before["journal"])[-1]


def test_it_has_all_guards_after(old: Path) -> None:
    """Those of its tables and of the new ones."""
    with Writer.writing(old):
        pass
    with closing(sqlite3.connect(old)) as db:
        found = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert {
        f"{table}_no_{verb}" for table in APPEND_ONLY for verb in ("update", "delete", "replace")
    } <= found
    assert {"runs_end_once", "runs_no_delete"} <= found


def test_it_has_the_schema_of_a_new_archive(old: Path, tmp_path: Path) -> None:
    """Whatever way an archive came to a schema, it is the same one."""
    new = tmp_path / "new" / "archive.db"
    new.parent.mkdir()
    for path in (old, new):
        with Writer.writing(path):
            pass
    assert schema(old) == schema(new)


def schema(path: Path) -> set[tuple[str, str]]:
    """What there is, and how it was made, white space folded."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {(name, " ".join(sql.split())) for name, sql in rows}


def test_it_takes_new_posts_and_redactions(old: Path, open_desk: Any) -> None:
    """Work goes on in it."""
    with Writer.writing(old) as writer:
        desk = open_desk(writer)
        desk.save(desk.answer(2, "Нужны 9 швей"), desk.answer(60), as_of=40)
        writer.redact(1234500001, 10, why="asked for", program="headcount test")
        desk.end()
        assert writer.verify().damage == ()
        assert 10 not in desk.posts()


def test_a_step_that_fails_leaves_the_old_archive(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All steps or none."""
    before = schema(old)

    def full(*_: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("storage.checksums.write_after_migrating", full)
    with pytest.raises(ArchiveError, match="no space left on the disk"), Writer.writing(old):
        pass
    assert schema(old) == before
