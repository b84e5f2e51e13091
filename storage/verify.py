"""Proof that the archive is whole: the database's integrity, every record's hash, and the chain over them.

What it proves: each row of the journal follows from the one before, every record is what the journal
committed to when it was saved or was removed as the journal says, nothing got in beside the journal, and the
tables that only repeat or interpret the records (posts, readings) say what these say. Tables that the
program itself may change have a sum. What it cannot know by itself is that the end of the journal is the end:
who removes the last rows together with what they recorded leaves a shorter archive that is whole. A seal kept
elsewhere shows that, and that a chain was not made anew from its start.

What SQLite does alone, in long calls, is done by a thread of its own, on a connection of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from sqlite_utils import Database

from storage import checksums
from storage.removals import list_removals
from storage.verdict import Derive, Findings, Progress, Verdict, silent, with_permalinks
from storage.verify_chain import Chain
from storage.verify_posts import check_posts
from storage.verify_readings import check_readings
from storage.verify_records import check_channels, check_observations, check_unrecorded
from storage.verify_reviews import check_reviews

Check = Callable[[Database, Findings, dict[str, int]], None]


def verify(
    db: Database,
    connect: Callable[[], Database],
    progress: Progress = silent,
    *,
    index: Callable[[Findings], bool],
    derive: Derive | None = None,
    deep: bool = False,
) -> Verdict:
    """Check everything, in read transactions, so that a collector at work changes nothing under it.

    ``connect`` opens the same file once more; ``index`` checks that of search, and says if it could.
    ``derive`` reads raw answers again: to say what differs where a record is damaged, and, if ``deep``, to
    compare every record with what its raw answer says.
    """
    progress("database", 0, 1)
    integrity, records, tables = Findings(), Findings(), Findings()
    counts: dict[str, int] = {"journal": 0}
    beside: dict[str, int] = {}
    chain = Chain(records, progress, derive=derive, deep=deep)
    with _beside(connect, index, (integrity, tables), beside) as done:
        _in_one_transaction(db, records, counts, chain.check)
        _in_one_transaction(db, records, counts, partial(_records, chain=chain))
        done.result()
    damage = [*integrity.damage, *records.damage, *tables.damage]
    try:
        removals, named = tuple(list_removals(db)), with_permalinks(db, damage)
    except (sqlite3.DatabaseError, ValueError):  # in what they would be read from, which is named by now
        removals, named = (), tuple(damage)
    return Verdict(named, counts | beside, chain.head, removals)


@contextmanager
def _beside(
    connect: Callable[[], Database],
    index: Callable[[Findings], bool],
    findings: tuple[Findings, Findings],
    counts: dict[str, int],
) -> Iterator[Future[None]]:
    """Do the checks of whole tables in a thread while the block runs; interrupt them if it fails."""
    opened: list[Database] = []
    integrity, tables = findings

    def work() -> None:
        db = connect()
        opened.append(db)
        try:
            _in_one_transaction(db, integrity, counts, _integrity)
            _in_one_transaction(db, tables, counts, _tables)
        finally:
            db.close()
        counts["search_index"] = int(index(tables))

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        try:
            yield done
        except BaseException:
            for db in opened:
                db.conn.interrupt()
            raise


def _in_one_transaction(db: Database, found: Findings, counts: dict[str, int], check: Check) -> None:
    before = len(found.damage)
    db.execute("BEGIN")
    try:
        check(db, found, counts)
    except sqlite3.OperationalError as error:
        if "utf-8" not in str(error).lower():
            raise
        # bytes that are no text: read them as best one can, so that the row they are in can be named
        db.conn.text_factory = lambda data: data.decode(errors="replace")
        del found.damage[before:]
        check(db, found, counts)
    except sqlite3.DatabaseError as error:
        found("database", "file", f"cannot be read to the end: {error}")
    finally:
        db.conn.text_factory = str
        db.execute("ROLLBACK")


def _integrity(db: Database, found: Findings, _counts: dict[str, int]) -> None:
    for (line,) in db.conn.execute("PRAGMA integrity_check(20)").fetchall():
        if line != "ok":
            found("database", "file", line)
    for of in _POINTING:
        for table, rowid, parent, _ in db.conn.execute(f"PRAGMA foreign_key_check({of})").fetchall():
            found(table, rowid or "(a row)", f"points to a row of {parent} that is not there")


_POINTING = (
    "extractions", "requests", "request_regions", "places", "origins", "unread", "withheld", "corrections",
    "reviewed", "reviewed_entries",
)  # fmt: skip
"""Tables in which a row may point nowhere unnoticed: where the others point is checked with what they say."""


def _tables(db: Database, found: Findings, counts: dict[str, int]) -> None:
    counts |= check_posts(db, found)
    checksums.check(db, found)


def _records(db: Database, found: Findings, counts: dict[str, int], *, chain: Chain) -> None:
    counts |= check_unrecorded(db, chain, found)
    check_channels(db, chain, found)
    counts |= check_observations(db, chain, found)
    counts |= check_readings(db, found)
    counts |= check_reviews(db, found)
