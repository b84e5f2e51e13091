"""The word lists that the parser matches: read, checked, inflected and built."""

from parser.lexicon.checking import Problem, check
from parser.lexicon.rows import LexiconError

__all__ = ["LexiconError", "Problem", "check"]
