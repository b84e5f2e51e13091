"""How Sphinx makes the field manual: `make docs`. Nothing is fetched, neither then nor by who reads it."""

from headcount import __version__

project = "headcount"
release = version = __version__
copyright = "the headcount authors"  # noqa: A001  Sphinx's name for it

extensions = ["myst_parser"]
html_theme = "furo"
html_title = "headcount, the field manual"
html_copy_source = False
html_show_sphinx = False
html_use_index = False

myst_heading_anchors = 4  # links to headings work as they do on a repository's web pages
suppress_warnings = ["misc.highlighting_failure"]  # DuckDB's SQL is not all known to the highlighter
