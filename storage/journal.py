"""The journal: an append-only chain of hashes over commitments to everything the archive says it observed.

A row holds no content. Its ``commitment`` is SHA-256 over the JSON array (UTF-8, no spaces) of a record's
random nonce and its fields; its ``hash`` is SHA-256 over the line
``<hash before>|<seq>|<at>|<kind>|<ref>|<subject>|<commitment>``, so that anybody can check the chain with a
text tool and ``sha256sum``. Removing a record's content and nonce (redaction) leaves a chain that still
verifies and says nothing about what was there.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from typing import NamedTuple

from sqlite_utils import Database

from storage.bulk import insert_rows
from storage.canonical import framed, sha256

GENESIS = "0" * 64
_FIELDS = ("seq", "at", "kind", "ref", "subject", "commitment", "hash")


class Entry(NamedTuple):
    """What a journal row says: of which kind, which row it is about, a name for people, the commitment."""

    at: str
    kind: str
    ref: int
    subject: str
    commitment: str


def nonce() -> str:
    """16 random bytes in hex."""
    return secrets.token_hex(16)


def nonces(count: int) -> list[str]:
    """Many nonces from one call to the system's source of randomness."""
    drawn = os.urandom(16 * count).hex()
    return [drawn[start : start + 32] for start in range(0, 32 * count, 32)]


def commit(nonce: str, *fields: object) -> str:
    """The commitment to a record: SHA-256 over the JSON array of its nonce and fields."""
    return framed(nonce, *fields)


def link(before: str, seq: int, entry: Entry) -> str:
    """The hash of a journal row."""
    at, kind, ref, subject, commitment = entry
    return sha256(f"{before}|{seq}|{at}|{kind}|{ref}|{subject}|{commitment}")


class Journal:
    """Appends to the chain. Remembers its head, which is sound while this process holds the writer's lock."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._seq, self._head = head(db)
        self._pending: list[tuple[int, str, str, int, str, str, str]] = []
        self._noted: set[Entry] = set()

    def add(self, entry: Entry) -> None:
        """Chain one more row; ``flush`` writes it, inside the caller's transaction."""
        self._seq += 1
        self._head = link(self._head, self._seq, entry)
        self._pending.append((self._seq, *entry, self._head))

    def note(self, entry: Entry) -> None:
        """Chain a row that says nothing new when it is said twice."""
        if entry not in self._noted:
            self._noted.add(entry)
            self.add(entry)

    def flush(self) -> None:
        """Write what was added. Called before the transaction that holds the rows commits."""
        insert_rows(self._db, "journal", _FIELDS, self._pending)
        self._pending.clear()

    def rewind(self) -> None:
        """Forget what a rolled-back transaction had added."""
        self._pending.clear()
        self._noted.clear()
        self._seq, self._head = head(self._db)


def head(db: Database) -> tuple[int, str]:
    """Number and hash of the last row; ``(0, GENESIS)`` before the first."""
    last = "SELECT seq, hash FROM journal WHERE seq = (SELECT max(seq) FROM journal)"
    row = db.conn.execute(last).fetchone()
    return (row[0], row[1]) if row else (0, GENESIS)


def digest(commitments: Iterable[str]) -> str:
    """One commitment over many, in order: how a run's observations take one row a channel."""
    return sha256("".join(commitments))
