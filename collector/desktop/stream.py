"""Reading an export as a stream of chats and their messages, in constant memory, around what is broken."""

from __future__ import annotations

import re
from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from collector.desktop.persons import peer
from collector.desktop.text import Damage, Text
from collector.errors import NotAnExport

_MESSAGE = r'\{\s*"id":\s*-?\d+,\s*"type":\s*"(?:message|service|unsupported)"'
_NAME = r'\s*"name":\s*(?:null|"(?:[^"\\]|\\.){0,2000}"),'
_CHAT = rf'\{{(?:{_NAME})?\s*"type":\s*"[a-z_]+",\s*"id":\s*-?\d+,\s*"messages":'
_CHATS = re.compile(_CHAT)
_STARTS = re.compile(f"(?P<message>{_MESSAGE})|(?P<chat>{_CHAT})")
"""Where reading can begin again. Neither can stand inside a string, where its quotes would be escaped."""

MOST_FAULTS = 1000
"""After that many a file is given up."""

FOLLOWS = (
    "what follows cannot be told from another, maybe private chat, and is left out up to the next chat's "
    "beginning. Export this chat by itself"
)
ANOTHER = (
    "names a person as its sender, and in an account's export it may have slid into this channel from a "
    "private chat: left out. Export this chat by itself"
)

_END = object()


@dataclass(frozen=True, slots=True)
class Chat:
    """The head of one chat as the export names it; ``id`` as written, which in old exports carries a flag."""

    name: str | None
    type: str
    id: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where something had to be left out: after what, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Mended:
    """At a file's end: how many of its values were no JSON, but certain to mend."""

    values: int


class _Jump(Exception):  # noqa: N818
    """Reading went on at another place: what encloses the present one is not known any more."""


def read_export(path: Path, wanted: Collection[str]) -> Iterator[Chat | dict[str, Any] | Broken | Mended]:
    """Yield each chat's head, then its messages as dicts; a ``Broken`` wherever something had to be left out.

    Last comes a ``Mended`` if anything was.

    Of chats of other types than the ``wanted`` the messages are passed by unread.

    Raises:
        NotAnExport: the file is not JSON, or JSON of another kind.
    """
    with path.open("rb") as file:
        text = Text(file)
        yield from _Reader(text, wanted).document()
        if text.mended:
            yield Mended(text.mended)


Items = Generator[Chat | dict[str, Any] | Broken, None, None]


