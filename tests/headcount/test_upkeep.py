"""What ``status`` warns of, and damage as a person meets it: a clear line, an exit code, no loss."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from headcount.disk import LEAST, Space

TEXTS = ["Нужны 5 швей, г. Тверь", "Нужны 7 грузчиков, г. Тверь", "Доброе утро"]


@pytest.fixture
def archived(run: Any, make_export: Any, folder: Path) -> Path:
    """An archive of many posts."""
    assert (
        run("import", make_export([f"{text} {number}" for number in range(60) for text in TEXTS])).code == 0
    )
    return folder / "archive.db"


def test_status_counts_posts_that_are_only_pictures(run: Any, make_export: Any, folder: Path) -> None:
    """Nobody reads what is written in them."""
    export = make_export(["", "Нужны швеи", ""])
    text = export.read_text(encoding="utf-8").replace('"text": ""', '"photo": "photo.jpg", "text": ""')
    (folder / "pictures.json").write_text(text, encoding="utf-8")
    assert run("import", folder / "pictures.json").code == 0
    said = run("status", "--json").json
    assert said["counts"]["picture_only"] == 2
    assert [channel["picture_only"] for channel in said["channels"]] == [2]
    assert "Only pictures, whose words nobody reads: 2 posts." in run("status").out


@pytest.mark.parametrize(
    ("free", "archive", "low"), [(LEAST, 10, False), (LEAST - 1, 10, True), (3 * LEAST, 4 * LEAST, True)]
)
def test_room_is_low_under_a_gibibyte_or_the_archives_size(free: int, archive: int, low: bool) -> None:
    """A redaction writes the archive once more."""
    space = Space(Path("here"), free, archive)
    assert space.is_low is low
    assert f"{free / 1e9:.1f} GB free" in space.warning


def test_status_warns_of_a_disk_that_fills(run: Any, archived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In words and for ``--json``; so much room as this no disk has."""
    assert run("status", "--json").json["disk"]["free"] > archived.stat().st_size
    monkeypatch.setattr("headcount.disk.LEAST", 1 << 62)
    ended = run("status", "--json")
    assert (ended.code, ended.json["disk"]["low"]) == (0, True)
    assert "Little room on the disk" in run("status").out


def spoil(path: Path, start: float, *, size: int = 4096) -> None:
    """Write over a page."""
    content = path.read_bytes()
    page = int(len(content) * start) // size * size
    path.write_bytes(content[:page] + b"\xa5" * size + content[page + size :])


@pytest.mark.parametrize("start", [0.0, 0.3, 0.6, 0.9])
def test_a_corrupt_page_is_damage(run: Any, archived: Path, start: float) -> None:
    """Verify exits 4 whichever page it is, also the first, without which the file is none of ours."""
    spoil(archived, start)
    before = archived.read_bytes()
    ended = run("verify", "--json")
    assert ended.code == 4, ended.err
    assert ended.json["ok"] is False
    assert "archive.db" in ended.err
    assert archived.read_bytes() == before


def test_a_damaged_archive_is_not_collected_into_unknowingly(
    run: Any, archived: Path, make_export: Any
) -> None:
    """A command that meets the damage says so and what to do, with a non-zero exit and no traceback."""
    spoil(archived, 0.0)
    for words in (("import", make_export(TEXTS)), ("status",), ("export", "posts"), ("report", "2026-W10")):
        ended = run(*words)
        assert ended.code == 1
        assert "archive.db" in ended.err
        assert "Traceback" not in ended.err


@pytest.mark.parametrize("kept", [0.2, 0.7])
def test_a_half_written_file_is_damage(run: Any, archived: Path, kept: float) -> None:
    """As a copy that broke off leaves it."""
    content = archived.read_bytes()
    archived.write_bytes(content[: int(len(content) * kept)])
    assert run("verify").code == 4


def test_a_list_of_schema_steps_that_was_changed_is_damage(run: Any, archived: Path) -> None:
    """No older and no newer program wrote it so."""
    with closing(sqlite3.connect(archived)) as db:
        db.execute("UPDATE _sqlite_migrations SET name = 'm001_archivf' WHERE name = 'm001_archive'")
        db.commit()
    ended = run("verify")
    assert ended.code == 4
    assert "its list of schema steps was changed" in ended.err


def test_an_archive_of_a_newer_program_is_refused(run: Any, archived: Path) -> None:
    """With the step that is not known, and what to do."""
    with closing(sqlite3.connect(archived)) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('headcount', 'm999_future', '')"
        )
        db.commit()
    for words in (
        ("verify",),
        ("status",),
        ("parse",),
        ("backup", "copy.db"),
        ("redact", "t.me/x1234/1", "--why", "x"),
    ):
        ended = run(*words)
        assert ended.code == 1
        assert "written by a newer headcount (schema step m999_future)" in ended.err


def test_a_changed_value_is_named_with_its_post(run: Any, archived: Path) -> None:
    """The table, the row, the post's address, and the column, which its raw answer tells."""
    with closing(sqlite3.connect(archived)) as db:
        db.execute("DROP TRIGGER versions_no_update")
        db.execute("UPDATE versions SET text = 'Нужны 500 швей' WHERE id = 3")
        db.commit()
    ended = run("verify", "--json")
    assert ended.code == 4
    (failed,) = ended.json["failed"]
    assert failed["what"] == "versions 3"
    assert "text was changed; it is not what the journal recorded" in failed["reason"]
    assert "https://t.me/c/1234500001/3" in failed["reason"]
