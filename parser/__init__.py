"""Text in, labour requests out. Pure: no network, no database, nothing else of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parser.lexicon.rows import LexiconError
from parser.reading import Hours, Number, Origin, Pay, Reading, Region, Request, Span, Total
from parser.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from parser.pipeline import Parser

__all__ = [
    "Hours", "LexiconError", "Number", "Origin", "Pay", "Reading", "Region", "Request", "Span", "Total",
    "__version__", "is_built", "load",
]  # fmt: skip


def is_built(extra: Sequence[Path] = ()) -> bool:
    """True if ``load`` will find the pipeline built, and not take half a minute.

    Raises:
        LexiconError: a lexicon file is missing or unusable.
    """
    from parser import cache  # noqa: PLC0415  as light as this package's import is to be
    from parser.lexicon.rows import lexicon_hash  # noqa: PLC0415

    return cache.find(cache.key(lexicon_hash(extra))) is not None


def load(extra: Sequence[Path] = ()) -> Parser:
    """The parser, from the cache or built anew; ``extra`` are the user's own role files.

    Raises:
        LexiconError: a lexicon file is missing or unusable.
    """
    from parser.pipeline import load as load_pipeline  # noqa: PLC0415  spaCy takes half a second to import

    return load_pipeline(extra)
