"""A t.me page, however it came: a channel's posts with the way on, or what the name's own page tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from selectolax.lexbor import LexborHTMLParser

from collector.errors import MessageFault
from collector.minimise import Minimiser
from collector.preview.blocks import Block, read_block, read_view
from collector.preview.persons import line

_BLOCK = ".tgme_widget_message[data-post]"
_NAME = re.compile(r"/(?:s/)?(\w{1,64})/?(?:\?.*)?$")


class Landing(Enum):
    """What a name's own page says that the name is."""

    CHANNEL = "a channel"
    GROUP = "a group"
    USER = "a person"
    BOT = "a bot"
    CLOSED = "a channel or group to be asked for"
    NOBODY = "nobody"
    UNKNOWN = "a page of another kind"


_SIGNS = {
    "subscriber": Landing.CHANNEL,
    "member": Landing.GROUP,
    "monthly user": Landing.BOT,
    "start bot": Landing.BOT,
    "send message": Landing.USER,
    "join": Landing.CLOSED,
    "view in telegram": Landing.CHANNEL,
}
"""What stands in a page's numbers or on its button, the surest first."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a channel's posts.

    ``before`` and ``after`` are what to ask for next, None at an end. ``captured`` is when the server made
    the page.
    ``is_search`` is a page of posts with some word: it shows no stretch. ``faults`` name blocks that are not
    whole.
    """

    channel_id: int | None
    username: str | None
    title: str | None
    captured: datetime
    blocks: tuple[Block, ...]
    before: int | None
    after: int | None
    is_empty: bool
    is_search: bool = False
    faults: tuple[str, ...] = field(default=())

    @property
    def ids(self) -> list[int]:
        """Ids of its posts, of an album the first."""
        return [block.answer.post_id for block in self.blocks]


def is_feed(tree: LexborHTMLParser) -> bool:
    """True of a page of posts, even of none; False of landing pages and all else."""
    return tree.css_first(f".tgme_channel_history, .tme_no_messages_found, {_BLOCK}") is not None


def read_page(tree: LexborHTMLParser, *, policy: Minimiser, fetched: datetime, url: str) -> Page:
    """Read a page of posts. ``fetched`` is its time if its blocks do not say when they were made."""
    blocks: dict[int, Block] = {}
    faults: list[str] = []
    title = line(tree.css_first(".tgme_channel_info_header_title, .tgme_header_title"))
    nested = {node.mem_id for node in tree.css(f"{_BLOCK} {_BLOCK}")}
    found = [node for node in tree.css(_BLOCK) if node.mem_id not in nested]
    views = [view for node in found if (view := read_view(node)) is not None]
    # a page of two channels (a damaged or made-up one) is nobody's
    channels = {view.channel_id for view in views}
    captured = max((view.rendered for view in views), default=fetched)
    for node in found:
        try:
            block = read_block(node, policy=policy, title=title, captured=captured, url=url)
        except (MessageFault, ValueError) as fault:
            faults.append(f"post {(node.attributes.get('data-post') or '?'):.60} {fault}")
            continue
        blocks.setdefault(block.answer.post_id, block)
    return Page(
        channel_id=channels.pop() if len(channels) == 1 else None,
        username=_username(tree),
        title=title,
        captured=captured,
        blocks=tuple(blocks[number] for number in sorted(blocks)),
        before=_turn(tree, "before"),
        after=_turn(tree, "after"),
        is_empty=not found,
        is_search=_is_search(tree),
        faults=tuple(faults),
    )


def _username(tree: LexborHTMLParser) -> str | None:
    """The name in its own case, from the channel's header or its posts' addresses."""
    link = tree.css_first(".tgme_channel_info_header_username a[href], a.tgme_header_link[href]")
    if link is not None and (found := _NAME.search(link.attributes.get("href") or "")):
        return found[1]
    node = tree.css_first(_BLOCK)
    name = ((node.attributes.get("data-post") or "") if node is not None else "").split("/")[0]
    return name if re.fullmatch(r"[A-Za-z]\w{3,31}", name) else None


def _is_search(tree: LexborHTMLParser) -> bool:
    if any(field.attributes.get("value") for field in tree.css('input[name="q"]')):
        return True
    links = tree.css('a.tme_messages_more[href], link[rel="canonical"], link[rel="prev"], link[rel="next"]')
    return any(re.search(r"[?&]q=[^&]", link.attributes.get("href") or "") for link in links)


def _turn(tree: LexborHTMLParser, way: str) -> int | None:
    """The id that the link to earlier or later posts names."""
    rel = {"before": "prev", "after": "next"}[way]
    for node in (
        *tree.css(f"a.tme_messages_more[data-{way}]"),
        *tree.css(f'link[rel="{rel}"]'),
    ):
        given = node.attributes.get(f"data-{way}") or ""
        found = re.search(rf"[?&]{way}=(\d{{1,10}})(?:&|$)", node.attributes.get("href") or "")
        number = given if re.fullmatch(r"[0-9]{1,10}", given) else found[1] if found else None
        if number is not None:
            return int(number)
    return None


def read_landing(tree: LexborHTMLParser) -> Landing:
    """What kind of page a name's own page is: told by its title, its button and its numbers."""
    if tree.css_first(".tgme_page") is None:
        return Landing.UNKNOWN
    if tree.css_first(".tgme_page_title") is None:
        return Landing.NOBODY
    extra = " ".join(_lines(tree, ".tgme_page_extra")).casefold()
    button = " ".join(_lines(tree, ".tgme_page_action a")).casefold()
    said = f"{extra}; {button}"
    return next((kind for words, kind in _SIGNS.items() if words in said), Landing.UNKNOWN)


def _lines(tree: LexborHTMLParser, selector: str) -> Iterator[str]:
    return (found for node in tree.css(selector) if (found := line(node)))
