"""The archive as first laid: what was observed, what was read in it, and a journal over both."""

from __future__ import annotations

from sqlite_utils import Database

from storage.guards import RUN_GUARDS, guards

_GUARDED = ("archive", "journal", "versions", "observations", "coverage", "disappearances")

TABLES = """
CREATE TABLE archive (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uuid TEXT NOT NULL,
    created TEXT NOT NULL,
    key_fingerprint TEXT NOT NULL,
    nonce TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    program TEXT NOT NULL,
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    started TEXT NOT NULL,
    finished TEXT,
    outcome TEXT CHECK (outcome IN ('ok', 'failed', 'interrupted')),
    counts TEXT CHECK (counts IS NULL OR json_valid(counts)),
    failed TEXT CHECK (failed IS NULL OR json_valid(failed)),
    nonce TEXT NOT NULL
) STRICT;

CREATE TABLE channels (
    id INTEGER PRIMARY KEY,
    username TEXT UNIQUE COLLATE NOCASE,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('channel', 'group')),
    region TEXT,
    watched INTEGER NOT NULL DEFAULT 0,
    why_not TEXT,
    why_not_since TEXT,
    as_of TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    nonce TEXT NOT NULL
) STRICT;

CREATE TABLE unread (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    channel_id INTEGER REFERENCES channels(id),
    why_not TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;

CREATE TABLE peers (
    account INTEGER NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE,
    channel_id INTEGER NOT NULL,
    access_hash INTEGER NOT NULL,
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    channel_id INTEGER NOT NULL REFERENCES channels(id),
    post_id INTEGER NOT NULL,
    date TEXT,
    edited TEXT,
    as_of TEXT NOT NULL,
    given TEXT NOT NULL,
    latest_version INTEGER NOT NULL REFERENCES versions(id),
    versions INTEGER NOT NULL,
    media TEXT,
    service TEXT,
    sender TEXT,
    reply_to INTEGER,
    album TEXT,
    forwarded_from TEXT,
    views INTEGER,
    forwards INTEGER,
    replies INTEGER,
    reactions INTEGER,
    source TEXT NOT NULL CHECK (source IN ('telegram', 'preview', 'export')),
    first_seen TEXT NOT NULL,
    missing_since TEXT,
    UNIQUE (channel_id, post_id)
) STRICT;
CREATE INDEX posts_date ON posts (date, channel_id, post_id);
CREATE INDEX posts_missing ON posts (channel_id, post_id) WHERE missing_since IS NOT NULL;

CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    post INTEGER NOT NULL REFERENCES posts(id) DEFERRABLE INITIALLY DEFERRED,
    identity TEXT NOT NULL,
    text TEXT,
    entities TEXT CHECK (entities IS NULL OR json_valid(entities)),
    poll TEXT,
    media TEXT,
    date TEXT,
    edited TEXT,
    as_of TEXT NOT NULL,
    service TEXT,
    sender TEXT,
    reply_to INTEGER,
    album TEXT,
    forwarded_from TEXT,
    views INTEGER,
    forwards INTEGER,
    replies INTEGER,
    reactions INTEGER,
    source TEXT NOT NULL CHECK (source IN ('telegram', 'preview', 'export')),
    run INTEGER NOT NULL REFERENCES runs(id),
    seen TEXT NOT NULL,
    raw TEXT,
    sha256 TEXT,
    nonce TEXT,
    UNIQUE (post, identity)
) STRICT;

CREATE TABLE observations (
    id INTEGER PRIMARY KEY,
    post INTEGER NOT NULL REFERENCES posts(id),
    version INTEGER NOT NULL REFERENCES versions(id),
    date TEXT,
    edited TEXT,
    as_of TEXT NOT NULL,
    service TEXT,
    sender TEXT,
    reply_to INTEGER,
    album TEXT,
    forwarded_from TEXT,
    views INTEGER,
    forwards INTEGER,
    replies INTEGER,
    reactions INTEGER,
    source TEXT NOT NULL CHECK (source IN ('telegram', 'preview', 'export')),
    run INTEGER NOT NULL REFERENCES runs(id),
    seen TEXT NOT NULL,
    raw TEXT,
    sha256 TEXT,
    nonce TEXT,
    commitment TEXT NOT NULL
) STRICT;
CREATE INDEX observations_post ON observations (post);
CREATE INDEX observations_run ON observations (run);

CREATE TABLE coverage (
    id INTEGER PRIMARY KEY,
    channel_id INTEGER NOT NULL REFERENCES channels(id),
    run INTEGER NOT NULL REFERENCES runs(id),
    source TEXT NOT NULL CHECK (source IN ('telegram', 'preview', 'export')),
    from_id INTEGER NOT NULL,
    to_id INTEGER NOT NULL,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    as_of TEXT NOT NULL,
    read_at TEXT NOT NULL,
    nonce TEXT NOT NULL
) STRICT;
CREATE INDEX coverage_channel ON coverage (channel_id, to_date);

CREATE TABLE disappearances (
    id INTEGER PRIMARY KEY,
    post INTEGER NOT NULL REFERENCES posts(id),
    run INTEGER NOT NULL REFERENCES runs(id),
    at TEXT NOT NULL,
    as_of TEXT NOT NULL,
    grade TEXT NOT NULL
        CHECK (grade IN (
            'missing at re-check', 'absent from page', 'absent from export', 'reappeared', 'absence doubted'
        )),
    nonce TEXT NOT NULL
) STRICT;
CREATE INDEX disappearances_post ON disappearances (post);

CREATE TABLE parsers (
    id INTEGER PRIMARY KEY,
    parser TEXT NOT NULL,
    lexicon TEXT NOT NULL,
    parsed_to INTEGER NOT NULL DEFAULT 0,
    UNIQUE (parser, lexicon)
) STRICT;

CREATE TABLE extractions (
    version INTEGER PRIMARY KEY REFERENCES versions(id),
    parser INTEGER NOT NULL REFERENCES parsers(id),
    is_request INTEGER NOT NULL,
    confidence REAL NOT NULL,
    language TEXT NOT NULL,
    closed INTEGER NOT NULL,
    text_key TEXT NOT NULL,
    fleeting INTEGER NOT NULL,
    reading TEXT NOT NULL CHECK (json_valid(reading)),
    sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX extractions_key ON extractions (text_key) WHERE is_request;

CREATE TABLE requests (
    version INTEGER NOT NULL REFERENCES extractions(version) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    entry TEXT NOT NULL CHECK (entry IN ('request', 'total')),
    role TEXT,
    role_ru TEXT,
    isco08 TEXT,
    role_text TEXT,
    role_start INTEGER,
    role_end INTEGER,
    headcount_min INTEGER,
    headcount_max INTEGER,
    headcount_text TEXT,
    headcount_start INTEGER,
    headcount_end INTEGER,
    confidence REAL NOT NULL,
    PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_role ON requests (role);

CREATE TABLE request_regions (
    version INTEGER NOT NULL,
    n INTEGER NOT NULL,
    iso TEXT NOT NULL,
    PRIMARY KEY (version, n, iso),
    FOREIGN KEY (version, n) REFERENCES requests(version, n) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX request_regions_iso ON request_regions (iso);

CREATE TABLE places (
    version INTEGER NOT NULL REFERENCES extractions(version) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    iso TEXT NOT NULL,
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE origins (
    version INTEGER NOT NULL REFERENCES extractions(version) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    iso TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('stated', 'inferred')),
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    ref INTEGER NOT NULL,
    subject TEXT NOT NULL,
    commitment TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
"""


def m001_archive(db: Database) -> None:
    """Lay the archive's tables."""
    # one by one, because executescript() would commit half a migration
    tables = [statement for statement in TABLES.split(";\n") if statement.strip()]
    for statement in (*tables, *(guard for table in _GUARDED for guard in guards(table)), *RUN_GUARDS):
        db.execute(statement)