class _Reader:
    def __init__(self, text: Text, wanted: Collection[str]) -> None:
        self._text = text
        self._wanted = wanted
        self._account = False
        self._where = "at its beginning"
        self._inside = False
        self._faults = 0

    def document(self) -> Items:
        """The file's own object, then whatever chats can be found behind a broken place."""
        if self._text.peek() != "{":
            raise NotAnExport(
                "is no export: it does not begin with a JSON object" if self._text.peek() else "is empty"
            )
        try:
            yield from self._object()
            self._text.take("")
        except _Jump:
            pass
        except Damage as damage:
            if self._text.find(_CHATS) is None and not self._inside:
                raise NotAnExport(f"is no whole export: {damage}, and no chat begins after that") from None
            yield self._broken(damage)
            yield from self._chat_here()
        else:
            if not self._inside:
                raise NotAnExport('is JSON, but no export: it has neither "messages" nor "chats"')
            return
        while self._faults < MOST_FAULTS and self._text.find(_CHATS):
            yield from self._chat_here()

    def _chat_here(self) -> Items:
        """A chat that begins here, among ruins."""
        if self._text.peek() != "{":
            return
        try:
            yield from self._object()
        except _Jump:
            pass
        except Damage as damage:
            yield self._broken(damage)

    def _broken(self, damage: Damage) -> Broken:
        self._faults += 1
        return Broken(self._where, str(damage))

    def _object(self) -> Items:
        """The file's own object or a chat: what is in it that we know, one key after the other."""
        head: dict[str, Any] = {}
        for key in self._keys():
            if key in ("chats", "left_chats") and self._text.peek() == "{":
                self._account = self._inside = True
                yield from self._chats()
            elif key == "messages" and self._text.peek() == "[":
                self._inside = True
                yield from self._chat(head)
            elif self._text.peek() in ("{", "["):
                self._text.skip()
            else:
                head[key] = self._text.value(_STARTS)

    def _keys(self) -> Iterator[str]:
        """The keys of an object; whoever takes one reads its value before the next."""
        self._text.take("{")
        if self._text.peek() == "}":
            self._text.take("}")
            return
        while True:
            key = self._text.value(_STARTS)
            if not isinstance(key, str):
                raise Damage("a key is missing")
            self._text.take(":")
            yield key
            if self._text.peek() == "}":
                self._text.take("}")
                return
            self._text.take(",")

    def _items(self) -> Iterator[None]:
        """The places of an array's items; whoever gets one reads the item before the next."""
        self._text.take("[")
        if self._text.peek() == "]":
            self._text.take("]")
            return
        while True:
            yield
            if self._text.peek() == "]":
                self._text.take("]")
                return
            self._text.take(",")

    def _chats(self) -> Items:
        for key in self._keys():
            if key == "list" and self._text.peek() == "[":
                for _ in self._items():
                    yield from self._object()
            elif self._text.peek() in ("{", "["):
                self._text.skip()
            else:
                self._text.value(_STARTS)

    def _chat(self, head: dict[str, Any]) -> Items:
        name, kind, id_ = head.get("name"), head.get("type"), head.get("id")
        if not isinstance(kind, str) or type(id_) is not int or not isinstance(name, str | None):
            if not self._account:
                raise NotAnExport('is no export: it has no "type" and "id" before its "messages"')
            yield self._broken(Damage('a chat has no "type" and "id" before its "messages"'))
            self._text.skip()
            return
        chat = Chat(name, kind, id_)
        yield chat
        if kind in self._wanted:
            yield from self._messages(chat)
            self._where = f"after the chat {name}"
        else:
            self._where = f"in or after the chat {name or kind}"
            yield from self._pass_by()

    def _pass_by(self) -> Items:
        """Pass a chat that is not to be read. Broken, it ends where the next chat begins, no sooner."""
        place = self._text.place()
        try:
            self._text.skip()
        except Damage as damage:
            yield self._broken(damage)
            self._text.go(place)
            raise _Jump from None

    def _messages(self, chat: Chat) -> Items:
        """A chat's messages. What is broken is left out up to where the next message begins.

        In an account's export a broken stretch may hide where the next chat began, which may be a private
        one: from then on only posts are taken that name the channel itself as their sender. Since bytes may
        be lost without a trace, a post of a channel that names a person, or an id that does not ascend, is
        doubted there too. What this cannot see is a piece of a private chat that slid, whole and with greater
        ids, into a public group's messages.
        """
        last: int | None = None
        doubtful = False
        items = self._items()
        while True:
            self._where = "before the first message" if last is None else f"after message {last}"
            try:
                if next(items, _END) is _END:
                    return
                message = self._text.value(_STARTS)
            except Damage as damage:
                yield self._broken(damage)
                if self._faults >= MOST_FAULTS:
                    raise _Jump from None
                self._text.step()
                start = self._text.find(_STARTS)
                if start is None or start.lastgroup == "chat":
                    raise _Jump from None
                items, doubtful = self._rest(), self._account
                continue
            message = message if isinstance(message, dict) else {}
            id_ = message["id"] if type(message.get("id")) is int else None
            if self._account:
                own = _own(chat, message)
                doubtful = doubtful or (id_ is not None and last is not None and id_ <= last)
                if doubtful and own is not True:
                    yield Broken(self._where, FOLLOWS)
                    raise _Jump
                if own is False:
                    yield Broken(f"message {id_}", ANOTHER)
                    continue
            last = last if id_ is None else id_
            yield message

    def _rest(self) -> Iterator[None]:
        """The places of an array's items, from the one that begins here on."""
        while True:
            yield
            if self._text.peek() == "]":
                self._text.take("]")
                return
            self._text.take(",")


def _own(chat: Chat, message: dict[str, Any]) -> bool | None:
    """True if a message of a channel names the channel as its sender, False if a person, else None."""
    if chat.type != "public_channel":
        return None
    sender = message.get("from_id", message.get("actor_id"))
    if sender is None:
        return message.get("from", message.get("actor")) == chat.name or None
    kind, number = peer(sender)
    if kind == "user":
        return False
    return (kind == "channel" and number in (chat.id, chat.id & 0xFFFFFFFF)) or None
