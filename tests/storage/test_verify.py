"""Verify: any value that is changed, any row removed or slipped in, is found and named."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import Archive, ArchiveDamaged, ArchiveError, Peer, Writer, said_of
from storage.journal import Entry, link

JOURNALLED = (
    "archive",
    "runs",
    "channels",
    "versions",
    "observations",
    "coverage",
    "disappearances",
    "removals",
    "withheld",
    "corrections",
    "journal",
)
DERIVED = (
    "posts", "extractions", "requests", "request_regions", "places", "origins", "near",
    "reviewed", "reviewed_entries",
)  # fmt: skip
NUMBERS = "sqlite_sequence"
"""SQLite's own table of the last number given, which a test of its own changes."""
INDEX = ("search", "search_config", "search_data", "search_idx")
"""FTS5's own index over ``searched``, as SQLite's are over the other tables."""
SUMMED = (
    "parsers", "unread", "peers", "alerts", "mails", "searched", "searching", "unsearched", "checksums",
    "_sqlite_migrations",
)  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, open_desk: Any, reading: Any) -> Path:
    """An archive with rows in every table, of which nothing is damaged."""
    path: Path = tmp_path_factory.mktemp("whole") / "archive.db"
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        facts: dict[str, Any] = {"sender": "p_1", "reply_to": 3, "album": "84", "forwarded_from": "Other"}
        desk.save(desk.answer(10, "полный", media="photo", poll="Кто?", service="pin", **facts), as_of=5)
        desk.save(desk.answer(10, "полный", media="photo", poll="Кто?", edited=desk.day(6), **facts), as_of=6)
        desk.read(range(1, 9), as_of=10)
        assert sum(writer.fill_search("lemmas 1", str.split)) > 0  # what comes now is to be put in again
        desk.next_run()
        desk.read([1, 2, 3, 5, 6, 7, 8], as_of=20, text="Нужны 6 швей")
        desk.save(desk.answer(1, "Нужны 6 швей", reactions=4), as_of=21)
        desk.save(desk.answer(2, views=7, forwards=2, replies=1), as_of=22, source="telegram")
        desk.save(desk.answer(1), as_of=9, channel=77)
        readings = [
            reading(version, requests=[{}, {"role": "cook", "regions": ["RU-MOW", "RU-TVE"]}], closed=True)
            for version in desk.version_ids()[:4]
        ]
        total = {"headcount_min": 9, "headcount_max": None, "text": "от 9", "span": [0, 4]}
        readings.append(reading(desk.version_ids()[4], requests=[], total=total))
        readings.append(reading(desk.version_ids()[5], requests=[], language="en"))
        writer.save_extractions("1.0", "sha256:aa", readings)
        for version, word in ((2, reading(2)), (3, reading(3, requests=[])), (5, readings[4])):
            said = said_of(word.reading, word.roles_ru)
            writer.save_correction(
                version,
                reviewer="Anna",
                verdict="corrected",
                said=said,
                signature=word.signature,
                reason="a slip",
            )
        redacted_and_forgotten(desk)
        writer.note_unread("lost_jobs", "private", channel_id=None)
        writer.note_unread("other_jobs", "flood", channel_id=77)
        writer.keep_peer(5, "example_jobs", Peer(77, 123456))
        writer.record_alerts([("large", "request 1/2#1", "2026-W47", {"what": "150"})], mail=True)
        writer.queue_mails(["2026-W46", "2026-W47"])
        writer.note_sent("2026-W46")
    return path


def redacted_and_forgotten(desk: Any) -> None:
    """A channel of which posts were redacted, and one that is gone."""
    desk.next_run()
    desk.save(desk.answer(1), desk.answer(2), as_of=9, channel=88)
    desk.save(desk.answer(1, reactions=4), desk.answer(2, reactions=5), as_of=10, channel=88)
    desk.save(desk.answer(1), as_of=9, channel=99)
    desk.cover(1, 1, channel=99)
    desk.end()
    desk.writer.redact(88, 1, why="asked for", program="headcount test")
    desk.writer.forget(99, program="headcount test")


