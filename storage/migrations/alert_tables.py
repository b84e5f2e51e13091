"""What was told to whom: alerts, and mails of reports; see ``storage.alerts``.

None of it is evidence: alerts follow from readings and the settings, so the journal has no row of them.
"""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE alerts (
        id INTEGER PRIMARY KEY,
        alert TEXT NOT NULL,
        subject TEXT NOT NULL,
        week TEXT NOT NULL,
        at TEXT NOT NULL,
        content TEXT NOT NULL CHECK (json_valid(content)),
        to_print INTEGER NOT NULL CHECK (to_print IN (0, 1)),
        to_mail INTEGER NOT NULL CHECK (to_mail IN (0, 1)),
        UNIQUE (alert, subject)
    ) STRICT
    """,
    "CREATE INDEX alerts_waiting ON alerts (id) WHERE to_print OR to_mail",
    """
    CREATE TABLE mails (
        week TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        sent TEXT
    ) STRICT, WITHOUT ROWID
    """,
)
