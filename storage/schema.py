"""The archive's schema: its numbered steps, in order.

Times are TEXT, ISO 8601 UTC with seconds and ``Z`` (they sort as text and read as evidence). Ids of
channels are Telegram's bare ids. ``nonce`` is 16 random bytes in hex, part of what the journal commits
to: without it a hash over a phone number could be found by guessing.
"""

from __future__ import annotations

from sqlite_utils import Migrations

from storage.migrations.m001_archive import m001_archive
from storage.migrations.m002_removals import m002_removals
from storage.migrations.m003_beside import m003_beside
from storage.migrations.m004_corrections import m004_corrections

STEPS = (m001_archive, m002_removals, m003_beside, m004_corrections)
"""A step that was released is never changed. One that rebuilds a table makes its guards again."""

migrations = Migrations("headcount")
for _step in STEPS:
    migrations()(_step)
