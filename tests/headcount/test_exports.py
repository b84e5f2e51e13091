"""What leaves the archive as files: formats that say the same, cells that run nothing, a dictionary."""

import csv
import hashlib
import io
import json
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from headcount.exporting.fields import Format, What, fields_of
from headcount.exporting.formats import FORMULA, write
from headcount.review.saving import save
from reports.redact import BLOCK
from storage import Archive, Wanted, said_of

Run = Callable[..., Any]
MakeExport = Callable[..., Path]

TEXTS = [
    "Требуются 10 сварщиков в Тверь, звонить Анне +7 900 000-00-00, @example_hr",
    "Всем хорошего дня, пишите на jobs@mail.example.com",
    "Нужны 20-25 швей и 3 повара, Иваново, от 60 000 руб. Тел. 8 (900) 000-00-00",
    "Требуются сварщики, слесари и повара, всего 40 человек, Тверь",
    '=HYPERLINK("http://example.org";"швеи")',
    "'quoted",
]
WHATS: tuple[What, ...] = get_args(What)
FORMATS: tuple[Format, ...] = get_args(Format)
EXPORTS = [(what, shape) for what in WHATS for shape in FORMATS if what != "corrections" or shape == "jsonl"]
"""What was said of a post is no row of a table."""
CONTACTS = ("900", "example_hr", "jobs@", "mail.example")


@pytest.fixture
def archived(run: Run, make_export: MakeExport, folder: Path) -> None:
    """A parsed archive in the current folder, two requests of it reviewed."""
    assert run("import", make_export(TEXTS)).code == 0
    assert run("parse").code == 0
    path = folder / "archive.db"
    for name in ("Anna", "Boris"):
        with Archive.open(path) as archive:
            (version, *_) = archive.review_queue(Wanted(), limit=1).versions
            item = archive.review_item(version)
        assert item is not None
        said = said_of(item.reading, item.roles_ru)
        save(path, item, said, reviewer=name, reason="so says +7 900 000-00-00", audit=None, over=None)


def lines(run: Run, *words: str) -> list[dict[str, Any]]:
    """What an export gives as JSON Lines."""
    return [json.loads(line) for line in run("export", *words).out.splitlines()]


def table(text: str) -> list[dict[str, str]]:
    """The rows of a CSV, as whoever follows its description reads them."""
    assert text.startswith("\ufeff")
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return [{key: value.removeprefix("'") for key, value in row.items()} for row in rows]


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize(("what", "shape"), EXPORTS)
def test_the_data_dictionary_names_each_field_in_order(
    run: Run, folder: Path, what: What, shape: Format
) -> None:
    """No field without a description, none described that is not there; requests may lack two."""
    run("export", what, "--format", shape, "--out", "out")
    path = folder / "out" / f"{what}.{shape}"
    described = [field.name for field in fields_of(what, shape)]
    optional = {"closed", "total"} if what in ("requests", "corrections") and shape == "jsonl" else set()
    if shape == "jsonl":
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert row.keys() <= set(described)
            assert set(described) - row.keys() <= optional
    elif shape == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == described
    else:
        assert parquet.read_schema(path).names == described
    assert all(field.description for field in fields_of(what, shape))


@pytest.mark.usefixtures("archived")
def test_masking_numbers_the_reviewers(run: Run) -> None:
    """Who shares what was labelled need not say by whom."""
    assert [line["reviewer"] for line in lines(run, "corrections")] != ["reviewer 1", "reviewer 2"]
    masked = lines(run, "corrections", "--mask-contacts")
    assert [line["reviewer"] for line in masked] == ["reviewer 1", "reviewer 2"]
    assert {line["verdict"] for line in masked} == {"confirmed"}


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize("shape", ["csv", "parquet"])
def test_corrections_are_no_table(run: Run, shape: str) -> None:
    """It says so, and writes nothing."""
    ended = run("export", "corrections", "--format", shape, "--out", "out")
    assert (ended.code, ended.out) == (2, "")
    assert "JSON Lines only" in ended.err


