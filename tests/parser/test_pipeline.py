"""The parser as a spaCy pipeline: kept on disk, loaded in a fresh process, cached; fingerprints."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import parser as job_parser
from parser import cache
from parser.fingerprint import fingerprint
from parser.pipeline import COMPONENTS

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from parser.pipeline import Parser

POST = "Требуются швеи, 20 чел., г. Тверь, граждане КНДР"


def test_the_pipeline_goes_to_disk_and_loads_in_a_fresh_process(reader: Parser, tmp_path: Path) -> None:
    """``spacy.load`` needs nothing but the package."""
    reader.nlp.to_disk(tmp_path / "pipeline")
    code = (
        "import sys, json, spacy\n"
        "nlp = spacy.load(sys.argv[1])\n"
        "doc = nlp(sys.argv[2])\n"
        "names = ('roles', 'headcounts', 'regions', 'origins')\n"
        "print(json.dumps([[span.label_ for span in doc.spans[name]] for name in names]))\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "pipeline"), POST]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout) == [["sewing machine operator"], ["headcount"], ["RU-TVE"], ["KP"]]


def test_every_room_of_the_pipeline_is_a_component_of_its_own(reader: Parser) -> None:
    """In the order in which they hand the post on."""
    assert tuple(reader.nlp.pipe_names) == COMPONENTS


def test_a_built_pipeline_is_found_in_the_cache_and_reads_the_same(reader: Parser) -> None:
    """The second start takes it from disk."""
    assert cache.find(cache.key(reader.lexicon_hash)) is not None
    assert job_parser.load().read(POST) == reader.read(POST)


def test_an_unwritable_cache_costs_time_and_no_answer(
    reader: Parser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache folder is a file: nothing can be kept there."""
    (tmp_path / "cache").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert not cache.keep(reader.nlp, "any")
    assert cache.find("any") is None


def test_texts_that_differ_in_contacts_emoji_case_and_blanks_have_one_key() -> None:
    """Reposts do."""
    first = fingerprint("Требуются швеи в Тверь 🔥 звонить +7 900 000-00-00, вопросы @example_hr")
    second = fingerprint("требуются  ШВЕИ в Тверь\nзвонить 8 900 000 00 01, вопросы https://t.me/example")
    third = fingerprint("Требуются швеи в Тверь, звонить +7 900 000-00-00, вопросы @example_hr")
    assert first.text_key == second.text_key
    assert first.text_key != third.text_key
    assert len(first.text_key) == 32


def test_short_posts_and_posts_about_tomorrow_are_fleeting() -> None:
    """Equal texts of that kind on two days are two posts."""
    long_text = "Требуются сварщики и монтажники на строительство завода в Твери, вахта, питание бесплатно"
    assert not fingerprint(long_text).fleeting
    assert fingerprint(long_text + ", выезд завтра").fleeting
    assert fingerprint(long_text + ", быть к 9").fleeting
    assert fingerprint("Нужны 2 грузчика").fleeting
