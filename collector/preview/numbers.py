"""Numbers as web pages print them: "4.1M", "12.3K", "11 286 994"."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)([KM]?)")
_SIZES = {"": 1, "K": 1_000, "M": 1_000_000}


def whole(text: str) -> int | None:
    """The number that a text shows, as far as it shows it; None if it shows none."""
    found = _NUMBER.fullmatch(re.sub(r"[\s\u00a0,]", "", text))
    return int(Decimal(found[1]) * _SIZES[found[2]]) if found else None
