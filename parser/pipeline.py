"""The assembled pipeline and the ``Parser`` that the rest of the program uses."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model_from_path

from parser import attaching, counting, deciding, emitting, matching, origins, paying, regions, wanting
from parser import cache as built
from parser.confidence import confidence_of
from parser.detecting import PARSED, detect
from parser.fingerprint import Fingerprint, fingerprint
from parser.language import JobPosts
from parser.lexicon.building import build
from parser.lexicon.rows import lexicon_hash
from parser.masking import mask
from parser.post import Post, post_of
from parser.reading import Reading
from parser.tokenizing import LANGUAGE, PostTokenizer
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
_TOO_LITTLE = "too little that asks for people"
_SLACK = 0.05
_BATCH = 64
_LASTING_WORDS = 100_000


class Parser:
    """Reads posts. Not to be shared between processes: each loads its own."""

    version = __version__

    def __init__(self, nlp: Language, lexicon: str) -> None:
        """Take a loaded pipeline and the hash of its lexicon."""
        self.nlp = nlp
        self.lexicon_hash = lexicon
        self._lexicon = matching.matcher_of(nlp)
        self._tokenizer = PostTokenizer(nlp.vocab)

    def read(self, text: str) -> Reading:
        """What one post asks for, with every number and its verdict. Never raises for any text."""
        masked = mask(text)
        language = self._language(masked)
        doc = self._lexicon(self._doc(text, masked, language))
        doubt = self._at_a_glance(masked, language) or _doubt(post_of(doc))
        reading = self._finished([doc])[0]
        return replace(doubt, numbers=reading.numbers) if doubt else reading

    def pipe(self, texts: Iterable[str]) -> Iterator[Reading]:
        """Readings of many posts, in order; ``numbers`` is empty where a glance was enough.

        Words are kept in the vocabulary until there are 100,000 of them; words new after that are dropped
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
            return self._glanced(texts)
        with self.nlp.memory_zone():
            return self._glanced(texts)

    def _glanced(self, texts: list[str]) -> list[Reading]:
        readings: list[Reading | None] = []
        docs: list[Doc] = []
        for text in texts:
            masked = mask(text)
            language = self._language(masked)
            readings.append(self._at_a_glance(masked, language))
            if readings[-1] is None:
                docs.append(self._doc(text, masked, language))
        docs = [self._lexicon(doc) for doc in docs]
        doubts = [_doubt(post_of(doc)) for doc in docs]
        finished = iter(self._finished([doc for doc, doubt in zip(docs, doubts, strict=True) if not doubt]))
        rest = iter([doubt or next(finished) for doubt in doubts])
        return [reading or next(rest) for reading in readings]

    def _language(self, masked: str) -> str:
        return detect(masked, self._lexicon.data["languages"])

    def _at_a_glance(self, masked: str, language: str) -> Reading | None:
        """The reading of a post whose words alone say that it is no request; None if it must be read."""
        if language not in PARSED:
            return _unparsed(language)
        return _hopeless(language) if self._lexicon.glance(masked) else None

    def _doc(self, text: str, masked: str, language: str) -> Doc:
        doc = self._tokenizer.tokenise(text, masked)
        doc.user_data[LANGUAGE] = language
        return doc

    def _finished(self, docs: list[Doc]) -> list[Reading]:
        """Docs with the lexicon laid over them through the components after it."""
        # component by component: each finds its code and tables in the processor's cache
        for _, component in self.nlp.pipeline[1:]:
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


def _doubt(post: Post) -> Reading | None:
    """The reading of a post that cannot be a request whatever its numbers are; None if it must be read on."""
    bound = deciding.at_most(post) if post.letters else 0.0
    if bound > -_SLACK:
        return None
    return Reading(
        is_request=False, confidence=confidence_of(bound), language=post.language, rule=_TOO_LITTLE
    )


@cache
def _hopeless(language: str) -> Reading:
    confidence = confidence_of(deciding.BASE)
    return Reading(is_request=False, confidence=confidence, language=language, rule=_TOO_LITTLE)


@cache
def _unparsed(language: str) -> Reading:
    return Reading(is_request=False, confidence=0.5, language=language, rule="language")


def load(extra: Sequence[Path] = ()) -> Parser:
    """The parser with the bundled lexicon and the user's own role files; from the cache if it is there.

    Raises:
        LexiconError: a file is missing or unusable.
    """
    lexicon = lexicon_hash(extra)
    name = built.key(lexicon)
    kept = built.find(name)
    collecting = gc.isenabled()
    gc.disable()  # the word lists are a million objects that all stay
    try:
        if kept is not None:
            try:
                return Parser(_ready(load_model_from_path(kept)), lexicon)
            except (OSError, ValueError, KeyError):
                pass  # a damaged cache costs ten seconds, never an answer
        nlp = make(extra)
        built.keep(nlp, name)
        return Parser(_ready(nlp), lexicon)
    finally:
        if collecting:
            gc.enable()


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
