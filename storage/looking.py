"""The archive as people look at it: tables for people over its own, read-only, with nothing secret in them.

They are temporary views of the looking connection, so that they may have the names that people use, also
where the archive has a table of the same name. An authorizer lets nothing else be read: no access hash of a
peer, no nonce, no raw answer, and no other file.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.connection import plain_sqlite_errors, read_only_uri
from storage.facts import ASKED
from storage.search import POST_BITS

_CHANNEL = "coalesce(channels.username, channels.title)"
_PERMALINK = "'https://t.me/' || coalesce(channels.username, 'c/' || channels.id) || '/' || posts.post_id"
_ASKED = f"""
asked.date, asked.week, asked.role, asked.headcount_min, asked.headcount_max, asked.region,
    versions.text, {_PERMALINK} AS permalink, {_CHANNEL} AS channel, {{more}} asked.headcount_text,
    asked.entry, asked.isco08, asked.role_ru, asked.role_text, asked.region_code, asked.regions,
    asked.region_from, asked.occupied, asked.origin, asked.origins, asked.confidence, asked.reviewed,
    asked.later, posts.missing_since, asked.channel_id, posts.id AS post
"""
_OF_POST = """
LEFT JOIN main.versions ON versions.id = asked.version
LEFT JOIN main.posts ON posts.id = versions.post
LEFT JOIN main.channels ON channels.id = posts.channel_id
"""

TABLES = {
    "requests": f"""
        SELECT asked.id AS request, {_ASKED.format(more="repeats.postings, repeats.channels,")}
        FROM counted.asked JOIN counted.repeats ON repeats.request = asked.id {_OF_POST}
        WHERE NOT asked.repeat
    """,
    "weekly": "SELECT * FROM counted.weekly",
    "posts": f"""
        SELECT posts.id, posts.date, {_CHANNEL} AS channel, versions.text, {_PERMALINK} AS permalink,
            posts.edited, posts.versions, posts.missing_since, posts.media, posts.service, posts.views,
            posts.forwards, posts.replies, posts.reactions, posts.forwarded_from, posts.sender,
            posts.reply_to, posts.album, posts.source, posts.first_seen, posts.channel_id, posts.post_id,
            CAST({ASKED} AS REAL) AS confidence
        FROM main.posts
        LEFT JOIN main.versions ON versions.id = posts.latest_version
        LEFT JOIN main.channels ON channels.id = posts.channel_id
    """,
    "postings": f"""
        SELECT asked.id AS posting, asked.request, {_ASKED.format(more="asked.repeat,")}
        FROM counted.asked {_OF_POST}
    """,
    "channels": f"""
        SELECT channels.id AS channel_id, {_CHANNEL} AS channel, channels.title, channels.kind,
            (SELECT count(*) FROM main.posts WHERE posts.channel_id = channels.id) AS posts,
            (SELECT date FROM main.posts WHERE posts.channel_id = channels.id AND date IS NOT NULL
                ORDER BY post_id DESC LIMIT 1) AS last_post,
            (SELECT max(read_at) FROM main.coverage WHERE coverage.channel_id = channels.id) AS last_read,
            (SELECT count(*) FROM main.posts
                WHERE posts.channel_id = channels.id AND missing_since IS NOT NULL) AS missing,
            channels.region, channels.watched, channels.why_not, channels.why_not_since, channels.first_seen
        FROM main.channels
    """,
    "coverage": f"""
        SELECT coverage.id, {_CHANNEL} AS channel, coverage.from_date, coverage.to_date, coverage.read_at,
            round((julianday(to_date) - julianday(from_date)) * 24, 1) AS hours,
            coverage.source, coverage.from_id, coverage.to_id, coverage.channel_id
        FROM main.coverage CROSS JOIN main.channels ON channels.id = coverage.channel_id
    """,
}
"""What people see. ``counted`` is a file of ``storage.counted``; the rest is the archive as it is.

The joins are left ones, though nothing is ever missing: SQLite leaves those out that a count does not need.
"""

KEYS = {
    "requests": "request", "weekly": "week", "posts": "id", "postings": "posting", "channels": "channel_id",
    "coverage": "id",
}  # fmt: skip
"""The column that names a row."""

POINTS_TO = {
    "requests": {"channel_id": "channels", "post": "posts"},
    "postings": {"request": "requests", "channel_id": "channels", "post": "posts"},
    "posts": {"channel_id": "channels"},
    "coverage": {"channel_id": "channels"},
}
"""Columns that hold the key of a row of another table."""

MATCH = "headcount_match"
"""A function that whoever looks has to define: of words, what ``search`` is to be asked for."""

_MASK = (1 << POST_BITS) - 1
_HITS = f"(SELECT rowid & {_MASK} FROM search WHERE search MATCH {MATCH}(:search))"

HAS_WORDS = {"posts": f"id IN {_HITS}", "requests": f"post IN {_HITS}", "postings": f"post IN {_HITS}"}
"""Of the tables that can be searched, the condition that a row's post has the words ``:search``."""

