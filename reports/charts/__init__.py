"""Charts as inline SVG by Altair and vl-convert: no script, nothing fetched, with a title and a description."""
