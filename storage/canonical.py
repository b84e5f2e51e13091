"""Canonical JSON (RFC 8785), so that equal answers have equal bytes and equal hashes."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

import orjson
import rfc8785

SAFE_INTEGER = 2**53 - 1
"""The largest integer that RFC 8785 writes as a number (it follows IEEE 754 doubles)."""

_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def clean(value: Any) -> Any:
    """Make a JSON value of Telegram's fit RFC 8785, losing nothing that can be kept.

    Integers beyond 2^53-1 (Telegram has 64-bit ids) become strings of their digits; decimals become
    floats; lone surrogates, which UTF-8 cannot hold, become U+FFFD one for one.
    """
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(key): clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > SAFE_INTEGER:
        return str(value)
    if isinstance(value, Decimal):
        return float(value)
    return value


def clean_text(text: str) -> str:
    """Replace lone surrogates by U+FFFD, one for one, so that offsets stay."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def canonical(value: Any) -> str:
    """The RFC 8785 text of a JSON value; what RFC 8785 cannot write is cleaned first.

    Raises:
        ValueError: it holds NaN or an infinity, or is nested too deep to be written.
    """
    try:
        try:
            return rfc8785.dumps(value).decode()
        except (rfc8785.CanonicalizationError, UnicodeError):
            return rfc8785.dumps(clean(value)).decode()
    except RecursionError:
        raise ValueError("is nested too deep") from None


def sha256(data: str | bytes) -> str:
    """SHA-256 in lower-case hex; text is hashed as UTF-8."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def framed(*fields: object) -> str:
    """SHA-256 over fields as one JSON array without spaces in UTF-8: no field can slide into the next."""
    try:
        written = orjson.dumps(fields)
    except TypeError:  # lone surrogates and integers beyond 64 bits, which json writes
        written = _compact(fields).encode()
    return hashlib.sha256(written).hexdigest()
