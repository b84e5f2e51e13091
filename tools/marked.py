"""Tables that commands put into pages between ``<!-- name -->`` and ``<!-- /name -->``."""

from __future__ import annotations

import re


def put(text: str, name: str, made: str) -> str:
    """The page with one table renewed.

    Raises:
        ValueError: the page has no place for it.
    """
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if start not in text or end not in text:
        raise ValueError(f"the page has no place for {name}")
    return re.sub(f"{start}.*{end}", lambda _: f"{start}\n{made}\n{end}", text, flags=re.DOTALL)
