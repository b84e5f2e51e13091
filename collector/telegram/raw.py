"""A message as canonical JSON: Telethon's dict of it, with the layer and version that read it.

Bytes are base64, times ISO 8601 UTC, integers beyond 2^53-1 strings, as RFC 8785 wants; what is not set
(null, false) is left out, since Telegram sends nothing for it.
"""

from __future__ import annotations

import inspect
from base64 import b64encode
from datetime import UTC, datetime
from functools import cache
from typing import Any

import orjson
import telethon
from telethon.tl import TLObject, types
from telethon.tl.alltlobjects import LAYER

from collector.telegram.persons import SPECIAL, Persons
from storage import canonical, clean

SAFE_INTEGER = 2**53 - 1
_ORIGIN = {"layer": LAYER, "telethon": telethon.__version__}


def raw_answer(message: TLObject, persons: Persons) -> str:
    """Canonical JSON (RFC 8785) of a message, without the persons that are not to be kept.

    Raises:
        ValueError: it is nested too deep to be written.
    """
    built = _Builder(persons)
    value = {**_ORIGIN, "message": built.object(message)}
    # keys are ASCII names of Telegram's: sorting them by code points is RFC 8785's order, and strings are
    # escaped alike; only floats and lone surrogates are written otherwise
    if built.unusual:
        return canonical(value)
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:  # nested deeper than orjson writes
        return canonical(value)


class _Builder:
    def __init__(self, persons: Persons) -> None:
        self._persons = persons
        self._whole = persons.kept_whole
        self.unusual = False

    def object(self, of: TLObject) -> dict[str, Any]:
        found: dict[str, Any] = {"_": type(of).__name__}
        for key, value in vars(of).items():
            if value is None or value is False or key[0] == "_":
                continue
            kind = type(value)
            kept: Any
            if key in SPECIAL and not self._whole and not isinstance(value, TLObject):
                kept = self._plain(self._persons.field(key, value))
            elif kind is int:
                kept = value if -SAFE_INTEGER <= value <= SAFE_INTEGER else str(value)
            elif kind is str:
                kept = self._text(value)
            else:
                kept = self._plain(value)
            if kept is not None:
                found[key] = kept
        return found

    def _plain(self, value: Any) -> Any:
        if isinstance(value, TLObject):
            return self.object(value)
        if isinstance(value, list):
            return [self._plain(item) for item in value]
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat()[:19] + "Z"
        if isinstance(value, bytes):
            return b64encode(value).decode()
        self.unusual = self.unusual or isinstance(value, float)
        return clean(value)

    def _text(self, value: str) -> str:
        if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                return str(clean(value))
        return value


def read_raw(value: dict[str, Any]) -> Any:
    """The message that a raw answer was made of, as far as it was kept: no person, ids beyond 2^53 as text.

    Raises:
        AttributeError: it holds a type that this layer does not know.
        LookupError: it holds no message.
    """
    return _object(value["message"])


def _object(value: dict[str, Any]) -> Any:
    kind = getattr(types, value["_"])
    made = kind.__new__(kind)
    fields = vars(made)
    fields.update(_empty(kind))  # in Telegram's order, in which a rich message is read
    for name, item in value.items():
        fields[name] = _value(name, item)
    return made


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_value(name, item) for item in value]
    if isinstance(value, dict):
        return _object(value)
    if name in _TIMES and isinstance(value, str):
        return datetime.fromisoformat(value)
    return value


_TIMES = frozenset({"date", "edit_date"})
"""Times that an answer for the archive has; the others stay text."""


@cache
def _empty(kind: type) -> dict[str, None]:
    """A type's fields, none of them set."""
    return dict.fromkeys(name for name in inspect.signature(kind).parameters if name[0] != "_")
