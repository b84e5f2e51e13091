"""The page's words in English and Russian, from ``locales``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "ru")


@cache
def words(language: str) -> dict[str, str]:
    """All strings of a language of ``LANGUAGES``, by their keys."""
    text = (files("headcount.review") / "locales" / f"{language}.toml").read_text(encoding="utf-8")
    return {key: str(value) for key, value in tomllib.loads(text).items()}


def preferred(accepted: str) -> str | None:
    """The first of our languages in a browser's ``Accept-Language``, which lists the best liked first."""
    liked = (part.strip()[:2].lower() for part in accepted.split(","))
    return next((language for language in liked if language in LANGUAGES), None)
