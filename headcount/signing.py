"""The archive's own key for seals: Ed25519, made once, beside the archive, owner-only.

It lies in ``archive.db.seal-key`` as PEM (PKCS #8), which openssl reads too. Who has it can seal in the
archive's name; no backup or bundle has it unasked. What a seal proves rests on its fingerprint being kept
elsewhere.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from headcount.errors import CommandError
from storage import write_new


def seal_key_path(archive: Path) -> Path:
    """Where the seal key of an archive lies."""
    return archive.with_name(archive.name + ".seal-key")


def seal_key(archive: Path) -> tuple[Ed25519PrivateKey, bool]:
    """The archive's seal key, and True if it was made now.

    Raises:
        CommandError: there is a file in its place that is no such key, or none can be written.
    """
    path = seal_key_path(archive)
    made = not path.exists()
    try:
        if made:
            pem = Ed25519PrivateKey.generate().private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
            )
            write_new(path, pem.decode("ascii"))
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise CommandError(f"{path}: the seal key cannot be read or written ({error.strerror}).") from None
    except (ValueError, TypeError):
        raise _no_key(path) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    return key, made


def _no_key(path: Path) -> CommandError:
    return CommandError(f"{path}: is no seal key. Put the archive's own back from where you keep it.")


def fingerprint(public_key: bytes) -> str:
    """SHA-256 of the 32 bytes of a public key, in hex: what is kept elsewhere."""
    return hashlib.sha256(public_key).hexdigest()


def is_signed(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """True if the key's owner signed the message."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
