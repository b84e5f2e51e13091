"""Full disks, folders that cannot be written, damaged files: one plain sentence, nothing lost."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from storage import Archive, ArchiveDamaged, ArchiveError, ArchiveUnwritable, Writer

NOBODY = 65534


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[bool]:
    """A file system of its own, where this process may mount one; False where it may not."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    mounted = (
        shutil.which("mount") is not None
        and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    )
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def fill(path: Path, open_desk: Any) -> int:
    """Save posts until the disk is full; returns how many were saved before."""
    saved = 0
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        while True:
            posts = (desk.answer(saved + n, "Нужны грузчики " * 20) for n in range(1, 101))
            desk.save(*posts)
            saved += 100


def check_full(path: Path, open_desk: Any, checked: Any, limit: Any) -> None:
    """Fill, and find everything that was saved before, whole."""
    with limit, pytest.raises(ArchiveUnwritable, match="Everything saved before this is kept") as caught:
        fill(path, open_desk)
    assert str(path) in str(caught.value)
    with Archive.open(path) as archive:
        posts = len(list(archive.export("posts")))
    assert posts % 100 == 0
    assert posts > 0
    assert checked(path).damage == ()


def test_files_that_cannot_grow_lose_nothing(
    path: Path, open_desk: Any, checked: Any, small_files: Any
) -> None:
    """The batch that did not fit is not there; all before it are, and the archive verifies."""
    check_full(path, open_desk, checked, small_files(1 << 20))
    with Writer.writing(path) as writer:
        open_desk(writer).save(open_desk(writer).answer(10**6))


def test_a_full_disk_loses_nothing(tmp_path: Path, open_desk: Any, checked: Any) -> None:
    """On a file system of two megabytes, where one can be mounted."""
    with small_disk(tmp_path / "disk", 2048) as mounted:
        if not mounted:
            pytest.skip("may not mount a file system here; RLIMIT_FSIZE stands in for it above")
        check_full(tmp_path / "disk" / "archive.db", open_desk, checked, nullcontext())


def test_no_space_for_the_first_byte_is_said(tmp_path: Path, small_files: Any) -> None:
    """A disk that is full before there is an archive."""
    with pytest.raises(ArchiveError), small_files(0), Writer.writing(tmp_path / "archive.db"):
        pass


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder of this process that it then may only read; root gives up its rights for that."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    if os.geteuid() != os.getuid():
        os.seteuid(os.getuid())
    folder.chmod(0o755)
    shutil.rmtree(folder)


def give_up_rights(folder: Path) -> None:
    """From here on the folder and what is in it can be read, not written."""
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    if os.getuid() == 0:
        os.seteuid(NOBODY)


def test_a_read_only_folder_can_be_read_and_not_written(as_nobody: Path, open_desk: Any) -> None:
    """An archive on a mounted snapshot: reports work, collecting says why not."""
    path = as_nobody / "archive.db"
    with Writer.writing(path) as writer:
        open_desk(writer).save(open_desk(writer).answer(1))
    give_up_rights(as_nobody)
    with Archive.open(path) as archive:
        assert len(list(archive.export("posts"))) == 1
        assert archive.verify().damage == ()
    with pytest.raises(ArchiveUnwritable, match="may not read and write here"), Writer.writing(path):
        pass


def test_a_folder_that_cannot_be_written_is_named(as_nobody: Path) -> None:
    """Where there is no archive yet."""
    give_up_rights(as_nobody)
    refused = pytest.raises(ArchiveUnwritable, match="may not read and write here")
    with refused as caught, Writer.writing(as_nobody / "archive.db"):
        pass
    assert str(as_nobody) in str(caught.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A slip in the settings makes no folders."""
    with (
        pytest.raises(ArchiveUnwritable, match="nowhere"),
        Writer.writing(tmp_path / "nowhere" / "archive.db"),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"hello, this is no database at all, " * 200, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_refused_untouched(path: Path, content: bytes) -> None:
    """By readers and writers, with a sentence."""
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"archive of headcount|damaged"):
        Archive.open(path)
    with pytest.raises(ArchiveError, match=r"archive of headcount|damaged"), Writer.writing(path):
        pass
    assert path.read_bytes() == content


def test_a_damaged_page_met_in_reading_is_a_plain_error(path: Path, open_desk: Any) -> None:
    """Whatever question it was that met it."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.save(*(desk.answer(n, "Нужны грузчики " * 20) for n in range(1, 200)))
    content = path.read_bytes()
    half = len(content) // 2 // 4096 * 4096
    path.write_bytes(content[:half] + b"\xa5" * (len(content) - half))
    with pytest.raises(ArchiveDamaged, match="damaged"), Archive.open(path) as archive:
        list(archive.export("versions"))


def test_a_callers_own_failure_is_not_blamed_on_the_archive(path: Path, tmp_path: Path) -> None:
    """A file of somebody else's that cannot be opened inside the block stays what it is."""
    with pytest.raises(FileNotFoundError), Writer.writing(path):
        (tmp_path / "missing.json").read_text(encoding="utf-8")
