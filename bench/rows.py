"""A measured row, and how rows are printed and kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
_HEAD = """# Performance

Ratios travel between machines, absolute figures do not: each row compares with a yardstick measured in the
same run. `make bench` measures all parts anew and writes this page, `make bench PART=parse` one part.
"""
_COLUMNS = ("what", "ours", "yardstick", "ratio", "goal", "reached")


@dataclass(frozen=True, slots=True)
class Row:
    """``ours`` and ``yardstick`` with their units, for people; ``ratio`` is held to ``goal``.

    ``least`` says which side of the goal is good; without a goal the row is only told.
    """

    what: str
    ours: str
    yardstick: str
    ratio: float
    goal: float | None = None
    least: bool = True

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.least else self.ratio <= self.goal

    def cells(self) -> tuple[str, ...]:
        """The row as text, a cell a column."""
        goal = "" if self.goal is None else f"{'>=' if self.least else '<='} {self.goal:g}"
        reached = {True: "yes", False: "no", None: ""}[self.reached]
        return (self.what, self.ours, self.yardstick, f"{self.ratio:.2f}", goal, reached)


def table(rows: Iterable[Row]) -> str:
    """A Markdown table that is also plain to read."""
    cells = [_COLUMNS, *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(_COLUMNS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in cells
    ]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)


def write(part: str, text: str, page: Path = PAGE) -> None:
    """Put a part's section into the page, in place of an earlier one of that part."""
    old = page.read_text(encoding="utf-8") if page.exists() else _HEAD
    section = f"## {part}\n\n{text.strip()}\n"
    found = re.search(rf"^## {re.escape(part)}\n.*?(?=^## |\Z)", old, re.MULTILINE | re.DOTALL)
    if found is None:
        new = f"{old.rstrip()}\n\n{section}"
    else:
        new = f"{old[: found.start()]}{section}\n{old[found.end() :]}".rstrip() + "\n"
    page.write_text(new, encoding="utf-8")
