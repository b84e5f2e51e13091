"""Charts as inline SVG by Altair and vl-convert: no script, nothing fetched, each with a description."""
