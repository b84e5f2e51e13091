"""Many rows by few statements."""

from typing import Any

import pytest
from sqlite_utils import Database

from storage.bulk import ROWS, insert_rows


@pytest.mark.parametrize("count", [0, 1, ROWS - 1, ROWS, ROWS + 1, 3 * ROWS + 7])
def test_every_row_arrives_in_its_order(count: int) -> None:
    """Whatever is left over by whole statements too; texts that look like JSON or SQL stay as they are."""
    db = Database(memory=True)
    db.conn.execute("CREATE TABLE found (n INTEGER, text TEXT) STRICT")
    rows: list[tuple[Any, ...]] = [
        (n, None if n % 3 else f"'); DROP TABLE found; -- {n}\n☃") for n in range(count)
    ]
    insert_rows(db, "found", ("n", "text"), rows)
    assert db.conn.execute("SELECT n, text FROM found ORDER BY rowid").fetchall() == rows
