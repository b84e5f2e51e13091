"""Reading an export as a stream of chats and their messages, in constant memory, around what is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from collector.desktop.repair import CHUNK, MendingReader, mend
from collector.errors import NotAnExport

Events = Iterator[tuple[str, Any]]

_MESSAGE = rb'\{\s*"id":\s*-?\d+,\s*"type":\s*"(?:message|service|unsupported)"'
_CHAT = (
    rb'\{(?:\s*"name":\s*(?:null|"(?:[^"\\]|\\.)*"),)?\s*"type":\s*"[a-z_]+",\s*"id":\s*-?\d+,\s*"messages":'
)
_RESUME = re.compile(rb"(?P<message>" + _MESSAGE + rb")|(?P<chat>" + _CHAT + rb")")
"""Where reading can begin again. Neither can stand inside a string, where its quotes would be escaped."""

MOST_FAULTS = 1000


@dataclass(frozen=True, slots=True)
class Chat:
    """The head of one chat as the export names it; ``id`` as written, which in old exports carries a flag."""

    name: str | None
    type: str
    id: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the file is not JSON: after which message, and what the reader said."""

    after: int | None
    why: str
    at_end: bool


def read_export(path: Path) -> Iterator[Chat | dict[str, Any] | Broken]:
    """Yield each chat's head, then its messages as dicts; a ``Broken`` wherever something had to be left out.

    Raises:
        NotAnExport: the file is not JSON, or JSON of another kind.
    """
    state = _State()
    with path.open("rb") as file:
        yield from _read_from(file, b"", state)
        faults = 0
        while state.error is not None:
            if state.chat is None and not state.inside:
                raise NotAnExport(f"is not JSON that Telegram Desktop wrote ({state.error})")
            faults += 1
            resume = _next_start(path, state)
            at_end = resume is None
            yield Broken(state.last_id, _plain(state.error, at_end=at_end), at_end)
            if resume is None or faults == MOST_FAULTS:
                return
            offset, kind = resume
            file.seek(offset)
            opening = b'{"chats":{"list":['
            if kind == "message":
                opening += b'{"messages":['
            yield from _read_from(file, opening, state)
    if not state.inside:
        raise NotAnExport('is JSON, but no export: it has neither "messages" nor "chats"')


@dataclass
class _State:
    """How far reading has come: what a fresh start behind a broken place needs to know."""

    chat: Chat | None = None
    inside: bool = False
    starts: int = 0
    last_id: int | None = None
    error: str | None = None


def _read_from(file: BinaryIO, opening: bytes, state: _State) -> Iterator[Chat | dict[str, Any]]:
    state.error = None
    events: Events = iter(
        ijson.basic_parse(MendingReader(file, prefix=opening), buf_size=CHUNK, use_float=True)
    )
    try:
        event, _ = next(events)
        if event != "start_map":
            raise NotAnExport("is JSON, but no export: it does not begin with an object")
        yield from _object(events, state)
    except (ijson.JSONError, UnicodeDecodeError, RecursionError, StopIteration) as error:
        state.error = str(error).splitlines()[0] if str(error) else type(error).__name__


def _object(events: Events, state: _State) -> Iterator[Chat | dict[str, Any]]:
    """The file's own object: a chat, or an account with lists of chats."""
    head: dict[str, Any] = {}
    for event, key in events:
        if event == "end_map":
            return
        kind, value = next(events)
        if key in ("chats", "left_chats") and kind == "start_map":
            state.inside = True
            yield from _list(events, state)
        elif key == "messages" and kind == "start_array":
            state.inside = True
            yield from _messages(events, head, state)
        else:
            built = _build(events, kind, value)
            if key in ("name", "type", "id"):
                head[key] = built


def _list(events: Events, state: _State) -> Iterator[Chat | dict[str, Any]]:
    for event, key in events:
        if event == "end_map":
            return
        kind, value = next(events)
        if key != "list" or kind != "start_array":
            _build(events, kind, value)
            continue
        for item, _ in events:
            if item == "end_array":
                break
            yield from _object(events, state)


def _messages(events: Events, head: dict[str, Any], state: _State) -> Iterator[Chat | dict[str, Any]]:
    if head:
        name, kind, id_ = head.get("name"), head.get("type"), head.get("id")
        if not isinstance(kind, str) or not isinstance(id_, int) or not isinstance(name, str | None):
            raise NotAnExport('is JSON, but no export: a chat has no "type" and "id" before its "messages"')
        state.chat = Chat(name, kind, id_)
        state.last_id = None
        yield state.chat
    elif state.chat is None:
        raise NotAnExport(
            'is JSON, but no export: its "messages" have no "name", "type" and "id" before them'
        )
    for event, value in events:
        if event == "end_array":
            return
        message = _build(events, event, value)
        if not isinstance(message, dict):
            message = {"type": f"not a message but {type(message).__name__}"}
        if list(message)[:2] == ["id", "type"]:
            state.starts += 1
        if isinstance(message.get("id"), int):
            state.last_id = message["id"]
        yield message


def _build(events: Events, event: str, value: Any) -> Any:
    if event == "start_map":
        built: dict[str, Any] = {}
        for inner, key in events:
            if inner == "end_map":
                break
            built[key] = _build(events, *next(events))
        return built
    if event == "start_array":
        items = []
        for inner, item in events:
            if inner == "end_array":
                break
            items.append(_build(events, inner, item))
        return items
    return value


def _next_start(path: Path, state: _State) -> tuple[int, str] | None:
    """The first place behind the broken message where a message or chat begins: (offset in bytes, which)."""
    messages = 0
    broken_passed = False
    for offset, kind in _starts(path):
        if kind == "message":
            messages += 1
        if broken_passed:
            if kind == "message":
                state.starts = messages - 1
            else:
                state.starts = messages
            return offset, kind
        if messages == state.starts + 1:
            broken_passed = True
    return None


def _starts(path: Path) -> Iterator[tuple[int, str]]:
    """Every place where a message or a chat begins, in order; reads in overlapping windows."""
    window = 1 << 20
    with path.open("rb") as file:
        base, kept = 0, b""
        while piece := file.read(window):
            data = kept + piece
            last = len(piece) < window
            limit = len(data) if last else len(data) - (1 << 14)
            for match in _RESUME.finditer(data):
                if match.start() < limit:
                    yield base + match.start(), str(match.lastgroup)
            base += limit
            kept = data[limit:]


def _plain(error: str, *, at_end: bool) -> str:
    if at_end:
        return "the file is cut or broken here to its end"
    return f"not JSON here ({error.strip().rstrip('.')}); reading went on at the next message"


def peek(path: Path) -> bytes:
    """The first bytes of a file, mended, to tell what it is."""
    with path.open("rb") as file:
        return mend(file.read(4096))
