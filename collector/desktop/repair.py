r"""Making an export's text JSON where it is certain what was meant.

Telegram Desktop writes control characters as ``\xHH``, which is not JSON (export_output_json.cpp, still so in
6.1), and 4.1.0 wrote some ids and file names without quotes. Both can be mended without guessing: in JSON
neither can stand for anything else. Line breaks and other control characters that stand in a string as
they are can only be meant, except NUL, which is what a damaged disk leaves.
"""

from __future__ import annotations

import re

_HEX_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_BARE_VALUE = re.compile(
    r'(?<!\\)("(?:document_id|user_id|from_id|actor_id|peer_id|forwarded_from_id|file|thumbnail)":[ ]?)'
    r'(?!(?:true|false|null|-?\d+)[ ]?,?[ ]?\r?\n)([^"\s\[{][^"\\\r\n]{0,1000}?)(?=[ ]?,?\r?\n)'
)


def mend(text: str) -> str:
    """Mend a piece of an export that begins and ends outside of the things mended."""
    if "\\x" in text:
        text = _HEX_ESCAPE.sub(r"\1\\u00\2", text)
    return _BARE_VALUE.sub(r'\1"\2"', text)
