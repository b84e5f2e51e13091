"""The few forms of DER (X.690) that a time stamp is written in."""

from datetime import datetime


def tlv(tag: int, *parts: bytes) -> bytes:
    """A value under a tag."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def sequence(*parts: bytes) -> bytes:
    """SEQUENCE."""
    return tlv(0x30, *parts)


def set_of(*parts: bytes) -> bytes:
    """SET OF, in DER's order."""
    return tlv(0x31, *sorted(parts))


def octets(value: bytes) -> bytes:
    """OCTET STRING."""
    return tlv(0x04, value)


def integer(value: int) -> bytes:
    """INTEGER, not negative."""
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    """OBJECT IDENTIFIER."""
    first, second, *rest = (int(part) for part in dotted.split("."))
    content = bytearray()
    for arc in (first * 40 + second, *rest):
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(0x80 | (arc & 0x7F))
        content += bytes(reversed(groups))
    return tlv(0x06, bytes(content))


def algorithm(dotted: str) -> bytes:
    """AlgorithmIdentifier with absent parameters given as NULL."""
    return sequence(oid(dotted), tlv(0x05))


def moment(at: datetime) -> bytes:
    """GeneralizedTime, UTC."""
    return tlv(0x18, f"{at:%Y%m%d%H%M%SZ}".encode())
