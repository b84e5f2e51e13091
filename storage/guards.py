"""Triggers that keep evidence as it was written, from any program that opens the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlite_utils import Database

APPEND_ONLY = (
    "archive", "journal", "versions", "observations", "coverage", "disappearances", "removals", "withheld",
    "corrections",
)  # fmt: skip
"""Tables whose rows are evidence: guards refuse to change, remove or replace them."""

_SAME_ROW = {
    "journal": ("seq = NEW.seq",),
    "versions": ("id = NEW.id", "post = NEW.post AND identity = NEW.identity"),
}


def guards(table: str) -> list[str]:
    """Statements that make the triggers which keep a table append-only.

    ``INSERT OR REPLACE`` passes delete triggers by on connections without ``recursive_triggers``, so
    inserting over a row is refused too. `transform()` drops triggers in silence: migrations that use it call
    this again.
    """
    same = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {key})"  # noqa: S608 - own names
        for key in _SAME_ROW.get(table, ("id = NEW.id",))
    )
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {event} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb, event, when in (
            ("update", "UPDATE", "1"),
            ("delete", "DELETE", "1"),
            ("replace", "INSERT", same),
        )
    ]


RUN_GUARDS = (
    """CREATE TRIGGER IF NOT EXISTS runs_end_once BEFORE UPDATE ON runs
    WHEN OLD.finished IS NOT NULL OR OLD.started != NEW.started OR OLD.nonce != NEW.nonce
    BEGIN SELECT RAISE(ABORT, 'a run ends once'); END""",
    """CREATE TRIGGER IF NOT EXISTS runs_no_delete BEFORE DELETE ON runs
    BEGIN SELECT RAISE(ABORT, 'runs are not removed'); END""",
)
"""A run's row is written twice, when it begins and when it ends, and then never."""


@contextmanager
def removing_from(db: Database, tables: Sequence[str]) -> Iterator[None]:
    """Let rows be removed from these tables inside the caller's transaction, which is the only way to do it.

    Only the guards against removal are lifted, and they are back before the transaction commits; where it
    fails they come back with it.
    """
    if not db.conn.in_transaction:
        raise RuntimeError("rows are removed inside a transaction")  # a bug: the guards would stay off
    for table in tables:
        db.execute(f"DROP TRIGGER {table}_no_delete")
    yield
    for table in tables:
        for guard in guards(table):
            db.execute(guard)
