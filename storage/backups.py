"""Copies of the archive: consistent while a collector writes, whole or not there, and back.

Of the archive's keys nothing is copied here: who wants them beside a backup copies them by name.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from storage import verify
from storage.connection import (
    OWNER_ONLY,
    connect_to_read,
    connect_to_write,
    open_read_only,
    plain_errors,
    plain_sqlite_errors,
    writer_lock,
)
from storage.errors import ArchiveDamaged, ArchiveError, ArchiveUnwritable
from storage.verdict import Derive, Progress, Verdict
from storage.verify_search import check_search_index

PAGES = 2000
"""Pages between two reports of progress: some eight megabytes."""


def back_up(db: Database, path: Path, target: Path, progress: Progress) -> None:
    """Copy the archive as it is at this moment to a new file, owner-only.

    Raises:
        ArchiveUnwritable: there is a file already, no space, no right.
        ArchiveDamaged: the archive cannot be read to its end.
    """
    with _new_file(target) as unfinished:
        _copy(db, path, unfinished, progress, target)


def restore(backup: Path, target: Path, progress: Progress, *, derive: Derive | None = None) -> Verdict:
    """Put a backup in an archive's place, where there is none, brought to today's schema and verified first.

    Raises:
        ArchiveBusy: another process is about to write there.
        ArchiveUnwritable: there is an archive already, no space, no right.
        ArchiveDamaged: the backup is not whole; says what is wrong. Nothing was written.
        ArchiveTooNew: a newer program wrote it.
        NoArchive: it is no archive.
    """
    with writer_lock(target), _new_file(target) as unfinished:
        with plain_errors(backup):
            source = open_read_only(backup)
        with closing(source):
            _copy(source, backup, unfinished, progress, target)
        with _told_of(backup, unfinished):
            with closing(connect_to_write(unfinished)) as db:  # brings it up to date
                db.execute("PRAGMA journal_mode = DELETE")
            with closing(connect_to_read(unfinished)) as db:
                verdict = verify.verify(
                    db,
                    lambda: connect_to_read(unfinished),
                    progress,
                    index=partial(check_search_index, unfinished),
                    derive=derive,
                )
        if verdict.damage:
            raise ArchiveDamaged(backup, f"is damaged, and was not restored: {verdict.damage[0]}")
        return verdict


@contextmanager
def _told_of(backup: Path, unfinished: Path) -> Iterator[None]:
    """Let errors about the copy name what a person knows: the backup that it is of."""
    try:
        yield
    except ArchiveError as error:
        error.args = (str(error).replace(str(unfinished), str(backup)),)
        raise


@contextmanager
def _new_file(target: Path) -> Iterator[Path]:
    """A file that gets its name when it is whole and on the disk, and goes again if that fails."""
    if target.exists():
        raise ArchiveUnwritable(target, "is there already; nothing is written over it")
    if not target.parent.is_dir():
        raise ArchiveUnwritable(target, "cannot be written: its folder is not there")
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        with plain_errors(target):
            unfinished.unlink(missing_ok=True)
            os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
        yield unfinished
        with plain_errors(target):
            descriptor = os.open(unfinished, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            unfinished.rename(target)
    finally:
        for left in ("", "-journal", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + left).unlink(missing_ok=True)


def _copy(db: Database, path: Path, to: Path, progress: Progress, target: Path) -> None:
    """Copy one moment's state, in steps: a read transaction holds it, which no writer waits for.

    ``target`` is the name that the copy will have.
    """
    with plain_errors(target), closing(sqlite3.connect(to)) as copy:
        with plain_sqlite_errors(path):
            db.execute("BEGIN")
            db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
        try:
            db.conn.backup(copy, pages=PAGES, progress=lambda _, left, of: progress("copying", of - left, of))
        finally:
            db.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, also for who only reads it
