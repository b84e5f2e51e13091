"""The server's end of MTProto 2.0's envelope: `telethon.network.MTProtoState` with the sides swapped.

https://core.telegram.org/mtproto/description; packets are framed as "full" TCP transport, Telethon's default.
"""

import os
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from zlib import crc32

from telethon.crypto import AES
from telethon.extensions import BinaryReader
from telethon.network.mtprotostate import MTProtoState
from telethon.tl.core import GzipPacked, MessageContainer

from .keys import Key

RPC_RESULT = 0xF35C6D01


class EnvelopeError(Exception):
    """A packet is not what a client with this key would send."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A decrypted packet: who wrote it (`session`, `salt`) and what is in it."""

    salt: int
    session: int
    msg_id: int
    sequence: int
    body: bytes

    def objects(self) -> Iterator[tuple[int, Any]]:
        """List (msg_id, object) of what is inside, containers and gzip opened."""
        yield from _open(self.msg_id, self.body)


def _open(msg_id: int, body: bytes) -> Iterator[tuple[int, Any]]:
    with BinaryReader(body) as reader:
        inner = reader.tgread_object()
    yield from _flatten(msg_id, inner)


def _flatten(msg_id: int, inner: Any) -> Iterator[tuple[int, Any]]:
    if isinstance(inner, MessageContainer):
        for one in inner.messages:
            yield from _flatten(one.msg_id, one.obj)
    elif isinstance(inner, GzipPacked):
        yield from _open(msg_id, inner.data)
    else:
        yield msg_id, inner


def decrypt(key: Key, packet: bytes) -> Letter:
    """Read a client's packet; EnvelopeError if it was not made with this key."""
    msg_key = packet[8:24]
    plain = AES.decrypt_ige(packet[24:], *MTProtoState._calc_key(key.secret, msg_key, client=True))
    if sha256(key.secret[88:120] + plain).digest()[8:24] != msg_key:
        raise EnvelopeError("the message key does not fit")
    salt, session, msg_id, sequence, length = struct.unpack_from("<qqqii", plain)
    return Letter(salt, session, msg_id, sequence, plain[32 : 32 + length])


class Outbox:
    """Makes packets for one connection: encrypts, numbers, frames."""

    def __init__(self) -> None:
        self._last_id = 0
        self._packets = 0
        self._content = 0

    def seal(self, key: Key, body: bytes, *, salt: int, session: int) -> bytes:
        """Encrypt a message to a client and frame it."""
        self._content += 1
        head = struct.pack("<qqqii", salt, session, self._message_id(), 2 * self._content - 1, len(body))
        plain = head + body
        plain += os.urandom(-(len(plain) + 12) % 16 + 12)
        msg_key = sha256(key.secret[96:128] + plain).digest()[8:24]
        sealed = AES.encrypt_ige(plain, *MTProtoState._calc_key(key.secret, msg_key, client=False))
        return self.frame(struct.pack("<Q", key.auth_key.key_id) + msg_key + sealed)

    def frame(self, packet: bytes) -> bytes:
        """Frame a packet: length, number, content, checksum."""
        framed = struct.pack("<ii", len(packet) + 12, self._packets) + packet
        self._packets += 1
        return framed + struct.pack("<I", crc32(framed))

    def _message_id(self) -> int:
        """Message ids are times, odd where a server speaks."""
        now = time.time_ns()
        made = (now // 10**9 << 32) | (now % 10**9 << 2) | 1
        self._last_id = max(made, self._last_id + 4)
        return self._last_id


def rpc_result(msg_id: int, answer: Any) -> bytes:
    """Make the answer to a request: an object, or a vector of objects."""
    if isinstance(answer, list):
        vector = b"".join(one._bytes() for one in answer)
        return struct.pack("<IqIi", RPC_RESULT, msg_id, 0x1CB5C415, len(answer)) + vector
    return struct.pack("<Iq", RPC_RESULT, msg_id) + bytes(answer._bytes())
