"""Pieces of a page in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def page(title: str, made_from: str, *parts: str) -> str:
    """A page of paragraphs, tables and headings that says where it is from."""
    note = f"<!-- Made by `python -m tools.manual --write` (`make docs`) from {made_from}. Do not edit. -->"
    return "\n\n".join([f"# {title}", note, *parts]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar within a cell stays one."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def code(text: str) -> str:
    """A word of the program."""
    return f"`{text}`"


def prose(docstring: str) -> str:
    """A docstring's text, whose names of things stand between two backticks each."""
    return " ".join(docstring.replace("``", "`").split())
