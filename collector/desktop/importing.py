"""From an export's file into the archive: which chats and messages, what they vouch for, what was broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Literal

from collector.desktop.messages import FIRST_DATE, to_answer
from collector.desktop.persons import Persons, old_channel_id
from collector.desktop.stream import Broken, Chat, Mended, read_export
from collector.desktop.survey import Survey
from collector.errors import MessageFault, NeedsTimezone
from collector.minimise import Minimiser
from storage import Answer, Found, Run, Span, Writer, clean

BATCH = 500
"""Messages a transaction: what a crash can cost, a second's work."""

PUBLIC: dict[str, Literal["channel", "group"]] = {"public_channel": "channel", "public_supergroup": "group"}
"""Only these are read. Everything else in an account is somebody's private life."""

MOST_NAMED = 100
"""Faults of a file that are named; the others are counted."""


@dataclass
class Imported:
    """What one file gave: counts, faults, chats that were refused, and things a person should know."""

    found: Found = field(default_factory=Found)
    channels: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    unnamed_faults: int = 0
    notes: list[str] = field(default_factory=list)
    messages: int = 0

    def fault(self, fault: str) -> None:
        """Add a fault; past many they are only counted."""
        if len(self.faults) < MOST_NAMED:
            self.faults.append(fault)
        else:
            self.unnamed_faults += 1


@dataclass
class _Segment:
    """An unbroken stretch of messages: what it spans is covered."""

    ids: tuple[int, int] | None = None
    dates: tuple[datetime, datetime] | None = None

    def add(self, answer: Answer) -> None:
        low, high = self.ids or (answer.post_id, answer.post_id)
        self.ids = (min(low, answer.post_id), max(high, answer.post_id))
        if answer.date is not None:
            first, last = self.dates or (answer.date, answer.date)
            self.dates = (min(first, answer.date), max(last, answer.date))


@dataclass
class _OpenChat:
    """The chat that is being read."""

    head: Chat
    channel_id: int
    persons: Persons
    saved: bool = False
    private: int = 0
    last: datetime | None = None
    batch: list[Answer] = field(default_factory=list)
    segments: list[_Segment] = field(default_factory=lambda: [_Segment()])

    @property
    def title(self) -> str:
        return " ".join(str(clean(self.head.name or "")).replace("\0", " ").split()) or "(no name)"


class DesktopImport:
    """The import of one ``result.json``; ``run`` goes through it and yields how many messages it has read."""

    def __init__(
        self,
        archive: Writer,
        path: Path,
        *,
        survey: Survey,
        run: Run,
        minimiser: Minimiser,
        timezone: tzinfo | None,
    ) -> None:
        self._archive = archive
        self._path = path
        self._run = run
        self._minimiser = minimiser
        self._timezone = timezone
        self._has_stamps = survey.newest_unix is not None
        self._has_entities = survey.has_entities
        # beside unix times a message with a local time alone is damaged
        self._local = None if self._has_stamps else timezone
        self._as_of = survey.as_of(timezone) or FIRST_DATE
        self.imported = Imported()

    def run(self) -> Iterator[int]:
        """Import every whole message of every public chat.

        Raises:
            NotAnExport: the file is of another kind.
            NeedsTimezone: its times are local; nothing of it was brought in.
        """
        chat: _OpenChat | None = None
        for item in read_export(self._path, PUBLIC):
            if isinstance(item, Chat):
                self._close(chat)
                chat = self._open(item)
            elif isinstance(item, Mended):
                self.imported.notes.append(f"messages that were not JSON and were mended: {item.values}")
            elif isinstance(item, Broken):
                self.imported.fault(f"{item.where}: {item.why}")
                if chat is not None:
                    chat.segments.append(_Segment())
            elif chat is not None:
                self._message(chat, item)
                yield self.imported.messages
        self._close(chat)
        if self.imported.unnamed_faults:
            self.imported.faults.append(f"and {self.imported.unnamed_faults} more faults")

    def _open(self, head: Chat) -> _OpenChat | None:
        if head.type not in PUBLIC:
            name = " ".join(str(clean(head.name or "(no name)")).split())
            self.imported.notes.append(f"{name} ({head.type}): not public, nothing of it was read in")
            return None
        # only exports with local times put a flag on ids; ids of newer channels may be as large
        channel_id = head.id if self._has_stamps else old_channel_id(head.id)
        if not 0 < channel_id < 2**52:
            self.imported.fault(f"the chat {head.name}: has an id that no channel has, {head.id}")
            return None
        return _OpenChat(head, channel_id, Persons(self._minimiser, head.name))

    def _message(self, chat: _OpenChat, message: dict[str, Any]) -> None:
        self.imported.messages += 1
        if not self._has_stamps and self._timezone is None and "date" in message:
            raise NeedsTimezone
        if type(message.get("id")) is int and message["id"] < 0:
            chat.private += 1  # Desktop's numbers for what was said in the private group that became this one
            return
        try:
            self._refuse_part(message)
            answer = to_answer(message, chat.persons, timezone=self._local, after=chat.last)
        except MessageFault as fault:
            name = str(message.get("id", f"number {self.imported.messages} of the file"))
            self.imported.fault(f"message {name:.40} {fault}")
            chat.segments.append(_Segment())
            return
        chat.last = answer.date or chat.last
        chat.segments[-1].add(answer)
        chat.batch.append(answer)
        if len(chat.batch) >= BATCH:
            self._save(chat)

    def _refuse_part(self, message: dict[str, Any]) -> None:
        """Refuse what lost its end and took on another message's, as damage can do without a trace."""
        if self._has_entities and message.get("type") == "message" and "text_entities" not in message:
            raise MessageFault("has no text_entities, which all others have: a part of it is lost")

    def _save(self, chat: _OpenChat) -> None:
        if not chat.batch:
            return
        if not chat.saved:
            kind = PUBLIC[chat.head.type]
            self._archive.save_channel(
                chat.channel_id, title=chat.title, kind=kind, as_of=self._as_of, run=self._run
            )
            chat.saved = True
            self.imported.channels.add(chat.channel_id)
        self.imported.found += self._archive.save(
            chat.channel_id, chat.batch, source="export", as_of=self._as_of, run=self._run
        )
        chat.batch.clear()

    def _close(self, chat: _OpenChat | None) -> None:
        """Save what is left of a chat, then what it vouches for: a crash before leaves no false coverage."""
        if chat is None:
            return
        self._save(chat)
        if chat.private:
            private = f"{chat.private} messages from before it was public were passed by"
            self.imported.notes.append(f"{chat.title}: {private}")
        spans = [Span(*part.ids, *part.dates) for part in chat.segments if part.ids and part.dates]
        marked, doubted = self._archive.cover(
            chat.channel_id, spans, source="export", as_of=self._as_of, run=self._run
        )
        if marked:
            missing = f"{marked} posts of earlier exports are missing from a newer one"
            self.imported.notes.append(f"{chat.title}: {missing}")
        if doubted:
            too_many = f"a newer export lacks {doubted} posts of earlier ones, too many to believe"
            self.imported.notes.append(f"{chat.title}: {too_many}; none of them is marked missing")