_SHOWN = (
    "date, role, headcount_min, headcount_max, region, text, permalink, channel, postings, later, "
    "headcount_text, request"
)

QUESTIONS = {
    "search": f"""
        SELECT posts.date, posts.channel, posts.text, posts.permalink, posts.versions, posts.missing_since,
            posts.id
        FROM search CROSS JOIN posts ON posts.id = (search.rowid & {_MASK})
        WHERE search MATCH {MATCH}(:words) ORDER BY search.rowid DESC LIMIT 200
    """,
    "largest_requests_this_month": f"""
        SELECT {_SHOWN} FROM requests
        WHERE date >= strftime('%Y-%m-01', 'now') AND coalesce(headcount_max, headcount_min) IS NOT NULL
        ORDER BY coalesce(headcount_max, headcount_min) DESC, date LIMIT 100
    """,
    "requests_in_occupied_regions": f"""
        SELECT {_SHOWN} FROM requests WHERE occupied ORDER BY date DESC LIMIT 500
    """,
    "posts_edited_after_publication": """
        SELECT edited, versions, date, channel, text, permalink, missing_since, id FROM posts
        WHERE versions > 1 ORDER BY coalesce(edited, date) DESC LIMIT 500
    """,
    "postings_of_one_request": """
        SELECT date, channel, text, permalink, headcount_text, posting FROM postings
        WHERE request = :request ORDER BY date
    """,
}
"""Saved questions. The newest hits of a search come in the index's own order, so that none is sorted."""

_SECRET_TABLES = {"peers", "archive", "journal", "observations"}
_SECRET_COLUMNS = {"nonce", "raw", "access_hash"}
_OPEN = ("search", "sqlite_", "pragma_", "json_")
"""Beginnings of the names of what may be read as it is: the search index, the schema, functions as tables."""
_PRAGMAS = {
    "table_info", "table_xinfo", "foreign_key_list", "index_list", "index_info", "index_xinfo",
    "schema_version", "data_version", "database_list",
}  # fmt: skip
_HARMLESS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_TRANSACTION}


def connect_to_look(path: Path, counted: Path) -> sqlite3.Connection:
    """Open the archive read-only beside any writer, as ``TABLES`` and nothing else.

    Raises:
        ArchiveUnwritable: it cannot be read, or is damaged.
    """
    with plain_sqlite_errors(path):
        connection = sqlite3.connect(read_only_uri(path), uri=True, timeout=30, check_same_thread=False)
        try:
            connection.execute("ATTACH ? AS counted", (read_only_uri(counted),))
            for name, select in TABLES.items():
                connection.execute(f"CREATE TEMP VIEW {name} AS {select}")
            connection.execute("PRAGMA query_only = 1")
            connection.set_authorizer(_authorize)
        except BaseException:
            connection.close()
            raise
    return connection


def changes(looking: sqlite3.Connection) -> int:
    """A number that is another one whenever somebody has written to the archive since."""
    return int(looking.execute("PRAGMA main.data_version").fetchone()[0])


def _authorize(action: int, one: str | None, two: str | None, schema: str | None, source: str | None) -> int:
    """Allow what looking needs. ``source`` is the view through which a column is read."""
    allowed = (
        action in _HARMLESS
        # SQLite's own way of learning the columns of a virtual table; the file cannot be written anyway
        or (action == sqlite3.SQLITE_UPDATE and one == "sqlite_master")
        or (action == sqlite3.SQLITE_FUNCTION and two != "load_extension")
        or (action == sqlite3.SQLITE_PRAGMA and one in _PRAGMAS)
        or (action == sqlite3.SQLITE_READ and _readable(one or "", two or "", schema, source))
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _readable(table: str, column: str, schema: str | None, source: str | None) -> bool:
    if table in _SECRET_TABLES or column in _SECRET_COLUMNS:
        return False
    # no column at all is what counting asks for
    return not column or schema in ("temp", "counted") or table.startswith(_OPEN) or source in TABLES
