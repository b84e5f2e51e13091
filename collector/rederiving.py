"""Reading a stored raw answer again: the columns that it tells, for whoever checks what an archive says.

Not worked out anew are senders and where a forward is from: persons were taken out before the answer was
kept, and titles of channels came beside it. Nor are dates of exports that gave local times, whose zone the
person who imported them said.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from collector.desktop import html as desktop_html
from collector.desktop.messages import to_answer as desktop_answer
from collector.desktop.persons import Persons as DesktopPersons
from collector.errors import MessageFault, NeedsTimezone
from collector.minimise import Minimiser
from collector.preview.blocks import read_block
from storage import Answer

_TOLD = (
    "identity", "text", "entities", "poll", "media", "edited", "service", "reply_to", "album", "views",
    "forwards", "replies", "reactions",
)  # fmt: skip


class _Nobody:
    """Names people by what stands in their place already."""

    def of(self, kind: str, value: object) -> str:
        raise AssertionError(f"a stored answer is minimised: {kind} {value}")


_AS_IT_IS = Minimiser("full", _Nobody())


def derive(source: str, raw: str) -> dict[str, Any]:
    """The columns that a raw answer tells: those of a version, entities as rows, times as in tables.

    Raises:
        ValueError: it cannot be read as an answer of the source.
    """
    try:
        value = json.loads(raw)
        if source == "telegram":
            return _columns(_telegram(value))
        if source == "preview":
            return _columns(_preview(value))
        return _export(value)
    except (MessageFault, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}"[:200]) from error


def _columns(answer: Answer) -> dict[str, Any]:
    told = {name: getattr(answer, name) for name in _TOLD}
    told["text"], told["entities"] = answer.text, answer.entities or None
    return told | {"date": _moment(answer.date), "edited": _moment(answer.edited)}


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat()[:19] + "Z" if moment is not None else None


def _preview(value: dict[str, Any]) -> Answer:
    block = LexborHTMLParser(value["html"]).css_first("div[data-post]")
    if block is None:
        raise MessageFault("holds no post")
    captured = datetime.fromisoformat(value["captured"])
    return read_block(block, policy=_AS_IT_IS, title=None, captured=captured, url=value["url"]).answer


def _export(value: dict[str, Any]) -> dict[str, Any]:
    if isinstance(html := value.get("html"), str):
        return _html(html)
    local = "date" in value and "date_unixtime" not in value
    answer = desktop_answer(value, DesktopPersons(_AS_IT_IS, None), timezone=UTC, after=None)
    told = _columns(answer)
    if local:
        del told["date"], told["edited"]
    return told


def _html(html: str) -> dict[str, Any]:
    node = LexborHTMLParser(html).css_first("div.message")
    if node is None:
        raise MessageFault("holds no message")
    try:
        return _columns(desktop_html.read_message(node, None, policy=_AS_IT_IS, zone=None))
    except NeedsTimezone:
        told = _columns(desktop_html.read_message(node, None, policy=_AS_IT_IS, zone=UTC))
        del told["date"]
        return told


def _telegram(value: dict[str, Any]) -> Answer:
    # Telethon takes half a second to import, which archives without its answers need not
    from collector.telegram.messages import Names, to_answer  # noqa: PLC0415
    from collector.telegram.persons import Persons  # noqa: PLC0415
    from collector.telegram.raw import read_raw  # noqa: PLC0415

    return to_answer(read_raw(value), Persons(_AS_IT_IS), Names())