@pytest.fixture
def damage(whole: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """What verify finds after statements of another program that knows how to get past the guards."""

    def after(*statements: str, values: tuple[Any, ...] = ()) -> list[str]:
        path = tmp_path / "damaged.db"
        shutil.copy(whole, path)
        with closing(sqlite3.connect(path)) as db:
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                db.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                db.execute(statement, values)
            db.commit()
        return verify(path)

    return after


def verify(path: Path) -> list[str]:
    """The damages, as they are shown."""
    try:
        with Archive.open(path) as archive:
            return [str(one) for one in archive.verify().damage]
    except ArchiveDamaged as damaged:
        return [str(damaged)]


def test_a_whole_archive_has_no_damage_and_counts_what_it_checked(whole: Path) -> None:
    """And the head that it pins is the journal's last hash."""
    with Archive.open(whole) as archive:
        verdict = archive.verify()
        assert verdict.damage == ()
        assert verdict.head == archive.head()
    assert verdict.counts["posts"] == 11
    assert verdict.counts["versions"] == 18
    assert verdict.counts["observations"] == 4
    assert (verdict.counts["redacted"], verdict.counts["forgotten"]) == (1, 1)
    assert verdict.counts["extractions"] == 6
    assert (verdict.counts["corrections"], verdict.counts["reviewed"]) == (3, 3)


def test_verify_vouches_for_every_table(whole: Path) -> None:
    """Who adds a table decides how a change in it is found, and adds it to the lists above."""
    with closing(sqlite3.connect(whole)) as db:
        there = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert there == {*JOURNALLED, *DERIVED, *SUMMED, *INDEX, NUMBERS}


def test_a_number_of_corrections_that_would_be_given_twice_is_found(damage: Callable[..., list[str]]) -> None:
    """The journal names corrections by it."""
    (found,) = damage("UPDATE sqlite_sequence SET seq = 2 WHERE name = 'corrections'")
    assert found.startswith("sqlite_sequence corrections: says 2")


def keys_of(db: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table's primary key."""
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[5]]


def cells(path: Path) -> list[tuple[str, int, str, Any]]:
    """Every value of every table: table, position of the row, column, value."""
    found = []
    with closing(sqlite3.connect(path)) as db:
        for table in JOURNALLED + DERIVED + SUMMED:
            cursor = db.execute(f"SELECT * FROM {table} ORDER BY {', '.join(keys_of(db, table))}")
            names = [column[0] for column in cursor.description]
            for position, row in enumerate(cursor):
                found += [(table, position, name, value) for name, value in zip(names, row, strict=True)]
    return found


def other(value: Any, rng: random.Random) -> list[Any]:
    """Other values of the same kind, or none, to put in its place until one fits the schema."""
    if value is None:
        return [1, "x", "2026-03-03T09:00:00Z"]
    if isinstance(value, int):
        return [value + 1, value - 1, value ^ (1 << rng.randrange(20)), None]
    if isinstance(value, float):
        return [value / 2 + 0.01, None]
    if isinstance(value, bytes):
        return [bytes([value[0] ^ 1, *value[1:]]), value[:-1]]
    at = rng.randrange(len(value)) if value else 0
    changed = value[:at] + chr((ord(value[at]) ^ 1) or 65) + value[at + 1 :] if value else "x"
    words = (
        "ok", "failed", "preview", "telegram", "channel", "group", "stated", "inferred", "request", "total",
        "absent from page", "reappeared",
    )  # fmt: skip
    return [changed, value + " ", value[:-1], *rng.sample(words, len(words)), "[]", None]


def change(path: Path, cell: tuple[str, int, str, Any], seed: int) -> bool:
    """Change one value behind the guards' back; False if the schema lets none in."""
    table, position, name, value = cell
    rng = random.Random(seed)
    with closing(sqlite3.connect(path)) as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        keys = keys_of(db, table)
        names = ", ".join(keys)
        key = db.execute(
            f"SELECT {names} FROM {table} ORDER BY {names} LIMIT 1 OFFSET ?", (position,)
        ).fetchone()
        where = " AND ".join(f"{name} = ?" for name in keys)
        for new in other(value, rng):
            if new == value:
                continue
            try:
                changed = db.execute(f'UPDATE {table} SET "{name}" = ? WHERE {where}', (new, *key))
            except sqlite3.Error:
                continue
            db.commit()
            return changed.rowcount == 1
    return False


@settings(max_examples=40)
@given(pick=st.integers(0, 10**6), seed=st.integers(0, 10**6))
def test_any_changed_value_is_found(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, pick: int, seed: int
) -> None:
    """At random places over all tables that verify vouches for; it names the table or what hangs on it."""
    every = cells(whole)
    cell = every[pick % len(every)]
    path = tmp_path_factory.mktemp("flip") / "archive.db"
    shutil.copy(whole, path)
    if change(path, cell, seed):
        assert verify(path), f"{cell} was changed and not found"


def test_every_column_that_can_be_changed_is_found(whole: Path, tmp_path: Path) -> None:
    """Each column of each table once, in a row where it has a value."""
    every = cells(whole)
    first = {
        (table, name): (table, position, name, value) for table, position, name, value in reversed(every)
    }
    found = {
        (table, name): (table, position, name, value)
        for table, position, name, value in every
        if value is not None
    }
    missed = []
    for column, cell in (first | found).items():
        path = tmp_path / "archive.db"
        shutil.copy(whole, path)
        if change(path, cell, 1) and not verify(path):
            missed.append(column)
    assert missed == []


INSERT_COVERAGE = (
    "INSERT INTO coverage SELECT 99, channel_id, run, source, from_id, to_id, from_date, to_date, as_of, "
    "read_at, nonce FROM coverage LIMIT 1"
)
INSERT_CHANNEL = (
    "INSERT INTO channels SELECT 99, NULL, title, kind, NULL, 0, NULL, NULL, as_of, first_seen, nonce "
    "FROM channels LIMIT 1"
)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "UPDATE versions SET raw = replace(raw, '5', '9') WHERE id = 3",
            "versions 3: of post 1234500001/2: the raw",
        ),
        (
            "UPDATE versions SET text = 'Нужны 500 швей' WHERE id = 3",
            "versions 3: of post 1234500001/2: a field",
        ),
        ("UPDATE versions SET entities = '1'", "versions 3: of post 1234500001/2: a field"),
        (
            "UPDATE versions SET raw = NULL WHERE id = 3",
            "versions 3: of post 1234500001/2 has lost its raw answer",
        ),
        ("UPDATE posts SET date = '2026-03-09T10:00:00Z' WHERE id = 2", "posts 1234500001/1: date is not"),
        ("UPDATE posts SET latest_version = 2 WHERE id = 2", "posts 1234500001/1: latest_version is not"),
        ("UPDATE posts SET missing_since = NULL", "posts 1234500001/4: missing_since is not"),
        (
            "UPDATE posts SET missing_since = '2026-03-03T09:00:00Z' WHERE id = 2",
            "posts 1234500001/1: missing_since",
        ),
        (
            "UPDATE posts SET given = '2026-03-03T09:00:00Z' WHERE id = 2",
            "posts 1234500001/1: given is of no read",
        ),
        ("UPDATE channels SET title = 'Another'", "channels 77: was changed"),
        ("UPDATE runs SET program = 'x' WHERE id = 1", "runs 1: was changed"),
        ("UPDATE runs SET counts = '{}', failed = '[1]' WHERE id = 1", "runs 1: was changed"),
        ("UPDATE coverage SET to_id = 9000 WHERE id = 1", "coverage 1: was changed"),
        ("UPDATE observations SET reactions = 5", "observations 1: was changed"),
        ("UPDATE journal SET subject = 'x' WHERE seq = 5", "journal 5: was changed, or one before it"),
        ("UPDATE journal SET kind = 'x' WHERE seq = 5", "journal 5: is of a kind that is not known"),
        ("DELETE FROM journal WHERE seq = 5", "journal 5: is not there; the next is 6"),
        (
            "DELETE FROM observations WHERE id = 2",
            "observations of run 2: in channel 1234500001 are not those",
        ),
        ("DELETE FROM coverage WHERE id = 1", "coverage 1: is not there, but the journal recorded it"),
        (
            "UPDATE requests SET headcount_min = 50 WHERE version = 1 AND n = 1",
            "extractions 1: the tables beside it",
        ),
        ("DELETE FROM requests WHERE version = 1", "request_regions (a row): points to a row of requests"),
        ("DELETE FROM origins WHERE version = 1", "extractions 1: the tables beside it"),
        (
            "UPDATE posts SET post_id = 99 WHERE id = 2",
            "is not the post of version 2, which is of 1234500001/1",
        ),
        ("UPDATE posts SET channel_id = 77 WHERE id = 1", "posts 77/10: is not the post of version 1"),
        (
            "UPDATE extractions SET confidence = 0.1 WHERE version = 1",
            "extractions 1: the reading was changed",
        ),
        ("UPDATE parsers SET lexicon = 'sha256:bb'", "extractions 1: the reading was changed"),
        ("DELETE FROM versions WHERE id = 3", "is not there"),
        (INSERT_COVERAGE, "coverage 99: has no row of kind 'coverage' in the journal"),
        (INSERT_CHANNEL, "channels 99: has no row in the journal"),
        (
            "UPDATE versions SET text = CAST(x'd0ff' AS TEXT) WHERE id = 3",
            "versions 3: of post 1234500001/2: a field",
        ),
    ],
)
def test_damage_is_named(damage: Callable[..., list[str]], statement: str, named: str) -> None:
    """Which table, which row, of which post, and what is wrong."""
    found = damage(statement)
    assert any(named in line for line in found), found


