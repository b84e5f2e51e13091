"""Quotes of posts, which are hostile text: escaped, their masked parts and their number marked."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from reports.redact import BLOCK

_MASKED = re.compile(f"{BLOCK}[{BLOCK} ]*{BLOCK}|{BLOCK}")
_MARKDOWN = re.compile(
    r"[\\`*|~$]"
    r"|(?<!\w)_|_(?!\w)"  # inside a word it does nothing
    r"|\[(?![bpurx]\](?![(\[:]))"  # marks such as [b] stay as they are, as long as they cannot begin a link
    r"|(?<!\[[bpurx])\]|\](?=[(\[:])"
    r"|(?<=:)/(?=/)|(?<=www)\."  # addresses that GitHub would make links of
    r"|^(?:[-+#=>]|\d+(?=[.)](?:\s|$)))",  # what begins a list, a heading, a quote
    re.IGNORECASE,
)
_RANGE = re.compile(r"\d[\d,.\u00a0]*-\d[\d,.\u00a0]*\d\+?|\d+-\d+\+?")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}


def quote_html(quote: str, evidence: str | None, *, masked: str) -> Markup:
    """Escape a quote for HTML; masked parts read aloud as ``masked``, the words of the number are marked."""
    place = quote.find(evidence) if evidence else -1
    if place < 0 or evidence is None:
        return _blocks(quote, masked)
    end = place + len(evidence)
    return (
        _blocks(quote[:place], masked)
        + Markup("<mark>{}</mark>").format(evidence)
        + _blocks(quote[end:], masked)
    )


def unbroken(text: object) -> Markup:
    """Escape text for HTML, with its ranges of numbers kept on one line."""
    return Markup(_RANGE.sub(r'<span class="nb">\g<0></span>', str(escape(text))))  # noqa: S704


def markdown(text: object) -> str:
    """Escape text for one line of Markdown: no markup, table cell, link or HTML can come of it."""
    line = " ".join(str(text).split())
    escaped = _MARKDOWN.sub(lambda match: _escaped(match[0]), line)
    return re.sub("[<&]", lambda match: _ENTITIES[match[0]], escaped)


def _escaped(found: str) -> str:
    # a number that begins a line is made a list by the mark after it, so that is what is escaped
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def _blocks(text: str, masked: str) -> Markup:
    parts = [Markup()]
    end = 0
    for match in _MASKED.finditer(text):
        parts.append(escape(text[end : match.start()]))
        label = Markup('<span class="masked" role="img" aria-label="{}">{}</span>').format(masked, match[0])
        parts.append(label)
        end = match.end()
    parts.append(escape(text[end:]))
    return Markup().join(parts)
