"""Where persons stand in an export's messages, and their replacement.

Telegram Desktop's writer (export_output_json.cpp) names people under a handful of keys, in messages, in
reactions and in the details of service messages. They are looked for at every depth, and an id of a user is
replaced under whatever key it stands, so that a key that a later version adds lets nobody slip through.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from collector.minimise import Minimiser

PeerKind = Literal["user", "chat", "channel", "unknown"]

_PEER = re.compile(r"(user|chat|channel)(\d+)")
_OLD_FLAGS: dict[int, PeerKind] = {0: "user", 2: "channel"}
"""Before 2.7.2 an id carried its kind in the bits from 32 up (Telegram Desktop, data_peer_id.h). A small
group's flag (1) is taken for unknown, since nowadays ids of people are that large."""

PAIRS = {
    "from": "from_id",
    "actor": "actor_id",
    "forwarded_from": "forwarded_from_id",
    "peer_name": "peer_id",
}
"""Keys of a name and of the id that says whether it is a person's."""
_OF_PAIRS = frozenset(PAIRS) | frozenset(PAIRS.values())
_WRITTEN = frozenset({"text", "text_entities", "href"})
"""Keys of what people wrote: the post itself."""
_PLAIN = frozenset({"type", "text", "href"})
"""Keys of an entity that names nobody by id."""
_NAMES = frozenset({"saved_from", "author", "inviter", "members", "winners"})
"""Keys of names that come with no id."""
_IDS = frozenset({"user_id", "to_id", "reply_to_peer_id", "boost_peer_id", "peers"})
"""Keys of ids that come with no name; as bare numbers they are users'."""
_DROPPED = frozenset(
    {"contact_information", "contact_vcard", "first_name", "last_name", "phone_number", "phone", "username"}
)
_SPECIAL = _OF_PAIRS | _WRITTEN | _NAMES | _IDS | _DROPPED


def peer(value: Any) -> tuple[PeerKind, int | None]:
    """The kind and bare id of a ``from_id``: "channel123" since 2.7.2, a flagged integer before."""
    if isinstance(value, str) and (match := _PEER.fullmatch(value)):
        kind: PeerKind = "user" if match[1] == "user" else "chat" if match[1] == "chat" else "channel"
        return kind, int(match[2])
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return _OLD_FLAGS.get(value >> 32, "unknown"), value & 0xFFFFFFFF
    return "unknown", None


def old_channel_id(value: int) -> int:
    """A chat's id without the flag that exports before 2.7.2 put on it (channel id | 0x200000000)."""
    return value & 0xFFFFFFFF if value >> 32 == 2 else value


class Persons:
    """Replaces persons in the messages of one chat; names of channels, the chat's own first, stay."""

    def __init__(self, minimiser: Minimiser, chat_name: str | None) -> None:
        self._policy = minimiser
        self._chat_name = chat_name

    def minimise(self, message: dict[str, Any]) -> dict[str, Any]:
        """The message without persons. With ``senders = "full"`` it is the message as it came."""
        return message if self._policy.senders == "full" else self._object(message)

    def kept(self, of: dict[str, Any], name: str) -> tuple[PeerKind, str | None]:
        """Of a name in ``PAIRS`` and its id: the kind of peer, and what of its name is kept."""
        kind, number = peer(of.get(PAIRS[name]))
        shown = of.get(name)
        shown = shown if isinstance(shown, str) else None
        if kind == "user":
            return kind, self._policy.user(number, shown)
        if kind in ("channel", "chat"):
            return kind, shown
        if shown is not None and shown == self._chat_name:
            return "channel", shown
        return kind, self._policy.name(shown)

    def author(self, message: dict[str, Any]) -> str | None:
        """What is kept of the signature under a channel's post."""
        name = message.get("author")
        return self._policy.name(name) if isinstance(name, str) else None

    def _object(self, of: dict[str, Any]) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        paired = False
        for key, value in of.items():
            if key in _SPECIAL:
                paired = paired or key in _OF_PAIRS
                kept[key] = self._special(key, value)
            elif isinstance(value, str):
                kept[key] = self._text(value) if value.startswith("user") else value
            elif isinstance(value, dict | list):
                kept[key] = self._deep(value)
            else:
                kept[key] = value
        if paired:
            for name, id_ in PAIRS.items():
                if name in of or id_ in of:
                    self._pair(of, kept, name, id_)
        return kept

    def _special(self, key: str, value: Any) -> Any:
        if key in _WRITTEN:
            return self._written(value)
        if key in _NAMES:
            return self._names(value)
        return self._ids(value) if key in _IDS else None

    def _written(self, value: Any) -> Any:
        """A text, or the list of its pieces, of which some are entities that may name a person by id."""
        if not isinstance(value, list):
            return value if isinstance(value, str) else self._deep(value)
        return [
            piece
            if isinstance(piece, str) or (isinstance(piece, dict) and piece.keys() <= _PLAIN)
            else self._deep(piece)
            for piece in value
        ]

    def _deep(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list):
            return [self._deep(item) for item in value]
        return value

    def _pair(self, of: dict[str, Any], kept: dict[str, Any], name: str, id_: str) -> None:
        kind, shown = self.kept(of, name)
        if name in of:
            kept[name] = shown
        if id_ not in of:
            return
        if kind == "user":
            kept[id_] = self._policy.user(peer(of[id_])[1], None)
        elif kind in ("channel", "chat") and peer(of[id_])[0] == kind:
            kept[id_] = of[id_]
        elif of[id_] is not None:
            kept[id_] = self._policy.name(str(of[id_]))

    def _names(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._names(item) for item in value]
        if not isinstance(value, str) or value == self._chat_name:
            return value if value == self._chat_name else None
        return self._policy.name(value)

    def _ids(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._ids(item) for item in value]
        kind, number = peer(value)
        if isinstance(value, str) and kind in ("chat", "channel"):
            return value
        if value is None or isinstance(value, bool):
            return value
        return self._policy.user(number if isinstance(value, str) and kind == "user" else value, None)

    def _text(self, value: str) -> str | None:
        """An id of a user is one under any key."""
        if value.startswith("user") and (match := _PEER.fullmatch(value)):
            return self._policy.user(int(match[2]), None)
        return value
