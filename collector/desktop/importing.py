"""From an export's file into the archive: which chats, which messages, what they vouch for, what was broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Literal

from collector.desktop.messages import to_answer
from collector.desktop.persons import Persons, old_channel_id
from collector.desktop.stream import Broken, Chat, read_export
from collector.desktop.survey import Survey
from collector.errors import MessageFault
from collector.minimise import Minimiser
from storage import Answer, Found, Run, Span, Writer

BATCH = 500
"""Messages a transaction: what a crash can cost, a second's work."""

PUBLIC: dict[str, Literal["channel", "group"]] = {"public_channel": "channel", "public_supergroup": "group"}
"""Only these are read. Everything else in an account is somebody's private life."""


@dataclass
class Imported:
    """What one file gave: counts, faults, chats that were refused, and things a person should know."""

    found: Found = Found()
    channels: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    messages: int = 0


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


class DesktopImport:
    """The import of one ``result.json``. ``run`` goes through the file and yields how many messages are behind it."""

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
        self._as_of = survey.as_of(timezone) or datetime.now(UTC)
        self._last: datetime | None = None
        self.imported = Imported()

    def run(self) -> Iterator[int]:
        """Import every whole message of every public chat.

        Raises:
            NotAnExport: the file is of another kind.
            NeedsTimezone: its times are local; what other files gave is kept.
        """
        chat: _OpenChat | None = None
        skipping = False
        for item in read_export(self._path):
            if isinstance(item, Chat):
                self._close(chat)
                chat, skipping = None, item.type not in PUBLIC
                if skipping:
                    self._refuse(item)
                else:
                    chat = _OpenChat(item, Persons(self._minimiser, item.name))
                    self._last = None
            elif isinstance(item, Broken):
                self._broken(item)
                if chat is not None:
                    chat.segments.append(_Segment())
            elif not skipping and chat is not None:
                self._message(chat, item)
                yield self.imported.messages
        self._close(chat)

    def _refuse(self, chat: Chat) -> None:
        name = chat.name or "(no name)"
        self.imported.refused.append(
            f"{name} ({chat.type}, id {chat.id}): not public, nothing of it was read in"
        )

    def _broken(self, broken: Broken) -> None:
        where = "before the first message" if broken.after is None else f"after message {broken.after}"
        self.imported.faults.append(f"{where}: {broken.why}")

    def _message(self, chat: _OpenChat, message: dict[str, Any]) -> None:
        self.imported.messages += 1
        if chat.channel_id is None:
            # only exports with local times put a flag on ids; newer ones may have ids that large
            chat.channel_id = chat.head.id if "date_unixtime" in message else old_channel_id(chat.head.id)
        try:
            answer = to_answer(message, chat.persons, timezone=self._timezone, after=self._last)
        except MessageFault as fault:
            name = message.get("id", f"number {self.imported.messages} of the file")
            self.imported.faults.append(f"message {name} {fault}")
            chat.segments.append(_Segment())
            return
        if not chat.saved:
            self._archive.save_channel(
                chat.channel_id,
                title=chat.head.name or "(no name)",
                kind=PUBLIC[chat.head.type],
                run=self._run,
            )
            chat.saved = True
            self.imported.channels.add(chat.channel_id)
        self._last = answer.date or self._last
        chat.segments[-1].add(answer)
        chat.batch.append(answer)
        if len(chat.batch) >= BATCH:
            self._save(chat)

    def _save(self, chat: _OpenChat) -> None:
        if chat.batch and chat.channel_id is not None:
            self.imported.found += self._archive.save(
                chat.channel_id, chat.batch, source="export", as_of=self._as_of, run=self._run
            )
            chat.batch.clear()

    def _close(self, chat: _OpenChat | None) -> None:
        """Save what is left of a chat, then what it vouches for: a crash before this leaves posts, no false coverage."""
        if chat is None or chat.channel_id is None:
            return
        self._save(chat)
        spans = [Span(*part.ids, *part.dates) for part in chat.segments if part.ids and part.dates]
        self._archive.cover(chat.channel_id, spans, source="export", as_of=self._as_of, run=self._run)
        marked, doubted = self._archive.mark_absent(chat.channel_id, as_of=self._as_of, run=self._run)
        if marked:
            self.imported.notes.append(
                f"{chat.head.name}: {marked} posts of earlier exports are missing from a newer one"
            )
        if doubted:
            self.imported.notes.append(
                f"{chat.head.name}: a newer export lacks {doubted} posts of earlier ones, too many to believe; none marked missing"
            )


@dataclass
class _OpenChat:
    head: Chat
    persons: Persons
    channel_id: int | None = None
    saved: bool = False
    batch: list[Answer] = field(default_factory=list)
    segments: list[_Segment] = field(default_factory=lambda: [_Segment()])
