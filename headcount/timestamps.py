"""RFC 3161 time stamps: asking authorities for them, and reading them again.

An authority signs a hash and its own time; it learns nothing of the archive but that a hash exists. A stamp
says when a seal was there at the latest, as far as one trusts the authority whose certificate it carries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from headcount.errors import CommandError

TIMEOUT = httpx.Timeout(20.0)
MOST = 1 << 20
"""Bytes an answer may have; real ones have some thousand."""


Trust = Literal["root of the settings", "its own root", "root not known"]
"""How far a stamp's certificates go: to a root that the settings name, or only to what it carries itself."""


class NoStampError(Exception):
    """An authority gave no stamp; ``str()`` says why."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp of a message: who says when, by which certificate (SHA-256 of it, hex)."""

    authority: str
    at: str
    subject: str
    certificate: str
    trust: Trust


def ask(authority: str, message: bytes, *, roots: Sequence[Certificate], proxy: str | None) -> bytes:
    """An authority's answer to a request over a message, checked; through the proxy or not at all.

    Raises:
        NoStampError: there is none, or not a stamp of this message.
        CommandError: the proxy or the address is of no kind known here.
    """
    request = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256).build()
    through = " through the proxy of [network]" if proxy else ""
    try:
        with httpx.Client(proxy=proxy, trust_env=False, timeout=TIMEOUT, follow_redirects=False) as client:
            response = client.post(
                authority,
                content=request.as_bytes(),
                headers={"Content-Type": "application/timestamp-query", "User-Agent": "headcount"},
            )
    except (ValueError, ImportError, httpx.InvalidURL):
        raise CommandError(
            "the proxy of [network] or an address of [seal] authorities is of no kind known here."
        ) from None
    except httpx.HTTPError as error:
        raise NoStampError(f"cannot be reached{through}: {str(error) or type(error).__name__}") from None
    if response.status_code != httpx.codes.OK:
        raise NoStampError(f"answers {response.status_code}")
    if len(response.content) > MOST:
        raise NoStampError("answers with far more than a time stamp")
    _read(authority, response.content, message, roots=roots, nonce=request.nonce)
    return response.content


def read_stamp(authority: str, response: bytes, message: bytes, *, roots: Sequence[Certificate]) -> Stamp:
    """A stored answer as a stamp.

    Raises:
        CommandError: it is not one of this message.
    """
    try:
        return _read(authority, response, message, roots=roots, nonce=None)
    except NoStampError as error:
        raise CommandError(f"the time stamp of {authority} {error}.") from None


def read_roots(paths: Sequence[Path]) -> list[Certificate]:
    """The root certificates of authorities, from files of PEM.

    Raises:
        CommandError: a file is none.
    """
    roots: list[Certificate] = []
    for path in paths:
        try:
            roots += load_pem_x509_certificates(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: cannot be read ({error.strerror}).") from None
        except ValueError:
            raise CommandError(f"{path}: holds no certificate (PEM).") from None
    return roots


def _read(
    authority: str, response: bytes, message: bytes, *, roots: Sequence[Certificate], nonce: int | None
) -> Stamp:
    try:
        decoded = decode_timestamp_response(response)
        if PKIStatus(decoded.status) not in (PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS):
            raise NoStampError(f"was refused: {PKIStatus(decoded.status).name.lower()}")
        said = decoded.tst_info.message_imprint.message
        if said != hashlib.sha256(message).digest():
            raise NoStampError("is of something else")
        if nonce is not None and decoded.tst_info.nonce != nonce:
            raise NoStampError("is not of this request")
        carried = [load_der_x509_certificate(one) for one in decoded.signed_data.certificates]
        signer = _signer(decoded, carried)
    except ValueError as error:
        raise NoStampError(f"cannot be read: {error}") from None
    return Stamp(
        authority,
        f"{decoded.tst_info.gen_time:%Y-%m-%dT%H:%M:%SZ}",
        signer.subject.rfc4514_string(),
        signer.fingerprint(SHA256()).hex(),
        _trust(decoded, message, carried, roots),
    )


def _signer(decoded: TimeStampResponse, carried: Sequence[Certificate]) -> Certificate:
    info = next(iter(decoded.signed_data.signer_infos), None)
    for one in carried:
        if info is not None and (one.issuer, one.serial_number) == (info.issuer, info.serial_number):
            return one
    raise NoStampError("does not carry its signer's certificate")


def _trust(
    decoded: TimeStampResponse, message: bytes, carried: Sequence[Certificate], roots: Sequence[Certificate]
) -> Trust:
    """How far the certificates go. The signature is checked where they go to a root."""
    wrong = [_why_not(decoded, message, carried, root) for root in roots]
    if None in wrong:
        return "root of the settings"
    own = [_why_not(decoded, message, carried, one) for one in carried if one.issuer == one.subject]
    if None in own:
        return "its own root"
    for reason in (*own, *wrong):
        if reason is not None and _NO_WAY not in reason:
            raise NoStampError(f"is not signed as it says: {reason}")
    return "root not known"


_NO_WAY = "unable to get local issuer certificate"
"""What OpenSSL says where certificates do not lead to the root."""


def _why_not(
    decoded: TimeStampResponse, message: bytes, carried: Sequence[Certificate], root: Certificate
) -> str | None:
    """Why a stamp is not signed by way of the carried certificates from a root; None if it is."""
    builder = VerifierBuilder().add_root_certificate(root)
    for one in carried:
        if one != root:
            builder = builder.add_intermediate_certificate(one)
    try:
        builder.build().verify_message(decoded, message)
    except VerificationError as error:
        return str(error)
    return None
