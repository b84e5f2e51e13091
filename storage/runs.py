"""Runs: what was read or parsed, when, with which version, how it ended. The journal has both ends."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from storage.journal import Entry, Journal, commit, digest, nonce

FIELDS = ("id", "command", "program", "sources", "started", "finished", "outcome", "counts", "failed")
"""What a run's closing journal row commits to; the opening row commits to the first five."""
OPENING = FIELDS[:5]

DEAD = [{"what": "run", "reason": "ended without a word: killed, or the machine went down"}]


def start_run(
    db: Database,
    journal: Journal,
    *,
    command: str,
    program: str,
    sources: Sequence[Mapping[str, Any]],
    at: str,
) -> int:
    """Record that a run began; returns its id. Inside the caller's transaction."""
    secret = nonce()
    text = json.dumps(list(sources), ensure_ascii=False)
    run = db.conn.execute(
        "INSERT INTO runs (command, program, sources, started, nonce) VALUES (?, ?, ?, ?, ?)",
        (command, program, text, at, secret),
    ).lastrowid
    assert run is not None
    journal.add(Entry(at, "run", run, command, commit(secret, run, command, program, text, at)))
    return run


def finish_run(
    db: Database,
    journal: Journal,
    run: int,
    *,
    outcome: str,
    counts: Mapping[str, int],
    failed: Sequence[Mapping[str, str]],
    at: str,
) -> None:
    """Record how a run ended, and digest its observations, one journal row a channel."""
    digest_observations(db, journal, run, at=at)
    db.conn.execute(
        "UPDATE runs SET finished = ?, outcome = ?, counts = ?, failed = ? WHERE id = ?",
        (
            at,
            outcome,
            json.dumps(dict(counts)),
            json.dumps([dict(f) for f in failed], ensure_ascii=False),
            run,
        ),
    )
    columns = ", ".join(FIELDS)
    row = db.conn.execute(f"SELECT {columns}, nonce FROM runs WHERE id = ?", (run,)).fetchone()  # noqa: S608
    journal.add(Entry(at, "run-end", run, row[1], commit(row[-1], *row[:-1])))


def digest_observations(db: Database, journal: Journal, run: int, *, at: str) -> None:
    """Chain the run's observations of posts, which have no journal row each, as one row a channel."""
    for channel_id, commitments in observed_in(db, run).items():
        journal.add(Entry(at, "observations", run, str(channel_id), digest(commitments)))


def observed_in(db: Database, run: int, channel: str | None = None) -> dict[int, list[str]]:
    """The commitments to a run's observations, also those that were redacted, by channel, in their order.

    ``channel`` is an id as text: only of that one.
    """
    channels: dict[int, list[str]] = {}
    for channel_id, commitment in db.conn.execute(
        "SELECT channel_id, commitment FROM ("
        "SELECT posts.channel_id, observations.id, observations.commitment "
        "FROM observations JOIN posts ON posts.id = observations.post WHERE observations.run = ?1 "
        "UNION ALL SELECT channel_id, id, commitment FROM withheld WHERE run = ?1) "
        "WHERE ?2 IS NULL OR CAST(channel_id AS TEXT) = ?2 ORDER BY channel_id, id",
        (run, channel),
    ):
        channels.setdefault(channel_id, []).append(commitment)
    return channels


def close_dead_runs(db: Database, journal: Journal, *, at: str) -> list[int]:
    """End the runs that a crash left open. The caller holds the writer's lock, so none of them is alive."""
    dead = [row[0] for row in db.conn.execute("SELECT id FROM runs WHERE finished IS NULL ORDER BY id")]
    for run in dead:
        finish_run(db, journal, run, outcome="interrupted", counts={}, failed=DEAD, at=at)
    return dead
