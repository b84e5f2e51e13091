"""What the case of a word says of the number beside it, by the dictionary of forms."""

from __future__ import annotations

from typing import Any

from parser.lexicon.inflecting import readings
from parser.post import Post


def nominative(post: Post, token: int) -> bool:
    """Whether a word is a noun in the nominative and in no genitive: no number of five or more counts it."""
    nouns = [tag for tag in tags(post, token) if tag.startswith("NOUN")]
    return any("nomn" in tag for tag in nouns) and not any("gent" in tag for tag in nouns)


def never_many(post: Post, token: int) -> bool:
    """Whether a word is a noun and no genitive plural, so that no thousands count it."""
    nouns = [tag for tag in tags(post, token) if tag.startswith("NOUN")]
    return bool(nouns) and not any("plur,gent" in tag for tag in nouns)


def genitive_plural(post: Post, token: int) -> bool:
    """Whether a word is likely a genitive plural, what numbers from five on count."""
    return any("plur,gent" in tag for tag in tags(post, token)[:2])


def tags(post: Post, token: int) -> list[str]:
    """The readings of a word, likeliest first, as OpenCorpora tags."""
    return [str(parse.tag) for parse in parses(post, token)]


def parses(post: Post, token: int) -> list[Any]:
    """The same as the dictionary gives them: pymorphy3's ``Parse``, of a sign where it has none."""
    language = "uk" if post.language == "uk" else "ru"
    return readings(post.slice(token, token + 1).lower(), language) or readings("?", language)