def test_versions_slipped_in_beside_the_journal_are_found(damage: Callable[..., list[str]]) -> None:
    """However consistent with their post they are."""
    columns = "entities, poll, media, date, edited, as_of, service, sender, reply_to, album, forwarded_from, "
    columns += "views, forwards, replies, reactions, source, run, seen, raw, sha256, nonce"
    found = damage(
        f"INSERT INTO versions (id, post, identity, text, {columns}) "
        f"SELECT 999, post, 'x', 'forged', {columns} "
        "FROM versions WHERE id = 3"
    )
    assert any("versions 999: has no row of kind 'version'" in line for line in found)


def test_observations_slipped_in_are_found_in_any_channel(damage: Callable[..., list[str]]) -> None:
    """Also in a channel of which the run had none."""
    names = (
        "date, edited, as_of, service, sender, reply_to, album, forwarded_from, views, forwards, replies, "
    )
    names += "reactions, source, run, seen, raw, sha256, nonce, commitment"
    found = damage(
        f"INSERT INTO observations (id, post, version, {names}) SELECT 999, posts.id, posts.latest_version, "
        + ", ".join(f"observations.{name}" for name in names.split(", "))
        + " FROM observations, posts WHERE posts.channel_id = 77 LIMIT 1"
    )
    assert any("in channel 77 are in no row of the journal" in line for line in found)


