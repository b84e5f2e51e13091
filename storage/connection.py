"""Opening the archive's file: modes, pragmas, the writer's lock, and SQLite's errors in plain words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock, Timeout
from sqlite_utils import Database

from storage import checksums
from storage.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveTooNew,
    ArchiveUnwritable,
    NoArchive,
)
from storage.schema import STEPS, migrations

OWNER_ONLY = 0o600

_PLAIN = {
    "full": "no space left on the disk",
    "readonly": "cannot be written: the file or its folder is read-only",
    "unable to open": "cannot be opened: is its folder there, and yours?",
    "malformed": "the file is damaged. `headcount verify` says where, `headcount restore` restores a backup",
    "not a database": "is not an archive of headcount, or its first page is damaged",
    "disk i/o": "the disk gave an error",
    "locked": "another program keeps the file locked",
}
_DAMAGE = ("malformed", "not a database")


@contextmanager
def plain_sqlite_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into one sentence; what is not known stays a bug with a traceback."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        message = str(error).lower()
        for part, plain in _PLAIN.items():
            if part in message:
                kind = ArchiveDamaged if part in _DAMAGE else ArchiveUnwritable
                raise kind(path, plain) from error
        raise


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors into one sentence.

    Never around a caller's own work: somebody else's file that cannot be read is no fault of the archive.
    """
    try:
        with plain_sqlite_errors(path):
            yield
    except PermissionError as error:
        raise ArchiveUnwritable(path, "you may not read and write here") from error
    except OSError as error:
        raise ArchiveUnwritable(path, error.strerror or str(error)) from error


def lock_path(path: Path) -> Path:
    """The lock's file beside the archive. The lock is the operating system's, not the file's being there."""
    return path.with_name(path.name + ".lock")


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Hold the one writer's lock; a crash frees it, since the system drops a dead process's locks.

    Raises:
        ArchiveBusy: another process holds it.
        ArchiveUnwritable: no lock can be made there.
    """
    if not path.parent.is_dir():  # the lock would make it
        raise ArchiveUnwritable(path, "cannot be opened: its folder is not there")
    lock = FileLock(lock_path(path), timeout=0, mode=OWNER_ONLY, fallback_to_soft=False)
    with plain_errors(path):
        try:
            lock.acquire()
        except Timeout:  # an OSError too, so it is caught before those are put into plain words
            raise ArchiveBusy(path) from None
    try:
        yield
    finally:
        lock.release()


def is_being_written(path: Path) -> bool:
    """True if a process holds the writer's lock now. Looking takes it for an instant, if it is free."""
    if not lock_path(path).exists():
        return False
    try:
        with writer_lock(path):
            return False
    except ArchiveBusy:
        return True


def connect_to_write(path: Path) -> Database:
    """Open, make and migrate the file; owner-only, WAL, foreign keys. The caller holds the lock.

    Raises:
        NoArchive: the file is a database of another program.
        ArchiveTooNew: a newer program wrote it.
        ArchiveUnwritable: no space, no right, damage.
    """
    with plain_errors(path):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
        path.chmod(OWNER_ONLY)
        connection = sqlite3.connect(path, timeout=30)
        try:
            db = Database(connection, execute_plugins=False)
            refuse_foreign(db, path)
            refuse_newer(db, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA cache_size = -8192")
            _bring_up_to_date(db)
        except BaseException:
            connection.close()
            raise
        return db


def _bring_up_to_date(db: Database) -> None:
    """Apply the schema's steps that are missing, all or none, and notice what is changed from here on."""
    if migrations.pending(db):
        with db.atomic():
            migrations.apply(db)
            checksums.write_after_migrating(db)
    checksums.watch_changes(db)


def connect_to_read(path: Path) -> Database:
    """Open the file read-only beside any writer. Never waits for it.

    Raises:
        NoArchive: no such file, or not an archive.
        ArchiveTooNew: a newer program wrote it.
        ArchiveUnwritable: it cannot be read, or is damaged.
    """
    if not path.is_file():
        raise NoArchive(path)
    with plain_errors(path):
        db = open_read_only(path)
        try:
            refuse_newer(db, path)
            refuse_older(db, path)
            db.conn.execute(
                "PRAGMA cache_size = -65536"
            )  # a report walks indexes of some 50 MB in a long archive
        except BaseException:
            db.close()
            raise
        return db


def read_only_uri(path: Path) -> str:
    """The file's address with ``mode=ro``.

    ``immutable`` would miss what is still in the WAL, so it serves only where the folder cannot be written,
    which reading a WAL database otherwise needs, and no WAL is left.
    """
    uri = f"file:{quote(str(path.resolve()))}?mode=ro"
    effective = os.access in os.supports_effective_ids
    writable = os.access(path.parent, os.W_OK, effective_ids=effective)
    if not writable and not path.with_name(path.name + "-wal").exists():
        uri += "&immutable=1"
    return uri


def open_read_only(path: Path) -> Database:
    """Open any SQLite file with ``mode=ro``; see ``read_only_uri``."""
    connection = sqlite3.connect(read_only_uri(path), uri=True, timeout=30)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return Database(connection, execute_plugins=False)
    except BaseException:
        connection.close()
        raise


def refuse_foreign(db: Database, path: Path) -> None:
    """Stop before making our tables in a database that is another program's."""
    tables = db.conn.execute(
        "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name != ?",
        (migrations.migrations_table,),
    ).fetchone()[0]
    if tables and not migrations.applied(db):
        raise NoArchive(path, "is a database, but not an archive of headcount")


def refuse_older(db: Database, path: Path) -> None:
    """Stop where only a writer can go on, because there are migrations to apply."""
    if not migrations.applied(db):
        raise NoArchive(path, "is not an archive of headcount")
    if migrations.pending(db):
        message = "made by an older headcount. `headcount parse` brings it up to date."
        raise ArchiveError(path, f"{path}: {message}")


def refuse_newer(db: Database, path: Path) -> None:
    """Stop before touching an archive with steps that this program does not have, or with a false list."""
    known = {step.__name__ for step in STEPS}
    unknown = [applied.name for applied in migrations.applied(db) if applied.name not in known]
    pending = migrations.pending(db)
    if unknown and not pending:
        raise ArchiveTooNew(path, unknown[0])
    if pending and not checksums.steps_are_as_written(db):
        raise ArchiveDamaged(path, "its list of schema steps was changed: not by headcount")
