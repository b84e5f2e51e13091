"""The workbook annex: one sheet a table, numbers as numbers, headed in both languages.

Text of posts is hostile: nothing that begins like a formula or an address becomes one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from reports.annex_tables import Table, tables
from reports.figures import WeeklyFigures
from reports.language import language

NAME = "annex.xlsx"

_WIDEST = 60
_MOST_ROWS = 1_048_575
"""Rows of a sheet under its heading, by the format."""


def annex(figures: WeeklyFigures, *, revision: int) -> bytes:
    """Write the workbook; the same figures give the same bytes."""
    return workbook(
        language("en").text("title.page", days=language("en").days(figures.week)),
        tables(figures, revision=revision),
        written=figures.as_of.written,
    )


def workbook(title: str, sheets: Iterable[Table], *, written: datetime) -> bytes:
    """Write tables as sheets of a workbook with a title."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "nan_inf_to_errors": True,
    }  # fmt: skip
    with xlsxwriter.Workbook(buffer, options) as book:
        created = written.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": title, "author": "headcount", "created": created})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        for table in sheets:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for column, cell in enumerate(table.head):
                sheet.write_string(0, column, cell, head)
            for place, row in enumerate(table.rows[:_MOST_ROWS], start=1):
                _write(sheet, place, row)
            for column in range(len(table.head)):
                sheet.set_column(column, column, _width(table, column))
            if table.rows:
                sheet.autofilter(0, 0, min(len(table.rows), _MOST_ROWS), len(table.head) - 1)
    return buffer.getvalue()


def _write(sheet: Any, place: int, row: Sequence[object]) -> None:
    for column, cell in enumerate(row):
        if cell is None:
            continue
        if isinstance(cell, bool):
            sheet.write_boolean(place, column, cell)
        elif isinstance(cell, int | float):
            sheet.write_number(place, column, cell)
        else:
            # 32,767 characters are the most that a cell takes
            sheet.write_string(place, column, str(cell)[:32_767])


def _width(table: Table, column: int) -> int:
    cells = [str(row[column]) for row in table.rows[:200] if row[column] is not None]
    longest = max(map(len, cells), default=0)
    words = max((len(word) for word in table.head[column].split()), default=0)
    return min(_WIDEST, max(longest, words, 8) + 2)
