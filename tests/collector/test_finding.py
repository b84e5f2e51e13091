"""Which files an import takes, and what it says of the others."""

import os
from pathlib import Path
from typing import Any

import pytest

from collector.importing import import_paths
from storage import Archive, Writer


@pytest.fixture
def whole(exports: Any) -> dict[str, Any]:
    """A whole export."""
    made: dict[str, Any] = exports.chat([exports.message(1), exports.message(2)])
    return made


def reasons(result: Any) -> list[str]:
    """What the faults say."""
    return [fault.reason for fault in result.faults]


def test_folders_are_searched_and_what_is_no_export_is_noted(
    whole: Any, exports: Any, bring_in: Any, tmp_path: Path
) -> None:
    """However deep; a settings file or a picture in between is no fault."""
    exports.write(tmp_path / "in" / "a" / "b", whole)
    (tmp_path / "in" / "other.json").write_text('{"a": 1}', encoding="utf-8")
    (tmp_path / "in" / "photo.jpg").write_bytes(b"x")
    (tmp_path / "in" / "result.json").mkdir()
    result = bring_in(tmp_path / "in")
    assert (result.faults, result.files) == ([], 1)
    assert [note for note in result.notes if "passed over" in note] == [
        f"{tmp_path / 'in' / 'other.json'}: no export, passed over"
    ]


def test_a_file_that_was_renamed_is_taken(whole: Any, exports: Any, bring_in: Any, tmp_path: Path) -> None:
    """By what is in it."""
    exports.write(tmp_path / "e", whole).rename(tmp_path / "e" / "март.json")
    assert bring_in(tmp_path / "e").files == 1


def test_a_file_named_twice_is_read_once(whole: Any, exports: Any, bring_in: Any, tmp_path: Path) -> None:
    """By itself, by its folder, through a link."""
    path = exports.write(tmp_path / "in", whole)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    assert bring_in(path, tmp_path / "in", link, path).files == 1


def test_a_loop_of_links_ends(whole: Any, exports: Any, bring_in: Any, tmp_path: Path) -> None:
    """A folder that holds itself, a link to itself, a link to nothing."""
    exports.write(tmp_path / "in" / "deep", whole)
    (tmp_path / "in" / "deep" / "up").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "self.json").symlink_to(tmp_path / "in" / "self.json")
    (tmp_path / "in" / "gone.json").symlink_to(tmp_path / "nowhere.json")
    result = bring_in(tmp_path / "in")
    assert (result.files, result.faults) == (1, [])
    assert reasons(bring_in(tmp_path / "in" / "self.json")) == ["there is no such file or folder"]


