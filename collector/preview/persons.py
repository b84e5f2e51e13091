"""Persons on a page of posts, and their replacement before the page's blocks are kept."""

from __future__ import annotations

import re
from html import escape

from selectolax.lexbor import LexborNode

from collector.minimise import Minimiser
from collector.preview.text import one_text

_POST_OF_CHANNEL = re.compile(r"https?://[^/]+/(?:c/)?\w+/\d+/?(?:\?.*)?")
_USER = re.compile(r"tg://user\?id=(\d+)")
_NAMES = (
    ".tgme_widget_message_from_author",
    ".tgme_widget_message_forwarded_from_author",
    ".tgme_widget_message_author_name",
)


def line(node: LexborNode | None) -> str | None:
    """A node's text on one line; None if there is none."""
    return " ".join(one_text(node.text()).split()) or None if node is not None else None


def signature(block: LexborNode, policy: Minimiser) -> str | None:
    """What is kept of the name under a post."""
    return policy.name(line(block.css_first(".tgme_widget_message_from_author")))


def forwarded_from(block: LexborNode, policy: Minimiser) -> str | None:
    """What is kept of where a post came from: a channel's title, or what the policy makes of a person."""
    node = block.css_first(".tgme_widget_message_forwarded_from_name")
    if node is None:
        return "unnamed" if block.css_first(".tgme_widget_message_forwarded_from") is not None else None
    name = line(node)
    return (name if _is_channel(node) else policy.name(name)) or "unnamed"


def minimise(block: LexborNode, policy: Minimiser, title: str | None) -> None:
    """Take persons out of a block in place; ``title`` is the channel's own name, which stays."""
    if policy.senders == "full":
        return
    for selector in _NAMES:
        for node in block.css(selector):
            if line(node) != title:
                _rename(node, policy)
    for node in block.css(".tgme_widget_message_forwarded_from_name"):
        if not _is_channel(node):
            _rename(node, policy)
    for node in block.css(".tgme_widget_message_contact_wrap"):
        node.inner_html = ""
        _unlink(node)
    for node in block.css('a[href^="tg://user"]'):
        found = _USER.match(node.attributes.get("href") or "")
        kept = policy.user(int(found[1]), None) if found else None
        node.attrs["href"] = f"tg://user?id={kept or ''}"


def _is_channel(node: LexborNode) -> bool:
    return bool(_POST_OF_CHANNEL.fullmatch(node.attributes.get("href") or ""))


def _rename(node: LexborNode, policy: Minimiser) -> None:
    node.inner_html = escape(policy.name(line(node)) or "")
    _unlink(node)


def _unlink(node: LexborNode) -> None:
    if "href" in node.attributes:
        node.attrs["href"] = ""
