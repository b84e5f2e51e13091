r"""Making an export's bytes JSON where it is certain what was meant.

Telegram Desktop writes control characters as ``\xHH``, which is not JSON (export_output_json.cpp, still so in 6.1),
and 4.1.0 wrote some ids and file names without quotes. Both can be mended without guessing: in JSON neither can
stand for anything else.
"""

from __future__ import annotations

import re
from typing import BinaryIO

CHUNK = 1 << 16
_OVERLAP = 1 << 12
"""Longer than any thing that is mended, so that none is cut by a chunk's end."""

_HEX_ESCAPE = re.compile(rb"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_BARE_VALUE = re.compile(
    rb'(?<!\\)("(?:document_id|user_id|from_id|actor_id|peer_id|forwarded_from_id)":[ ]?)([^"\s\d\-\[{tfn][^"\\\r\n]{0,1000}?)(?=[ ]?,?\r?\n)'
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def mend(data: bytes) -> bytes:
    """Mend a piece of an export that begins and ends outside of the things mended."""
    if b"\\x" in data:
        data = _HEX_ESCAPE.sub(rb"\1\\u00\2", data)
    data = _CONTROL.sub(lambda match: b"\\u%04x" % match[0][0], data)
    return _BARE_VALUE.sub(rb'\1"\2"', data)


class MendingReader:
    """A binary file read in mended pieces, in constant memory. ``position`` counts bytes of the file itself."""

    def __init__(self, file: BinaryIO, *, prefix: bytes = b"") -> None:
        self._file = file
        self._kept = b""
        self._ready = prefix
        self.position = file.tell()

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; empty at the end. ``size`` 0 gives nothing and is how ijson asks what kind of file it is."""
        if size == 0:
            return b""
        while not self._ready:
            piece = self._file.read(CHUNK)
            self.position += len(piece)
            data = self._kept + piece
            if not piece:
                self._ready, self._kept = mend(data), b""
                break
            cut = self._cut(data)
            self._ready, self._kept = mend(data[:cut]), data[cut:]
        if size < 0:
            size = len(self._ready)
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    @staticmethod
    def _cut(data: bytes) -> int:
        """Where to cut: after a line's end near the end, else (one enormous line) before a backslash's neighbourhood."""
        newline = data.rfind(b"\n", max(0, len(data) - _OVERLAP))
        if newline >= 0:
            return newline + 1
        cut = max(0, len(data) - _OVERLAP)
        backslash = data.rfind(b"\\", max(0, cut - 8), cut)
        while backslash > 0 and data[backslash - 1 : backslash] == b"\\":
            backslash -= 1
        return backslash if backslash >= 0 else cut
