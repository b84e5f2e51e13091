"""A piece of HTML as Telegram's text: line breaks, emoji, and the entities that people made in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from collector.desktop.messages import Entity
from storage import clean

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "del": "strikethrough", "strike": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip
"""Tags of the web preview and of Telegram Desktop's HTML, in the names of its JSON."""

_UNSEEN = frozenset({"script", "style", "template"})


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that is open: its kind and link, and where it began (UTF-16 units; number of pieces)."""

    kind: str
    href: str | None
    offset: int
    piece: int


def read_text(root: LexborNode) -> tuple[str, tuple[Entity, ...]]:
    """The text under a node, and its entities with offsets in UTF-16 code units, in order.

    t.me closes and opens a tag again at each border of a nested one: what touches is joined.
    """
    pieces: list[str] = []
    offset = 0
    opened: list[_Open | None] = []
    found: dict[tuple[str, str | None], list[Entity]] = {}
    for entering, node in steps(root):
        if node.is_text_node:
            if entering and node.parent is not None and node.parent.tag not in _UNSEEN:
                piece = one_text(node.text_content or "")
                pieces.append(piece)
                offset += units(piece)
        elif entering and node.tag == "br":
            pieces.append("\n")
            offset += 1
            opened.append(None)
        elif entering:
            opened.append(_opening(node, offset, len(pieces)))
        elif (tag := opened.pop()) is not None and offset > tag.offset:
            url = _made_link(tag.href, "".join(pieces[tag.piece :])) if tag.kind == "text_link" else None
            if tag.kind != "text_link" or url is not None:
                _add(found, (tag.kind, tag.offset, offset - tag.offset, url))
    entities = (entity for of_kind in found.values() for entity in of_kind)
    return "".join(pieces), tuple(sorted(entities, key=lambda entity: (entity[1], -entity[2], entity[0])))


def steps(root: LexborNode) -> Iterator[tuple[bool, LexborNode]]:
    """Every node under ``root`` as it is entered (True) and left (False); however deep, without recursion."""
    node = root.child
    while node is not None:
        yield True, node
        if node.child is not None:
            node = node.child
            continue
        while True:
            yield False, node
            if node.next is not None:
                node = node.next
                break
            node = node.parent
            if node is None or node.mem_id == root.mem_id:
                return


def _opening(node: LexborNode, offset: int, piece: int) -> _Open | None:
    classes = (node.attributes.get("class") or "").split()
    tag = node.tag or ""
    parent = node.parent
    if "emoji" in classes or (tag == "b" and parent is not None and _is_emoji(parent)):
        return None  # a picture of an emoji, and the emoji in it
    if tag == "a":
        return _Open("text_link", node.attributes.get("href"), offset, piece)
    if "spoiler" in classes or "tg-spoiler" in classes:
        return _Open("spoiler", None, offset, piece)
    if tag == "code" and parent is not None and parent.tag == "pre":
        return None  # names the language
    return _Open(TAGS[tag], None, offset, piece) if tag in TAGS else None


def _is_emoji(node: LexborNode) -> bool:
    return "emoji" in (node.attributes.get("class") or "").split()


def _add(found: dict[tuple[str, str | None], list[Entity]], entity: Entity) -> None:
    """Add an entity, joined to the last of its kind where they touch."""
    kind, offset, length, url = entity
    of_kind = found.setdefault((kind, url), [])
    end = offset + length
    while of_kind and offset <= of_kind[-1][1] + of_kind[-1][2]:
        _, other, size, _ = of_kind.pop()
        offset, end = min(offset, other), max(end, other + size)
    of_kind.append((kind, offset, end - offset, url))


def _made_link(href: str | None, text: str) -> str | None:
    """The address, if a person put it under the text; None if the text itself is the link."""
    if href is None or "://" not in href:
        return None  # hashtags, mails, phones, mentions by id
    address = one_text(href)
    if _bare(address) == _bare(text) or _bare(unquote(address)) == _bare(text):
        return None
    if text.startswith("@") and _bare(address) == f"t.me/{text[1:]}".casefold():
        return None
    return address


def _bare(address: str) -> str:
    return address.split("://", 1)[-1].strip().rstrip("/").casefold()


def one_text(text: str) -> str:
    """A text as a column can hold it: no lone surrogates, no NUL."""
    return str(clean(text)).replace("\0", "\ufffd")


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
