"""Near-duplicates: what is stored of a request's text so that texts like it are found without reading any.

A band is a hash over what must be equal (who is asked for, how many, where, from where, which days) and over
a part of the text's signature: entries that have none of the eight in common are never compared.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import Any

from sqlite_utils import Database

from storage.migrations.near_tables import BANDS

BAND_COLUMNS = ", ".join(f"near.band{n}" for n in range(BANDS))


@dataclass(frozen=True, slots=True)
class Signature:
    """A text's signature: 34 bytes, eight parts of it that an index finds like texts by, the days named."""

    bits: bytes
    bands: tuple[bytes, ...]
    days: str


INSERT_NEAR = f"INSERT INTO near VALUES ({', '.join('?' * (5 + BANDS))})"  # noqa: S608 - question marks


def near_rows(
    version: int,
    reading: Mapping[str, Any],
    entries: Iterable[tuple[tuple[Any, ...], Sequence[str]]],
    signature: Signature,
) -> list[tuple[Any, ...]]:
    """The rows of ``near`` for a version's entries (as ``extractions.entries`` has them)."""
    origins = sorted({f"{origin['iso']}/{origin['basis']}" for origin in reading["origins"]})
    rows = []
    for n, (columns, regions) in enumerate(entries, start=1):
        entry, role, low, high = columns[0], columns[1], columns[7], columns[8]
        # a person may name a region and no place in it
        named = (place for place in reading["regions"] if place["place"] and place["iso"] in regions)
        places = sorted({place["place"] for place in named})
        asked = json.dumps([entry, role, low, high, regions, origins, places, signature.days]).encode()
        bands = (_band(asked, band) for band in signature.bands)
        rows.append((version, n, " ".join(regions), " ".join(origins), signature.bits, *bands))
    return rows


def _band(asked: bytes, part: bytes) -> int:
    """A signed 64-bit number, as SQLite's integers are."""
    number: int = struct.unpack("<q", blake2b(asked + part, digest_size=8).digest())[0]
    return number


_SAID = f"SELECT near.version, {BAND_COLUMNS} FROM reviewed_entries AS near"  # noqa: S608 - own names
_SPAN = "FROM posts WHERE posts.date >= ? AND posts.date < ?"
_IN_SPAN = f"""
SELECT near.version, {BAND_COLUMNS} FROM (SELECT id {_SPAN}) AS post
CROSS JOIN versions ON versions.post = post.id CROSS JOIN near ON near.version = versions.id
"""  # noqa: S608 - own names


def versions_like(
    db: Database, bands: Collection[Sequence[int]], *, since: str | None, until: str
) -> set[int]:
    """Versions with an entry that has a band in common with one of these, themselves among them.

    Of posts dated in ``[since, until)`` all are found, of others some may be; ``since`` None: of any age.
    """
    if since is not None and _posts(db, since, until) < BANDS * len(bands):
        # a post is read about as quickly as a band is looked up
        found = set(_with_bands(db.conn.execute(_IN_SPAN, (since, until)), bands))
    else:
        found = _looked_up(db, bands)
    # what people reviewed is little enough to be looked through, and counts in place of what was read
    found.difference_update(row[0] for row in db.conn.execute("SELECT version FROM reviewed"))
    found.update(_with_bands(db.conn.execute(_SAID), bands))
    return found


def _posts(db: Database, since: str, until: str) -> int:
    count: int = db.conn.execute(f"SELECT count(*) {_SPAN}", (since, until)).fetchone()[0]
    return count


def _looked_up(db: Database, bands: Iterable[Sequence[int]]) -> set[int]:
    found: set[int] = set()
    for n in range(BANDS):
        # in this order, which CROSS JOIN tells SQLite to keep: each band is looked up in its index
        rows = db.conn.execute(
            f"SELECT near.version FROM json_each(?) AS wanted "  # noqa: S608 - own names
            f"CROSS JOIN near INDEXED BY near_band{n} ON near.band{n} = wanted.value",
            # in the index's own order: its pages are then read one after the other, and once
            (json.dumps(sorted({one[n] for one in bands})),),
        )
        found.update(chain.from_iterable(rows))
    return found


def _with_bands(rows: Iterable[tuple[int, ...]], bands: Iterable[Sequence[int]]) -> Iterator[int]:
    wanted = set(chain.from_iterable(bands))
    return (version for version, *own in rows if not wanted.isdisjoint(own))
