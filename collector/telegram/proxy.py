"""The settings' proxy as Telethon wants it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

# Telethon ignores a proxy with a mere warning if this is missing; without it nothing may leave the machine
import python_socks  # noqa: F401

_PORTS = {"http": 8080}
_SOCKS = 1080


def proxy_for_telethon(url: str | None) -> dict[str, Any] | None:
    """``socks5://user:password@host:port`` (socks5h, socks4, http) as Telethon's dict; None stays None."""
    if url is None:
        return None
    parts = urlsplit(url)
    return {
        "proxy_type": parts.scheme.removesuffix("h") if parts.scheme != "http" else "http",
        "addr": parts.hostname or "",
        "port": parts.port or _PORTS.get(parts.scheme, _SOCKS),
        "rdns": True,
        "username": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
    }