def test_what_cannot_be_taken_is_named_and_the_others_come_in(
    whole: Any, exports: Any, bring_in: Any, tmp_path: Path
) -> None:
    """Missing, empty, no JSON, JSON of another kind, a folder without an export, a broken export."""
    (tmp_path / "empty").mkdir()
    contents = {
        "empty.json": b"",
        "text.json": b"hello",
        "list.json": b"[]",
        "other.json": b'{"a": 1}',
        "half.json": b'{"type"',
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    path = exports.write(tmp_path / "whole", whole)
    result = bring_in(tmp_path / "nowhere", tmp_path / "empty", *(tmp_path / name for name in contents), path)
    assert [Path(fault.what).name for fault in result.faults] == [
        "nowhere",
        "empty",
        "empty.json",
        "text.json",
        "list.json",
        "other.json",
        "half.json",
    ]
    assert all(reasons(result))
    assert (result.files, result.found.posts) == (1, 2)


def test_a_file_that_cannot_be_read_is_named_and_the_others_come_in(
    whole: Any, exports: Any, bring_in: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A right that is missing, a disk that fails: its own message, not one about the archive."""
    bad, good = exports.write(tmp_path / "bad", whole), exports.write(tmp_path / "good", whole)
    opened = Path.open

    def failing(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self == bad:
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", failing)
    result = bring_in(bad, good)
    assert [(fault.what, fault.reason) for fault in result.faults] == [
        (str(bad), "cannot be read: Permission denied")
    ]
    assert result.found.posts == 2


def test_a_file_that_changes_while_it_is_read_is_named(
    whole: Any, exports: Any, bring_in: Any, tmp_path: Path
) -> None:
    """Its hash on record would not be of what was read."""
    path = exports.write(tmp_path / "e", whole)
    text = path.read_text(encoding="utf-8")

    class Growing(type(path)):  # type: ignore[misc]
        """A path whose file grows after the first look."""

        looks = 0

        def open(self, *args: Any, **kwargs: Any) -> Any:
            type(self).looks += 1
            if type(self).looks == 3:
                path.write_text(text + "\n" * 100, encoding="utf-8")
            return super().open(*args, **kwargs)

    result = bring_in(Growing(path))
    assert reasons(result) == ["changed while it was read: import it again"]


def test_the_archive_records_what_was_read_and_not_whose_folder_it_was(
    whole: Any, exports: Any, bring_in: Any, archive: Path, tmp_path: Path
) -> None:
    """File, size, hash; faults under the same name. No path of the researcher's machine."""
    home = tmp_path / "home_of_petrov"
    exports.write(home / "exports" / "ChatExport_2024", whole)
    (home / "exports" / "bad").mkdir()
    (home / "exports" / "bad" / "result.json").write_text('{"messages": 5}', encoding="utf-8")
    bring_in(home / "exports", home / "missing.json")
    kept = b"".join(path.read_bytes() for path in archive.parent.iterdir())
    assert b"home_of_petrov" not in kept
    with Archive.open(archive) as opened:
        (run,) = opened.last_runs()
        sources = opened._db.conn.execute("SELECT sources FROM runs").fetchone()[0]
    assert '"file": "ChatExport_2024/result.json"' in sources
    assert sorted(fault["what"] for fault in run.failed) == ["bad/result.json", "missing.json"]
    assert run.outcome == "failed"
    assert run.counts["posts"] == 2


def test_an_import_that_is_stopped_keeps_what_it_has_and_says_so(
    exports: Any, archive: Path, content: Any, tmp_path: Path
) -> None:
    """Ctrl-C: the run ends as interrupted, with its counts."""
    paths = [exports.write(tmp_path / str(n), exports.chat([exports.message(n)])) for n in (1, 2, 3)]
    archive.parent.mkdir()

    def stop(what: str, _done: int, _of: int) -> None:
        if what == "result.json":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Writer.writing(archive) as writer:
        import_paths(writer, paths, program="p", senders="pseudonym", timezone=None, progress=stop)
    with Archive.open(archive) as opened:
        assert [run.outcome for run in opened.last_runs()] == ["interrupted"]
    assert len(content(archive)["posts"]) == 1


def test_progress_goes_up(exports: Any, archive: Path, tmp_path: Path) -> None:
    """How many messages of how many."""
    path = exports.write(tmp_path / "e", exports.chat([exports.message(n) for n in range(1, 1203)]))
    archive.parent.mkdir()
    told: list[tuple[str, int, int]] = []
    with Writer.writing(archive) as writer:
        import_paths(
            writer,
            [path],
            program="p",
            senders="pseudonym",
            timezone=None,
            progress=lambda what, done, of: told.append((what, done, of)),
        )
    done = [step[1] for step in told if step[0] == "result.json"]
    assert done == sorted(done) == [500, 1000, 1202]
    assert {of for what, _, of in told if what == "result.json"} == {1202}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_file(bring_in: Any, tmp_path: Path) -> None:
    """It would hang for good."""
    os.mkfifo(tmp_path / "result.json")
    assert reasons(bring_in(tmp_path / "result.json")) == ["there is no such file or folder"]
    assert len(reasons(bring_in(tmp_path))) == 1