@pytest.mark.usefixtures("archived")
def test_formats_say_the_same(run: Run, folder: Path) -> None:
    """A table read back gives what JSON Lines say: text, numbers and times."""
    rows = lines(run, "posts")
    cells = table(run("export", "posts", "--format", "csv").out)
    run("export", "posts", "--format", "parquet", "--out", "out")
    typed = parquet.read_table(folder / "out" / "posts.parquet").to_pylist()
    assert len(rows) == len(cells) == len(typed) == len(TEXTS)
    for row, cell, value in zip(rows, cells, typed, strict=True):
        assert row["text"] == cell["text"] == value["text"]
        assert row["post_id"] == int(cell["post_id"]) == value["post_id"]
        assert row["date"] == cell["date"] == f"{value['date']:%Y-%m-%dT%H:%M:%SZ}"
        assert (row["edited"], cell["edited"], value["edited"]) == (None, "", None)


@pytest.mark.usefixtures("archived")
def test_tables_have_a_row_for_each_role_asked_for(run: Run, folder: Path) -> None:
    """And one, without a role, for people over several roles with no split."""
    asked = [entry for row in lines(run, "requests") for entry in row["requests"]]
    cells = table(run("export", "requests", "--format", "csv").out)
    run("export", "requests", "--format", "parquet", "--out", "out")
    typed = parquet.read_table(folder / "out" / "requests.parquet").to_pylist()
    assert [cell["role"] for cell in cells if cell["role"]] == [entry["role"] for entry in asked]
    assert [row["role"] for row in typed if row["role"]] == [entry["role"] for entry in asked]
    (total,) = [cell for cell in cells if not cell["role"]]
    assert (total["headcount_min"], total["headcount_max"]) == ("40", "40")
    assert [row["regions"] for row in typed] == [cell["regions"].split("; ") for cell in cells]


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=20), max_size=5))
def test_no_cell_is_a_formula_and_each_can_be_read_back(texts: list[str]) -> None:
    """Whatever stands in a post: taking one apostrophe away gives its text."""
    fields = [field for field in fields_of("posts", "csv") if field.name in ("text", "sender")]
    out = io.BytesIO()
    write(({"text": text, "sender": text} for text in texts), out, fields, "csv")
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))
    assert [row["text"].removeprefix("'") for row in rows] == texts
    assert not [cell for row in rows for cell in row.values() if cell.startswith(FORMULA)]


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize(("what", "shape"), EXPORTS)
def test_masking_takes_contacts_out_of_every_export(
    run: Run, folder: Path, what: What, shape: Format
) -> None:
    """Of the file as a whole, the raw answers too; without it they are there."""
    words = ("export", what, "--format", shape)
    run(*words, "--out", "masked", "--mask-contacts")
    run(*words, "--out", "plain")
    held = {}
    for name in ("masked", "plain"):
        path = folder / name / f"{what}.{shape}"
        rows = (
            parquet.read_table(path).to_pylist() if shape == "parquet" else path.read_text(encoding="utf-8")
        )
        # permalinks and ids may hold any digits
        held[name] = re.sub(r"sha256['\"]?: ?['\"]?\w+|https://\S+|\b[0-9a-f]{64}\b", "", str(rows))
    assert BLOCK * 5 in held["masked"]
    assert not [contact for contact in CONTACTS if contact in held["masked"]]
    assert [contact for contact in CONTACTS if contact in held["plain"]]


@pytest.mark.usefixtures("archived")
def test_masked_texts_are_as_long_and_spans_still_quote_them(run: Run) -> None:
    """Names stay, and figures; every quote is of the masked text."""
    plain, masked = (lines(run, "requests", *more) for more in ((), ("--mask-contacts",)))
    assert [len(row["text"]) for row in plain] == [len(row["text"]) for row in masked]
    assert "Анне" in masked[0]["text"]
    quotes = 0
    for row in masked:
        for entry in (*row["requests"], *row["regions"], *row["pay"], row.get("total", {})):
            for key, span in entry.items():
                if key.endswith("span") and span:
                    quotes += 1
                    assert row["text"][slice(*span)] == entry[key.removesuffix("span") + "text"]
    assert quotes > 5
    assert [row["requests"] for row in plain] == [row["requests"] for row in masked]


