"""Checking records against what the journal was found to say: none too many, channels, observations."""

from __future__ import annotations

from sqlite_utils import Database

from storage import channels
from storage.canonical import sha256
from storage.evidence import OBSERVATION_FIELDS
from storage.journal import Entry, commit
from storage.verdict import Findings
from storage.verify_chain import RECORDED, Chain


def check_unrecorded(db: Database, chain: Chain, found: Findings) -> dict[str, int]:
    """Find rows that got in beside the journal."""
    counts: dict[str, int] = {}
    for kind, (table, which) in RECORDED.items():
        count = db.conn.execute(f"SELECT count(*) FROM {table} WHERE {which}").fetchone()[0]  # noqa: S608
        counts.setdefault({"redaction": "redacted", "forgotten": "forgotten"}.get(kind, table), count)
        if count == chain.recorded[kind]:
            continue
        rows = db.conn.execute(
            f"SELECT id FROM {table} WHERE {which} "  # noqa: S608 - own names
            "EXCEPT SELECT ref FROM journal WHERE kind = ? LIMIT 20",
            (kind,),
        )
        for (row,) in rows.fetchall():
            found(table, row, f"has no row of kind {kind!r} in the journal: not written by headcount")
    return counts


def check_channels(db: Database, chain: Chain, found: Findings) -> None:
    """A channel's row is what the last journal row about it says."""
    for (channel_id,) in db.conn.execute("SELECT id FROM channels ORDER BY id").fetchall():
        if channel_id not in chain.channels:
            found("channels", channel_id, "has no row in the journal: not written by headcount")
    for channel_id, commitment in chain.channels.items():
        entry = Entry("", "channel", channel_id, str(channel_id), commitment)
        chain.committed(db, "channels", channels.FIELDS, entry=entry)


def check_observations(db: Database, chain: Chain, found: Findings) -> dict[str, int]:
    """Observations have a commitment of their own, which the journal's digest is over."""
    names = ", ".join(f"observations.{name}" for name in OBSERVATION_FIELDS)
    count = 0
    for raw, nonce, commitment, post, *fields in db.conn.execute(
        "SELECT CAST(raw AS BLOB), nonce, commitment, "  # noqa: S608 - own names
        f"posts.channel_id || '/' || posts.post_id, {names} FROM observations "
        "LEFT JOIN posts ON posts.id = observations.post ORDER BY observations.id"
    ):
        count += 1
        if nonce is None or commit(nonce, *fields) != commitment:
            found("observations", fields[0], "was changed: it is not what was recorded", post)
        elif raw is not None:
            if sha256(raw) != fields[-1]:
                message = "the raw answer was changed; its hash is not the recorded one"
                found("observations", fields[0], message, post)
            elif names_ := chain.deeply(
                raw.decode(errors="replace"), dict(zip(OBSERVATION_FIELDS, fields, strict=True))
            ):
                found("observations", fields[0], f"{names_} is not what its raw answer says", post)
    for run, channel_id in db.conn.execute(
        "SELECT DISTINCT run, channel_id FROM (SELECT run, posts.channel_id FROM observations "
        "JOIN posts ON posts.id = observations.post UNION ALL SELECT run, channel_id FROM withheld) "
        "JOIN runs ON runs.id = run WHERE runs.finished IS NOT NULL"
    ).fetchall():
        if (run, str(channel_id)) not in chain.digested:
            message = f"in channel {channel_id} are in no row of the journal: not written by headcount"
            found("observations", f"of run {run}", message)
    return {"observations": count}
