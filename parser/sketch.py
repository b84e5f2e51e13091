"""A text as a MinHash signature: how alike two texts are shows in their signatures, without the texts.

By rensa's R-MinHash, over the runs of five characters of a text with its contacts masked. A signature is
kept as one bit of each hash (b-bit minwise hashing, Li and König 2010), which is 32 bytes, and as bands of
whole hashes: two texts are compared only if a band of theirs is equal, so that an index finds those alike.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from rensa import RMinHash

SHINGLE = 5
"""Characters of a run."""
HASHES = 256
BANDS = 8
ROWS = 4
"""Hashes a band: texts that have 7 of 10 runs in common share one of the eight bands in 9 of 10 cases."""
_SEED = 2026


@dataclass(frozen=True, slots=True)
class Sketch:
    """``bits`` are 32 bytes, a bit a hash; ``bands`` eight times 16 bytes, each of four hashes whole."""

    bits: bytes
    bands: tuple[bytes, ...]


def sketch(plain: str) -> Sketch:
    """Sketch a text that is already plain: masked, in lower case, its blanks folded.

    Changing anything here makes sketches of old and new texts incomparable: the archive then needs a step
    that drops the old ones and has every text read anew, as its ``m003_beside`` does.
    """
    made = RMinHash(num_perm=HASHES, seed=_SEED)
    made.update([plain[at : at + SHINGLE] for at in range(max(1, len(plain) - SHINGLE + 1))])
    hashes = made.digest()
    bits = sum((value & 1) << at for at, value in enumerate(hashes))
    bands = tuple(struct.pack(f"<{ROWS}I", *hashes[at : at + ROWS]) for at in range(0, BANDS * ROWS, ROWS))
    return Sketch(bits.to_bytes(HASHES // 8, "little"), bands)
