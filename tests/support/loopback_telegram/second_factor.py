"""The server's side of the password check (SRP 2048, https://core.telegram.org/api/srp), not faked."""

import os
import secrets
from dataclasses import dataclass
from hashlib import sha256

from telethon import password as client_side
from telethon.tl import TLObject, types

from .keys import Key

SIZE = 256
G = 3
P = int(
    "c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f"
    "48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37"
    "20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64"
    "2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4"
    "a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754"
    "fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4"
    "e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f"
    "0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b",
    16,
)
"""Telegram's prime, which its clients know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Challenge:
    algorithm: TLObject
    number: int
    secret: int
    public: int
    verifier: int


def challenge(key: Key, password: str | None, *, hint: str | None) -> TLObject:
    """Make an account.Password; the challenge in it is the only one that counts for this key from now on."""
    extras = {
        "new_algo": types.PasswordKdfAlgoUnknown(),
        "new_secure_algo": types.SecurePasswordKdfAlgoUnknown(),
        "secure_random": os.urandom(8),
    }
    if password is None:
        return types.account.Password(has_password=False, **extras)
    algorithm = types.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow(
        salt1=os.urandom(8), salt2=os.urandom(16), g=G, p=_wide(P)
    )
    x = int.from_bytes(client_side.compute_hash(algorithm, password), "big")
    verifier, secret = pow(G, x, P), secrets.randbits(8 * SIZE - 1)
    k = int.from_bytes(_hash(_wide(P), _wide(G)), "big")
    made = _Challenge(
        algorithm=algorithm,
        number=secrets.randbits(62),
        secret=secret,
        public=(k * verifier + pow(G, secret, P)) % P,
        verifier=verifier,
    )
    key.challenge = made
    return types.account.Password(
        has_password=True,
        current_algo=algorithm,
        srp_B=_wide(made.public),
        srp_id=made.number,
        hint=hint,
        **extras,
    )


def proves(key: Key, proof: TLObject) -> bool:
    """Tell whether an InputCheckPasswordSRP shows that its sender knows the password."""
    made = key.challenge
    if not isinstance(made, _Challenge) or getattr(proof, "srp_id", None) != made.number:
        return False
    a, b = proof.A.rjust(SIZE, b"\0"), _wide(made.public)
    u = int.from_bytes(_hash(a, b), "big")
    shared = pow(int.from_bytes(a, "big") * pow(made.verifier, u, P), made.secret, P)
    mixed = bytes(left ^ right for left, right in zip(_hash(_wide(P)), _hash(_wide(G)), strict=True))
    salts = _hash(made.algorithm.salt1), _hash(made.algorithm.salt2)
    expected = _hash(mixed, *salts, a, b, _hash(_wide(shared)))
    return bool(expected == proof.M1)


def _wide(number: int) -> bytes:
    return number.to_bytes(SIZE, "big")


def _hash(*parts: bytes) -> bytes:
    return sha256(b"".join(parts)).digest()
