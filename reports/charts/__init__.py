"""Charts as inline SVG by Vega-Lite and vl-convert: no script, nothing fetched, each with a description."""
