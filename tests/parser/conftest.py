"""One parser for all tests: it is built once a machine and then read from the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import parser as job_parser

if TYPE_CHECKING:
    from parser.pipeline import Parser


@pytest.fixture(scope="session")
def reader() -> Parser:
    """The parser with the bundled lexicon."""
    return job_parser.load()
