"""An export's text in pieces: a window that moves over the file, JSON values decoded where it stands."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any, BinaryIO, NoReturn

from collector.desktop.repair import mend

CHUNK = 1 << 18
"""Bytes read at once."""
MOST = 1 << 24
"""Characters a single value may take; what is longer has lost its end."""
OVERLAP = 1 << 13
"""Longer than anything that is searched for."""
OVERLAP_OF_KEYS = 64
"""Longer than what stands between a key and its value."""

_SPACE = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(
    r'(?P<chat>"messages"\s*:\s*\[)|(?P<string>"(?:[^"\\]|\\.)*+)(?P<closed>"?)|(?P<begin>[\[{])|(?P<end>[\]}])',
    re.DOTALL,
)
_CLOSING = {"[": "]", "{": "}"}


class Damage(Exception):  # noqa: N818 - reads as what it is
    """The text is not JSON here."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A dict of an object. With two ids it is two messages of which the middle is lost: nobody's message."""
    built = dict(pairs)
    if len(built) < len(pairs) and sum(key == "id" for key, _ in pairs) > 1:
        raise Damage("two messages run into each other")
    return built


def _no_number(name: str) -> NoReturn:
    raise Damage(f"{name} is no number")


_decode = json.JSONDecoder(strict=False, object_pairs_hook=_object, parse_constant=_no_number).raw_decode


class Text:
    """The window; ``peek``, ``take``, ``value``, ``skip`` and ``find`` move it on and read as needed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
        self._text = ""
        self._at = 0
        self._ended = False
        self._clean = True
        self.mended = 0
        """Values that were mended."""
        self._more()
        if self._text.startswith("\ufeff"):
            self._at = 1

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            assert match is not None
            self._at = match.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, character: str) -> None:
        """Pass the character that has to be next; "" is the end.

        Raises:
            Damage: it is another one.
        """
        found = self.peek()
        if found != character:
            raise Damage(_missing(character, found))
        self._at += len(character)

    def value(self, starts: re.Pattern[str]) -> Any:
        """Decode the value that is next, mended if need be; ``starts`` matches where another one must begin.

        Raises:
            Damage: it is not JSON, and not by a known fault of Telegram Desktop. The window stands still.
        """
        self.peek()
        mended = False
        while True:
            try:
                value, end = _decode(self._text, self._at)
            except (ValueError, RecursionError, Damage) as error:
                following = starts.search(self._text, self._at + 1)
                if following is None and len(self._text) - self._at < MOST and self._more():
                    continue
                if not mended:
                    mended = True
                    self._mend(following.start() if following else len(self._text))
                    continue
                raise Damage(_plain(error, at_end=self._ended and following is None)) from None
            if end == len(self._text) and self._more():
                continue  # a number may go on
            self._refuse_foreign(end)
            self._at = end
            self.mended += mended
            return value

    def _mend(self, end: int) -> None:
        self._text = mend(self._text[self._at : end]) + self._text[end:]
        self._at = 0

    def _refuse_foreign(self, end: int) -> None:
        """Bytes that no text has: what a damaged disk leaves."""
        read = self._text[self._at : end]
        if "\0" in read:
            raise Damage("it holds NUL bytes")
        if not self._clean:
            try:
                read.encode()
            except UnicodeEncodeError:
                raise Damage("it holds bytes that are not UTF-8") from None

    def skip(self) -> None:
        """Pass an array or object without looking into it.

        Raises:
            Damage: the text ends before it does, its brackets do not fit, or a chat begins in it, as none
                does in an export.
        """
        open_: list[str] = []
        while True:
            for match in _TOKEN.finditer(self._text, self._at):
                if match["string"] and self._cut(match):
                    break
                if match["chat"]:
                    raise Damage("the file is broken here: a chat begins inside of another")
                if match["begin"]:
                    open_.append(_CLOSING[match["begin"]])
                elif match["end"] and match["end"] != open_.pop():
                    raise Damage("the file is broken here: brackets do not fit")
                self._at = match.end()
                if not open_:
                    return
            else:
                self._at = len(self._text)
            if len(self._text) - self._at > MOST or not self._more():
                raise Damage("the file is cut or broken here")

    def _cut(self, string: re.Match[str]) -> bool:
        """True if a string, or what follows it if it is a key, may go on behind the window's end."""
        return not string["closed"] or (not self._ended and string.end() > len(self._text) - OVERLAP_OF_KEYS)

    def place(self) -> int:
        """Where the window stands, in bytes of the file (a little off behind something mended)."""
        undecoded = self._decoder.getstate()[0]
        return (
            self._file.tell() - len(undecoded) - len(self._text[self._at :].encode(errors="surrogateescape"))
        )

    def go(self, place: int) -> None:
        """Move the window to a place in the file that ``place`` gave."""
        self._file.seek(place)
        self._decoder.reset()
        self._text, self._at, self._ended = "", 0, False
        self._more()

    def step(self) -> None:
        """Move one character on, so that ``find`` finds something else than what is here."""
        self._at += 1

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Move to the first place from here on that matches; None at the end of the file."""
        while True:
            match = pattern.search(self._text, self._at)
            if match is not None:
                self._at = match.start()
                return match
            self._at = max(self._at, len(self._text) - OVERLAP)
            if not self._more():
                self._at = len(self._text)
                return None

    def _more(self) -> bool:
        """Read on, as much again as the window holds; False at the end of the file."""
        if self._ended:
            return False
        kept = self._text[self._at :]
        piece = self._file.read(max(CHUNK, len(kept)))
        self._ended = not piece
        read = self._decoder.decode(piece, final=self._ended)
        if self._clean:
            try:
                read.encode()
            except UnicodeEncodeError:
                self._clean = False
        self._text, self._at = kept + read, 0
        return True


def _missing(character: str, found: str) -> str:
    if not character:
        return "the export ends, but the file goes on"
    return f"{character} is missing" if found else "the file is cut here"


def _plain(error: Exception, *, at_end: bool) -> str:
    if at_end:
        return "the file is cut or broken here to its end"
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg})"
    return "nested too deep" if isinstance(error, RecursionError) else str(error)
