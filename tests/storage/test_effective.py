"""Effective values: whatever order people and parsers speak in, what counting reads is the same."""

import hashlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage import Signature, Verdict, said_of

Reading = Callable[..., Any]
POSTS = range(1, 7)
NONE: dict[str, Any] = {"is_request": False, "requests": [], "regions": [], "origins": []}
NAMES = (
    "date", "channel_id", "post_id", "n", "entry", "role", "role_ru", "headcount_min", "headcount_max",
    "regions", "origins", "text_key", "fleeting", "forwarded", "sketch", "bands",
)  # fmt: skip
"""What counting reads of an entry, with its words or without."""


@pytest.fixture
def read(desk: Any, reading: Reading) -> Any:
    """Six posts with texts that are near one another; the last asks for nobody, and the fifth was edited."""
    desk.save(*(desk.answer(n, f"Нужны {n} швей") for n in POSTS))
    desk.save(desk.answer(5, "Нужны 9 швей", edited=desk.day(2)), as_of=31)
    parse(desk, reading)
    return desk


def parse(desk: Any, reading: Reading, versions: Any = range(1, 8)) -> None:
    """Read versions, as the parser would: a signature for each, since any may have been reviewed."""
    readings = [reading(version, key="near", requests=[] if version == 6 else None) for version in versions]
    desk.writer.save_extractions("1.0", "aa", readings)


def signature() -> Signature:
    """That of all these texts."""
    return Signature(hashlib.sha256(b"near").digest(), tuple(f"near{n}".encode() for n in range(8)), "")


def word(reading: Reading, **changes: Any) -> dict[str, Any]:
    """What a person says who changes a reading."""
    made = reading(1, requests=[changes])
    return said_of(made.reading, made.roles_ru)


def correct(desk: Any, version: int, said: dict[str, Any]) -> None:
    """Say it, whatever was said before."""
    before = desk.writer.reviewed(version)
    desk.writer.save_correction(
        version, reviewer="Anna", verdict="corrected", said=said, signature=signature(),
        over=before[-1].id if before else None,
    )  # fmt: skip


def derived(desk: Any) -> list[Any]:
    """All that follows from corrections."""
    return [desk.sql(f"SELECT * FROM {table} ORDER BY 1, 2") for table in ("reviewed", "reviewed_entries")]


def counted(desk: Any) -> tuple[list[Any], list[Any]]:
    """What counting reads of all entries, without words and with them."""
    span = (desk.day(-99), desk.day(99))
    return tuple(
        [[getattr(one, name) for name in NAMES] for one in found]
        for found in (desk.writer.asked(*span), desk.writer.postings(*span))
    )  # type: ignore[return-value]


@pytest.mark.parametrize("seed", range(8))
def test_bit_by_bit_comes_to_the_same_as_all_anew(
    read: Any, reading: Reading, path: Path, checked: Callable[[Path], Verdict], seed: int
) -> None:
    """People correct, the parser reads some versions anew, edits come in; then everything is read anew."""
    rng = random.Random(seed)
    for _ in range(20):
        version = rng.choice(read.version_ids())
        if rng.random() < 0.3:
            parse(read, reading, [version])
        else:
            number = rng.randrange(1, 30)
            words = (
                NONE,
                word(reading),
                word(reading, headcount_min=number, headcount_max=None),
                word(reading, role="cook", regions=["RU-IVA"]),
            )
            correct(read, version, rng.choice(words))
        assert counted(read)[0] == counted(read)[1]
    assert checked(path).damage == ()
    before = derived(read), counted(read)
    parse(read, reading)
    assert (derived(read), counted(read)) == before


def test_a_confirmed_reading_counts_as_the_reading_did(read: Any, reading: Reading) -> None:
    """Its near-duplicates are the same, so a request stays one request."""
    before = counted(read)
    for version in (1, 3):
        correct(read, version, word(reading))
    assert counted(read) == before


def test_what_people_said_finds_near_duplicates_and_is_found_by_them(read: Any, reading: Reading) -> None:
    """Two posts corrected alike are near each other, and no longer near those that were not."""
    for version in (1, 6):
        correct(read, version, word(reading, headcount_min=40, headcount_max=40))
    span = {"since": read.day(-99), "until": read.day(99)}
    asked = {one.post_id: one for one in read.writer.asked(read.day(-99), read.day(99))}
    assert not {asked[1].bands[0]} & {asked[2].bands[0]}
    assert [one.post_id for one in read.writer.asked_like([asked[1]], **span)] == [6]
    assert [one.post_id for one in read.writer.asked_like([asked[2]], **span)] == [3, 4, 5]


def test_the_version_that_counts_is_the_first_that_people_leave_a_request(read: Any) -> None:
    """A post whose first text asks for nobody, by a person's word, counts by its edited text."""
    version = {one.post_id: one.version for one in read.writer.asked(read.day(-99), read.day(99))}
    assert version[5] == 5
    correct(read, 5, NONE)
    after = {one.post_id: one.version for one in read.writer.asked(read.day(-99), read.day(99))}
    assert after[5] == 7
    assert counted(read)[0] == counted(read)[1]
    correct(read, 7, NONE)
    assert 5 not in {one.post_id for one in read.writer.postings(read.day(-99), read.day(99))}


def test_a_region_with_no_place_named_is_a_region(read: Any, reading: Reading) -> None:
    """A reviewer types a code and marks no words."""
    said = word(reading, regions=["RU-IVA"]) | {"regions": [{"iso": "RU-IVA", "place": None, "span": None}]}
    correct(read, 1, said)
    first = counted(read)[0][0]
    assert [region.iso for region in first[NAMES.index("regions")]] == ["RU-IVA"]


def test_the_parser_is_told_which_texts_need_a_signature_whatever_it_reads(
    read: Any, reading: Reading
) -> None:
    """A person may say that a text asks for people which the machine takes for none."""
    correct(read, 6, word(reading))
    (batch,) = read.writer.unparsed("2.0", "bb", batch=99)
    assert [one.version for one in batch if one.reviewed] == [6]
