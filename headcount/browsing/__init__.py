"""The archive in Datasette, on this machine alone: what ``headcount browse`` opens."""
