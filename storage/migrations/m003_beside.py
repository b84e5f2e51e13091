"""What stands beside the records: words to search, sketches to find what is alike, what was told."""

from __future__ import annotations

from sqlite_utils import Database

from storage.migrations import alert_tables, near_tables, search_tables


def m003_beside(db: Database) -> None:
    """Lay these tables. All in them can be made anew, or is nobody's evidence."""
    for part in (search_tables, near_tables, alert_tables):
        for statement in part.STATEMENTS:
            db.execute(statement)
