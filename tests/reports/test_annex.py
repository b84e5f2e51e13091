"""The workbook annex, read back from its own XML."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from reports import weekly_figures
from reports.annex import annex, workbook
from reports.annex_tables import Table, tables
from reports.subject.costs import CostModel
from storage.rows import RegionRef

if TYPE_CHECKING:
    from reports.figures import WeeklyFigures
    from tests.reports.conftest import Maker

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = ("=1+1", "+7 900", "-2", "@SUM(A1)", '=HYPERLINK("https://evil.example")', "https://evil.example/x")


def sheets(made: bytes) -> dict[str, list[list[str | float | None]]]:
    """Every sheet's rows by its name: numbers as numbers, all else as text."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        strings = ["".join(part.itertext()) for part in ET.fromstring(book.read("xl/sharedStrings.xml"))]
        names = [
            one.get("name") or "" for one in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{_NS}sheet")
        ]
        for number, name in enumerate(names, start=1):
            rows = []
            for row in ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{_NS}row"):
                cells: list[str | float | None] = []
                for cell in row:
                    at = _column(cell.get("r") or "")
                    cells += [None] * (at - len(cells))
                    value = cell.findtext(f"{_NS}v") or ""
                    cells.append(strings[int(value)] if cell.get("t") == "s" else float(value))
                rows.append(cells)
            found[name] = rows
    return found


def _column(place: str) -> int:
    number = 0
    for letter in re.sub(r"\d", "", place):
        number = number * 26 + ord(letter) - 64
    return number - 1


def figures(make: Maker) -> WeeklyFigures:
    """The made-up week with all its sections."""
    return weekly_figures(
        make.made_up(), "2026-W47", timezone="Europe/Moscow", now=make.now, costs=CostModel(once=20_000)
    )


def test_each_table_of_the_report_is_a_sheet(make: Maker) -> None:
    """Named in both languages, headed, as long as what is behind it."""
    week = figures(make)
    found = sheets(annex(week, revision=3))
    assert list(found) == [table.name for table in tables(week, revision=3)]
    by_name = {name.partition(" – ")[0]: rows for name, rows in found.items()}
    assert set(by_name) == {
        "About", "26 weeks", "Roles", "Regions", "Origins", "Occupied", "Routes", "Pay, hours", "Largest",
        "Requests", "Postings", "Channels",
    }  # fmt: skip
    assert len(by_name["26 weeks"]) == 27
    assert len(by_name["Requests"]) == 1 + len(week.evidence)
    assert len(by_name["Postings"]) == 1 + sum(len(one.postings) for one in week.evidence)
    assert ["Revision / Редакция", 3.0] in by_name["About"]


def test_sheets_sum_to_the_headline(make: Maker) -> None:
    """As the page does: requests in the fifth column, people in the two after the share."""
    week = figures(make)
    assert week.headline.people is not None
    for name, rows in sheets(annex(week, revision=1)).items():
        if name.partition(" – ")[0] in {"Roles", "Regions", "Origins", "Routes"}:
            assert sum(float(row[4] or 0) for row in rows[1:]) == week.headline.requests, name
            assert sum(float(row[6] or 0) for row in rows[1:]) == week.headline.people.lower, name
            assert sum(float(row[7] or 0) for row in rows[1:]) == week.headline.people.upper, name


def test_hostile_text_stays_text(make: Maker) -> None:
    """No formula, no link, no number comes of what a post says."""
    made = workbook("x", [Table("x", ("a",), tuple((text,) for text in HOSTILE))], written=make.now)
    assert sheets(made)["x"] == [["a"], *([text] for text in HOSTILE)]
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
        assert "xl/worksheets/_rels/sheet1.xml.rels" not in book.namelist()
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_contacts_in_quotes_are_masked(make: Maker) -> None:
    """As on the page."""
    text = "Нужны 50 сварщиков, звонить Иванову +7 900 000-00-00"
    row = make.posting(make.now.replace(day=17), text=text, regions=(RegionRef("RU-TVE", "text"),))
    week = weekly_figures(make.archive(row), "2026-W47", timezone="Europe/Moscow", now=make.now)
    made = annex(week, revision=1)
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        said = book.read("xl/sharedStrings.xml").decode()
    assert "Нужны 50 сварщиков" in said
    assert "900 000-00-00" not in said
    assert "Иванов" not in said


def test_the_same_figures_give_the_same_bytes(make: Maker) -> None:
    """So that a copy can be compared."""
    week = figures(make)
    assert annex(week, revision=1) == annex(week, revision=1)
