"""``backup`` and ``restore`` as a person gives them: keys go along only by name."""

import stat
from pathlib import Path
from typing import Any

import pytest

TEXTS = ["Нужны 5 швей, г. Тверь", "Нужны 7 грузчиков, г. Тверь", "Доброе утро"]


@pytest.fixture
def archived(run: Any, make_export: Any, folder: Path) -> Path:
    """An archive of three posts with both its keys."""
    assert run("import", make_export(TEXTS)).code == 0
    assert run("seal", "seal.json").code == 0
    (folder / "copies").mkdir()
    return folder / "archive.db"


def names(folder: Path) -> set[str]:
    """Files of a folder."""
    return {file.name for file in folder.iterdir()}


@pytest.mark.usefixtures("archived")
def test_a_backup_comes_back(run: Any, folder: Path) -> None:
    """Without a key: what is needed for going on is said."""
    before = run("export", "versions").out
    ended = run("backup", "copies/backup.db")
    assert ended.code == 0
    assert "keep a copy of that elsewhere" in ended.err
    assert names(folder / "copies") == {"backup.db"}
    for file in folder.glob("archive.db*"):
        file.unlink()
    ended = run("restore", "copies/backup.db")
    assert ended.code == 0
    assert "put its pseudonym key back: archive.db.key" in ended.err
    assert run("export", "versions").out == before
    assert run("verify").code == 0
    assert run("parse").code == 1, "a writer needs the key"


def test_keys_go_along_by_name(run: Any, folder: Path, archived: Path, make_export: Any) -> None:
    """Each by its own, owner-only; with the pseudonym key work goes on."""
    keys = {name: Path(f"{archived}.{name}").read_bytes() for name in ("key", "seal-key")}
    assert run("backup", "copies/backup.db", "--key", "--seal-key").code == 0
    assert names(folder / "copies") == {"backup.db", "backup.db.key", "backup.db.seal-key"}
    for file in (folder / "copies").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for file in folder.glob("archive.db*"):
        file.unlink()
    assert run("restore", "copies/backup.db", "--key", "--seal-key").code == 0
    assert {name: Path(f"{archived}.{name}").read_bytes() for name in keys} == keys
    assert run("import", make_export([*TEXTS, "Нужны 9 швей"], name="more.json")).code == 0
    assert run("verify", "--seal", "seal.json").code == 0


@pytest.mark.usefixtures("archived")
def test_nothing_is_written_over(run: Any, folder: Path) -> None:
    """Neither a backup, nor an archive, nor a key."""
    assert run("backup", "copies/backup.db").code == 0
    before = (folder / "copies" / "backup.db").read_bytes()
    again = run("backup", "copies/backup.db")
    assert (again.code, "copies/backup.db: already there; nothing was written" in again.err) == (2, True)
    assert (folder / "copies" / "backup.db").read_bytes() == before
    over = run("restore", "copies/backup.db")
    assert (over.code, "archive.db: already there; nothing was written" in over.err) == (2, True)
    assert run("backup", "copies/other.db", "--key").code == 0
    assert run("restore", "copies/other.db", "--key", "--archive", "new.db").code == 0
    assert run("restore", "copies/other.db", "--key", "--archive", "new.db").code == 2


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("restore", "nowhere.db"), "nowhere.db: there is no such file"),
        (("restore", "copies/backup.db", "--key", "--archive", "new.db"), "backup.db.key: is not there"),
        (("backup", "nowhere/backup.db"), "its folder is not there"),
        (("backup", "x.db", "--archive", "none.db"), "none.db: there is no such file"),
    ],
)
def test_what_cannot_be_done_is_said(run: Any, folder: Path, words: Any, said: str) -> None:
    """With exit 1, and nothing half done."""
    assert run("backup", "copies/backup.db").code == 0
    before = names(folder)
    ended = run(*words)
    assert (ended.code, said in ended.err) == (1, True), ended.err
    assert names(folder) - before <= {"new.db.lock"}


def test_a_backup_waits_for_no_writer(spawn: Any, archived: Path) -> None:
    """Readers never get exit 3, and a backup is one."""
    from storage import Writer

    with Writer.writing(archived):
        assert spawn("import", "nothing").code == 3
        assert spawn("backup", "copies/backup.db").code == 0
