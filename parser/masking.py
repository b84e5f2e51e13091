"""Covers links, mails, handles and phones at equal length: offsets stay, no contact enters the vocabulary."""

from __future__ import annotations

import re

#: Private-use letters that stand for one masked character each; the tokenizer keeps a run of them whole.
LINK, HANDLE, PHONE = "\ue000", "\ue001", "\ue002"

_PLAIN_LINK = r"""
    \[(?:id|club|public)\d+\|[^\]\n]{0,80}\]
  | (?:https?://|www\.) [^\s)\]>]+
  | \b(?:t\.me|vk\.(?:com|ru|cc)|wa\.me|max\.ru|ok\.ru|telegra\.ph|clck\.ru|goo\.gl|bit\.ly) / [^\s)\]>]+
"""
_MAIL = r"(?<![\w+\-]) [\w+\-]++ (?:\.[\w+\-]++){0,4} @ [\w\-]{1,64} (?:\.[\w\-]{2,24}){1,4}"
_DOMAIN = r"\b[A-Za-z0-9][A-Za-z0-9\-]{1,62}\.(?:ru|com|org|net|su|ua|info|by|kz|io)\b (?:/[^\s)\]>]*)?"
_HANDLE = r"(?<![\w@]) @ [A-Za-z_]\w{2,40}"
_LINK = re.compile(rf"(?=[\[A-Za-z0-9])(?P<link>{_PLAIN_LINK} | {_DOMAIN} )", re.VERBOSE)
# Mails may start with any letter, so that a search for them looks at each: only where there is an @.
_LINK_OR_MAIL = re.compile(
    rf"(?P<link>{_PLAIN_LINK} | {_MAIL} | {_DOMAIN} ) | (?P<handle>{_HANDLE} )", re.VERBOSE
)
_PHONE = re.compile(
    r"""
        (?<![\d+±]) (?:
            [+±] [ ]?\d [\d \-().]{8,17} \d
          | (?:8|7|38|375|998|996|992)? [ ]?[(\-]?[ ]?
            (?: (?<=[873562 (\-]) \d{3} | (?<!\d)[094]\d{2} )
            [ ]?[)\-.]?[ ]? (?: \d{3}[ \-.]{0,3}\d{2}[ \-.]{0,3}\d{2}
                | \d{2}[ \-.]{0,3}\d{2}[ \-.]{0,3}\d{3} | \d{7} )
        )(?!\d)
    """,
    re.VERBOSE,
)
# What a contact cannot do without, looked for first: most posts need no second look.
_LINK_SIGN = re.compile(
    r"[:.\[](?: (?<=:)// | (?<=\[)(?:id|club|public)\d | (?<=[\w]\.)\w\w | (?<=www\.) )", re.VERBOSE
)
_PHONE_SIGN = re.compile(r"\d[\d \-().]{7}")
_PHONE_RUN = re.compile(r"[+±\d \-().]{10,}")

# What breaks tokenising or printing: control characters, odd spaces, lone surrogates. One for one.
_ODD = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202a-\u202f\u205f\u2066-\u2069\u3000\ud800-\udfff]"
)
# A tab within a line parts the cells of a table that was pasted.
_TAB = re.compile(r"(?<=\S)(?: *\t)+ *(?=\S)")
_FILL = {"link": LINK, "handle": HANDLE}


def _fill(match: re.Match[str]) -> str:
    kind = match.lastgroup or "link"
    return _FILL[kind] * (match.end() - match.start())


def _fill_phone(match: re.Match[str]) -> str:
    return PHONE * (match.end() - match.start())


def _fill_phones(match: re.Match[str]) -> str:
    """Phones within a run of all that phones are made of."""
    return _PHONE.sub(_fill_phone, match[0])


def _odd(match: re.Match[str]) -> str:
    char = match[0]
    if char >= "\ud800" and char <= "\udfff":
        return "\ufffd"
    return "\n" if char in "\u2028\u2029\x0b\x0c\x85" else " "


def _cell(match: re.Match[str]) -> str:
    return "|" + " " * (match.end() - match.start() - 1)


def mask(text: str) -> str:
    """The text with contacts covered and odd characters replaced; always as long as the text given."""
    if "\t" in text:
        text = _TAB.sub(_cell, text)
    if _ODD.search(text):
        text = _ODD.sub(_odd, text)
    if "@" in text:
        text = _LINK_OR_MAIL.sub(_fill, text)
    elif _LINK_SIGN.search(text):
        text = _LINK.sub(_fill, text)
    if _PHONE_SIGN.search(text):
        text = _PHONE_RUN.sub(_fill_phones, text)
    return text
