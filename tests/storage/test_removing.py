"""Redaction and forgetting: nothing of it is left in any file, it does not come back, the chain goes on."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage import Archive, NotScrubbed, Verdict, Writer
from storage.guards import APPEND_ONLY

CHANNEL = 1234500001
SECRET = "Звоните Марии Ивановне, +7 900 123-45-67, общежитие на Лесной"
WHY = "asked for by the person"
Checked = Callable[[Path], Verdict]


@pytest.fixture
def told(path: Path, open_desk: Any, reading: Any) -> Path:
    """An archive in which post 3 has a secret in two versions, an observation, a poll and a reading."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.read(range(1, 9), as_of=10)
        desk.save(desk.answer(3, SECRET, sender="p_00ff00ff", poll=f"Ждать? {SECRET}"), as_of=11)
        desk.save(desk.answer(3, SECRET, sender="p_00ff00ff", poll=f"Ждать? {SECRET}", views=9), as_of=12)
        desk.save(desk.answer(3, f"{SECRET} 7", edited=desk.day(13)), as_of=13)
        desk.save(desk.answer(4, reactions=2), as_of=14)
        span = {"text": SECRET[:7], "span": [0, 7], "iso": "RU-TVE", "place": "Тверь"}
        writer.save_extractions(
            "1", "a", [reading(version, key="secretkey", regions=[span]) for version in desk.version_ids()]
        )
        assert sum(writer.fill_search("words", lambda text: text.casefold().split())) == 8
        desk.next_run()
        desk.read([1, 2, 4, 5, 6, 7, 8], as_of=20)
        desk.end()
    return path


def redact(path: Path, *posts: int) -> None:
    """As the command does it."""
    with Writer.writing(path) as writer:
        for post in posts:
            writer.redact(CHANNEL, post, why=WHY, program="headcount test")
        writer.scrub()


def sizes_and_bytes(path: Path) -> dict[str, bytes]:
    """Every file of the archive's folder."""
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def secrets_of(path: Path) -> list[bytes]:
    """What must go: texts, raw answers, hashes, nonces, of post 3."""
    with closing(sqlite3.connect(path)) as db:
        versions = db.execute(
            "SELECT identity, text, poll, sender, raw, sha256, nonce FROM versions "
            "WHERE post = (SELECT id FROM posts WHERE post_id = 3) AND text LIKE 'Звоните%'"
        ).fetchall()
        seen = db.execute(
            "SELECT nonce FROM observations WHERE post = (SELECT id FROM posts WHERE post_id = 3)"
        ).fetchall()
    found = {str(value).encode() for row in (*versions, *seen) for value in row if value is not None}
    assert len(found) >= 10
    return [
        SECRET.encode(),
        SECRET.casefold().encode(),
        "Марии Ивановне".encode(),
        b"900 123-45-67",
        b"secretkey",
        *found,
    ]


def test_no_byte_of_a_redacted_post_is_left_in_any_file(told: Path) -> None:
    """Texts, raw answers, hashes, nonces, spans: not in the database, the WAL, or anything beside them."""
    secrets = [secret for secret in secrets_of(told) if secret != b"secretkey"]
    before = sizes_and_bytes(told)
    assert all(any(secret in content for content in before.values()) for secret in secrets)
    redact(told, 3)
    after = sizes_and_bytes(told)
    assert {
        (name, secret) for name, content in after.items() for secret in secrets if secret in content
    } == set()


def test_while_a_writer_goes_on_the_bytes_are_gone_too(told: Path) -> None:
    """Not only when the last connection closes and takes the WAL with it."""
    secrets = [secret for secret in secrets_of(told) if secret != b"secretkey"]
    with Writer.writing(told) as writer:
        writer.redact(CHANNEL, 3, why=WHY, program="headcount test")
        writer.scrub()
        after = sizes_and_bytes(told)
        assert "archive.db-wal" in after
        assert not [name for name, content in after.items() if any(secret in content for secret in secrets)]


