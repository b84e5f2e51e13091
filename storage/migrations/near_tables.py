"""What near-duplicates are found by: a sketch of each request's text, and its bands, each with an index.

Regions and origins stand beside them as text, so that counting by the year reads one row an entry.
"""

from __future__ import annotations

BANDS = 8

SIZE = "coalesce(requests.headcount_max, requests.headcount_min)"
"""How many people an entry asks for at most, or, if it is open-ended, at least."""

_COLUMNS = ",\n    ".join(f"band{n} INTEGER NOT NULL" for n in range(BANDS))
TABLE = f"""
CREATE TABLE near (
    version INTEGER NOT NULL,
    n INTEGER NOT NULL,
    regions TEXT NOT NULL,
    origins TEXT NOT NULL,
    sketch BLOB NOT NULL,
    {_COLUMNS},
    PRIMARY KEY (version, n),
    FOREIGN KEY (version, n) REFERENCES requests(version, n) ON DELETE CASCADE
) STRICT, WITHOUT ROWID
"""

STATEMENTS = (
    TABLE,
    *(f"CREATE INDEX near_band{n} ON near (band{n})" for n in range(BANDS)),
    f"CREATE INDEX requests_size ON requests ({SIZE.replace('requests.', '')})",
    # what is like is found by bands now
    "DROP INDEX extractions_key",
    # only the parser can make sketches: it reads all anew
    "DELETE FROM extractions",
    "UPDATE parsers SET parsed_to = 0",
    "DELETE FROM checksums WHERE name = 'parsers'",
)
