"""Full-text search over the latest text of each post, by its words' dictionary forms, newest first.

``searched`` holds a row a post with its words, ``search`` is the FTS5 index over it, kept by triggers.
A row's number, ``recency``, is the post's date in seconds and its row in ``posts`` beside it, so that the
index's own order is that of time: the newest hits of a word are found without looking at the others. Order
and places of the words in a post are not kept; phrases cannot be asked for.

Filling is apart from saving, so that collecting is not slowed: new posts are those past ``filled_to``,
changed ones are noted in ``unsearched`` by a trigger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from storage.evidence import CHUNK

POST_BITS = 30
"""A billion posts fit beside a date's seconds in the 63 bits of a row's number."""

RECENCY = f"((CAST(coalesce(strftime('%s', posts.date), '0') AS INTEGER) << {POST_BITS}) | posts.id)"
"""Of a row of ``posts``, its place in time. Posts without a date are the oldest."""

POST_OF = f"(search.rowid & {(1 << POST_BITS) - 1})"
"""Of a hit, its row in ``posts``."""


class Unsearched(NamedTuple):
    """A post whose words are to be put in: its row, its place in time, its latest text."""

    post: int
    recency: int
    text: str


_POSTS = f"""
SELECT posts.id, {RECENCY}, coalesce(versions.text, '')
FROM posts JOIN versions ON versions.id = posts.latest_version"""  # noqa: S608 - own names
_FILLED_TO = "(SELECT filled_to FROM searching)"
_DUE = f"(SELECT post FROM unsearched WHERE post <= {_FILLED_TO})"  # noqa: S608 - own names
_CHANGED = f"{_POSTS} WHERE posts.id IN {_DUE} LIMIT ?"
_NEW = f"{_POSTS} WHERE posts.id > {_FILLED_TO} ORDER BY posts.id LIMIT ?"


def begin_filling(db: Database, lemmatizer: str) -> None:
    """Note what makes the words; what another lemmatizer made is all made anew."""
    db.conn.execute(
        "INSERT INTO searching VALUES (1, ?1, 0) ON CONFLICT (id) "
        "DO UPDATE SET lemmatizer = ?1, filled_to = iif(lemmatizer = ?1, filled_to, 0)",
        (lemmatizer,),
    )


def count_unsearched(db: Database, lemmatizer: str) -> int:
    """How many posts are not in the index as they are now, and as this lemmatizer reads them."""
    row = db.conn.execute("SELECT filled_to FROM searching WHERE lemmatizer = ?", (lemmatizer,)).fetchone()
    filled_to = row[0] if row else 0
    new = db.conn.execute("SELECT count(*) FROM posts WHERE id > ?", (filled_to,)).fetchone()[0]
    changed = db.conn.execute("SELECT count(*) FROM unsearched WHERE post <= ?", (filled_to,)).fetchone()[0]
    return int(new + changed)


def unsearched(db: Database, *, limit: int) -> list[Unsearched]:
    """The next posts to put in: those that changed since they were, then new ones by row."""
    changed = db.conn.execute(_CHANGED, (limit,)).fetchall()
    new = db.conn.execute(_NEW, (limit - len(changed),)).fetchall()
    return [Unsearched(*row) for row in changed + new]


def fill(db: Database, found: Sequence[tuple[Unsearched, Iterable[str]]]) -> None:
    """Put posts' words in place of earlier ones; posts without words have no entry."""
    posts = [(post.post,) for post, _ in found]
    db.conn.executemany("DELETE FROM searched WHERE post = ?", posts)
    db.conn.executemany("DELETE FROM unsearched WHERE post = ?", posts)
    rows = [(post.recency, post.post, text) for post, words in found if (text := " ".join(words))]
    db.conn.executemany("INSERT INTO searched VALUES (?, ?, ?)", rows)
    db.conn.execute("UPDATE searching SET filled_to = max(filled_to, ?)", (max(posts)[0],))


def forget(db: Database, posts: Sequence[int]) -> None:
    """Remove all that search knows of some posts (rows of ``posts``) for good, in the caller's transaction.

    FTS5 only marks an entry as deleted and drops it when its segment is merged, so all are merged into one;
    that takes as long as writing the index. With ``secure_delete`` nothing of the words is left in the file
    once the WAL is truncated.
    """
    for start in range(0, len(posts), CHUNK):
        chunk = posts[start : start + CHUNK]
        marks = ", ".join("?" * len(chunk))
        for table in ("searched", "unsearched"):
            db.conn.execute(f"DELETE FROM {table} WHERE post IN ({marks})", chunk)  # noqa: S608 - question marks
    db.conn.execute("INSERT INTO search (search) VALUES ('optimize')")


def expression(words: Iterable[Sequence[str]]) -> str:
    """What FTS5 is asked for: each word, in any of its forms; ``свар*`` is a beginning."""
    groups = (" OR ".join(_quoted(form) for form in forms) for forms in words)
    return " AND ".join(f"({group})" for group in groups)


def _quoted(form: str) -> str:
    # words of the index are letters and digits alone; what is not one cannot be there
    word = "".join(filter(str.isalnum, form))
    return f'"{word}"{" *" if form.endswith("*") else ""}'
