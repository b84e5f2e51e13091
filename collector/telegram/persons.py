"""Taking persons out of Telegram's answers: peers that are users wherever they stand, and their names.

What people wrote stays: it is the post. Names of channels stay, since channels are public.
"""

from __future__ import annotations

from typing import Any

from collector.minimise import Minimiser

_USER_IDS = frozenset(
    {
        "user_id", "via_bot_id", "via_business_bot_id", "inviter_id", "admin_id", "bot_id", "from_id",
        "to_id", "added_by",
    }
)  # fmt: skip
"""Keys of ids that are people's where they are bare numbers."""
_USER_LISTS = frozenset({"users", "winners", "recent_voters"})
_NAMES = frozenset({"from_name", "post_author", "saved_from_name", "from_rank"})
"""Keys of names that come with no id."""
_DROPPED = frozenset({"phone_number", "first_name", "last_name", "vcard"})
"""A contact card."""


class Persons:
    """Replaces persons in the dicts that Telethon makes of answers."""

    def __init__(self, minimiser: Minimiser) -> None:
        self._policy = minimiser

    @property
    def kept_whole(self) -> bool:
        """True if nothing is to be taken out."""
        return self._policy.senders == "full"

    def user(self, user_id: int | None, name: str | None = None) -> str | None:
        """What is kept of a user."""
        return self._policy.user(user_id, name) if user_id is not None else None

    def name(self, name: str | None) -> str | None:
        """What is kept of somebody of whom only a name is known."""
        return self._policy.name(name)

    def field(self, key: str, value: Any) -> Any:
        """A value as it is kept under its key; called for what is neither a dict nor a list of dicts."""
        if key in _DROPPED:
            return None
        if key in _NAMES:
            return self._policy.name(value) if isinstance(value, str) else None
        if key in _USER_IDS and isinstance(value, int) and not isinstance(value, bool):
            return self._policy.user(value, None)
        if key in _USER_LISTS and isinstance(value, list):
            return [self._policy.user(item, None) if isinstance(item, int) else item for item in value]
        return value


SPECIAL = _USER_IDS | _USER_LISTS | _NAMES | _DROPPED
"""Keys that ``field`` has something to say of."""
