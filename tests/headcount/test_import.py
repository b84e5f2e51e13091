"""``headcount import`` as a person meets it: what it says, what it keeps, how it ends."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

HEADCOUNT = str(Path(sys.executable).with_name("headcount"))
MakeExport = Callable[..., Path]
Run = Callable[..., Any]


def test_an_export_comes_in_and_a_second_import_adds_nothing(run: Run, make_export: MakeExport) -> None:
    """The same file again is the same archive."""
    export = make_export(["Нужны 5 швей, Тверь", "Доброе утро!"])
    first = run("import", export, "--json")
    assert first.code == 0
    assert first.json["counts"]["posts"] == 2
    second = run("import", export, "--json")
    assert second.code == 0
    assert [second.json["counts"][key] for key in ("posts", "versions", "observations")] == [0, 0, 0]


def test_json_is_one_object_last_on_standard_output(run: Run, make_export: MakeExport) -> None:
    """Its keys are the contract's; messages go to standard error."""
    ended = run("import", make_export(["Привет"]), "--json")
    assert ended.json.keys() >= {"ok", "failed", "counts"}
    assert len(ended.out.splitlines()) == 1
    assert "1 messages read" in ended.err


def test_a_missing_file_is_named_and_the_others_come_in(run: Run, make_export: MakeExport) -> None:
    """One bad path loses nothing that was good; exit 1."""
    ended = run("import", "nowhere/result.json", make_export(["Привет"]), "--json")
    assert ended.code == 1
    assert ended.json["ok"] is False
    assert ended.json["failed"][0]["what"] == "nowhere/result.json"
    assert ended.json["counts"]["posts"] == 1
    assert "nowhere/result.json: there is no such file" in ended.err


@pytest.mark.parametrize("content", ["", "hello", "[1, 2]", '{"a": 1}', "{", "\x00\x01", '{"messages": 5}'])
def test_a_file_that_is_no_export_is_one_clear_line(run: Run, folder: Path, content: str) -> None:
    """Exit 1, the file's name, no traceback."""
    (folder / "notes.json").write_text(content, encoding="utf-8")
    ended = run("import", "notes.json")
    assert ended.code == 1
    assert "notes.json: " in ended.err
    assert "Traceback" not in ended.err


def test_an_unknown_zone_is_wrong_usage(run: Run, make_export: MakeExport, folder: Path) -> None:
    """Exit 2, and nothing is done."""
    ended = run("import", "--timezone", "Europe/Moskow", make_export(["Привет"]))
    assert ended.code == 2
    assert "Europe/Moskow" in ended.err
    assert not (folder / "archive.db").exists()


def test_an_old_export_without_a_zone_is_refused_by_name(
    run: Run, folder: Path, make_export: MakeExport
) -> None:
    """Local times are never taken for UTC; a new export beside it still comes in."""
    export = json.loads(make_export(["Привет"]).read_text(encoding="utf-8"))
    for message in export["messages"]:
        del message["date_unixtime"]
    (folder / "old.json").write_text(json.dumps(export), encoding="utf-8")
    refused = run("import", "old.json", make_export(["Привет", "И вам"], name="new/result.json"), "--json")
    assert refused.code == 1
    assert "old.json" in refused.json["failed"][0]["what"]
    assert "--timezone" in refused.json["failed"][0]["reason"]
    assert refused.json["counts"]["posts"] == 2
    assert run("import", "old.json", "--timezone", "Europe/Moscow").code == 0


def test_a_bad_settings_file_stops_before_anything_is_done(
    run: Run, folder: Path, make_export: MakeExport
) -> None:
    """Exit 2 with key and line, no archive."""
    (folder / "headcount.toml").write_text("[archive]\npaht = 'x.db'\n", encoding="utf-8")
    ended = run("import", make_export(["Привет"]))
    assert ended.code == 2
    assert "line 2: archive.paht" in ended.err
    assert "`path`" in ended.err
    assert list(folder.iterdir()) == [folder / "headcount.toml"]


def test_a_second_writer_is_told_to_wait_and_readers_are_not(
    run: Run, spawn: Run, folder: Path, make_export: MakeExport
) -> None:
    """Exit 3 for the writer; verify and export go on beside the first."""
    export = make_export(["Привет"])
    assert run("import", export).code == 0
    code = """
import pathlib, sys
from storage import Writer
with Writer.writing(pathlib.Path("archive.db")):
    print(flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        busy = spawn("import", export, "--json")
        assert busy.code == 3
        assert "another headcount process" in busy.err
        assert busy.json["ok"] is False
        assert spawn("verify").code == 0
        assert spawn("export", "posts").code == 0
        other.communicate(b"")


def test_sigterm_ends_with_143_and_what_was_read_is_saved(folder: Path, make_export: MakeExport) -> None:
    """The archive verifies, and the next import completes it."""
    export = make_export(["Требуются 10 человек, Тверь " * 20] * 12_000)
    with subprocess.Popen(
        [HEADCOUNT, "import", str(export)], cwd=folder, stderr=subprocess.PIPE
    ) as importing:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and _posts(folder) == 0:
            time.sleep(0.05)
        importing.send_signal(signal.SIGTERM)
        _, said = importing.communicate(timeout=60)
    assert importing.returncode == 143
    assert b"Traceback" not in said
    assert 0 < _posts(folder) < 12_000
    again = subprocess.run([HEADCOUNT, "import", str(export)], cwd=folder, capture_output=True, check=False)
    assert again.returncode == 0
    assert _posts(folder) == 12_000
    assert subprocess.run([HEADCOUNT, "verify"], cwd=folder, capture_output=True, check=False).returncode == 0


def _posts(folder: Path) -> int:
    """How many posts a reader beside the writer sees."""
    if not (folder / "archive.db").exists():
        return 0
    with closing(sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True)) as reader:
        try:
            found: int = reader.execute("SELECT count(*) FROM posts").fetchone()[0]
        except sqlite3.OperationalError:
            return 0  # the tables are not made yet
        return found


def test_a_full_disk_is_one_clear_line_and_loses_nothing(
    spawn: Run, run: Run, folder: Path, make_export: MakeExport
) -> None:
    """Exit 1, the archive as it was and whole, and the import can be done again later."""
    assert run("import", make_export(["Привет"])).code == 0
    size = (folder / "archive.db").stat().st_size
    big = make_export([f"Требуются {n} человек, Тверь " * 50 for n in range(3_000)], name="big.json")

    def limit() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 1_000_000, size + 1_000_000))

    full = spawn("import", big, preexec_fn=limit)
    assert full.code == 1
    assert "archive.db" in full.err
    assert "Traceback" not in full.err
    assert run("verify").code == 0
    assert run("import", big).code == 0


def test_an_archive_where_none_can_be_is_one_clear_line(run: Run, make_export: MakeExport) -> None:
    """Exit 1 and the archive's name."""
    export = make_export(["Привет"])
    ended = run("import", export, "--archive", export / "archive.db")
    assert ended.code == 1
    assert str(export / "archive.db") in ended.err
    assert "Traceback" not in ended.err
