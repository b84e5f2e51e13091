"""The archive: one SQLite file, its schema, and every line of SQL."""
