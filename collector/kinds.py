"""What a file is that is to be imported, by how it begins."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

Kind = Literal["desktop", "html", "page", "versions"]

SUFFIXES = (".json", ".jsonl", ".html", ".htm")
"""Files that are looked at in folders."""
NO_EXPORT = (
    "no result.json or messages.html of Telegram Desktop, no saved t.me/s page, no lines of `export versions`"
)

LOOK = 1 << 18
"""Bytes of a page in which it shows whose it is."""
_HISTORY = re.compile(rb"<title>Exported Data</title>.*class=\"history\"", re.DOTALL)
_PAGE = re.compile(rb"""class=["'][^"']*\b(?:tgme_|tme_no_messages_found)""")
_VERSION_LINE = re.compile(rb'\{\s*"channel":')
_EXPORT = re.compile(rb'"(?:messages|chats|personal_information|about|type)"\s*:')


def kind_of(path: Path) -> Kind | None:
    """The kind of a file; None if it is none that can be imported."""
    try:
        with path.open("rb") as file:
            start = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
            if start.startswith(b"<"):
                return _kind_of_page(start + file.read(LOOK))
    except OSError:
        return "desktop"  # reading it will say what is wrong
    if _VERSION_LINE.match(start):
        return "versions"
    return "desktop" if start.startswith(b"{") and _EXPORT.search(start) else None


def _kind_of_page(start: bytes) -> Kind | None:
    if _HISTORY.search(start):
        return "html"
    return "page" if _PAGE.search(start) else None
