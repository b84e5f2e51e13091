"""One writer at a time, by a lock that a crash cannot leave behind; readers never wait."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage import Archive, ArchiveBusy, NoArchive, Writer

HOLDER = """
import sys
from pathlib import Path
from storage import Writer
with Writer.writing(Path(sys.argv[1])) as writer:
    run = writer.start_run("import", program="x")
    if sys.argv[2] == "inside":
        with writer.transaction():
            writer._db.execute("UPDATE channels SET watched = 1")
            writer._db.execute("CREATE TABLE half_done (x)")
            print("held", flush=True)
            sys.stdin.read()
    print("held", flush=True)
    sys.stdin.read()
"""
ROOT = Path(__file__).parents[2]


@pytest.fixture
def hold(path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Another process that writes to the archive, until it is told or killed."""
    started: list[subprocess.Popen[str]] = []

    def start(where: str = "between") -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(path), where],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_second_writer_is_told_that_the_archive_is_busy(path: Path, hold: Any) -> None:
    """In another process, at once, with a sentence that says what to do."""
    hold()
    with pytest.raises(ArchiveBusy, match="another headcount process is writing"), Writer.writing(path):
        pass


def test_a_second_writer_in_the_same_process_is_told_too(path: Path) -> None:
    """A lock is held once, whoever asks."""
    with Writer.writing(path), pytest.raises(ArchiveBusy), Writer.writing(path):
        pass


def test_the_lock_is_free_when_the_writer_ends(path: Path, hold: Any) -> None:
    """However it ends: its file stays, and means nothing."""
    process = hold()
    process.communicate("")
    assert path.with_name("archive.db.lock").exists()
    with Writer.writing(path):
        pass


@pytest.mark.parametrize("where", ["between", "inside"])
def test_a_killed_writer_leaves_no_lock_and_nothing_half_done(
    path: Path, hold: Any, checked: Any, where: str
) -> None:
    """``kill -9`` between transactions and inside one."""
    process = hold(where)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with Writer.writing(path) as writer:
        assert "half_done" not in writer._db.table_names()
        assert [run.outcome for run in writer.last_runs()] == ["interrupted"]
    assert checked(path).damage == ()


def test_readers_do_not_wait_for_a_writer_in_the_middle_of_its_work(
    path: Path, hold: Any, open_desk: Any
) -> None:
    """They see what was saved before, all of it, and nothing of what is half done."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.read(range(1, 9), as_of=10)
        desk.end()
    hold("inside")
    with Archive.open(path) as archive:
        archive._db.execute("PRAGMA busy_timeout = 0")
        assert len(list(archive.export("posts"))) == 8
        assert archive.verify().damage == ()


def test_a_reader_sees_what_is_only_in_the_wal(path: Path, open_desk: Any) -> None:
    """Saved a moment ago, not yet in the file itself."""
    with Writer.writing(path) as writer:
        open_desk(writer).save(open_desk(writer).answer(1))
        with Archive.open(path) as archive:
            assert len(list(archive.export("posts"))) == 1


def test_readers_need_an_archive(path: Path) -> None:
    """A missing file, an empty one, one of another kind: each is said, none is made."""
    with pytest.raises(NoArchive, match="no such file"):
        Archive.open(path)
    assert not path.exists()
    path.write_bytes(b"")
    with pytest.raises(NoArchive, match="not an archive"):
        Archive.open(path)


def test_a_reader_cannot_write(path: Path, desk: Any) -> None:
    """Its connection is read-only, not only its methods."""
    desk.end()
    with Archive.open(path) as archive, pytest.raises(Exception, match=r"readonly|read-only"):
        archive._db.execute("DELETE FROM channels")
