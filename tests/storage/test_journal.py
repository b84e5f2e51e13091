"""The journal: a chain that anybody can check with a hash and a JSON library, and that holds no content."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage import Writer
from storage.journal import nonces


def rows(path: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table, with nothing of ours in between."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY 1")]


def by_hand(nonce: str, *fields: Any) -> str:
    """The commitment as the docstring describes it."""
    array = json.dumps([nonce, *fields], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(array.encode()).hexdigest()


@pytest.fixture
def filled(path: Path, open_desk: Any) -> Path:
    """An archive with one of everything that the journal records."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.read(range(1, 9), as_of=10)
        desk.read([1, 2, 3, 5, 6, 7, 8], as_of=20)
        desk.save(desk.answer(1, reactions=4), as_of=21)
        desk.end()
    return path


def test_the_chain_can_be_checked_by_hand(filled: Path) -> None:
    """Each row's hash is over the one before and its own line; the numbers have no holes."""
    before = "0" * 64
    for seq, row in enumerate(rows(filled, "journal"), start=1):
        line = "|".join(str(row[name]) for name in ("at", "kind", "ref", "subject", "commitment"))
        before = hashlib.sha256(f"{before}|{row['seq']}|{line}".encode()).hexdigest()
        assert (row["seq"], row["hash"]) == (seq, before)
    with Writer.writing(filled) as archive:
        assert archive.head() == before


def test_commitments_can_be_recomputed_by_hand(filled: Path) -> None:
    """Of a version: nonce and every column but the raw answer, whose hash stands for it."""
    journal = {(row["kind"], row["ref"]): row["commitment"] for row in rows(filled, "journal")}
    kinds = {"versions": "version", "coverage": "coverage", "disappearances": "disappearance"}
    for table, kind in kinds.items():
        for row in rows(filled, table):
            row.pop("raw", None)
            nonce, sha256 = row.pop("nonce"), row.pop("sha256", None)
            fields = [*row.values(), sha256] if table == "versions" else list(row.values())
            assert journal[kind, row["id"]] == by_hand(nonce, *fields)


def test_everything_that_is_recorded_has_its_row(filled: Path) -> None:
    """Versions, channels, coverage, disappearances, both ends of runs, a digest of observations a channel."""
    kinds = [row["kind"] for row in rows(filled, "journal")]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "archive": 1, "run": 1, "channel": 1, "version": 8, "coverage": 2, "disappearance": 1, "read": 1,
        "observations": 1, "run-end": 1,
    }  # fmt: skip


def test_the_journal_holds_no_content(filled: Path) -> None:
    """What is redacted elsewhere is nowhere in it."""
    for row in rows(filled, "journal"):
        assert "швей" not in json.dumps(row, ensure_ascii=False)


def test_equal_records_have_different_commitments(filled: Path) -> None:
    """Each has its nonce, so that nobody finds a phone number by hashing all of them."""
    versions = rows(filled, "versions")
    assert len({row["nonce"] for row in versions}) == len(versions)
    assert len(set(nonces(1000))) == 1000
    assert all(len(nonce) == 32 for nonce in nonces(3))


def test_a_transaction_that_fails_leaves_the_chain_as_it_was(desk: Any) -> None:
    """Rows and journal move together or not at all."""
    desk.save(desk.answer(1))
    before = desk.writer.head()

    def interrupted() -> None:
        with desk.writer.transaction():
            desk.save(desk.answer(2))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert desk.writer.head() == before
    assert 2 not in desk.posts()
    desk.save(desk.answer(2))
    assert desk.writer.verify().damage == ()
