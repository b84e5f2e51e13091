"""Seals: small signed files that pin the archive's past, and the comparison of an archive with one.

A seal's file is one JSON object::

    {"seal": {"format": "headcount/seal/1", "archive": uuid, "rows": journal rows, "hash": hash of the last,
              "at": its time, "counts": journal rows a kind, "sealed": time, "tool": program},
     "public_key": hex, "signature": hex, "stamps": [{"authority": address, "response": base64}]}

The signature (Ed25519) is over the canonical JSON (RFC 8785) of ``seal``; each RFC 3161 time stamp is over
the canonical JSON of the object without ``stamps``. ``verify`` proves that an archive still has that past;
who signed is proven only by a fingerprint of the key that was kept elsewhere.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509 import Certificate

from headcount.app import PROGRAM
from headcount.errors import CommandError
from headcount.signing import fingerprint, is_signed
from headcount.timestamps import Stamp, read_stamp
from storage import Past, canonical

FORMAT = "headcount/seal/1"
_FIELDS = {
    "format": str, "archive": str, "rows": int, "hash": str, "counts": dict, "sealed": str, "tool": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal as read: what it pins, whose key signed it, and when authorities saw it."""

    past: Past
    sealed: str
    tool: str
    fingerprint: str
    stamps: tuple[Stamp, ...]


def make_seal(past: Past, key: Ed25519PrivateKey) -> dict[str, Any]:
    """Sign a past; the result has no time stamps yet."""
    seal = {
        "format": FORMAT,
        "archive": past.archive,
        "rows": past.rows,
        "hash": past.hash,
        "at": past.at,
        "counts": past.counts,
        "sealed": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "tool": PROGRAM,
    }
    return {
        "seal": seal,
        "public_key": key.public_key().public_bytes_raw().hex(),
        "signature": key.sign(canonical(seal).encode()).hex(),
    }


def stamped_bytes(sealed: Mapping[str, Any]) -> bytes:
    """What time stamps are over."""
    return canonical({key: value for key, value in sealed.items() if key != "stamps"}).encode()


def with_stamps(sealed: Mapping[str, Any], responses: Mapping[str, bytes]) -> dict[str, Any]:
    """The seal with the answers of authorities, by address."""
    stamps = [
        {"authority": address, "response": base64.b64encode(response).decode()}
        for address, response in responses.items()
    ]
    return {**sealed, "stamps": stamps}


def read_seal(path: Path, *, roots: Sequence[Certificate]) -> Seal:
    """Read a seal's file and check it in itself.

    Raises:
        CommandError: it is none, or was changed after it was signed or stamped.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        past, key = _past(value["seal"]), bytes.fromhex(value["public_key"])
        signature = bytes.fromhex(value["signature"])
        responses = [(one["authority"], base64.b64decode(one["response"])) for one in value.get("stamps", [])]
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror}).") from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise CommandError(f"{path}: is no seal of headcount.") from None
    if not is_signed(key, signature, canonical(value["seal"]).encode()):
        raise CommandError(f"{path}: was changed after it was signed: its signature does not fit.")
    message = stamped_bytes(value)
    stamps = tuple(read_stamp(where, response, message, roots=roots) for where, response in responses)
    return Seal(past, value["seal"]["sealed"], value["seal"]["tool"], fingerprint(key), stamps)


def _past(seal: Mapping[str, Any]) -> Past:
    """What a seal pins. Raises ValueError if it is of another format."""
    if seal["format"] != FORMAT or any(type(seal[name]) is not kind for name, kind in _FIELDS.items()):
        raise ValueError
    return Past(seal["archive"], seal["rows"], seal["hash"], seal["at"], seal["counts"])


def disagreement(seal: Past, now: Past) -> str | None:
    """Why an archive's past up to the sealed row is not the sealed one; None if it is."""
    if seal.archive != now.archive:
        return f"the seal is of another archive ({seal.archive}; this one is {now.archive})"
    if now.rows < seal.rows:
        return f"its journal has {now.rows:,} rows, the sealed past {seal.rows:,}: the last were removed"
    if now.hash != seal.hash:
        return f"its journal's row {seal.rows:,} has another hash than was sealed: the past was written anew"
    if now.counts != seal.counts:
        return f"up to row {seal.rows:,} its journal does not have the sealed number of rows of each kind"
    return None
