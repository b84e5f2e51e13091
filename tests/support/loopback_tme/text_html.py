"""A text with entities as the web preview writes it."""

import re
from itertools import pairwise

from loopback_world.posts import Entity

_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|[\U0001f300-\U0001faff\u231a\u231b\u23e9-\u23f3\u2600-\u27bf]\ufe0f?"
)
_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#39;",
        "!": "&#33;",
        "$": "&#036;",
        "\n": "<br/>",
    }
)
_CONFIRM = "return confirm('Open this link?\\n\\n'+this.href);"
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strike": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def plain(text: str) -> str:
    """Escape a text as t.me does (some marks more than HTML asks for), with line breaks."""
    return text.translate(_ESCAPES)


def rich(text: str, entities: tuple[Entity, ...]) -> str:
    """Write a text with its entities; nested ones open and close at each border, as on t.me."""
    units = text.encode("utf-16-le")
    borders = {0, len(units) // 2}
    for entity in entities:
        borders |= {entity.offset, entity.offset + entity.length}
    marks = sorted(borders)
    written = []
    for start, end in pairwise(marks):
        piece = units[2 * start : 2 * end].decode("utf-16-le", "replace")
        over = [one for one in entities if one.offset <= start and end <= one.offset + one.length]
        written.append(_piece(piece, over))
    return "".join(written)


def _piece(piece: str, over: list[Entity]) -> str:
    written = _emoji(piece)
    for entity in sorted(over, key=lambda one: one.length):
        written = _wrap(written, entity, piece)
    return written


def _emoji(piece: str) -> str:
    written, last = [], 0
    for found in _EMOJI.finditer(piece):
        sign = found[0]
        image = f"//telegram.org/img/emoji/40/{sign.encode().hex().upper()}.png"
        written.append(plain(piece[last : found.start()]))
        written.append(f'<i class="emoji" style="background-image:url(\'{image}\')"><b>{sign}</b></i>')
        last = found.end()
    return "".join(written) + plain(piece[last:])


def _wrap(written: str, entity: Entity, piece: str) -> str:
    match entity.kind:
        case "text_link" | "url":
            href = plain(entity.url or piece)
            return f'<a href="{href}" target="_blank" rel="noopener" onclick="{_CONFIRM}">{written}</a>'
        case "mention":
            return f'<a href="https://t.me/{plain(piece.lstrip("@"))}" target="_blank">{written}</a>'
        case "hashtag":
            return f'<a href="?q=%23{plain(piece.lstrip("#"))}">{written}</a>'
        case "email":
            return f'<a href="mailto:{plain(piece)}">{written}</a>'
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{entity.number}">{written}</tg-emoji>'
        case kind:
            tag = _TAGS.get(kind)  # phones and mentions by id stand plain
            return f"<{tag}>{written}</{tag}>" if tag else written


def rounded(number: int) -> str:
    """Write a number as t.me does: three figures and no trailing zero, 8670000 is 8.67M."""
    for size, letter in ((10**6, "M"), (10**3, "K")):
        if number >= size:
            whole = number // size
            places = max(3 - len(str(whole)), 0)
            figures = str(number * 10**places // size)
            fraction = figures[len(figures) - places :].rstrip("0") if places else ""
            return f"{whole}.{fraction}{letter}" if fraction else f"{whole}{letter}"
    return str(number)
