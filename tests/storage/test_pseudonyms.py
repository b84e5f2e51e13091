"""Pseudonyms and their key: stable, keyed, owner-only, and never another archive's."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import PseudonymKeyError, Writer
from storage.pseudonyms import Pseudonyms, key_path, read_key


@pytest.fixture
def open_umask() -> Iterator[None]:
    """A umask that hides nothing."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """Permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("open_umask")
def test_all_files_of_an_archive_are_their_owners_alone(path: Path) -> None:
    """Database, WAL, shared memory, lock and key, under a umask of 0."""
    with Writer.writing(path) as writer:
        writer.start_run("import", program="x")
        files = {file.name: mode(file) for file in path.parent.iterdir()}
    names = ["archive.db", "archive.db-shm", "archive.db-wal", "archive.db.key", "archive.db.lock"]
    assert files == dict.fromkeys(names, 0o600)


def test_an_archive_that_others_could_read_is_closed_to_them(path: Path) -> None:
    """Copied with wide permissions, it is narrowed at the next writing."""
    with Writer.writing(path):
        pass
    path.chmod(0o644)
    with Writer.writing(path):
        assert mode(path) == 0o600


def test_pseudonyms_are_the_same_in_every_run(path: Path) -> None:
    """And say nothing of the id or name."""
    with Writer.writing(path) as writer:
        first = writer.pseudonyms.of("user", 101)
    with Writer.writing(path) as writer:
        assert writer.pseudonyms.of("user", 101) == first
        assert len({first, writer.pseudonyms.of("user", 102), writer.pseudonyms.of("name", 101)}) == 3
    assert first.startswith("p_")
    assert len(first) == 18


def test_another_key_gives_other_pseudonyms(path: Path) -> None:
    """Nobody without the key can test a guess."""
    with Writer.writing(path) as writer:
        mine = writer.pseudonyms.of("user", 101)
    assert Pseudonyms(bytes(32)).of("user", 101) != mine


def test_any_name_can_be_named() -> None:
    """Also one that UTF-8 cannot hold."""
    assert Pseudonyms(bytes(32)).of("name", "a\ud800").startswith("p_")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is missing"),
        ("", "not a whole"),
        ("abcd\n", "not a whole"),
        ("not hex\n", "cannot be read"),
        ("жж", "cannot be read"),
        ("00" * 32 + "\n", "another archive"),
    ],
)
def test_a_missing_or_foreign_key_is_refused(path: Path, content: str | None, said: str) -> None:
    """Going on with a new key would give people second names; nothing is written."""
    with Writer.writing(path):
        pass
    key = key_path(path)
    key.unlink()
    if content is not None:
        key.write_text(content, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(PseudonymKeyError, match=said) as caught, Writer.writing(path):
        pass
    assert caught.value.path == key
    assert path.read_bytes() == before


def test_a_key_made_before_a_crash_is_kept(path: Path) -> None:
    """The key is written before the archive knows it; a half-written one never has its name."""
    key_path(path).write_text("11" * 32 + "\n", encoding="ascii")
    path.with_name("archive.db.key.new").write_text("22", encoding="ascii")
    with Writer.writing(path):
        assert read_key(path) == b"\x11" * 32


def test_a_key_is_as_long_as_its_hash_and_random(path: Path) -> None:
    """32 bytes of the system's randomness, another for each archive."""
    with Writer.writing(path), Writer.writing(path.with_name("other.db")):
        one, other = read_key(path), read_key(path.with_name("other.db"))
    assert len(one) == len(other) == 32
    assert one != other
