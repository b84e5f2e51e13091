"""The Language of job posts: its own tokenizer, and NORM as the form that lexicons are matched on."""

from __future__ import annotations

from typing import Any, ClassVar

from spacy.attrs import NORM  # type: ignore[import-not-found]
from spacy.language import BaseDefaults, Language
from spacy.util import load_config_from_str, registry

from parser import tokenizing
from parser.normalizing import fold

_CONFIG = """
[nlp]
lang = "headcount"

[nlp.tokenizer]
@tokenizers = "headcount_tokenizer.v1"
"""


class JobPostDefaults(BaseDefaults):
    """No stop words, no tokenizer exceptions: Russian ones set NORMs of their own."""

    config = load_config_from_str(_CONFIG)
    lex_attr_getters: ClassVar[dict[int, Any]] = {NORM: fold}  # type: ignore[misc]


@registry.languages("headcount")
class JobPosts(Language):  # type: ignore[no-untyped-call]
    """Russian, Ukrainian and English job posts as they stand in Telegram channels."""

    lang = "headcount"
    Defaults = JobPostDefaults


__all__ = ["JobPostDefaults", "JobPosts", "tokenizing"]
