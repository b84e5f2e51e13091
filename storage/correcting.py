"""Adding a person's word on a text: one row, one row of the journal, and what follows from it at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from storage.bulk import insert_rows
from storage.canonical import canonical
from storage.corrections import FIELDS, Correction, Verdict, standing
from storage.effective import lay_over_post
from storage.journal import Entry, Journal, commit, nonce
from storage.near import Signature


class StaleReviewError(Exception):
    """Somebody else reviewed the text after it was shown; ``standing`` is what they said."""

    def __init__(self, standing: Correction) -> None:
        super().__init__(f"{standing.reviewer} has reviewed this post in the meantime")
        self.standing = standing


class UnreviewableError(Exception):
    """The version is not in the archive, perhaps not any more, or was not parsed."""


def save_correction(
    db: Database,
    journal: Journal,
    version: int,
    *,
    reviewer: str,
    verdict: Verdict,
    reason: str,
    audit: str | None,
    said: Mapping[str, Any],
    over: int | None,
    signature: Signature,
    at: str,
) -> int:
    """Add a correction; returns its number. ``over`` is the one that the reviewer saw standing.

    ``signature`` is the text's, by which what is said of it is compared with what is read in other texts.

    Outside of an audit, where each reviewer judges alone, a word that came in between is not talked over.

    Raises:
        StaleReviewError: another correction stands than the reviewer saw.
        UnreviewableError: there is no reading to correct.
    """
    row = db.conn.execute(
        "SELECT versions.post, posts.channel_id || '/' || posts.post_id, extractions.sha256 FROM versions "
        "JOIN posts ON posts.id = versions.post JOIN extractions ON extractions.version = versions.id "
        "WHERE versions.id = ?",
        (version,),
    ).fetchone()
    if row is None:
        raise UnreviewableError
    post, subject, machine = row
    stands = standing(db, [version]).get(version)
    if audit is None and stands is not None and stands.id != over:
        raise StaleReviewError(stands)
    number = _next_number(db)
    fields = (
        number, post, version, reviewer, at, verdict, reason, audit, machine,
        int(said["is_request"]), int(said.get("closed", False)), canonical(dict(said)),
    )  # fmt: skip
    secret = nonce()
    insert_rows(db, "corrections", (*FIELDS, "nonce"), [(*fields, secret)])
    journal.add(Entry(at, "correction", number, subject, commit(secret, *fields)))
    lay_over_post(db, version, signature)
    return number


def _next_number(db: Database) -> int:
    """One more than was ever given, also to corrections that were removed with their post."""
    row = db.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'corrections'").fetchone()
    return 1 + (row[0] if row else 0)
