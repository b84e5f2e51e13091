"""Rows of the archive as files for other programs: JSON Lines, CSV, Parquet, and what their fields mean."""