@pytest.mark.usefixtures("archived")
def test_masked_versions_do_not_come_back_in(run: Run, folder: Path) -> None:
    """They lack what the archive is made of, and the import says so; whole ones give the same again."""
    (folder / "masked.jsonl").write_text(run("export", "versions", "--mask-contacts").out, encoding="utf-8")
    ended = run("import", "masked.jsonl", "--archive", "other.db")
    assert ended.code == 1
    assert "--mask-contacts" in ended.err
    run("export", "versions", "--out", "out")
    assert run("import", "out/versions.jsonl", "--archive", "second.db").code == 0
    back = lines(run, "versions", "--archive", "second.db")
    assert [row | {"seen": ""} for row in back] == [row | {"seen": ""} for row in lines(run, "versions")]


def check_package(package: dict[str, Any], folder: Path) -> None:
    """What Frictionless's Data Package, Data Resource and Table Schema (version 1) ask for."""
    name = r"^[-a-z0-9._/]+$"
    types = {"string", "integer", "number", "boolean", "datetime", "array", "object"}
    assert re.match(name, package["name"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", package["created"])
    assert package["profile"] == "data-package"
    assert package["resources"]
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        assert re.match(name, resource["name"])
        assert not resource["path"].startswith(("/", "."))
        data = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert resource["profile"] in ("data-resource", "tabular-data-resource")
        assert all(field["type"] in types and field["name"] for field in resource["schema"]["fields"])


@pytest.mark.usefixtures("archived")
def test_a_valid_data_package_lies_beside_the_files(run: Run, folder: Path) -> None:
    """It describes all of them, each as it was written last, for their owner alone."""
    for what, shape in EXPORTS:
        ended = run("export", what, "--format", shape, "--out", "out", "--until", "2026-03-02T09:04:00")
        assert ended.out.splitlines() == [f"out/{what}.{shape}", "out/datapackage.json"]
    assert run("export", "posts", "--out", "out", "--mask-contacts").code == 0
    package = json.loads((folder / "out" / "datapackage.json").read_text(encoding="utf-8"))
    check_package(package, folder / "out")
    assert len(package["resources"]) == len(EXPORTS)
    about = {resource["name"]: resource for resource in package["resources"]}
    assert about["posts.jsonl"]["contacts_masked"] is True
    assert about["posts.csv"]["until"] == "2026-03-02T09:04:00Z"
    files = list((folder / "out").iterdir())
    assert len(files) == len(EXPORTS) + 1
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((folder / "out").stat().st_mode) == 0o700


@pytest.mark.usefixtures("archived")
def test_bad_input_is_one_clear_line_and_writes_nothing(run: Run, folder: Path) -> None:
    """It names what is wrong and says what to do."""
    for words, code, said in (
        (("--channel", "another"), 1, "another: this channel is not in archive.db; `headcount status`"),
        (("--since", "2026-03-02", "--until", "2026-03-01"), 2, "--since 2026-03-02 is not before --until"),
        (("--out", "archive.db"), 2, "archive.db"),
    ):
        ended = run("export", "posts", *words)
        assert (ended.code, ended.out) == (code, "")
        assert said in " ".join(ended.err.split())
    (folder / "theirs").mkdir()
    (folder / "theirs" / "datapackage.json").write_text('{"name": "theirs"}', encoding="utf-8")
    ended = run("export", "posts", "--out", "theirs")
    assert ended.code == 1
    assert "another program" in ended.err


@pytest.mark.usefixtures("archived")
def test_parquet_without_pyarrow_says_how_to_get_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """And leaves no half-written file."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ended = run("export", "posts", "--format", "parquet", "--out", "out")
    assert ended.code == 1
    assert "[parquet]" in ended.err
    assert not list(Path("out").iterdir())
