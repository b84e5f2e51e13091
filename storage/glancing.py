"""A look at the database that takes no longer than it may."""

from __future__ import annotations

import sqlite3
import time

from sqlite_utils import Database


def glance(db: Database, *, seconds: float) -> tuple[str | None, bool]:
    """Check the database's own structure for so long: (the first fault, True if all was looked at)."""
    end = time.monotonic() + seconds
    db.conn.set_progress_handler(lambda: time.monotonic() > end, 10_000)
    try:
        said: str = db.conn.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        return None, False
    finally:
        db.conn.set_progress_handler(None, 0)
    return (None if said == "ok" else said), True