def test_the_chain_verifies_on_and_the_redaction_is_listed(
    told: Path, checked: Callable[[Path], Verdict]
) -> None:
    """The tombstone says which post, when, why and how much, and that is all there is."""
    redact(told, 3)
    verdict = checked(told)
    assert verdict.damage == ()
    assert verdict.counts["redacted"] == 1
    (removal,) = verdict.removals
    assert (removal.channel_id, removal.post_id, removal.why) == (CHANNEL, 3, WHY)
    assert removal.permalink == f"https://t.me/c/{CHANNEL}/3"
    assert (removal.posts, removal.versions, removal.observations) == (1, 3, 1)
    with closing(sqlite3.connect(told)) as db:
        for table in ("requests", "request_regions", "places", "origins", "extractions"):
            left = db.execute(f"SELECT count(*) FROM {table} WHERE version NOT IN (SELECT id FROM versions)")
            assert left.fetchone() == (0,)


def test_a_redacted_post_does_not_come_back(
    told: Path, open_desk: Any, checked: Callable[[Path], Verdict]
) -> None:
    """Neither by an import nor by a re-check of any source, with words old or new."""
    redact(told, 3)
    with Writer.writing(told) as writer:
        desk = open_desk(writer)
        desk.save(desk.answer(3, SECRET), desk.answer(9), as_of=25)
        desk.save(desk.answer(3, "Новый текст"), as_of=26, source="telegram")
        desk.save(desk.answer(3, "Новый текст"), as_of=26, source="preview")
        assert set(desk.posts()) == {1, 2, 4, 5, 6, 7, 8, 9}
        desk.end()
    assert checked(told).damage == ()
    assert not any(SECRET.encode() in content for content in sizes_and_bytes(told).values())


def test_numbers_of_removed_rows_are_not_given_again(told: Path, open_desk: Any) -> None:
    """The journal names rows by number, and would name the wrong ones."""
    with Writer.writing(told) as writer:
        desk = open_desk(writer)
        desk.save(desk.answer(50), as_of=25)
        desk.save(desk.answer(50, reactions=3), as_of=26)
        last = desk.sql("SELECT max(id) FROM versions"), desk.sql("SELECT max(id) FROM observations")
        desk.end()
        writer.redact(CHANNEL, 50, why=WHY, program="headcount test")
        desk.run = writer.start_run("import", program="headcount test")
        desk.save(desk.answer(51), as_of=27)
        desk.save(desk.answer(51, reactions=3), as_of=28)
        desk.end()
        new = desk.sql("SELECT max(id) FROM versions"), desk.sql("SELECT max(id) FROM observations")
        assert all(after > before for after, before in zip(new, last, strict=True))
        assert writer.verify().damage == ()


def test_a_redaction_within_a_run_leaves_its_digest_right(told: Path, open_desk: Any) -> None:
    """The run's observations are digested at its end, those that are gone by their commitments."""
    with Writer.writing(told) as writer:
        desk = open_desk(writer)
        desk.save(desk.answer(4, reactions=5), desk.answer(5, reactions=6), as_of=27)
        writer.redact(CHANNEL, 4, why=WHY, program="headcount test")
        desk.end()
    with Archive.open(told) as archive:
        assert archive.verify().damage == ()


def test_a_record_that_is_put_back_is_found(
    told: Path, tmp_path: Path, checked: Callable[[Path], Verdict]
) -> None:
    """From an old copy, say, with everything that belongs to it."""
    old = tmp_path / "old.db"
    shutil.copy(told, old)
    redact(told, 3)
    with closing(sqlite3.connect(told)) as db:
        db.execute(f"ATTACH '{old}' AS old")
        for table in ("posts", "versions"):
            which = (
                "post_id = 3" if table == "posts" else "post IN (SELECT id FROM old.posts WHERE post_id = 3)"
            )
            db.execute(f"INSERT INTO {table} SELECT * FROM old.{table} WHERE {which}")
        db.commit()
    damage = [str(one) for one in checked(told).damage]
    assert any("is there, although the journal says that it was removed" in line for line in damage), damage


def test_a_reader_that_holds_old_pages_is_named(told: Path) -> None:
    """The tables are clean, the files perhaps not: said, and mended by the same command later."""
    with Writer.writing(told) as writer, Archive.open(told) as reader:
        rows = reader.export("posts")
        next(rows)
        writer._db.execute("PRAGMA busy_timeout = 50")
        writer.redact(CHANNEL, 3, why=WHY, program="headcount test")
        with pytest.raises(NotScrubbed, match="another program is reading the archive"):
            writer.scrub()
        list(rows)
        writer.scrub()
        assert not any(SECRET.encode() in content for content in sizes_and_bytes(told).values())


