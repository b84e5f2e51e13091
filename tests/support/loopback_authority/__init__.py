"""A time-stamping authority (RFC 3161) on loopback, with a certificate chain of its own."""

from loopback_authority.authority import LoopbackAuthority

__all__ = ["LoopbackAuthority"]
