"""Pseudonyms of people: a keyed hash, so that senders can be told apart, and nobody found from a list of ids.

The key lies beside the archive (``archive.db`` has ``archive.db.key``), owner-only, and never leaves it by
itself. Who has the key can test a guess; who has only the archive cannot.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from storage.errors import PseudonymKeyError
from storage.keyfiles import write_new

KEY_BYTES = 32


def key_path(archive: Path) -> Path:
    """Where the key of an archive lies."""
    return archive.with_name(archive.name + ".key")


def create_key(archive: Path) -> bytes:
    """Write a new random key, mode 0600 whatever the umask; keeps one that is there already.

    It is whole and on the disk before it has its name: an archive cannot go on without its key.
    """
    path = key_path(archive)
    if path.exists():
        return read_key(archive)
    write_new(path, secrets.token_hex(KEY_BYTES) + "\n")
    return read_key(archive)


def read_key(archive: Path) -> bytes:
    """The key's bytes.

    Raises:
        PseudonymKeyError: no key file, or not one that headcount wrote.
    """
    path = key_path(archive)
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        message = (
            "the archive's pseudonym key is missing. Put it back from where you keep it; "
            "without it the same person would get a second name."
        )
        raise PseudonymKeyError(path, f"{path}: {message}") from None
    except (OSError, ValueError):
        message = "cannot be read as a pseudonym key. Put the archive's own key back."
        raise PseudonymKeyError(path, f"{path}: {message}") from None
    if len(key) != KEY_BYTES:
        raise PseudonymKeyError(
            path, f"{path}: is not a whole pseudonym key. Put the archive's own key back."
        )
    return key


def fingerprint(key: bytes) -> str:
    """Eight bytes in hex by which an archive knows its key; says nothing about it."""
    return hmac.new(key, b"headcount pseudonym key", hashlib.sha256).hexdigest()[:16]


class Pseudonyms:
    """Names people by a keyed hash: ``p_`` and 16 hex digits (64 bits of HMAC-SHA256)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, kind: str, value: object) -> str:
        """The pseudonym by Telegram's user id (``kind`` "user") or, if there is none, by name ("name")."""
        named = f"{kind}:{value}".encode(errors="surrogatepass")
        return "p_" + hmac.new(self._key, named, hashlib.sha256).hexdigest()[:16]
