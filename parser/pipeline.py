"""The assembled pipeline and the ``Parser`` that the rest of the program uses."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.util import load_model_from_path

from parser import attaching, cache, counting, deciding, emitting, matching, origins, paying, regions, wanting
from parser.fingerprint import Fingerprint, fingerprint
from parser.language import JobPosts
from parser.lexicon.building import build
from parser.lexicon.rows import lexicon_hash
from parser.post import post_of
from parser.reading import Reading
from parser.version import __version__

COMPONENTS = tuple(
    f"headcount_{name}"
    for name in (
        "lexicon",
        "numbers",
        "roles",
        "attachment",
        "decision",
        "regions",
        "origins",
        "pay",
        "emission",
    )
)
_MODULES = (attaching, counting, deciding, emitting, matching, origins, paying, regions, wanting)
_BATCH = 64
_LASTING_WORDS = 400_000


class Parser:
    """Reads posts. Not to be shared between processes: each loads its own."""

    version = __version__

    def __init__(self, nlp: Language, lexicon: str) -> None:
        """Take a loaded pipeline and the hash of its lexicon."""
        self.nlp = nlp
        self.lexicon_hash = lexicon

    def read(self, text: str) -> Reading:
        """What one post asks for. Never raises for any text."""
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str]) -> Iterator[Reading]:
        """Readings of many posts, in order.

        Words are kept in the vocabulary until there are 400,000 of them; words new after that are dropped
        batch by batch, so that memory stays flat however long the stream.
        """
        batch: list[str] = []
        for text in texts:
            batch.append(text)
            if len(batch) == _BATCH:
                yield from self._batch(batch)
                batch = []
        if batch:
            yield from self._batch(batch)

    def _batch(self, texts: list[str]) -> list[Reading]:
        if len(self.nlp.vocab) < _LASTING_WORDS:
            return self._readings(texts)
        with self.nlp.memory_zone():
            return self._readings(texts)

    def _readings(self, texts: list[str]) -> list[Reading]:
        docs = [self.nlp.make_doc(text) for text in texts]
        # component by component: each finds its code and tables in the processor's cache
        for _, component in self.nlp.pipeline:
            docs = [component(doc) for doc in docs]
        found: list[Reading] = []
        for doc in docs:
            reading = post_of(doc).reading
            if reading is None:
                raise AssertionError("the last component makes a reading of every post")
            found.append(reading)
        return found

    def fingerprint(self, text: str) -> Fingerprint:
        """What makes a text the same text again; see ``parser.fingerprint``."""
        return fingerprint(text)


def load(extra: Sequence[Path] = ()) -> Parser:
    """The parser with the bundled lexicon and the user's own role files; from the cache if it is there.

    Raises:
        LexiconError: a file is missing or unusable.
    """
    lexicon = lexicon_hash(extra)
    name = cache.key(lexicon)
    kept = cache.find(name)
    if kept is not None:
        try:
            return Parser(_ready(load_model_from_path(kept)), lexicon)
        except (OSError, ValueError, KeyError):
            pass  # a damaged cache costs ten seconds, never an answer
    nlp = make(extra)
    cache.keep(nlp, name)
    return Parser(_ready(nlp), lexicon)


def make(extra: Sequence[Path] = ()) -> Language:
    """Build the pipeline from the word lists; takes some ten seconds."""
    nlp = JobPosts()
    for name in COMPONENTS:
        nlp.add_pipe(name)
    matching.load_lexicon(nlp, build(extra))
    return nlp


def _ready(nlp: Language) -> Language:
    nlp.max_length = 1 << 30  # rules have no memory limit to guard, unlike spaCy's neural components
    gc.freeze()  # the word lists stay: the collector need not walk them again and again
    return nlp
