"""Where persons stand in an export's messages, and their replacement."""

from __future__ import annotations

import re
from typing import Any, Literal

from collector.minimise import Minimiser

PeerKind = Literal["user", "chat", "channel", "unknown"]

_PEER = re.compile(r"(user|chat|channel)(\d+)")
_OLD_FLAGS: dict[int, PeerKind] = {0: "user", 1: "chat", 2: "channel"}
"""Before 2.7.2 an id carried its kind in the bits from 32 up (Telegram Desktop, data_peer_id.h)."""


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
        if self._policy.senders == "full":
            return message
        kept = dict(message)
        for name, id_ in (
            ("from", "from_id"),
            ("actor", "actor_id"),
            ("forwarded_from", "forwarded_from_id"),
        ):
            self._pair(kept, name, id_)
        for name in ("saved_from", "author", "inviter"):
            if isinstance(kept.get(name), str) and kept[name] != self._chat_name:
                kept[name] = self._policy.name(kept[name])
        if peer(kept.get("reply_to_peer_id"))[0] == "user":
            kept["reply_to_peer_id"] = self._policy.user(peer(kept["reply_to_peer_id"])[1], None)
        if isinstance(kept.get("members"), list):
            kept["members"] = [
                self._policy.name(name) if isinstance(name, str) else None for name in kept["members"]
            ]
        for contact in ("contact_information", "contact_vcard"):
            if contact in kept:
                kept[contact] = None
        if isinstance(kept.get("reactions"), list):
            kept["reactions"] = [self._reaction(reaction) for reaction in kept["reactions"]]
        for text in ("text", "text_entities"):
            if isinstance(kept.get(text), list):
                kept[text] = [self._entity(part) for part in kept[text]]
        return kept

    def kept(self, message: dict[str, Any], name: str, id_: str) -> tuple[PeerKind, str | None]:
        """Of a name and id pair of the message as it came: the kind of peer, and what of its name is kept."""
        kind, number = peer(message.get(id_))
        shown = message.get(name)
        shown = shown if isinstance(shown, str) else None
        if kind == "user":
            return kind, self._policy.user(number, shown)
        if kind in ("channel", "chat") or shown == self._chat_name:
            return "channel" if kind == "unknown" else kind, shown
        return kind, self._policy.name(shown)

    def _pair(self, kept: dict[str, Any], name: str, id_: str) -> None:
        if name not in kept and id_ not in kept:
            return
        kind, shown = self.kept(kept, name, id_)
        if name in kept:
            kept[name] = shown
        if kind == "user" and id_ in kept:
            kept[id_] = shown

    def _reaction(self, reaction: Any) -> Any:
        if not isinstance(reaction, dict) or not isinstance(reaction.get("recent"), list):
            return reaction
        recent = []
        for person in reaction["recent"]:
            if isinstance(person, dict):
                person = dict(person)  # noqa: PLW2901 - the copy replaces the original
                self._pair(person, "from", "from_id")
            recent.append(person)
        return {**reaction, "recent": recent}

    def _entity(self, part: Any) -> Any:
        if isinstance(part, dict) and "user_id" in part:
            return {**part, "user_id": self._policy.user(part["user_id"], None)}
        return part
