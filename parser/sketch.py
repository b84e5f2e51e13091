"""A text as a MinHash signature: how alike two texts are shows in their signatures, without the texts.

By rensa's R-MinHash, over the runs of five characters of a text with its contacts masked and no punctuation:
bullets, quotation marks and dashes are what reposts change first. A signature is kept as one bit of each
hash (b-bit minwise hashing, Li and König 2010), with the number of runs, which tells a text within a longer
one from a text that is half another; and as bands of whole hashes: two texts are compared only if a band of
theirs is equal, so that an index finds those alike.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from rensa import RMinHash

from parser.masking import LINK

SHINGLE = 5
"""Characters of a run."""
HASHES = 256
BANDS = 8
ROWS = 2
"""Hashes a band: texts that have half their runs in common share one of the eight bands in 9 of 10 cases."""
MOST = 0xFFFF
"""Runs are counted up to this, which no post reaches."""
_SEED = 2026
_BETWEEN = re.compile(rf"[^\w{LINK}]+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A signature of 34 bytes, and eight bands of 8 bytes, each of two hashes whole.

    ``bits`` are a bit a hash, in 32 bytes, and how many runs the text has, in two.
    """

    bits: bytes
    bands: tuple[bytes, ...]


def sketch(plain: str) -> Sketch:
    """Sketch a text that is already plain: masked, in lower case, its blanks folded.

    Changing anything here makes sketches of old and new texts incomparable: the parser's version must then
    change, so that every text is read anew.
    """
    words = _BETWEEN.sub(" ", plain).strip()
    runs = {words[at : at + SHINGLE] for at in range(max(1, len(words) - SHINGLE + 1))}
    made = RMinHash(num_perm=HASHES, seed=_SEED)
    made.update(list(runs))
    hashes = made.digest()
    bits = sum((value & 1) << at for at, value in enumerate(hashes))
    bands = tuple(struct.pack(f"<{ROWS}I", *hashes[at : at + ROWS]) for at in range(0, BANDS * ROWS, ROWS))
    return Sketch(struct.pack("<32sH", bits.to_bytes(HASHES // 8, "little"), min(len(runs), MOST)), bands)
