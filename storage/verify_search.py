"""Checking FTS5's index against the words that it is made of: only FTS5 can, and only where it may write.

So it is done where nobody is writing at the moment and the file can be written, in a transaction that is
rolled back; else it is left out. The words themselves are checked in any case (``storage.checksums``).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.connection import read_only_uri
from storage.verdict import Findings

_NOT_NOW = ("SQLITE_READONLY", "SQLITE_BUSY", "SQLITE_LOCKED")


def check_search_index(path: Path, found: Findings) -> bool:
    """Have FTS5 compare its index with the table of words; False if that cannot be done now."""
    try:
        with closing(_connect(path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorname.startswith(_NOT_NOW):
                    return False
                found("search", "(its index)", f"is not that of its words ({error}): not by headcount")
            finally:
                connection.rollback()
    except sqlite3.OperationalError:
        return False
    return True


def _connect(path: Path) -> sqlite3.Connection:
    uri = read_only_uri(path).replace("mode=ro", "mode=rw")
    return sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)