def test_a_journal_row_cut_off_the_end_is_found_by_what_it_recorded(damage: Callable[..., list[str]]) -> None:
    """Its record is left over. Who removes both leaves a shorter, whole archive: only a seal shows that."""
    found = damage("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    assert any("removals 2: has no row of kind 'forgotten'" in line for line in found)


def test_a_whole_chain_made_anew_over_forged_records_is_found_by_the_records(
    whole: Path, tmp_path: Path
) -> None:
    """Chaining again without the commitments' nonces in hand proves nothing: the commitments do not fit."""
    path = tmp_path / "forged.db"
    shutil.copy(whole, path)
    with closing(sqlite3.connect(path)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("UPDATE versions SET seen = '2020-01-01T00:00:00Z' WHERE id = 3")
        before = "0" * 64
        for seq, *fields in db.execute(
            "SELECT seq, at, kind, ref, subject, commitment FROM journal ORDER BY seq"
        ).fetchall():
            before = link(before, seq, Entry(*fields))
            db.execute("UPDATE journal SET hash = ? WHERE seq = ?", (before, seq))
        db.commit()
    first = "versions 3: of post 1234500001/2: a field was changed; it is not what the journal recorded"
    assert verify(path)[0] == f"{first} (https://t.me/c/1234500001/2)"


def test_a_damaged_page_is_damage_and_no_traceback(whole: Path, tmp_path: Path) -> None:
    """Whatever page it is, verify says so; the first one makes the file no archive at all."""
    size = 4096
    original = whole.read_bytes()
    for page in range(1, len(original) // size, 5):
        path = tmp_path / "page.db"
        path.write_bytes(original[: page * size] + b"\xa5" * size + original[(page + 1) * size :])
        with suppress(ArchiveError):
            assert verify(path), f"page {page}"


def test_texts_of_any_characters_are_whole(path: Path, open_desk: Any) -> None:
    """What SQLite and JSON libraries may write in their own ways is no damage, and changed it is."""
    odd = "".join(map(chr, range(1, 0x20))) + "\x7f\u2028\u2029\"\\/'<👷\ufeff\U0010ffff"
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.save(desk.answer(1, odd, entities=(("text_link", 0, 2, odd),)), desk.answer(2, sender=odd))
        desk.end()
    assert verify(path) == []
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TRIGGER versions_no_update")
        db.execute("UPDATE versions SET text = replace(text, char(10), char(13)) WHERE id = 1")
        db.commit()
    assert any("versions 1: of post 1234500001/1: a field was changed" in line for line in verify(path))


def test_verify_reads_beside_a_writer_at_work(path: Path, open_desk: Any) -> None:
    """A run that goes on is no damage, and what is half done is not seen."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.read(range(1, 9), as_of=10)
        with writer.transaction():
            desk.save(desk.answer(1, reactions=4), as_of=21)
            assert verify(path) == []
        assert verify(path) == []


def test_progress_is_told(whole: Path) -> None:
    """What is checked, how much of it, of how much."""
    told: list[tuple[str, int, int]] = []
    with Archive.open(whole) as archive:
        archive.verify(lambda what, done, of: told.append((what, done, of)))
    assert told[0][0] == "database"
    assert told[-1][0] == "journal"
    assert told[-1][1] == told[-1][2] > 0
