"""One post's block on a t.me page, to one answer for the archive."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from selectolax.lexbor import LexborNode

from collector.desktop.messages import FIRST_DATE, MOST_ID, SLACK
from collector.errors import MessageFault
from collector.minimise import Minimiser
from collector.preview import media, persons
from collector.preview.numbers import whole
from collector.preview.text import read_text
from storage import Answer, canonical

_TEXT = ".tgme_widget_message_text.js-message_text"
_REPLY = "a.tgme_widget_message_reply"
_DATE = "a.tgme_widget_message_date > time[datetime]"
_POST = re.compile(r"([^/]+)/(\d{1,10})")


@dataclass(frozen=True, slots=True)
class View:
    """What ``data-view`` says: the channel's bare id, and when the page was made."""

    channel_id: int
    rendered: datetime


@dataclass(frozen=True, slots=True)
class Block:
    """A block read: its answer, and whether its page called it edited (it does not say when)."""

    answer: Answer
    edited: bool


def read_view(block: LexborNode) -> View | None:
    """Decode ``data-view``: unpadded base64url of ``{"c": -channel id, "p", "t": Unix time, "h"}``.

    None if it is not that.
    """
    given = block.attributes.get("data-view") or ""
    try:
        facts = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
        channel, rendered = facts["c"], facts["t"]
        if type(channel) is not int or type(rendered) is not int or not 0 < -channel < 2**52:
            return None
        moment = datetime.fromtimestamp(rendered, UTC)
    except (binascii.Error, ValueError, KeyError, TypeError, OverflowError, OSError, RecursionError):
        return None
    return View(-channel, moment) if FIRST_DATE <= moment <= datetime.now(UTC) + SLACK else None


def read_block(
    block: LexborNode, *, policy: Minimiser, title: str | None, captured: datetime, url: str
) -> Block:
    """Read one block, and take persons out of it; ``title`` is the channel's, ``captured`` the page's time.

    Raises:
        MessageFault: it is not whole; says what is wrong.
    """
    name, post_id = _number(block)
    date = _date(block)
    is_service = "service_message" in (block.attributes.get("class") or "").split()
    text, entities = _text(block)
    action = media.service(text) if is_service else None
    kind = None if is_service else media.media_kind(block, has_text=bool(text))
    said = "" if is_service else text
    answer = Answer(
        post_id=post_id,
        date=date,
        text=said,
        entities=() if is_service else entities,
        media=kind,
        poll=media.poll(block),
        service=action,
        sender=persons.signature(block, policy),
        reply_to=_reply(block, name),
        album=_album(block, post_id),
        forwarded_from=persons.forwarded_from(block, policy),
        views=_views(block),
        reactions=_reactions(block),
        raw="",
    )
    edited = _edited(block)
    persons.minimise(block, policy, title)
    if action == "service" and policy.senders != "full":
        _forget_text(block)
    kept = {"captured": f"{captured:%Y-%m-%dT%H:%M:%SZ}", "html": block.html or "", "url": url}
    return Block(Answer(**{**vars(answer), "raw": canonical(kept)}), edited)


def _number(block: LexborNode) -> tuple[str, int]:
    found = _POST.fullmatch(block.attributes.get("data-post") or "")
    if found is None or not 0 < int(found[2]) <= MOST_ID:
        raise MessageFault("has no id that a post can have")
    return found[1], int(found[2])


def _date(block: LexborNode) -> datetime:
    node = block.css_first(_DATE)
    given = (node.attributes.get("datetime") or "") if node is not None else ""
    try:
        date = datetime.fromisoformat(given)
        moment = date.astimezone(UTC) if date.tzinfo is not None else None
    except (ValueError, OverflowError):
        moment = None
    if moment is None or not FIRST_DATE <= moment <= datetime.now(UTC) + SLACK:
        raise MessageFault(f"has a date that cannot be: {given:.40}" if given else "has no date")
    return moment.replace(microsecond=0)


def _text(block: LexborNode) -> tuple[str, tuple[tuple[str, int, int, str | None], ...]]:
    """The post's own text: not that of the post it replies to, which has the same class."""
    quoted = {node.mem_id for node in block.css(f"{_REPLY} {_TEXT}")}
    for node in block.css(_TEXT):
        if node.mem_id not in quoted:
            return read_text(node)
    return "", ()


def _forget_text(block: LexborNode) -> None:
    for node in block.css(_TEXT):
        node.inner_html = ""


def _reply(block: LexborNode, name: str) -> int | None:
    """The id of the post of this channel that it answers."""
    node = block.css_first(_REPLY)
    href = (node.attributes.get("href") or "") if node is not None else ""
    found = re.search(r"/([^/]+)/(\d{1,10})(?:\?.*)?$", href)
    return int(found[2]) if found and found[1].casefold() == name.casefold() else None


def _album(block: LexborNode, post_id: int) -> str | None:
    """An album by its first post's id, as ``data-view`` has it ("84g"); its other posts are on no page."""
    return f"{post_id}g" if block.css_first(".tgme_widget_message_grouped_wrap") is not None else None


def _views(block: LexborNode) -> int | None:
    node = block.css_first(".tgme_widget_message_views")
    return whole(node.text()) if node is not None else None


def _reactions(block: LexborNode) -> int | None:
    """All of them, the paid ones too; None where the page shows none."""
    counts = [whole(node.text(deep=False)) for node in block.css(".tgme_reaction")]
    return sum(count or 0 for count in counts) if counts else None


def _edited(block: LexborNode) -> bool:
    node = block.css_first(".tgme_widget_message_meta")
    return node is not None and "edited" in node.text(deep=False).split()
