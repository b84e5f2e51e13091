"""The words of a rich message (layer 229), whose ``message`` may be empty: they are in a tree of blocks.

Nothing of the tree's types is listed but what ends a line, so that a block of a later layer still gives its
words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from telethon.tl import TLObject, types

_LINES = (types.PageTableRow, types.PageListItemText, types.PageListOrderedItemText, types.PageCaption)
"""Objects that stand on a line of their own; so does every block."""

_WORDS = ("text", "source", "title", "description", "author", "caption", "credit")
"""Fields that hold words as plain strings; other strings are addresses, languages, names of kinds."""


def rich_text(message: types.RichMessage) -> str:
    """The text, a block, list item or table row a line; a row's cells are parted by tabs."""
    lines = ["".join(pieces).strip() for pieces in _lines(message.blocks)]
    return "\n".join(line for line in lines if line)


def _lines(of: Any) -> Iterator[list[str]]:
    """Lines as lists of pieces."""
    line: list[str] = []
    for piece in _pieces(of):
        if piece is None:
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def _pieces(of: Any) -> Iterator[str | None]:
    """Words in reading order, None where a line begins or ends."""
    if isinstance(of, list):
        for part in of:
            yield from _pieces(part)
    elif isinstance(of, TLObject):
        yield from _words(of)


def _words(of: TLObject) -> Iterator[str | None]:
    own_line = isinstance(of, _LINES) or type(of).__name__.startswith("PageBlock")
    if own_line:
        yield None
    if isinstance(of, types.PageTableRow):
        for number, cell in enumerate(of.cells):
            if number:
                yield "\t"
            yield from _pieces(cell)
    else:
        for name, value in vars(of).items():
            if isinstance(value, str):
                if name in _WORDS:
                    yield value
            else:
                yield from _pieces(value)
    if own_line:
        yield None
