"""Exports of any size: the reader holds a window of the file and the message at hand, and no more."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from collector.desktop.stream import read_export
from collector.desktop.text import CHUNK, Text
from collector.importing import import_paths
from storage import Found, Writer

PUBLIC = ("public_channel", "public_supergroup")
LONG = "Нужны разнорабочие. " * 40


def peak(work: Callable[[], Any]) -> int:
    """Bytes that a piece of work held at most."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def through(path: Path) -> int:
    """Read an export to its end; returns how many messages it has."""
    return sum(isinstance(item, dict) for item in read_export(path, PUBLIC))


@pytest.mark.parametrize("kind", ["public_channel", "personal_chat"])
def test_memory_does_not_grow_with_the_file(kind: str, exports: Any, tmp_path: Path) -> None:
    """Ten times the messages, read or passed by: the same memory."""

    def account(count: int) -> Path:
        many = exports.chat([exports.message(n, LONG) for n in range(1, count + 1)], kind=kind)
        path: Path = exports.write(tmp_path / str(count), exports.account(many))
        return path

    small, large = account(300), account(3000)
    assert large.stat().st_size > 20 * CHUNK
    held = [peak(partial(through, path)) for path in (small, large)]
    assert held[1] < held[0] * 1.5
    assert held[1] < 12 * CHUNK


def test_memory_does_not_grow_where_the_file_is_broken(exports: Any, tmp_path: Path) -> None:
    """A string without an end is given up, and the search for where to go on forgets what it has passed."""
    text = exports.dumps(exports.chat([exports.message(n, LONG) for n in range(1, 3001)]))
    for name, damaged in {
        "quote": text.replace(LONG + '"', LONG, 1),
        "rest": text[: len(text) // 9] + "#" + text[len(text) // 9 :].replace('"id"', '"di"'),
    }.items():
        path = exports.write(tmp_path / name, damaged)
        assert peak(partial(through, path)) < 24 * CHUNK


def test_messages_are_given_while_the_file_is_read(exports: Any, tmp_path: Path) -> None:
    """The first comes before the second window is read."""
    path = exports.write(tmp_path / "e", exports.chat([exports.message(n, LONG) for n in range(1, 2001)]))
    with path.open("rb") as file:
        text = Text(file)
        assert file.tell() == CHUNK < path.stat().st_size
        assert text.peek() == "{"
    with closing(cast("Any", read_export(path, PUBLIC))) as items:
        next(items)
        assert next(items)["id"] == 1


def test_an_import_saves_as_it_reads(
    exports: Any, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never more than a batch of messages waits to be saved."""
    path = exports.write(tmp_path / "e", exports.chat([exports.message(n) for n in range(1, 2501)]))
    archive.parent.mkdir()
    batches: list[int] = []
    save = Writer.save

    def counting(self: Writer, channel_id: int, answers: Any, **more: Any) -> Found:
        batches.append(len(answers))
        return save(self, channel_id, answers, **more)

    monkeypatch.setattr(Writer, "save", counting)
    with Writer.writing(archive) as writer:
        import_paths(
            writer, [path], program="p", senders="pseudonym", timezone=None, progress=lambda *_: None
        )
    assert batches == [500] * 5


def test_a_thousand_faults_are_read_in_one_pass(
    exports: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going on behind a fault does not read the file again: its bytes are read once."""
    text = exports.dumps(exports.chat([exports.message(n, LONG) for n in range(1, 1501)]))
    for n in range(3, 1500, 3):
        text = text.replace(f'"id": {n},', f'"id": {n} {n},', 1)
    path = exports.write(tmp_path / "e", text)
    reads: list[int] = []
    more = Text._more

    def counting(self: Text) -> bool:
        before = self._file.tell()
        found = more(self)
        reads.append(self._file.tell() - before)
        return found

    monkeypatch.setattr(Text, "_more", counting)
    assert through(path) == 1500 - 499
    assert sum(reads) == path.stat().st_size


def chunks(path: Path) -> Iterator[str]:
    """The texts of an export's messages."""
    for item in read_export(path, PUBLIC):
        if isinstance(item, dict):
            yield item["text"]


def test_borders_of_reads_fall_anywhere(exports: Any, tmp_path: Path) -> None:
    """Inside of escapes, of characters of four bytes, of numbers and keys: every text is whole."""
    texts = [f'{"я" * n}😀\\"\n\t{n}' for n in range(1, 700)]
    path = exports.write(
        tmp_path / "e", exports.chat([exports.message(n, text) for n, text in enumerate(texts, start=1)])
    )
    assert path.stat().st_size > 2 * CHUNK
    assert list(chunks(path)) == texts
