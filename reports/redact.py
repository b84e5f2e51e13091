"""Contacts and names of persons masked in quotes, each code point by one block, so that places stay.

Masked for certain: e-mail addresses, handles, links into messengers and profiles, telephone numbers, a name
with a patronymic, and capitalised words right after one that announces a contact ("звонить", "HR") or right
beside a telephone number. A first name alone in running text stays: no rule tells it from any other word.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

BLOCK = "█"

_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_LINK = (
    r"(?:https?://)?(?:www\.|m\.)?"
    r"(?:t\.me|telegram\.me|telegram\.dog|wa\.me|api\.whatsapp\.com|viber\.click|vk\.com|vk\.me|ok\.ru|instagram\.com)"
    r"/[^\s<>()]*[^\s<>(),.;:!?]"
    r"|(?:tg|viber|whatsapp|skype):[^\s<>()]*[^\s<>(),.;:!?]"
)
_HANDLE = r"(?<![\w@])@[A-Za-z]\w{2,}"
# what people put between digits: blanks, dashes, brackets, dots, and the two halves of keycap emoji
_BETWEEN = r"[\s\u200b\u2060\ufe0f\u20e3()\[\].‐‑‒–—−/*_-]"
_DIGITS = rf"(?:{_BETWEEN}*\d)"
_GROUPS = rf"\d\d{_BETWEEN}*\d{{3}}{_BETWEEN}*\d\d{_BETWEEN}*\d\d"
# "90 000-95 000" and "78 000-100 000" are pay: with no plus, digits must stand in a number's groups
_PHONE = (
    rf"(?<!\d)(?:\+{_DIGITS}{{9,15}}"  # international
    rf"|[78]{_BETWEEN}+[3489]{_DIGITS}{{9}}"  # Russian trunk or country code set apart, then an area code
    rf"|[78]?[3489]{_GROUPS}"  # the same in one, or a number without it
    r")(?!\d)\ufe0f?\u20e3?"
)
_NAME = r"(?:[А-ЯЁІЇЄҐ][а-яёіїєґ]+|[А-ЯЁІЇЄҐ]{3,})(?:-[А-ЯЁ][а-яё]+)?"
_NAMES = rf"{_NAME}(?:[ \t]+{_NAME}){{0,2}}"
_PATRONYMIC = r"[А-ЯЁ][а-яё]*(?:ович|евич|ьич|овн[аыуе]|евн[аыуе]|ичн[аыуе])(?:а|у|ем|е)?"
_BESIDE = r"[ \t,;:()–—-]{0,4}"


def redact(text: str) -> str:
    """Mask contacts and names of persons; the result is as long as the text, and the rest unchanged."""
    text = mask_contacts(text)
    for pattern in _names():
        text = pattern.sub(_mask, text)
    return text


def mask_contacts(text: str) -> str:
    """Mask telephone numbers, e-mails, handles and links to them, and leave names; as long as the text."""
    for pattern in _contacts():
        text = pattern.sub(_mask, text)
    return text


def _mask(match: re.Match[str]) -> str:
    """Mask the group that is named, the whole match where none is."""
    if "who" not in match.re.groupindex:
        return BLOCK * len(match[0])
    start, end = match.start("who") - match.start(), match.end("who") - match.start()
    return match[0][:start] + BLOCK * (end - start) + match[0][end:]


@cache
def _contacts() -> tuple[re.Pattern[str], ...]:
    announced = rf"\b(?i:{_contact_words('phone')})\b[ \t.:№–—-]*(?P<who>\d(?:[ \t()–—-]*\d){{4,9}})(?!\d)"
    return tuple(re.compile(pattern) for pattern in (_EMAIL, _LINK, _HANDLE, _PHONE, announced))


@cache
def _names() -> tuple[re.Pattern[str], ...]:
    people, numbers = _contact_words("name"), _contact_words("phone")
    # what announces a contact is no name, though it stands beside a number with a capital letter
    announcing = rf"(?i:{people}|{numbers}|{_contact_words('label')})\b"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?:\b{_NAME}[ \t]+){{1,2}}{_PATRONYMIC}\b(?:[ \t]+{_NAME})?",
            rf"\b(?i:{people})\b[ \t.:–—-]*(?:[кус][ \t]+)?(?P<who>{_NAMES})",
            rf"{BLOCK}{_BESIDE}(?!{announcing})(?P<who>{_NAMES})",
            rf"\b(?!{announcing})(?P<who>{_NAMES}){_BESIDE}{BLOCK}",
        )
    )


def _contact_words(shows: str) -> str:
    """Return the words that announce a name or a number as one alternation, longest first."""
    with (files("reports") / "data" / "contact_words.csv").open(encoding="utf-8") as file:
        words = [row["word"] for row in csv.DictReader(file) if row["shows"] == shows]
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
