"""A page of Telegram Desktop's HTML export (``messages.html``, ``messages2.html``, ...) as answers.

Its writer (export_output_html.cpp) gives each message's number, date, words and media; never the channel's
number, edits, or the time and kind of service messages, which are passed by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from collector.desktop.messages import FIRST_DATE, MOST_ID, SLACK, Content, Entity
from collector.errors import MessageFault, NeedsTimezone
from collector.minimise import Minimiser
from collector.preview.numbers import whole
from collector.preview.persons import line
from collector.preview.text import read_text, units
from storage import Answer, canonical

_DATE = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-])(\d\d):(\d\d))?", re.ASCII)
_ID = re.compile(r"message(\d{1,10})", re.ASCII)
_REPLY = re.compile(r"go_to_message(\d{1,10})", re.ASCII)
_TITLED = {
    "Sticker": "sticker", "Video message": "video_note", "Animation": "gif", "Video file": "video",
}  # fmt: skip
_MEDIA = {
    ".media_poll": "poll", ".media_contact": "contact", ".media_voice_message": "voice",
    ".media_audio_file": "audio", ".media_venue": "venue", ".media_location, .media_live_location": "geo",
    ".media_game": "game", ".media_invoice": "invoice", ".sticker_wrap": "sticker",
    ".animated_wrap": "gif", ".video_file_wrap, .media_video": "video", ".photo_wrap, .media_photo": "photo",
    ".media_file": "document",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page: the chat's title, its messages by number, and what of it is not whole."""

    title: str | None
    answers: tuple[Answer, ...]
    faults: tuple[str, ...]
    services: int


def read_html(content: bytes, *, policy: Minimiser, zone: tzinfo | None) -> HtmlPage:
    """Read a page; ``zone`` is that of dates which carry none.

    Raises:
        NeedsTimezone: there are such dates, and no zone.
    """
    tree = LexborHTMLParser(content)
    title = line(tree.css_first(".page_header .text"))
    answers: dict[int, Answer] = {}
    faults: list[str] = []
    for node in tree.css("div.message.default"):
        try:
            answer = read_message(node, title, policy=policy, zone=zone)
        except (MessageFault, ValueError) as fault:
            faults.append(f"{(node.attributes.get('id') or 'a message'):.40} {fault}")
        else:
            answers.setdefault(answer.post_id, answer)
    numbered = (node.attributes.get("id") or "" for node in tree.css("div.message.service"))
    services = sum(_ID.fullmatch(name) is not None for name in numbered)
    return HtmlPage(title, tuple(answers[number] for number in sorted(answers)), tuple(faults), services)


def html_content(html: str) -> Content:
    """What makes a version, from a message's kept HTML."""
    node = LexborHTMLParser(html).css_first("div.message")
    if node is None:
        raise MessageFault("its raw answer is no message")
    return _content(node)


def read_message(node: LexborNode, title: str | None, *, policy: Minimiser, zone: tzinfo | None) -> Answer:
    """Read one message, and take persons out of it; ``title`` is the chat's.

    Raises:
        MessageFault: it is not whole; says what is wrong.
        NeedsTimezone: its date carries no zone, and there is none.
    """
    found = _ID.fullmatch(node.attributes.get("id") or "")
    if found is None or not 0 < int(found[1]) <= MOST_ID:
        raise MessageFault("has no id that a message can have")
    date = _date(node, zone)
    content = _content(node)
    reply = node.css_first(".reply_to a[href]")
    replied = _REPLY.search(reply.attributes.get("href") or "") if reply is not None else None
    counts = [whole(count.text()) for count in node.css(".reaction .count")]
    sender = policy.name(line(node.css_first(".signature")))
    forwarded = node.css_first(".forwarded .from_name")
    origin = policy.name(_name(forwarded)) or "unnamed" if forwarded is not None else None
    _minimise(node, title, policy)
    return Answer(
        post_id=int(found[1]),
        date=date,
        text=content.text,
        entities=content.entities,
        media=content.media,
        poll=content.poll,
        sender=sender,
        reply_to=int(replied[1]) if replied else None,
        forwarded_from=origin,
        reactions=sum(count or 0 for count in counts) if counts else None,
        raw=canonical({"html": node.html or ""}),
    )


def _date(node: LexborNode, zone: tzinfo | None) -> datetime:
    shown = node.css_first(".body > .date[title]")
    found = _DATE.fullmatch((shown.attributes.get("title") or "") if shown is not None else "")
    if found is None:
        raise MessageFault("has no date")
    day, month, year, clock, sign, hours, minutes = found.groups()
    if sign:
        ahead = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(ahead if sign == "+" else -ahead)
    if zone is None:
        raise NeedsTimezone
    moment = datetime.fromisoformat(f"{year}-{month}-{day}T{clock}").replace(tzinfo=zone).astimezone(UTC)
    if not FIRST_DATE <= moment <= datetime.now(UTC) + SLACK:
        raise MessageFault(f"has a date that cannot be: {moment:%Y-%m-%d}")
    return moment


def _content(node: LexborNode) -> Content:
    words = node.css_first("div.text")
    text, entities = _trimmed(*read_text(words)) if words is not None else ("", ())
    return Content(text, entities, _media(node), _poll(node))


def _trimmed(text: str, entities: tuple[Entity, ...]) -> tuple[str, tuple[Entity, ...]]:
    """Without the line breaks and spaces that the writer puts around a text."""
    kept = text.strip("\n ")
    before = units(text[: len(text) - len(text.lstrip("\n "))])
    moved: list[Entity] = []
    for kind, offset, length, url in entities:
        start = max(offset - before, 0)
        end = min(offset + length - before, units(kept))
        if start < end:
            moved.append((kind, start, end - start, url))
    return kept, tuple(moved)


def _media(node: LexborNode) -> str | None:
    titled = line(node.css_first(".media .title"))
    if titled in _TITLED:
        return _TITLED[titled]
    return next((kind for selector, kind in _MEDIA.items() if node.css_first(selector) is not None), None)


def _poll(node: LexborNode) -> str | None:
    question = line(node.css_first(".media_poll .question"))
    if question is None:
        return None
    answers = [_name(answer).removeprefix("- ") for answer in node.css(".media_poll .answer")]
    return "\n".join((question, *answers))


def _name(node: LexborNode) -> str:
    """A node's own words, without the date or the votes that stand in it."""
    return " ".join(node.text(deep=False).split())


def _minimise(node: LexborNode, title: str | None, policy: Minimiser) -> None:
    if policy.senders == "full":
        return
    for selector in (".userpic_wrap", ".userpics", ".media_contact"):
        for found in node.css(selector):
            found.inner_html = ""
    for found in node.css(".from_name, .signature"):
        if (shown := _name(found)) != title:
            date = found.css_first(".date")
            after = (date.html or "") if date is not None else ""
            found.inner_html = escape(policy.name(shown) or "") + after
