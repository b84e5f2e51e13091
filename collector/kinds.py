"""What a file is that is to be imported, by how it begins."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

Kind = Literal["desktop", "versions", "page"]

SUFFIXES = (".json", ".jsonl", ".html", ".htm")
"""Files that are looked at in folders."""
NO_EXPORT = "no result.json of Telegram Desktop, no saved t.me/s page, no lines of `export versions`"

LOOK = 1 << 18
"""Bytes of a page in which it shows that it is t.me's."""
_PAGE = re.compile(rb"""class=["'][^"']*\b(?:tgme_|tme_no_messages_found)""")
_VERSION_LINE = re.compile(rb'\{\s*"channel":')
_EXPORT = re.compile(rb'"(?:messages|chats|personal_information|about|type)"\s*:')


def kind_of(path: Path) -> Kind | None:
    """The kind of a file; None if it is none that can be imported."""
    try:
        with path.open("rb") as file:
            start = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
            if start.startswith(b"<"):
                return "page" if _PAGE.search(start + file.read(LOOK)) else None
    except OSError:
        return "desktop"  # reading it will say what is wrong
    if _VERSION_LINE.match(start):
        return "versions"
    return "desktop" if start.startswith(b"{") and _EXPORT.search(start) else None
