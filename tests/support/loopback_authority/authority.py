"""The authority: an HTTP server that answers time-stamp queries, and does so wrongly when asked to."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Literal, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from loopback_authority import der

SHA256 = "2.16.840.1.101.3.4.2.1"
RSA_SHA256 = "1.2.840.113549.1.1.11"
TST_INFO = "1.2.840.113549.1.9.16.1.4"
SIGNED_DATA = "1.2.840.113549.1.7.2"

Fault = Literal["refuse", "other message", "other nonce", "garbage", "bad signature", "unavailable"]


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


@dataclass
class LoopbackAuthority:
    """Use as a context manager; ``address`` is where it answers, ``fault`` what it does wrong."""

    name: str = "Loopback TSA"
    fault: Fault | None = None
    with_root: bool = False
    """Whether its stamps carry the certificate of the root, too."""
    queries: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._root_key = rsa.generate_private_key(65537, 2048)
        self._key = rsa.generate_private_key(65537, 2048)
        self._root_name = _name(f"Root of {self.name}")
        self.root = self._certificate(self._root_name, self._root_key, leaf=False)
        self.certificate = self._certificate(_name(self.name), self._key, leaf=True)

    def _certificate(self, subject: x509.Name, key: rsa.RSAPrivateKey, *, leaf: bool) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._root_name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=not leaf, path_length=None), critical=True)
        )
        if leaf:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(self._root_key, hashes.SHA256())

    def __enter__(self) -> Self:
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                authority.queries.append(query)
                body = authority.answer(query)
                self.send_response(503 if authority.fault == "unavailable" else 200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/stamp"

    def answer(self, query: bytes) -> bytes:
        """A TimeStampResp to a TimeStampReq."""
        if self.fault in ("garbage", "unavailable"):
            return b"not a time stamp"
        if self.fault == "refuse":
            return der.sequence(der.sequence(der.integer(2)))
        imprint, nonce = _asked(query)
        if self.fault == "other message":
            imprint = hashlib.sha256(b"another message").digest()
        if self.fault == "other nonce":
            nonce += 1
        info = der.sequence(
            der.integer(1),
            der.oid("1.2.3.4.1"),
            der.sequence(der.algorithm(SHA256), der.octets(imprint)),
            der.integer(7),
            der.moment(datetime.now(UTC)),
            der.integer(nonce),
        )
        return der.sequence(der.sequence(der.integer(0)), self._signed(info))

    def _signed(self, info: bytes) -> bytes:
        """ContentInfo of a SignedData (RFC 5652) over the TSTInfo."""
        leaf = self.certificate.public_bytes(Encoding.DER)
        attributes = (
            _attribute("1.2.840.113549.1.9.3", der.oid(TST_INFO)),
            _attribute("1.2.840.113549.1.9.4", der.octets(hashlib.sha256(info).digest())),
            _attribute(
                "1.2.840.113549.1.9.16.2.47",
                der.sequence(der.sequence(der.sequence(der.octets(hashlib.sha256(leaf).digest())))),
            ),
        )
        signature = self._key.sign(der.set_of(*attributes), padding.PKCS1v15(), hashes.SHA256())
        if self.fault == "bad signature":
            signature = bytes([signature[0] ^ 1]) + signature[1:]
        signer = der.sequence(
            der.integer(1),
            der.sequence(self.certificate.issuer.public_bytes(), der.integer(self.certificate.serial_number)),
            der.algorithm(SHA256),
            der.tlv(0xA0, *sorted(attributes)),
            der.algorithm(RSA_SHA256),
            der.octets(signature),
        )
        certificates = [leaf, *([self.root.public_bytes(Encoding.DER)] if self.with_root else [])]
        return der.sequence(
            der.oid(SIGNED_DATA),
            der.tlv(
                0xA0,
                der.sequence(
                    der.integer(3),
                    der.set_of(der.algorithm(SHA256)),
                    der.sequence(der.oid(TST_INFO), der.tlv(0xA0, der.octets(info))),
                    der.tlv(0xA0, *sorted(certificates)),
                    der.set_of(signer),
                ),
            ),
        )


def _attribute(kind: str, value: bytes) -> bytes:
    return der.sequence(der.oid(kind), der.set_of(value))


def _asked(query: bytes) -> tuple[bytes, int]:
    """The hash and the nonce of a TimeStampReq of SHA-256: where DER puts them."""
    at = query.index(der.oid(SHA256))
    start = query.index(b"\x04\x20", at) + 2
    after = start + 32
    assert query[after] == 0x02, "a nonce"
    size = query[after + 1]
    return query[start:after], int.from_bytes(query[after + 2 : after + 2 + size], "big")
