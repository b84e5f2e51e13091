"""The parser's own version: it changes when readings may."""

__version__ = "0.4.0"
