"""Everything that can be said, set or read is in the reference, as it is now."""

import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import pytest
from manual_pages import DOCS, PAGES

from headcount.browsing.questions import TABLES as LOOKED_AT
from headcount.cli import cli
from headcount.cluster.dataset import SCHEMA
from parser.reading import Hours, Origin, Pay, Reading, Region, Request, Total
from reports.accuracy import accuracy
from tools.manual import commands, settings, shapes, tables
from tools.manual.__main__ import FOLDER, made

ROOT = DOCS.parent
COMMANDS = dict(commands.commands())
STORED, LOOKED = tables.columns()
SPAN = (0, 1)


def test_the_pages_are_as_the_code_is() -> None:
    """`make docs` writes them anew."""
    there = {name: (FOLDER / name).read_text(encoding="utf-8") for name in made()}
    assert [name for name, text in made().items() if there[name] != text] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_its_words_and_options_are(name: str) -> None:
    """A sentence, a line for each option, and a meaning for each word."""
    found = COMMANDS[name]
    assert found.help
    for one in found.params:
        if isinstance(one, click.Argument):
            assert commands.WORDS[commands.word(one)]
        else:
            assert isinstance(one, click.Option)
            assert one.help, one.opts


def test_no_word_is_explained_that_no_command_takes() -> None:
    """What was renamed is renamed here."""
    words = [one for found in COMMANDS.values() for one in found.params if isinstance(one, click.Argument)]
    assert set(commands.WORDS) == {commands.word(one) for one in words}


@pytest.mark.parametrize(("table", "model"), list(settings.settings_tables()))
def test_every_setting_has_a_meaning(table: str, model: Any) -> None:
    """After its field in the class that checks it."""
    keys = {field.alias or name for name, field in model.model_fields.items()}
    assert settings.meanings_of(model).keys() == keys, table


def test_every_variable_of_the_environment_is_named() -> None:
    """Those that the program reads, and no others."""
    packages = ("headcount", "collector", "parser", "storage", "reports")
    source = "".join(
        path.read_text(encoding="utf-8") for package in packages for path in (ROOT / package).rglob("*.py")
    )
    read = set(re.findall(r'"((?:HEADCOUNT|TELEGRAM|XDG)_[A-Z_]+)"', source))
    assert read - {"XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"} == settings.ENVIRONMENT.keys()


@pytest.mark.parametrize("table", STORED)
def test_every_column_of_the_archive_has_a_meaning(table: str) -> None:
    """And the table itself."""
    assert tables.meanings().get((table, ""))
    assert [column for column in STORED[table] if not tables.meaning(table, column)] == []


def test_no_column_is_explained_that_is_not_there() -> None:
    """columns.csv names what the schema has."""
    gone = [
        (table, column)
        for table, column in tables.meanings()
        if table != "*"
        and column
        and not any(
            name == column or f"{name.rstrip('0123456789')}*" == column for name in STORED.get(table, ())
        )
    ]
    assert gone == []


@pytest.mark.parametrize("table", LOOKED)
def test_every_column_of_browse_has_a_meaning(table: str) -> None:
    """It stands at the foot of the page there, too."""
    assert [column for column in LOOKED[table] if column not in LOOKED_AT[table]["columns"]] == []
    assert [column for column in LOOKED_AT[table]["columns"] if column not in LOOKED[table]] == []


def test_every_column_of_a_cluster_s_result_is_named() -> None:
    """In its own page."""
    page = (DOCS / "cluster.md").read_text(encoding="utf-8")
    assert [name for name in SCHEMA.names if f"`{name}`" not in page] == []


def test_every_key_that_extract_prints_has_a_meaning() -> None:
    """And every meaning its key."""
    reading = Reading(
        is_request=True, confidence=1, language="ru", rule="", total=Total(1, 2, "", SPAN), closed=True,
        requests=(Request("", "", None, "", SPAN, 1, 1, "", SPAN, ("RU",), "", 1),),
        regions=(Region("RU", "", "", SPAN, "", 1),), origins=(Origin("KP", "stated", "", SPAN),),
        pay=(Pay(1, None, "RUB", None, "", SPAN),), hours=(Hours(8, 5, "", SPAN),),
    )  # fmt: skip
    assert all(
        getattr(reading, field.name) for field in fields(reading) if field.name not in ("rule", "numbers")
    )
    printed = {*shapes.keys(reading.to_dict()), "id", "parser", "lexicon", "error"}
    assert printed == {key for shape, key in shapes.meanings() if shape == "extract"}


COMMAND = re.compile(r"`headcount ([a-z][^`]*)`")


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_in_the_text_is_there(page: Path) -> None:
    """With the options that it is named with."""
    for said in COMMAND.findall(page.read_text(encoding="utf-8")):
        words = shlex.split(re.sub(r"\[|\]|\\?\|.*", " ", said))
        group = cli.get_command(click.Context(cli), words[0])
        assert group is not None, said
        known = group.commands.get(words[1], group) if isinstance(group, click.Group) and words[1:] else group
        options = {name for one in known.params for name in one.opts} | {"--help"}
        assert [word for word in words if word.startswith("--") and word not in options] == [], said


def test_the_words_on_accuracy_are_still_true() -> None:
    """docs/explanation/accuracy.md says in words what the figures of the test part are."""
    known = accuracy()
    assert 0.92 < known.requests < 0.96
    assert 0.84 < known.counts < 0.88
    assert 0.78 < known.role_and_count < 0.83
    assert 0.88 < known.regions < 0.92