def test_a_disk_too_full_for_writing_the_file_anew_is_said(told: Path, small_files: Any) -> None:
    """The post is gone from the tables; the same command finishes the work when there is room."""
    with Writer.writing(told) as writer:
        writer.redact(CHANNEL, 3, why=WHY, program="headcount test")
        size = told.stat().st_size
        with small_files(size // 4), pytest.raises(NotScrubbed, match="could not be written anew"):
            writer.scrub()
        assert writer.removals()[0].post_id == 3
        assert writer.verify().damage == ()
        writer.scrub()
        assert not any(SECRET.encode() in content for content in sizes_and_bytes(told).values())


def guards_of(path: Path) -> set[str]:
    """Names of all triggers."""
    with closing(sqlite3.connect(path)) as db:
        return {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}


def test_guards_are_back_after_a_removal(told: Path) -> None:
    """All of them, and they refuse as before."""
    before = guards_of(told)
    redact(told, 3)
    assert guards_of(told) == before
    assert {f"{table}_no_delete" for table in APPEND_ONLY} <= before
    with closing(sqlite3.connect(told)) as db, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute("DELETE FROM versions")


def test_a_removal_that_fails_changes_nothing(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither rows nor guards."""
    before = guards_of(told)
    monkeypatch.setattr("storage.removing.READINGS", ("extractions",))  # rows would be left that hang on it
    with Writer.writing(told) as writer:
        with pytest.raises(sqlite3.IntegrityError, match="still points to what was removed"):
            writer.redact(CHANNEL, 3, why=WHY, program="headcount test")
        assert writer.verify().damage == ()
        assert writer.post_text(str(CHANNEL), 3) == f"{SECRET} 7"
        assert writer.removals() == []
    assert guards_of(told) == before


@pytest.fixture
def two(told: Path, open_desk: Any) -> Path:
    """An archive with a second channel, of which post 2 is redacted."""
    with Writer.writing(told) as writer:
        desk = open_desk(writer)
        desk.save(desk.answer(1, f"{SECRET} 77"), desk.answer(2), channel=77, as_of=9)
        desk.save(desk.answer(1, f"{SECRET} 77", reactions=3), channel=77, as_of=12)
        desk.cover(1, 2, channel=77, as_of=12)
        desk.end()
        writer.note_unread("other_jobs", "flood", channel_id=77)
        writer.redact(77, 2, why=WHY, program="headcount test")
    return told


def test_a_forgotten_channel_is_gone_with_all_that_is_its_own(two: Path) -> None:
    """From every table that says whose its rows are, and from the files; other channels stay as they are."""
    with Writer.writing(two) as writer:
        others = [row for row in writer.export("versions") if row["channel_id"] != 77]
        writer.forget(77, program="headcount test")
        writer.scrub()
        assert writer.verify().damage == ()
        assert [removal.post_id for removal in writer.removals()] == [2, None]
        assert list(writer.export("versions")) == others
    with closing(sqlite3.connect(two)) as db:
        for table in ("posts", "coverage", "withheld", "unread", "peers"):
            assert db.execute(f"SELECT count(*) FROM {table} WHERE channel_id = 77").fetchone() == (0,), table
        assert db.execute("SELECT count(*) FROM channels WHERE id = 77").fetchone() == (0,)
    assert not any(f"{SECRET} 77".encode() in content for content in sizes_and_bytes(two).values())


def test_a_forgotten_channel_may_come_again_but_not_its_redacted_posts(two: Path, open_desk: Any) -> None:
    """Forgetting is no ban: who imports it again has it again, beside the record that it was once removed."""
    with Writer.writing(two) as writer:
        writer.forget(77, program="headcount test")
        desk = open_desk(writer)
        desk.save(desk.answer(1), desk.answer(2), desk.answer(3), channel=77, as_of=30)
        desk.cover(1, 3, channel=77)
        desk.end()
        assert {row["post_id"] for row in writer.export("posts", channel="77")} == {1, 3}
        assert writer.verify().damage == ()
