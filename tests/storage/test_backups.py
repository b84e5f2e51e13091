"""Backups are of one moment, whole or not there; restoring verifies first and overwrites nothing."""

import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage import Archive, ArchiveDamaged, ArchiveError, ArchiveUnwritable, NoArchive, Writer, restore
from storage.verdict import silent


@pytest.fixture
def filled(path: Path, open_desk: Any) -> Path:
    """An archive with some posts."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.read(range(1, 60), as_of=10)
        desk.save(desk.answer(1, reactions=4), as_of=21)
        desk.end()
    return path


def exported(path: Path) -> list[dict[str, Any]]:
    """All versions of an archive."""
    with Archive.open(path) as archive:
        return list(archive.export("versions"))


def test_a_backup_is_the_archive_in_one_file(filled: Path, tmp_path: Path, checked: Any) -> None:
    """Owner-only, whole, and readable from a folder that nobody may write to."""
    copy = tmp_path / "copy" / "backup.db"
    copy.parent.mkdir()
    with Archive.open(filled) as archive:
        archive.back_up(copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [file.name for file in copy.parent.iterdir()] == ["backup.db"]
    assert checked(copy).damage == ()
    assert checked(copy).head == checked(filled).head
    assert exported(copy) == exported(filled)
    assert [file.name for file in copy.parent.iterdir()] == ["backup.db"]


def test_a_backup_beside_a_writer_at_work_is_of_one_moment(
    filled: Path, tmp_path: Path, open_desk: Any, checked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer never waits for it, nor it for the writer; what is half done is not in it."""
    monkeypatch.setattr("storage.backups.PAGES", 1)
    written, stop = threading.Semaphore(0), threading.Event()

    def collect() -> None:
        with Writer.writing(filled) as writer:
            desk = open_desk(writer)
            number = 1000
            while not stop.is_set():
                number += 1
                desk.save(desk.answer(number, "Нужны грузчики " * 20))
                written.release()
            desk.end()

    collector = threading.Thread(target=collect)
    collector.start()
    steps = 0

    def wait_for_a_batch(_what: str, _done: int, _of: int) -> None:
        nonlocal steps
        steps += 1
        written.acquire()  # so that a batch is saved between any two steps

    try:
        written.acquire()
        with Archive.open(filled) as archive:
            archive.back_up(tmp_path / "backup.db", wait_for_a_batch)
    finally:
        stop.set()
        collector.join()
    assert steps > 10
    assert checked(tmp_path / "backup.db").damage == ()
    assert len(exported(tmp_path / "backup.db")) < len(exported(filled))


def test_a_backup_is_written_over_nothing(filled: Path, tmp_path: Path) -> None:
    """Least of all over an earlier one."""
    (tmp_path / "backup.db").write_text("precious", encoding="utf-8")
    with Archive.open(filled) as archive, pytest.raises(ArchiveUnwritable, match="is there already"):
        archive.back_up(tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_text(encoding="utf-8") == "precious"


def test_a_backup_that_does_not_fit_leaves_nothing(filled: Path, tmp_path: Path, small_files: Any) -> None:
    """A half-written file is no backup; the archive is untouched."""
    before = exported(filled)
    with (
        Archive.open(filled) as archive,
        small_files(20_000),
        pytest.raises(ArchiveError, match=r"backup\.db"),
    ):
        archive.back_up(tmp_path / "backup.db")
    assert not list(tmp_path.glob("backup.db*"))
    assert exported(filled) == before


def back_up(path: Path, to: Path) -> Path:
    """A backup."""
    with Archive.open(path) as archive:
        archive.back_up(to)
    return to


def test_a_restored_archive_is_the_one_that_was_backed_up(
    filled: Path, tmp_path: Path, open_desk: Any
) -> None:
    """With its key in place, work goes on in it."""
    backup = back_up(filled, tmp_path / "backup.db")
    target = tmp_path / "new" / "archive.db"
    target.parent.mkdir()
    verdict = restore(backup, target, silent)
    assert verdict.damage == ()
    assert exported(target) == exported(filled)
    shutil.copy(f"{filled}.key", f"{target}.key")
    with Writer.writing(target) as writer:
        desk = open_desk(writer)
        desk.save(desk.answer(99))
        assert writer.verify().damage == ()


def test_restoring_writes_over_no_archive(filled: Path, tmp_path: Path) -> None:
    """However damaged it may be."""
    backup = back_up(filled, tmp_path / "backup.db")
    before = filled.read_bytes()
    with pytest.raises(ArchiveUnwritable, match="is there already"):
        restore(backup, filled, silent)
    assert filled.read_bytes() == before


def test_a_damaged_backup_is_not_restored(filled: Path, tmp_path: Path) -> None:
    """The first damage is named, and nothing is left in the archive's place."""
    backup = back_up(filled, tmp_path / "backup.db")
    with closing(sqlite3.connect(backup)) as db:
        db.execute("DROP TRIGGER versions_no_update")
        db.execute("UPDATE versions SET text = 'Нужны 500 швей' WHERE id = 3")
        db.commit()
    target = tmp_path / "new" / "archive.db"
    target.parent.mkdir()
    with pytest.raises(ArchiveDamaged, match=r"was not restored: versions 3: of post 1234500001/3"):
        restore(backup, target, silent)
    assert [file.name for file in target.parent.iterdir()] in ([], ["archive.db.lock"])


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_cut_backup_is_not_restored(filled: Path, tmp_path: Path, kept: float) -> None:
    """A copy that broke off."""
    content = back_up(filled, tmp_path / "backup.db").read_bytes()
    (tmp_path / "backup.db").write_bytes(content[: int(len(content) * kept)])
    target = tmp_path / "new" / "archive.db"
    target.parent.mkdir()
    with pytest.raises(ArchiveDamaged):
        restore(tmp_path / "backup.db", target, silent)
    assert not target.exists()


def test_what_is_no_archive_is_not_restored(tmp_path: Path) -> None:
    """Another program's database, or no database."""
    with closing(sqlite3.connect(tmp_path / "other.db")) as db:
        db.execute("CREATE TABLE precious (x)")
        db.commit()
    (tmp_path / "text.db").write_text("hello " * 2000, encoding="utf-8")
    for name, error in (("other.db", NoArchive), ("text.db", ArchiveDamaged)):
        with pytest.raises(error) as caught:
            restore(tmp_path / name, tmp_path / "archive.db", silent)
        assert str(caught.value).startswith(f"{tmp_path / name}: ")
        assert not (tmp_path / "archive.db").exists()


def test_a_backup_of_an_earlier_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    """An old backup is what one has after a long time."""
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as db:
        db.executescript((Path(__file__).parent / "schemas" / "m001.sql").read_text(encoding="utf-8"))
    before = old.read_bytes()
    assert restore(old, tmp_path / "archive.db", silent).damage == ()
    assert len(exported(tmp_path / "archive.db")) == len(exported(tmp_path / "archive.db")) > 0
    assert old.read_bytes() == before
