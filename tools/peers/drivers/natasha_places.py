"""Find places with natasha: ``PYTHON natasha_places.py WAY < TEXTS``, in an environment of its own.

WAY is ``ner`` (its model of names: LOC) or ``addr`` (its grammar of addresses). A JSON string a line is read.
"""

import json
import sys
import time

from natasha import AddrExtractor, Doc, MorphVocab, NewsEmbedding, NewsNERTagger, Segmenter

texts = [json.loads(line) for line in sys.stdin if line.strip()]
segmenter, tagger, grammar = Segmenter(), NewsNERTagger(NewsEmbedding()), AddrExtractor(MorphVocab())


def by_names(text: str) -> list[tuple[int, int]]:
    """What the model takes for a place."""
    doc = Doc(text)
    doc.segment(segmenter)
    doc.tag_ner(tagger)
    return [(span.start, span.stop) for span in doc.spans if span.type == "LOC"]


def by_grammar(text: str) -> list[tuple[int, int]]:
    """What the grammar takes for a part of an address."""
    return [(match.start, match.stop) for match in grammar(text)]


find = by_names if sys.argv[1] == "ner" else by_grammar
find(texts[0])
start = time.process_time()
found = [find(text) for text in texts]
print(json.dumps({"seconds": time.process_time() - start, "spans": found}))
