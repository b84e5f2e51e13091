"""Figures as words and lines of one language: what HTML and Markdown both print, so that templates only lay it out."""
