"""What a program needs to talk to Telegram."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Credentials:
    """From https://my.telegram.org. Never logged, never in an error."""

    api_id: int = field(repr=False)
    api_hash: str = field(repr=False)
