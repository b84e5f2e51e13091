"""The output folder as a small site that needs no server: lists of weeks, a feed, links between reports."""
