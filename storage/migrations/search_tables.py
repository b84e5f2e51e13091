"""Full-text search: its table of words, the index over it, and what keeps both; see ``storage.search``."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE searched (
        recency INTEGER PRIMARY KEY,
        post INTEGER NOT NULL UNIQUE REFERENCES posts(id) ON DELETE CASCADE,
        words TEXT NOT NULL
    ) STRICT""",
    """CREATE VIRTUAL TABLE search USING fts5(
        words, content='searched', content_rowid='recency', tokenize='ascii', detail=none, columnsize=0
    )""",
    """CREATE TRIGGER searched_added AFTER INSERT ON searched
    BEGIN INSERT INTO search (rowid, words) VALUES (NEW.recency, NEW.words); END""",
    """CREATE TRIGGER searched_removed AFTER DELETE ON searched
    BEGIN INSERT INTO search (search, rowid, words) VALUES ('delete', OLD.recency, OLD.words); END""",
    "CREATE TABLE unsearched (post INTEGER PRIMARY KEY REFERENCES posts(id) ON DELETE CASCADE) STRICT",
    """CREATE TRIGGER posts_to_search_again AFTER UPDATE OF latest_version, date ON posts
    WHEN OLD.latest_version != NEW.latest_version OR OLD.date IS NOT NEW.date
    BEGIN INSERT OR IGNORE INTO unsearched VALUES (NEW.id); END""",
    """CREATE TABLE searching (
        id INTEGER PRIMARY KEY CHECK (id = 1), lemmatizer TEXT NOT NULL, filled_to INTEGER NOT NULL
    ) STRICT""",
)
